import { formatDueBefore } from '../platform/text/format.js';
import type { Notice } from '../push/rules.js';
import { ownReport } from '../reports/addresses.js';
import type { Owed } from '../reports/deadlines.js';

/** What the devices of a unit's people show when it is reminded: whoever sees the screen learns no more than the day. */
export function reminderNotice({ year, owed, dueBefore }: Reminded): Notice {
  return { title: `Báo cáo nêu gương năm ${year}`, body: SAID[owed](dueBefore), path: ownReport(year) };
}

interface Reminded {
  readonly year: number;
  readonly owed: Owed;
  readonly dueBefore: Date;
}

const SAID: Readonly<Record<Owed, (dueBefore: Date) => string>> = {
  due: (day) => `Đơn vị chưa nộp báo cáo. Đề nghị nộp ${formatDueBefore(day)}.`,
  overdue: (day) => `Báo cáo phải nộp ${formatDueBefore(day)}, nay đã quá hạn. Đề nghị đơn vị nộp ngay.`,
  'correction-due': (day) => `Báo cáo bị trả lại. Đề nghị sửa và nộp lại ${formatDueBefore(day)}.`,
  'correction-overdue': (day) =>
    `Báo cáo bị trả lại phải nộp lại ${formatDueBefore(day)}, nay đã quá hạn. Đề nghị đơn vị nộp lại ngay.`,
};
