import type { Level } from '../../../platform/actor.js';
import { daysBetween } from '../../../platform/text/calendar.js';
import type { Cell, ListColumn } from '../../../platform/page/list-file.js';
import { timeliness, type Timed } from '../../../reports/deadlines.js';
import { statusWords } from '../../../reports/lifecycle.js';
import { formatPhone } from '../../../accounts/phones.js';
import { levelNames } from '../../../units/rules.js';
import { timeWords } from '../rules.js';

/** A report as the list has it, and whom to reach in its unit: by telephone as in the list of calls, and by mail. */
export interface ExportedReport extends Timed {
  readonly unit: { readonly code: string; readonly activeTo: Date | null };
  readonly unitName: string;
  readonly unitLevel: Level;
  readonly lastSubmittedAt: Date | null;
  readonly acceptedAt: Date | null;
  readonly assigneeName: string;
  readonly callees: readonly { readonly name: string; readonly phone: string }[];
  readonly addresses: readonly string[];
}

/** A list that is taken away has no room to say what is short for what. */
const LEVELS: Readonly<Record<Level, string>> = { ...levelNames, PROVINCE: 'Liên đoàn Lao động tỉnh' };

const day = (at: Date | null) => at && { day: at };
const time = (at: Date | null) => at && { time: at };

/** What stands of each report in the exported list, at `now`. */
export const columnsAt = (now: Date): readonly ListColumn<ExportedReport>[] => [
  { name: 'Mã đơn vị', width: 14, cell: ({ unit }) => unit.code },
  { name: 'Tên đơn vị', width: 44, cell: ({ unitName }) => unitName },
  { name: 'Cấp', width: 24, cell: ({ unitLevel }) => LEVELS[unitLevel] },
  { name: 'Trạng thái', width: 24, cell: ({ status }) => statusWords[status] },
  { name: 'Thời hạn', width: 16, cell: (report) => timeWords(report, now) },
  { name: 'Nộp trước ngày', width: 15, cell: ({ dueBefore }) => day(dueBefore) },
  { name: 'Nộp lần đầu', width: 18, cell: ({ firstSubmittedAt }) => time(firstSubmittedAt) },
  { name: 'Nộp gần nhất', width: 18, cell: ({ lastSubmittedAt }) => time(lastSubmittedAt) },
  { name: 'Đúng hạn', width: 11, cell: (report) => onTime(report, now) },
  { name: 'Số ngày trễ', width: 12, cell: (report) => daysLate(report, now) },
  { name: 'Sửa trước ngày', width: 15, cell: ({ correctBefore }) => day(correctBefore) },
  { name: 'Chấp nhận lúc', width: 18, cell: ({ acceptedAt }) => time(acceptedAt) },
  { name: 'Người phụ trách', width: 24, cell: ({ assigneeName }) => assigneeName },
  // A name may hold a comma: "Đỗ Văn Lâm, Ủy viên Thường vụ".
  { name: 'Người liên hệ', width: 30, cell: ({ callees }) => callees.map(({ name }) => name).join('; ') },
  { name: 'Điện thoại', width: 24, cell: ({ callees }) => phones(callees) },
  { name: 'Thư điện tử', width: 34, cell: ({ addresses }) => addresses.join(', ') },
  { name: 'Kết thúc hoạt động từ', width: 22, cell: ({ unit }) => day(unit.activeTo) },
];

function phones(callees: ExportedReport['callees']): string {
  return callees.flatMap(({ phone }) => (phone === '' ? [] : [formatPhone(phone)])).join('; ');
}

function onTime(report: ExportedReport, now: Date): Cell {
  const words: Record<string, string> = { 'on-time': 'Có', late: 'Không', overdue: 'Không' };
  return words[timeliness(report, now)] ?? '';
}

/** Of what came late, or has not come and is overdue; the day of the deadline is the first. */
function daysLate(report: ExportedReport, now: Date): Cell {
  if (!['late', 'overdue'].includes(timeliness(report, now))) return null;
  return daysBetween(report.dueBefore, report.firstSubmittedAt ?? now) + 1;
}
