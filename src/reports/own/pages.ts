import { daysBetween } from '../../platform/calendar.js';
import { ui } from '../../platform/components.js';
import { formatDay, formatDueBefore, formatTime } from '../../platform/format.js';
import type { Frame } from '../../platform/render.js';
import { hasRole, type OwnReader } from '../../platform/actor.js';
import { sentence, type EventDetail } from '../../history/actions.js';
import { sectionHeading } from '../answer-sheet.js';
import {
  isCorrectionOverdue,
  isLocked,
  isToCorrect,
  isRecallable,
  lockedFrom,
  timeliness,
} from '../deadlines.js';
import { returnNote } from '../drafts/pages.js';
import {
  type historyOf,
  type OpenedOwn,
  type OwnDraft,
  type ownReports,
  type SubmissionRow,
} from '../finders.js';
import { isEditable, isFiled } from '../lifecycle.js';
import { draftAnswers, findProblems, problemsOf, sectionState, type SectionState } from '../rules.js';
import { statusTag, timelinessWords } from '../words.js';

export interface OwnReportsPage extends Frame {
  unit: string;
  reports: readonly { year: string; href: string; tag: string; due: string; timeliness: string }[];
}

export interface OverviewPage extends Frame {
  unit: string;
  tag: string;
  due: string;
  /** What the dates mean for the unit today; '' where there is nothing to say. */
  urgency: string;
  locked: string;
  returned: { reason: string; by: string; correctBefore: string } | null;
  sections: readonly { heading: string; href: string; state: string; tag: string; note: string }[];
  progress: string;
  canEdit: boolean;
  canRecall: boolean;
  version: number;
  base: string;
  checkText: string;
  documentText: string;
  submissions: readonly { text: string; href: string }[];
  history: readonly { when: string; text: string }[];
}

declare module '../../platform/render.js' {
  interface Pages {
    'reports/index': OwnReportsPage;
    'reports/overview': OverviewPage;
  }
}

const STATE_WORDS: Record<SectionState, { text: string; tone: 'grey' | 'blue' | 'green' | 'red' }> = {
  'not-started': { text: 'Chưa bắt đầu', tone: 'grey' },
  'in-progress': { text: 'Đang làm', tone: 'blue' },
  done: { text: 'Đã xong', tone: 'green' },
  'to-correct': { text: 'Cần sửa', tone: 'red' },
};

export function ownReportsPage(
  actor: OwnReader,
  reports: Awaited<ReturnType<typeof ownReports>>,
  now: Date,
): OwnReportsPage {
  return {
    title: 'Báo cáo của đơn vị',
    nav: 'reports',
    unit: actor.unit.name,
    reports: reports.map((report) => ({
      year: String(report.period.year),
      href: `/bao-cao/${String(report.period.year)}`,
      tag: statusTag(report.status),
      due: formatDueBefore(report.dueBefore),
      timeliness: timelinessWords(timeliness(report, now)),
    })),
  };
}

interface OverviewParts {
  open: OpenedOwn;
  draft: OwnDraft;
  submissions: readonly SubmissionRow[];
  events: Awaited<ReturnType<typeof historyOf>>;
}

/** The task list of one year's report. */
export function overviewPage({ open, draft, submissions, events }: OverviewParts, now: Date): OverviewPage {
  const { report, actor } = open;
  const year = String(report.period.year);
  const base = `/bao-cao/${year}`;
  const isFiler = hasRole(actor, 'FILER');
  const locked = isLocked(report, now);
  const canEdit = isFiler && isEditable(report.status) && !locked;
  const sections = sectionLines(open, draft, canEdit);
  const doneCount = sections.filter((section) => section.state === STATE_WORDS.done.text).length;
  return {
    title: `Báo cáo năm ${year}`,
    crumbs: [{ text: 'Báo cáo', href: '/bao-cao' }, { text: `Năm ${year}` }],
    nav: 'reports',
    unit: report.unitName,
    tag: statusTag(report.status),
    due: formatDueBefore(report.dueBefore),
    urgency: urgency(report, now),
    locked: locked && isEditable(report.status) ? lockedWords(lockedFrom(report)) : '',
    returned: returnedBox(open, draft),
    sections,
    progress: `Đã xong ${String(doneCount)} trong ${String(sections.length)} phần.`,
    canEdit,
    canRecall: isFiler && isRecallable(report, now),
    version: report.version,
    base,
    checkText: canEdit ? 'Kiểm tra và nộp báo cáo' : 'Xem toàn bộ báo cáo',
    documentText: isFiled(report.status) ? 'Tải báo cáo đã nộp' : 'Tải bản thảo',
    submissions: submissions.map((submission) => ({
      text: `Lần ${String(submission.number)}, nộp lúc ${formatTime(submission.submittedAt)}`,
      href: `${base}/bien-nhan?lan=${String(submission.number)}`,
    })),
    history: events.map((event) => ({
      when: formatTime(event.at),
      text: `${event.actorName} ${sentence(event.action, event.detail as EventDetail)}`,
    })),
  };
}

function sectionLines({ report }: OpenedOwn, draft: OwnDraft, canEdit: boolean) {
  const problems = findProblems(report.form, draftAnswers(draft));
  const year = String(report.period.year);
  return report.form.sections.map((section) => {
    const saved = draft.sections.get(section.code);
    const note = report.status === 'RETURNED' ? returnNote(draft, section.code) : '';
    const latest = draft.returns[0];
    const returned = note !== '' && latest !== undefined && (!saved || saved.savedAt <= latest.returnedAt);
    const state =
      STATE_WORDS[sectionState(problemsOf(section, problems), { touched: saved !== undefined, returned })];
    return {
      heading: sectionHeading(section),
      href: canEdit ? `/bao-cao/${year}/${section.code}` : `/bao-cao/${year}/kiem-tra#${section.code}`,
      state: state.text,
      tag: ui.tag(state),
      note,
    };
  });
}

function returnedBox({ report }: OpenedOwn, { returns: [latest] }: OwnDraft): OverviewPage['returned'] {
  if (report.status !== 'RETURNED' || !latest) return null;
  return {
    reason: latest.reason,
    by: `${latest.returnedByName}, ${formatTime(latest.returnedAt)}`,
    correctBefore: formatDueBefore(latest.correctBefore),
  };
}

function urgency(report: OpenedOwn['report'], now: Date): string {
  if (isCorrectionOverdue(report, now)) return 'Đã quá hạn sửa. Hãy sửa và nộp lại sớm nhất có thể.';
  if (isToCorrect(report) && report.correctBefore) return daysLeft(now, report.correctBefore, 'sửa');
  const time = timeliness(report, now);
  if (time === 'overdue')
    return 'Đã quá hạn báo cáo. Hãy nộp sớm nhất có thể; báo cáo sẽ được ghi là nộp trễ hạn.';
  if (time === 'due') return daysLeft(now, report.dueBefore, 'nộp');
  return time === 'late' ? 'Báo cáo đã nộp trễ hạn.' : '';
}

/** Counts whole days to the last day on which it is still in time. */
function daysLeft(now: Date, before: Date, what: string): string {
  const days = daysBetween(now, before) - 1;
  return days === 0 ? `Hôm nay là ngày cuối để ${what}.` : `Còn ${String(days)} ngày để ${what}.`;
}

function lockedWords(lockOn: Date): string {
  return `Kỳ báo cáo đã khóa từ ngày ${formatDay(lockOn)}. Muốn nộp, hãy đề nghị công đoàn cấp trên gia hạn cho đơn vị.`;
}
