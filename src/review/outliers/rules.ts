import { formatNumber, formatRate, formatTime } from '../../platform/text/format.js';
import {
  isNumberField,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
  isNarrative,
} from '../../form/definition.js';
import type { Answer } from '../../form/answers.js';
import { levelNames } from '../../units/rules.js';

// docs/decisions/0014-outliers.md says why these measures.

/** A middle of fewer answers says nothing. */
export const FEWEST_UNITS = 5;
/** How many times the usual distance from the middle is far. */
const FAR = 5;
/** What makes the median distance comparable to a standard deviation. */
const MAD = 1.4826;
/** A figure as it is must also be so many times the middle, or the middle so many times the figure. */
const TIMES = 3;
/** Smaller differences are no matter, however alike the others are: of figures, and of shares (20 points of a hundred). */
const LEAST_FIGURE = 5;
const LEAST_SHARE = 0.2;

/** How a figure is compared with others': as it is, or as the share of another one. */
export interface Measure {
  readonly field: string;
  /** The code of the figure of which this one is a part; '' where it is taken as it is. */
  readonly per: string;
}

/**
 * A figure that the form holds to be at most another one ("registered ≤ members") is compared as its share, so that
 * large units and small ones can be told apart from careless ones. A figure that is only such a whole is the unit's
 * size, and compared with nobody's.
 */
export function measures(form: FormDefinition): Measure[] {
  const shares = new Map<string, string>();
  const wholes = new Set<string>();
  for (const check of form.checks) {
    if (check.kind !== 'compare' || check.relation !== '≤') continue;
    const [part, whole] = [check.left[0], check.right[0]];
    for (const code of check.right) wholes.add(code);
    if (part && whole && check.left.length === 1 && check.right.length === 1 && !shares.has(part))
      shares.set(part, whole);
  }
  return form.sections
    .flatMap((section) => section.fields)
    .filter((field) => isNumberField(field) && (shares.has(field.code) || !wholes.has(field.code)))
    .map(({ code }) => ({ field: code, per: shares.get(code) ?? '' }));
}

/** What is usual for a figure: the middle of `units` answers, and their median distance from it. */
export interface Norm extends Measure {
  readonly units: number;
  readonly median: number;
  readonly spread: number;
}
/** The reports of one period, parent and level together. */
export interface Group {
  readonly reports: number;
  readonly computedAt: Date;
  readonly norms: readonly Norm[];
}

/** Whether a value is far above or below what is usual; undefined where it is not, or too few can tell. */
export function farFrom(value: number, { units, median, spread, per }: Norm): 'above' | 'below' | undefined {
  if (units < FEWEST_UNITS) return undefined;
  const isShare = per !== '';
  const distance = Math.abs(value - median);
  // Of figures where most say the very same, a tenth of it counts as usual.
  const usual = Math.max(MAD * spread, isShare ? 0 : Math.abs(median) / 10);
  if (distance < (isShare ? LEAST_SHARE : LEAST_FIGURE) || distance <= FAR * usual) return undefined;
  if (!isShare && value < TIMES * median && value * TIMES > median) return undefined;
  return value > median ? 'above' : 'below';
}

/** Something for the reviewer to look at, at the field it concerns. */
export interface Mark {
  readonly section: string;
  readonly field: string;
  readonly message: string;
}

/** What the answers of a report are, by the fields' codes. */
type Figure = (code: string) => Answer | undefined;

/** Figures far from those of the units of its kind. */
export function unusualFigures(
  form: FormDefinition,
  figure: Figure,
  group: Group | null,
  kind: string,
): Mark[] {
  const norms = new Map(group?.norms.map((norm) => [norm.field, norm]));
  const known = new Map(measures(form).map((measure) => [measure.field, measure]));
  const labels = new Map(form.sections.flatMap((s) => s.fields).map(({ code, label }) => [code, label]));
  return form.sections.flatMap((section) =>
    section.fields.flatMap((field) => {
      const norm = norms.get(field.code);
      if (!norm || known.get(field.code)?.per !== norm.per) return [];
      const message = unusual(field, norm, figure, { kind, whole: labels.get(norm.per) ?? '' });
      return message === undefined ? [] : [{ section: section.code, field: field.code, message }];
    }),
  );
}

function unusual(
  { code, label }: FieldDefinition,
  norm: Norm,
  figure: Figure,
  { kind, whole }: { kind: string; whole: string },
): string | undefined {
  const [value, of] = [figure(code), norm.per === '' ? 1 : figure(norm.per)];
  if (typeof value !== 'number' || typeof of !== 'number' || of === 0) return undefined;
  const direction = farFrom(value / of, norm);
  if (!direction) return undefined;
  const others = `mức giữa của ${formatNumber(norm.units)} ${kind} cùng loại`;
  if (norm.per !== '')
    return `${label} là ${formatNumber(value)}, bằng ${formatRate(value, of)} của ${whole} (${formatNumber(of)}); ${others} là ${formatRate(norm.median, 1)}.`;
  return `${label} là ${formatNumber(value)}, ${times(value, norm.median, direction)} ${others} (${formatNumber(rounded(norm.median))}).`;
}

function times(value: number, median: number, direction: 'above' | 'below'): string {
  if (direction === 'below') return 'thấp hơn nhiều so với';
  return median > 0 ? `gấp ${formatNumber(rounded(value / median))} lần` : 'cao hơn nhiều so với';
}

/** To one decimal; whole from 10 on. */
function rounded(value: number): number {
  return Math.abs(value) >= 10 ? Math.round(value) : Math.round(value * 10) / 10;
}

/** Figures that nobody wrote a word about, and words about nothing but zeros. */
export function unevenSections(
  form: FormDefinition,
  figure: Figure,
  isAsked: (section: SectionDefinition) => boolean,
): Mark[] {
  return form.sections.filter(isAsked).flatMap((section) => {
    const figures = section.fields.filter(isNumberField).map(({ code }) => figure(code));
    const texts = section.fields.filter(isNarrative);
    const [first] = texts;
    if (!first || figures.length < 2) return [];
    const written = texts.reduce((sum, { code }) => sum + textLength(figure(code)), 0);
    const at = { section: section.code, field: first.code };
    if (figures.every((value) => value === 0) && written >= MANY_WORDS)
      return [{ ...at, message: `Phần ${section.letter} có thuyết minh, nhưng mọi số liệu đều bằng 0.` }];
    if (figures.some((value) => typeof value === 'number' && value > 0) && written < FEW_WORDS)
      return [{ ...at, message: `Phần ${section.letter} có số liệu, nhưng hầu như không có thuyết minh.` }];
    return [];
  });
}

/** In characters. */
const MANY_WORDS = 200;
const FEW_WORDS = 20;

function textLength(answer: Answer | undefined): number {
  return typeof answer === 'string' ? answer.trim().length : 0;
}

/** "công đoàn cơ sở" */
export function kindName(level: keyof typeof levelNames): string {
  const name = levelNames[level];
  return level === 'PROVINCE' ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/**
 * From how many units what is usual was made out, and when; or why nothing was compared. The middle is that of all who filed,
 * the report itself among them where `isAmong`.
 */
export function groupWords(group: Group | null, kind: string, parent: string, isAmong: boolean): string {
  if (!group) return `Chưa so với các ${kind} cùng báo cáo về ${parent}: số liệu chung chưa được tính.`;
  const asOf = `tính lúc ${formatTime(group.computedAt)}`;
  if (group.reports < FEWEST_UNITS)
    return `Chưa so với đơn vị cùng loại: mới có ${formatNumber(group.reports)} ${kind} cùng báo cáo về ${parent} đã nộp (${asOf}), cần ít nhất ${FEWEST_UNITS}.`;
  const own = isAmong ? ', kể cả báo cáo này' : '';
  return `Số liệu được so với mức giữa của ${formatNumber(group.reports)} ${kind} cùng báo cáo về ${parent} đã nộp${own} (${asOf}).`;
}
