import {
  allFields,
  type FieldDefinition,
  type FormDefinition,
  takesFiles,
  isShownOnly,
} from '../../form/definition.js';
import { formProblems } from './problems.js';
import { lowerFirst, fieldName } from './change-wording.js';
import { audienceNames } from '../../form/audiences.js';
import { aboutMeaning } from '../../form/meanings.js';

/**
 * What the change from `before` to `after` breaks, in sentences: fields that can no longer be compared with last
 * year's form, what the portal knew a field for, parts that name a field that is gone and, where reports are `begun`, fields whose answers go;
 * and fields of one section that read the same.
 */
export function consequencesOf(
  before: FormDefinition,
  after: FormDefinition,
  { lastYear, begun }: { lastYear: FormDefinition | undefined; begun: boolean },
): string[] {
  const known = messages(before);
  const codes = new Set(allFields(after).map(({ code }) => code));
  const lost = lastYear ? incomparable(lastYear, after) : [];
  const lostBefore = new Set(lastYear ? incomparable(lastYear, before).map(({ code }) => code) : []);
  return [
    ...lost
      .filter(({ code }) => !lostBefore.has(code))
      .map((field) => `${fieldName(field)} không còn so sánh được với năm trước.`),
    ...messages(after).filter((message) => !known.includes(message)),
    ...droppedMeanings(before, after),
    ...sameWords(after).filter((message) => !sameWords(before).includes(message)),
    ...(begun
      ? removedOrOfOtherKind(before, after).map(
          (field) =>
            `Câu trả lời đã lưu ở ${lowerFirst(fieldName(field))} ${
              codes.has(field.code) ? 'chỉ được giữ nếu đọc được theo kiểu mới' : 'sẽ bị bỏ'
            }.`,
        )
      : []),
  ];
}

/** Who fills in a section cannot tell two fields of the same words apart. */
function sameWords({ sections }: FormDefinition): string[] {
  return sections.flatMap(({ title, fields }) => {
    const labels = fields.map(({ label }) => label.trim());
    const twice = new Set(labels.filter((label, at) => labels.indexOf(label) !== at));
    return [...twice].map((label) => `Phần “${title}” có hai ô cùng câu hỏi “${label}”.`);
  });
}

/** What the portal can no longer do by itself, since no field means it any longer. */
function droppedMeanings(before: FormDefinition, after: FormDefinition): string[] {
  const kept = new Set(allFields(after).map(meantBy));
  return allFields(before).flatMap((field) => {
    const { meaning, audience } = field;
    if (!meaning || kept.has(meantBy(field))) return [];
    const { name, ofAudience, without } = aboutMeaning(meaning);
    const about = ofAudience && audience ? `${name}, ${audienceNames[audience].toLowerCase()}` : name;
    return without === '' ? [] : [`Không còn ô nào là “${about}”: ${without}.`];
  });
}

function meantBy({ meaning, audience }: FieldDefinition): string {
  return meaning && aboutMeaning(meaning).ofAudience ? `${meaning} ${audience ?? ''}` : (meaning ?? '');
}

const messages = (form: FormDefinition) => formProblems(form).map(({ message }) => message);

/** Fields that last year asked and this form does not ask in the same kind; files and what is only shown are not compared. */
function incomparable(lastYear: FormDefinition, form: FormDefinition): FieldDefinition[] {
  return removedOrOfOtherKind(lastYear, form).filter(isStored);
}

/** Whether it has an answer that is kept. */
function isStored(field: FieldDefinition): boolean {
  return !takesFiles(field) && !isShownOnly(field);
}

function removedOrOfOtherKind(before: FormDefinition, after: FormDefinition): FieldDefinition[] {
  const kinds = new Map(allFields(after).map(({ code, kind }) => [code, kind]));
  return allFields(before).filter(({ code, kind }) => kinds.get(code) !== kind);
}
