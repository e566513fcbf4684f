import { describe, expect, it } from 'vitest';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations, obligationWords } from '../../src/guidance/rules.js';
import { defaultForm } from '../../src/form/default-form.js';
import {
  allFields,
  formDefinition,
  isFigure,
  isNumberField,
  summedFields,
} from '../../src/form/definition.js';

const form = defaultForm((audience) => obligations(officialText, audience));

describe('The default form follows the guidance', () => {
  it('has sections A to H', () => {
    expect(form.sections.map((section) => section.letter).join('')).toBe('ABCDEFGH');
  });

  it('asks one narrative for every obligation, each required and beside its own words', () => {
    const words = obligationWords(officialText);
    const asked = allFields(form).flatMap((field) =>
      'obligation' in field && field.obligation ? [field] : [],
    );
    expect(asked.map((field) => field.obligation)).toEqual([...words.keys()]);
    expect(asked.every((field) => field.required)).toBe(true);
    expect(words.size).toBe(9);
  });

  it('sums figures only, and every figure asked of all units', () => {
    expect(summedFields(form).every(({ field }) => isFigure(field))).toBe(true);
    expect(summedFields(form).map(({ field }) => field.code)).toContain('initiatives_value');
  });

  it('says of every figure that it asks for what to count, and beside every narrative what to write', () => {
    const asked = allFields(form).filter(isNumberField);
    expect(asked.filter((field) => !field.help)).toEqual([]);
    expect(allFields(form).filter((field) => field.kind === 'text' && !field.outline)).toEqual([]);
  });

  it('lets each audience, and nothing else, be declared absent', () => {
    const letters = form.sections.filter((section) => section.notApplicable).map((section) => section.letter);
    expect(letters).toEqual(['C', 'D', 'E']);
  });
});

describe('A form that does not hold together is refused', () => {
  const section = (fields: unknown[], more = {}) => ({ code: 'a', letter: 'A', title: 'A', fields, ...more });
  const count = { code: 'count', label: 'Số', kind: 'integer' };
  const refused = (input: unknown) =>
    formDefinition.safeParse(input).error?.issues.map((issue) => issue.message) ?? [];

  it.each([
    [
      { sections: [section([count]), section([{ ...count, code: 'other' }])], checks: [] },
      'Mã phần “a” bị trùng.',
    ],
    [{ sections: [section([count, count])], checks: [] }, 'Mã ô “count” bị trùng.'],
    [
      { sections: [section([count], { code: 'kiem-tra' })], checks: [] },
      'Mã phần “kiem-tra” đã dùng cho một trang khác.',
    ],
    [
      {
        sections: [section([count])],
        checks: [
          { kind: 'compare', code: 'c', severity: 'error', left: ['count'], relation: '=', right: ['gone'] },
        ],
      },
      'Kiểm tra “c” nhắc đến “gone”, không phải là ô số liệu của biểu mẫu.',
    ],
  ])('%#', (input, message) => {
    expect(refused(input)).toContain(message);
  });
});
