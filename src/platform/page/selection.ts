import { z } from 'zod';
import { formatNumber } from '../text/format.js';
import { optionalText } from './forms.js';

// One way to choose many units in a list: those that are ticked, those whose codes are pasted, and all that match the filter
// as it was shown. What several of these name is chosen once (docs/decisions/0054).

/** The most units that are chosen at once. */
export const SELECTION_LIMIT = 5000;

/** What a list posts beside its ticks. `matched`: how many matched when the list was shown; undefined where it does not say. */
export interface Selection {
  readonly isAll: boolean;
  /** As they were typed, each once whatever its case, in the order in which they were pasted. */
  readonly codes: readonly string[];
  readonly matched: number | undefined;
}

/** The codes in what was pasted, whatever stands between them: lines, commas, semicolons, blanks, the tabs of a table. */
export function readCodes(text: string): string[] {
  const known = new Set(['']);
  return text.split(/[\s,;]+/).filter((word) => {
    const code = word.toUpperCase();
    return !known.has(code) && known.add(code);
  });
}

/** The fields of a form with `selectionControls`, beside that of its ticks. */
export const selectionFields = {
  codes: optionalText('Danh sách mã đơn vị', 300_000)
    .transform(readCodes)
    .refine((codes) => codes.length <= SELECTION_LIMIT, {
      error: `Danh sách có hơn ${formatNumber(SELECTION_LIMIT)} mã. Hãy chia thành nhiều lần.`,
    }),
  matched: z
    .string()
    .default('')
    .transform((text) => (/^\d{1,9}$/.test(text) ? Number(text) : undefined)),
};

/** Why all that match are not taken: their number has changed since it was shown. */
export function changedNumber(matched: number, now: number): string {
  return `Lúc trang mở ra có ${formatNumber(matched)} đơn vị khớp bộ lọc, nay có ${formatNumber(now)}. Chưa có gì được làm: hãy xem lại danh sách rồi chọn lại.`;
}
