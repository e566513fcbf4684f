import { allows, type ReportStatus } from '../../reports/lifecycle.js';
import { reviewDecision } from '../addresses.js';
import type { Beside } from '../worklist/finders.js';
import { reviewActions } from './action-pages.js';

/** What can be decided now, always in view. `kind`: one button is the primary one, by what was done so far. */
export interface DecisionBar {
  words: string;
  more: string;
  accept: { action: string; kind: Rank } | null;
  /** A page of its own asks for reason and day. `words`: without notes, and before and after their number, by "|". */
  sendBack: { href: string; text: string; words: string; kind: Rank } | null;
  next: { href: string; text: string; kind: Rank } | null;
  previous: string;
}
type Rank = 'primary' | 'secondary' | 'quiet';

export interface BarParts {
  readonly id: number;
  readonly status: ReportStatus;
  readonly notes: number;
  readonly beside: Beside;
  /** The address of a report, or of a decision, in the list that is gone through. */
  readonly inList: (path: string) => string;
  readonly pageOf: (report: number) => string;
}

export function decisionBar(parts: BarParts): DecisionBar {
  const { id, status, notes, beside, inList, pageOf } = parts;
  const waits = allows('accept', status);
  const action = inList(reviewDecision(id, reviewActions.accept.slug));
  return {
    words: notes > 0 ? `${notes} ghi chú sẽ gửi khi trả lại` : 'Chưa có ghi chú nào',
    more:
      beside.left > 0
        ? `Còn ${beside.left} báo cáo khác chờ xét duyệt.`
        : 'Không còn báo cáo nào khác chờ xét duyệt.',
    accept: waits ? { action, kind: notes > 0 ? 'secondary' : 'primary' } : null,
    sendBack: sendBackOf(parts),
    next: nextOf(parts, waits),
    previous: beside.previous ? pageOf(beside.previous.id) : '',
  };
}

function sendBackOf({ id, status, notes, inList }: BarParts): DecisionBar['sendBack'] {
  const action = (['return', 'reopen'] as const).find((one) => allows(one, status));
  if (!action) return null;
  const [bare, before] = action === 'reopen' ? ['Mở lại để sửa', 'Mở lại kèm'] : ['Trả lại', 'Trả lại kèm'];
  return {
    href: inList(reviewDecision(id, reviewActions[action].slug)),
    text: notes > 0 ? `${before} ${notes} ghi chú` : bare,
    words: `${bare}|${before}|ghi chú`,
    kind: notes > 0 ? 'primary' : 'secondary',
  };
}

/** The primary one where nothing else is to be done. */
function nextOf({ notes, beside: { next }, pageOf }: BarParts, waits: boolean): DecisionBar['next'] {
  if (!next) return null;
  const href = pageOf(next.id);
  if (waits) return { href, text: 'Để sau, báo cáo tiếp theo', kind: 'quiet' };
  return { href, text: 'Báo cáo tiếp theo', kind: notes > 0 ? 'secondary' : 'primary' };
}
