import { sectionHeading } from '../../form/sheet.js';
import type { ExportSource } from './source.js';
import type { ExportedTotal } from './schema.js';
import { roundedAverage, roundedRate } from '../comparison.js';
import { consolidated, consolidatedFields } from '../../form/consolidated.js';
import { hasAnswer, ownOf } from '../../form/totals.js';

/** Every figure that the form consolidates, in its order. */
export function exportedTotals({
  form,
  sums,
  rated,
}: Pick<ExportSource, 'form' | 'sums' | 'rated'>): ExportedTotal[] {
  return consolidatedFields(form).flatMap(({ section, field }): ExportedTotal[] => {
    const total = consolidated(field, sums.totals);
    if (!total) return [];
    const about = { code: field.code, label: field.label, section: sectionHeading(section), how: total.kind };
    switch (total.kind) {
      case 'sum':
        return [
          { ...about, value: hasAnswer(total) ? total.sum : null, counted: total.counted, own: ownOf(total) },
        ];
      case 'average':
        return [{ ...about, value: digits(total.average, roundedAverage), counted: total.counted }];
      case 'rate':
        return [{ ...about, value: digits(total.percent, roundedRate), counted: rated.get(field.code) ?? 0 }];
      case 'count':
        return [{ ...about, value: null, counted: total.counted, answers: [...total.answers] }];
    }
  });
}

function digits(value: number | null, rounded: (value: number) => number): string | null {
  return value === null ? null : String(rounded(value));
}
