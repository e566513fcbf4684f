const GROUPED = /^-?\d{1,3}(?:\.\d{3})+$/;
const PLAIN = /^-?\d+$/;

/** "1.234" or "1234" → 1234. Undefined for anything that is not a whole number written the Vietnamese way. */
export function parseInteger(text: string): number | undefined {
  const typed = text.trim().replace(/[\s\u00a0]/g, '');
  if (!GROUPED.test(typed) && !PLAIN.test(typed)) return undefined;
  const value = Number(typed.replaceAll('.', ''));
  return Number.isSafeInteger(value) ? value : undefined;
}

/** "1.234,5" → 1234.5. A dot groups thousands, a comma begins the decimals (six at most). */
export function parseDecimal(text: string): number | undefined {
  const [whole = '', decimals, ...rest] = text.trim().split(',');
  if (rest.length > 0 || (decimals !== undefined && !/^\d{1,6}$/.test(decimals))) return undefined;
  const integer = parseInteger(whole);
  if (integer === undefined) return undefined;
  return Number(`${whole.trim().startsWith('-') ? '-' : ''}${String(Math.abs(integer))}.${decimals ?? '0'}`);
}

/** An id as an address or a form says it; undefined for anything else. */
export function readId(value: unknown): number | undefined {
  return typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value) ? Number(value) : undefined;
}
