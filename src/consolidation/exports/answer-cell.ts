import type { CsvCell } from '../../platform/files/csv.js';
import type { Answer } from '../../form/answers.js';
import { kindOf, type FieldDefinition } from '../../form/kinds.js';

/** By what the answer is: an older form may have asked for something else under that code. */
export function answerCell(field: FieldDefinition | undefined, answer: Answer): CsvCell {
  if (typeof answer === 'boolean') return answer ? 'Có' : 'Không';
  if (typeof answer === 'number') return answer;
  return field ? kindOf(field).exported(field, answer) : answer;
}
