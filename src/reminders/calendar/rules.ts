import { addDays } from '../../platform/text/calendar.js';
import { formatDay, formatDueBefore, formatNumber } from '../../platform/text/format.js';
import type { CalendarDay } from '../../platform/text/icalendar.js';
import { following, ownReport } from '../../reports/addresses.js';
import { isToCorrect, lockedFrom, whatIsOwed, type Timed } from '../../reports/deadlines.js';

/** The own report of a year, and what its days hang on. */
export interface DatedReport extends Timed {
  readonly year: number;
  readonly unitId: number;
  readonly opensOn: Date;
  /** How often anything was done about it, and when last. */
  readonly changes: number;
  readonly changedAt: Date;
  /** The day before which the direct children file; null where the reader looks after none. */
  readonly childrenBefore: Date | null;
  /** How many of them have another day. */
  readonly childrenWithOwnDay: number;
}

/** What becomes one day of the calendar. */
type Told = Pick<CalendarDay, 'day' | 'title' | 'description' | 'alarms'> & {
  readonly kind: string;
  readonly path: string;
};

/** The days of the own reports, and those by which the units below file. `origin`: the portal's own address. */
export function calendarDays(reports: readonly DatedReport[], origin: string, now: Date): CalendarDay[] {
  return reports.flatMap((report) =>
    [...ownDays(report, now), ...daysBelow(report)].map(({ kind, path, ...told }) => ({
      ...told,
      uid: `${kind}-${report.year}-${report.unitId}@cong-neu-guong`,
      url: `${origin}${path}`,
      sequence: report.changes,
      changedAt: report.changedAt,
    })),
  );
}

function ownDays(report: DatedReport, now: Date): Told[] {
  const { year, opensOn, status } = report;
  const path = ownReport(year);
  const opening = {
    ...{ kind: 'mo', path, day: opensOn, alarms: [0] },
    title: `Mở nhận báo cáo nêu gương năm ${year}`,
    description: `Đơn vị bắt đầu lập và nộp báo cáo năm ${year} được từ ngày này.`,
  };
  if (status === 'EXEMPT') return [opening];
  const isOwing = whatIsOwed(report, now) !== undefined;
  return [
    opening,
    { ...dueDay(report), path },
    ...(isToCorrect(report) ? [{ ...correctionDay(report), path }] : []),
    ...(isOwing ? [{ ...lockDay(report), path }] : []),
  ];
}

/** How many days before a deadline a calendar reminds. */
const ALARMS = [7, 3, 0];

function dueDay({ year, dueBefore, firstSubmittedAt }: DatedReport) {
  const due = `Hạn nộp: ${formatDueBefore(dueBefore)}.`;
  return {
    kind: 'nop',
    day: lastDay(dueBefore),
    title: `Hạn nộp báo cáo nêu gương năm ${year}`,
    description: firstSubmittedAt ? `${due} Đơn vị đã nộp ngày ${formatDay(firstSubmittedAt)}.` : due,
    alarms: firstSubmittedAt ? [] : ALARMS,
  };
}

function correctionDay({ year, correctBefore, dueBefore }: DatedReport) {
  const before = correctBefore ?? dueBefore;
  return {
    kind: 'sua',
    day: lastDay(before),
    title: `Hạn sửa và nộp lại báo cáo nêu gương năm ${year}`,
    description: `Báo cáo bị trả lại. Sửa và nộp lại ${formatDueBefore(before)}.`,
    alarms: ALARMS,
  };
}

function lockDay(report: DatedReport) {
  const from = lockedFrom(report);
  return {
    kind: 'khoa',
    day: lastDay(from),
    title: `Ngày cuối cổng nhận báo cáo nêu gương năm ${report.year}`,
    description: `Từ ngày ${formatDay(from)} cổng khóa, không nộp được nữa.`,
    alarms: [7],
  };
}

function daysBelow({ year, childrenBefore, childrenWithOwnDay }: DatedReport): Told[] {
  if (!childrenBefore) return [];
  const own = childrenWithOwnDay > 0 ? ` ${formatNumber(childrenWithOwnDay)} đơn vị có hạn riêng.` : '';
  return [
    {
      kind: 'xet-duyet',
      path: following(year),
      day: lastDay(childrenBefore),
      title: `Hết hạn chung các đơn vị trực thuộc nộp báo cáo năm ${year}`,
      description: `Hạn chung các đơn vị trực thuộc nộp: ${formatDueBefore(childrenBefore)}.${own} Sau đó xét duyệt và tổng hợp trước hạn nộp của đơn vị mình.`,
      alarms: [3, 0],
    },
  ];
}

/** The last day that is in time, of a "before" that is strict. */
function lastDay(before: Date): Date {
  return addDays(before, -1);
}
