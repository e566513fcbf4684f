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

export function decisionBar({ id, status, notes, beside, inList, pageOf }: BarParts): DecisionBar {
  const { next, previous, left } = beside;
  const waits = allows('accept', status);
  const sends = waits ? 'return' : allows('reopen', status) ? 'reopen' : null;
  const decision = (action: 'accept' | 'return' | 'reopen') =>
    inList(reviewDecision(id, reviewActions[action].slug));
  const [bare, before] = sends === 'reopen' ? ['Mở lại để sửa', 'Mở lại kèm'] : ['Trả lại', 'Trả lại kèm'];
  const hasNotes = notes > 0;
  return {
    words: hasNotes ? `${notes} ghi chú sẽ gửi khi trả lại` : 'Chưa có ghi chú nào',
    more: left > 0 ? `Còn ${left} báo cáo khác chờ xét duyệt.` : 'Không còn báo cáo nào khác chờ xét duyệt.',
    accept: waits ? { action: decision('accept'), kind: hasNotes ? 'secondary' : 'primary' } : null,
    sendBack: sends
      ? {
          href: decision(sends),
          text: hasNotes ? `${before} ${notes} ghi chú` : bare,
          words: `${bare}|${before}|ghi chú`,
          kind: hasNotes ? 'primary' : 'secondary',
        }
      : null,
    next: next
      ? {
          href: pageOf(next.id),
          text: waits ? 'Để sau, báo cáo tiếp theo' : 'Báo cáo tiếp theo',
          kind: waits ? 'quiet' : hasNotes ? 'secondary' : 'primary',
        }
      : null,
    previous: previous ? pageOf(previous.id) : '',
  };
}
