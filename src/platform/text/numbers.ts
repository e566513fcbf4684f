// Dots or blanks (ordinary, no-break, narrow no-break) part groups of three digits, the same sign in all of a number; a
// comma begins the decimals.
const WRITTEN =
  /^([-−]?)(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+)(?:,(\d{1,6}))?$/;

/**
 * "1.234,5", "1234,5" or "1 234,5" → 1234.5. Undefined for anything that is not a number written the Vietnamese way, of
 * six decimals at most, and for more digits than a double gives back.
 */
export function parseDecimal(text: string): number | undefined {
  const [, minus, whole = '', decimals = ''] = WRITTEN.exec(text.trim()) ?? [];
  if (whole === '') return undefined;
  const digits = `${whole.replace(/\D/g, '')}.${decimals}`.replace(/^0+(?=\d)|(?:\.0*|(?<=\.\d*)0+)$/g, '');
  const value = Number(digits);
  const isExact = digits.includes('.') ? digits.length <= 16 : Number.isSafeInteger(value);
  if (!isExact) return undefined;
  return minus && value !== 0 ? -value : value;
}

/** The same of a whole number: "1.234" → 1234. */
export function parseInteger(text: string): number | undefined {
  return text.includes(',') ? undefined : parseDecimal(text);
}

/** What is wrong with blanks, dots or the length of what was typed as a number, to follow its name; undefined where it is something else. */
export function numberProblem(text: string): string | undefined {
  const typed = text.trim();
  if (parseDecimal(typed) !== undefined) return undefined;
  if (WRITTEN.test(typed)) return 'có nhiều chữ số hơn mức hệ thống giữ được chính xác. Hãy xem lại';
  if (/^[-−]?\d[\d.,]*(?:\s+[\d.,]+)+$/.test(typed))
    return 'có khoảng trống giữa các chữ số không đúng chỗ. Nếu là một số, hãy viết liền hoặc ngăn từng nhóm ba chữ số, ví dụ 1.234.567; nếu là nhiều số, hãy ghi một số';
  if (/^[-−]?\d+(?:\.\d*){2,}(?:,\d*)?$/.test(typed))
    return 'có dấu chấm không đúng chỗ. Dấu chấm chỉ ngăn từng nhóm ba chữ số, ví dụ 1.234.567; phần thập phân viết sau dấu phẩy, ví dụ 12,5';
  return undefined;
}

/** An id as an address or a form says it; undefined for anything else. */
export function readId(value: unknown): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined;
}
