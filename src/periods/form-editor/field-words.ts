import type { FieldDefinition, FormDefinition } from '../../form/definition.js';
import { isNumberField, isWords } from '../../form/definition.js';
import { audienceNames } from '../../form/audiences.js';
import { computedOf } from '../../form/kinds.js';
import { aboutMeaning, unionsCounted } from '../../form/meanings.js';
import { formatNumber } from '../../platform/text/format.js';
import { checkSentence, checksOn, fieldNamed } from './check-sentences.js';

// What a field is, in sentences: what is asked, what may be answered, what the portal does with it.

/** Every sentence about a field of the form, the plainest first. */
export function fieldWords(form: FormDefinition, field: FieldDefinition): string[] {
  return [
    ...(field.help ? [`Lời hướng dẫn: ${field.help}`] : []),
    ...boundWords(field),
    ...computedWords(form, field),
    ...consolidationWords(field),
    ...(field.prefill ? ['Cổng điền sẵn câu trả lời của năm trước.'] : []),
    ...meaningWords(field),
    ...checksOn(form, [field]).map((check) => `Kiểm tra: ${checkSentence(form, check)}`),
    `Mã: ${field.code}.`,
  ];
}

/** What the portal takes the field for, and what for. */
export function meaningWords({ meaning, audience, sum }: FieldDefinition): string[] {
  if (!meaning) return audience ? [`Hỏi về ${audienceNames[audience].toLowerCase()}.`] : [];
  const { name, ofAudience, without } = aboutMeaning(meaning);
  const about = ofAudience && audience ? `${name}, ${audienceNames[audience].toLowerCase()}` : name;
  return [
    `Cổng hiểu ô này là “${about}”${without === '' ? '' : `: thiếu ô này thì ${without}`}.`,
    ...(unionsCounted({ meaning, sum }) ? ['Cổng tự trả lời ô này, không hỏi đơn vị.'] : []),
  ];
}

function boundWords(field: FieldDefinition): string[] {
  if (isNumberField(field)) return [`Từ ${formatNumber(field.min)} đến ${formatNumber(field.max)}.`];
  return isWords(field) ? [`Nhiều nhất ${formatNumber(field.maxLength)} ký tự.`] : [];
}

function computedWords(form: FormDefinition, field: FieldDefinition): string[] {
  const parts = computedOf(field)?.parts(field);
  if (!parts) return [];
  const sum = (codes: readonly string[]) => codes.map((code) => fieldNamed(form, code)).join(' cộng ');
  return [
    parts.over
      ? `Cổng tự tính: ${sum(parts.of)} chia cho ${sum(parts.over)}.`
      : `Cổng tự tính: ${sum(parts.of)}.`,
  ];
}

function consolidationWords({ sum, average }: FieldDefinition): string[] {
  if (sum) return ['Khi tổng hợp, số của các đơn vị được cộng lại.'];
  return average ? ['Khi tổng hợp, cổng lấy trung bình số của các đơn vị.'] : [];
}
