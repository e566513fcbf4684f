// What the reports of direct children make of a field together.

/** A sum, exact, as decimal digits ("1234.5"), and how many reports have the figure. */
export interface Total {
  readonly sum: string;
  readonly counted: number;
  /** Of a figure that counts unions below: how much of the sum are the unit's own direct children. */
  readonly own?: number;
}
/** By field code, or "code=answer" of a yes/no or a choice. */
export type Totals = ReadonlyMap<string, Total>;

/** What the reports make of a field together, as the form says. `counted`: how many of them say something to it. */
export type Consolidated =
  /** `own`: of a figure that counts unions below, how much of it are the own unit's direct children. */
  | { readonly kind: 'sum'; readonly sum: string; readonly counted: number; readonly own?: number }
  | { readonly kind: 'average'; readonly average: number | null; readonly counted: number }
  /** `percent` is null where there is nothing to divide by. */
  | { readonly kind: 'rate'; readonly percent: number | null }
  | {
      readonly kind: 'count';
      readonly answers: readonly { answer: string; label: string; count: number }[];
      readonly counted: number;
    };

/** A figure's sum or mean, as its field says; undefined where it asks for neither. */
export function consolidatedFigure(
  { code, sum: isSummed, average }: { code: string; sum: boolean; average: boolean },
  totals: Totals,
): Consolidated | undefined {
  const { sum, counted, own }: Total = totals.get(code) ?? { sum: '0', counted: 0 };
  if (isSummed) return { kind: 'sum', sum, counted, ...(own !== undefined && { own }) };
  if (!average) return undefined;
  return { kind: 'average', average: counted === 0 ? null : Number(sum) / counted, counted };
}

/** A rate of the sums, never a mean of rates. */
export function consolidatedRate(
  { of, over }: { of: readonly string[]; over: readonly string[] },
  totals: Totals,
): Consolidated {
  const sum = (codes: readonly string[]) =>
    codes.reduce((all, code) => all + Number(totals.get(code)?.sum ?? 0), 0);
  return { kind: 'rate', percent: percent(sum(of), sum(over)) };
}

/** How often each of `answers` was given. */
export function countedAnswers(
  field: string,
  answers: readonly { code: string; label: string }[],
  totals: Totals,
): Consolidated {
  const counted = answers.map(({ code: answer, label }) => ({
    ...{ answer, label },
    count: totals.get(`${field}=${answer}`)?.counted ?? 0,
  }));
  return { kind: 'count', answers: counted, counted: counted.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether there is anything in it: the own direct children are known before any of them has reported. */
export function hasAnswer({ counted, own }: Pick<Total, 'counted' | 'own'>): boolean {
  return counted > 0 || own !== undefined;
}

/** What of it are the own unit's direct children; undefined where they are no part of it. */
export function ownOf(value: Consolidated | undefined): number | undefined {
  return value?.kind === 'sum' ? value.own : undefined;
}

/** The share in percent; null where there is nothing to divide by. */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}

/** What a bar shows of it; null where there is no one number. */
export function drawnValue(value: Consolidated): number | null {
  switch (value.kind) {
    case 'sum':
      return hasAnswer(value) ? Number(value.sum) : null;
    case 'average':
      return value.average;
    case 'rate':
      return value.percent;
    case 'count':
      return null;
  }
}
