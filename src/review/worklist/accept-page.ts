import { formatTime } from '../../platform/text/format.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { reviewOf } from '../../reports/addresses.js';
import { submissionChanges } from '../../reports/submission-changes.js';
import { seenText } from '../../reports/bulk/rules.js';
import type { JudgedSubmission, ReportRow, SubmissionRow } from '../../reports/finders.js';
import type { LastYear } from '../../form/last-year.js';
import type { WaitingNotes } from '../../reports/review-notes/finders.js';
import { findProblems } from '../../form/checks.js';
import { submittedAnswers } from '../../reports/draft-answers.js';
import { worklistAcceptance, worklistOf } from '../addresses.js';

export interface AcceptPage extends Frame {
  action: string;
  back: string;
  items: readonly {
    seen: string;
    unit: string;
    href: string;
    filed: string;
    changed: string;
    /** That notes wait for its return; '' where none does. */
    notes: string;
    warnings: readonly { check: string; words: string }[];
  }[];
  /** Chosen, and not to be accepted any more, with why. */
  others: readonly string[];
  errors: readonly FieldError[];
  /** The notes that stand here, to tell others from them. */
  noted: string;
  /** The deliberate yes; '' where no notes wait. */
  sure: SafeHtml;
  button: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'review/accept-many': AcceptPage;
  }
}

/** One report that waits, with what its latest submission says. */
export interface Waiting {
  readonly report: ReportRow;
  readonly shown: JudgedSubmission;
  readonly before: SubmissionRow | undefined;
  readonly lastYear: LastYear | null;
  readonly notes: WaitingNotes | undefined;
}

interface AcceptParts {
  readonly year: number;
  readonly waiting: readonly Waiting[];
  readonly others: readonly string[];
  readonly errors: readonly FieldError[];
}

/** Each report's warnings and what the unit says about them, before all are accepted at once. */
export function acceptPage({ year, waiting, others, errors }: AcceptParts): AcceptPage {
  const list = worklistOf(year);
  const noted = waiting.flatMap(({ report: { id, unitName }, notes }) =>
    notes ? [{ id, unitName, ...notes }] : [],
  );
  return {
    hasErrors: errors.length > 0,
    errors,
    noted: noted.map(({ id, stamp }) => `${id}:${stamp}`).join(' '),
    sure: noted.length > 0 ? sureControl(noted, errors) : '',
    title: 'Chấp nhận nhiều báo cáo',
    nav: 'review',
    crumbs: [{ text: `Việc xét duyệt năm ${year}`, href: list }, { text: 'Chấp nhận nhiều báo cáo' }],
    action: worklistAcceptance(year),
    back: list,
    items: waiting.map(item),
    others,
    button: `Chấp nhận ${waiting.length} báo cáo`,
  };
}

function sureControl(
  noted: readonly { unitName: string; count: number }[],
  errors: readonly FieldError[],
): SafeHtml {
  const names = noted.map(({ unitName, count }) => `${unitName} (${count})`).join(', ');
  const text = `Vẫn chấp nhận, không gửi ghi chú của: ${names}`;
  const hint = 'Ghi chú vẫn được giữ ở trang của báo cáo, và gửi kèm nếu sau này mở lại báo cáo.';
  const items = [{ value: 'yes', text, hint }];
  return ui.checkboxes({ name: 'sure', legend: 'Ghi chú chưa gửi', items, form: { values: {}, errors } });
}

function item({ report, shown, before, lastYear, notes }: Waiting): AcceptPage['items'][number] {
  const warnings = findProblems(shown.form, submittedAnswers(shown, lastYear), shown.submittedAt).filter(
    ({ kind }) => kind === 'warning',
  );
  const count = before ? submissionChanges(before, shown).length : 0;
  return {
    seen: seenText({ id: report.id, version: report.version, assignee: report.assigneeId ?? 0 }),
    unit: report.unitName,
    href: reviewOf(report.id),
    filed: `Lần nộp ${shown.number}, ${shown.submittedByName}, ${formatTime(shown.submittedAt)}`,
    changed: before ? `${count} nội dung thay đổi so với lần ${before.number}` : '',
    notes: notes ? `Có ${notes.count} ghi chú chưa gửi cho đơn vị.` : '',
    warnings: warnings.map(({ code, message }) => ({
      check: message,
      words: shown.content.explanations[code] ?? 'Đơn vị không giải thích.',
    })),
  };
}
