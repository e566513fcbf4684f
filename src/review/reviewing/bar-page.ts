import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { allows, type ReportStatus } from '../../reports/lifecycle.js';
import { reviewDecision } from '../addresses.js';
import type { Beside } from '../worklist/finders.js';
import { reviewActions } from './action-pages.js';

/** What can be decided now, always in view. `kind`: one button is the primary one, by what was done so far. */
export interface DecisionBar {
  icon: SafeHtml;
  words: string;
  more: string;
  accept: { action: string; kind: Rank } | null;
  /** A page of its own asks for reason and day. `text`: without notes; `withNotes` before and after their number. */
  sendBack: { href: string; text: string; withNotes: readonly [string, string]; kind: Rank } | null;
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
  const decision = (action: 'accept' | 'return' | 'reopen') => inList(reviewDecision(id, reviewActions[action].slug));
  const [text, before] = sends === 'reopen' ? (['Mở lại để sửa', 'Mở lại'] as const) : (['Trả lại', 'Trả lại'] as const);
  const withNotes = [`${before} kèm`, 'ghi chú'] as const;
  const hasNotes = notes > 0;
  return {
    icon: ui.icon(hasNotes ? 'half' : 'open'),
    words: hasNotes ? `${notes} ghi chú sẽ gửi khi trả lại` : 'Chưa có ghi chú nào',
    more: left > 0 ? `Còn ${left} báo cáo khác chờ xét duyệt.` : 'Không còn báo cáo nào khác chờ xét duyệt.',
    accept: waits ? { action: decision('accept'), kind: hasNotes ? 'secondary' : 'primary' } : null,
    sendBack: sends
      ? {
          href: decision(sends),
          text: hasNotes ? `${withNotes[0]} ${notes} ${withNotes[1]}` : text,
          withNotes,
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
