import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { reviewOf } from '../../reports/addresses.js';
import { submissionChanges } from '../../reports/submission-changes.js';
import { seenText } from '../../reports/bulk/rules.js';
import type { JudgedSubmission, ReportRow, SubmissionRow } from '../../reports/finders.js';
import type { LastYear } from '../../form/last-year.js';
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
    warnings: readonly { check: string; words: string }[];
  }[];
  /** Chosen, and not to be accepted any more, with why. */
  others: readonly string[];
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
}

/** Each report's warnings and what the unit says about them, before all are accepted at once. */
export function acceptPage(year: number, waiting: readonly Waiting[], others: readonly string[]): AcceptPage {
  const list = worklistOf(year);
  return {
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

function item({ report, shown, before, lastYear }: Waiting): AcceptPage['items'][number] {
  const warnings = findProblems(shown.form, submittedAnswers(shown, lastYear)).filter(
    ({ kind }) => kind === 'warning',
  );
  const count = before ? submissionChanges(before, shown).length : 0;
  return {
    seen: seenText({ id: report.id, version: report.version, assignee: report.assigneeId ?? 0 }),
    unit: report.unitName,
    href: reviewOf(report.id),
    filed: `Lần nộp ${shown.number}, ${shown.submittedByName}, ${formatTime(shown.submittedAt)}`,
    changed: before ? `${count} nội dung thay đổi so với lần ${before.number}` : '',
    warnings: warnings.map(({ code, message }) => ({
      check: message,
      words: shown.content.explanations[code] ?? 'Đơn vị không giải thích.',
    })),
  };
}
