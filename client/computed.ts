import { figure } from './figure.js';
import { textsOf, type Texts } from './form-values.js';

const numbers = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 6, signDisplay: 'negative' });

/**
 * Totals and rates follow the figures while they are typed, as the server computes them when the section is saved: also
 * those of totals, wherever these stand.
 */
export function computeWhileTyping(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-draft]')) {
    const compute = () => {
      const figures = figuresIn(form);
      for (const output of figures.computed.values()) show(output, valueOf(output, figures));
    };
    form.addEventListener('input', compute);
    form.addEventListener('filled', compute);
  }
}

/** The figure that a box or an output of the form has now, by its name; NaN while it is not known. */
export function figuresOf(form: HTMLFormElement): (name: string) => number {
  const figures = figuresIn(form);
  return (name) => named(name, figures);
}

function figuresIn(form: HTMLFormElement): Figures {
  const outputs = [...form.querySelectorAll<HTMLElement>('[data-of]')];
  const computed = new Map(outputs.map((output) => [output.id, output]));
  return { texts: textsOf(form), computed, asked: new Set<string>() };
}

/** `asked`: what is being computed, so that what follows from itself ends, and is not known. */
interface Figures {
  readonly texts: Texts;
  readonly computed: ReadonlyMap<string, HTMLElement>;
  readonly asked: Set<string>;
}

function show(output: HTMLElement, value: number): void {
  const words = output.querySelector('output');
  const suffix = output.dataset['suffix'] ?? '';
  if (words) words.textContent = Number.isFinite(value) ? `${numbers.format(value)} ${suffix}`.trim() : '–';
}

/** NaN while a figure that it follows from is not known. */
function valueOf({ id, dataset }: HTMLElement, figures: Figures): number {
  if (figures.asked.has(id)) return NaN;
  figures.asked.add(id);
  const part = sum(dataset['of'], dataset['ofAdded'], figures);
  const whole = dataset['over'] === undefined ? 1 : sum(dataset['over'], dataset['overAdded'], figures);
  figures.asked.delete(id);
  return dataset['over'] === undefined ? part : Math.round((1000 * part) / whole) / 10;
}

function sum(names = '', added = '', figures: Figures): number {
  const here = names.split(' ').filter(Boolean);
  const all = [...here.map((name) => named(name, figures)), added === '' ? NaN : Number(added)];
  return Math.round(all.reduce((total, one) => total + one, 0) * 1e6) / 1e6;
}

function named(name: string, figures: Figures): number {
  const computed = figures.computed.get(name);
  return computed ? valueOf(computed, figures) : figure(figures.texts[name] ?? '');
}
