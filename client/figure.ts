// As src/platform/text/numbers.ts reads them.
const WRITTEN = /^[-−]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+)(?:,\d{1,6})?$/;

// As the kinds of figures in src/form/kinds read their units.
const UNIT = /\s*(?:%|đồng|đ|vnđ|vnd)$/i;

// As src/form/kinds/money.ts reads what people say: the word stands for so many groups of three noughts.
const SAID = /^(.*\d)\s*(tỷ|tỉ|triệu|tr|nghìn|ngàn)$/i;
const THOUSANDS: Readonly<Record<string, number>> = { tỷ: 3, tỉ: 3, triệu: 2, tr: 2, nghìn: 1, ngàn: 1 };

/** "1.234,5" → 1234.5, "15 triệu" → 15000000; NaN for anything else. */
export function figure(text: string): number {
  const typed = text.trim().replace(UNIT, '');
  const [, said = typed, word = ''] = SAID.exec(typed) ?? [];
  if (!WRITTEN.test(said)) return NaN;
  const digits = said.replace('−', '-').replace(/[^\d,-]/g, '');
  return Number(digits.replace(',', '.')) * 1000 ** (THOUSANDS[word.toLowerCase()] ?? 0);
}
