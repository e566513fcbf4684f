import type { CsvCell } from '../../platform/files/csv.js';
import { storedDay } from '../../platform/text/calendar.js';
import type { Answer } from '../../form/answers.js';
import type { FieldDefinition } from '../../form/definition.js';

/** By what the answer is: an older form may have asked for something else under that code. */
export function answerCell(field: FieldDefinition | undefined, answer: Answer): CsvCell {
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  if (typeof answer === 'number') return answer;
  const day = field?.kind === 'date' ? storedDay(answer) : undefined;
  if (day) return { day };
  if (field?.kind === 'choice') return field.choices.find(({ code }) => code === answer)?.label ?? answer;
  return answer;
}
