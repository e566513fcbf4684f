import { textsOf } from './form-values.js';

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6, signDisplay: 'negative' });

/** Totals and rates follow the figures while they are typed, as the server computes them when the section is saved. */
export function computeWhileTyping(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    const outputs = [...form.querySelectorAll<HTMLElement>('[data-of]')];
    const compute = () => outputs.forEach((output) => show(output, textsOf(form)));
    form.addEventListener('input', compute);
    form.addEventListener('filled', compute);
  }
}

function show(output: HTMLElement, texts: Record<string, string>): void {
  const part = sum(output.dataset['of'], output.dataset['ofAdded'], texts);
  const { over, suffix } = output.dataset;
  const whole = over === undefined ? 1 : sum(over, output.dataset['overAdded'], texts);
  const words = output.querySelector('output');
  if (!words) return;
  const value = over === undefined ? part : Math.round((1000 * part) / whole) / 10;
  words.textContent = Number.isFinite(value) ? `${numbers.format(value)} ${suffix ?? ''}`.trim() : '–';
}

/** NaN while one of the figures is not known. */
function sum(names = '', added = '', texts: Record<string, string>): number {
  const here = names.split(' ').filter(Boolean);
  const figures = [...here.map((name) => figure(texts[name] ?? '')), added === '' ? NaN : Number(added)];
  return Math.round(figures.reduce((total, one) => total + one, 0) * 1e6) / 1e6;
}

// As src/platform/text/numbers.ts reads them.
const WRITTEN = /^[-−]?(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+)(?:,\d{1,6})?$/;

/** "1.234,5" → 1234.5; NaN for anything else. */
function figure(text: string): number {
  const typed = text.trim();
  return WRITTEN.test(typed)
    ? Number(
        typed
          .replace('−', '-')
          .replace(/[^\d,-]/g, '')
          .replace(',', '.'),
      )
    : NaN;
}
