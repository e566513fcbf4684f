import { formatDay } from '../platform/text/format.js';

/** Why a day cannot be a new deadline: it is over, or before units can file at all; '' where it can. */
export function newDayProblem(dueBefore: Date, { now, opensOn }: { now: Date; opensOn: Date }): string {
  const earliest = opensOn > now ? opensOn : now;
  if (dueBefore > earliest) return '';
  const why = opensOn > now ? 'ngày mở nhận báo cáo' : 'hôm nay';
  return `Hạn mới phải sau ${why}, ngày ${formatDay(earliest)}.`;
}
