import { formatDay, formatDueBefore } from '../../platform/text/format.js';
import { movedByExtension, type Timed } from '../deadlines.js';

/** What an extension that was given asks for: to file by its day, or to correct by it. */
export function extendedWords(
  report: Pick<Timed, 'firstSubmittedAt'>,
  extension: { readonly grantedAt: Date; readonly dueBefore: Date },
): string {
  const what = movedByExtension(report, extension) === 'correction' ? 'Sửa và nộp lại' : 'Nộp';
  return `${what} ${formatDueBefore(extension.dueBefore)}`;
}

/** The day that an extension would move, and where to. */
export function newDayWords(present: Date, dueBefore: Date): string {
  return `hạn cũ trước ngày ${formatDay(present)}; hạn mới ${formatDueBefore(dueBefore)}`;
}

/** Why a report is not extended to a day that its own is not earlier than. */
export function presentDayWords(present: Date): string {
  return `hạn hiện nay đã là ${formatDueBefore(present)}`;
}
