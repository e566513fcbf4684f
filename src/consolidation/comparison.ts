import { formatExact, formatNumber, formatSigned } from '../platform/text/format.js';
import type { FieldDefinition } from '../form/definition.js';
import { hasAnswer, type Consolidated } from '../form/totals.js';
import { quotientOf } from '../form/kinds.js';
import { suffixOf } from '../form/answers.js';

/** A rate has one decimal and an average two, wherever they stand. */
export const roundedRate = (percent: number) => round(percent, 1);
export const roundedAverage = (average: number) => round(average, 2);

/** "12,5 %"; "–" where there is nothing to divide by. */
export function percentWords(percent: number | null): string {
  return percent === null ? '–' : `${formatNumber(roundedRate(percent))} %`;
}

/** What reports make of a field, in words: "1.234", "12,5 %", "Có 8, Không 2"; "–" where none says anything to it. */
export function consolidatedWords(value: Consolidated): string {
  switch (value.kind) {
    case 'sum':
      return hasAnswer(value) ? formatExact(value.sum) : '–';
    case 'average':
      return value.average === null ? '–' : formatNumber(roundedAverage(value.average));
    case 'rate':
      return percentWords(value.percent);
    case 'count':
      if (value.counted === 0) return '–';
      return value.answers.map(({ label, count }) => `${label} ${formatNumber(count)}`).join(', ');
  }
}

/** The unit of measure that `consolidatedWords` does not say: a rate's stands in its own words. */
export function suffixBeside(field: FieldDefinition, value: Consolidated): string {
  return value.kind === 'rate' ? '' : suffixOf(field);
}

/** How this year's stands to last year's: "+12" and "+10,5 %"; '–' where there is nothing to compare or divide by. */
export interface Difference {
  readonly change: string;
  readonly percent: string;
}

/**
 * Whether the units that stand in both years are enough to say something of the change in percent: at least ten, or half
 * of those that stood the year before.
 */
export function isTelling(both: number, before: number): boolean {
  return both > 0 && (both >= 10 || 2 * both >= before);
}

/** A rate differs by points; counts of answers are not compared. */
export function difference(now: Consolidated, before: Consolidated | undefined): Difference {
  if (now.kind === 'sum' && before?.kind === 'sum') return ofSums(now, before);
  if (now.kind === 'average' && before?.kind === 'average') return ofNumbers(now.average, before.average);
  return now.kind === 'rate' && before?.kind === 'rate' ? ofShares(now.percent, before.percent) : NOTHING;
}

/** The difference of two shares, in points. */
export function ofShares(now: number | null, before: number | null): Difference {
  if (now === null || before === null) return NOTHING;
  return { change: `${formatSigned(round(now - before, 1))} điểm %`, percent: '–' };
}

/** The difference of two numbers, and its share of the earlier one. */
export function ofNumbers(now: number | null, before: number | null): Difference {
  if (now === null || before === null) return NOTHING;
  return { change: formatSigned(round(now - before, 2)), percent: shareOf(now - before, before) };
}

/** Whether both years ask the same: a field of the same code and kind, consolidated alike, a rate of the same figures. */
export function isComparable(now: FieldDefinition, before: FieldDefinition | undefined): boolean {
  if (now.kind !== before?.kind || now.sum !== before.sum || now.average !== before.average) return false;
  const [a, b] = [quotientOf(now), quotientOf(before)];
  return !a || !b || (isSameList(a.of, b.of) && isSameList(a.over, b.over));
}

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((code) => b.includes(code));
}

const NOTHING: Difference = { change: '–', percent: '–' };

function ofSums(
  now: Extract<Consolidated, { kind: 'sum' }>,
  before: Extract<Consolidated, { kind: 'sum' }>,
): Difference {
  if (!hasAnswer(now) || !hasAnswer(before)) return NOTHING;
  const change = subtract(now.sum, before.sum);
  const words = formatExact(change);
  return {
    change: change.startsWith('-') || /^0(?:\.0*)?$/.test(change) ? words : `+${words}`,
    percent: shareOf(Number(change), Number(before.sum)),
  };
}

/** Of two numbers in decimal digits, exact however long they are. */
export function subtract(a: string, b: string): string {
  const decimals = Math.max(...[a, b].map((digits) => digits.split('.')[1]?.length ?? 0));
  const scaled = (digits: string) => {
    const [whole = '', fraction = ''] = digits.split('.');
    return BigInt(whole + fraction.padEnd(decimals, '0'));
  };
  const result = scaled(a) - scaled(b);
  const digits = (result < 0n ? -result : result).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${result < 0n ? '-' : ''}${whole}${decimals > 0 ? `.${digits.slice(-decimals)}` : ''}`;
}

function shareOf(change: number, before: number): string {
  return before === 0 ? '–' : `${formatSigned(round((100 * change) / Math.abs(before), 1))} %`;
}

function round(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  return Math.round(value * scale) / scale;
}
