import { describe, expect, test } from 'vitest';
import {
  allFields,
  fieldMeaning,
  formDefinition,
  isComputed,
  type FieldDefinition,
  type FormDefinition,
} from '../../src/form/definition.js';
import { consequencesOf } from '../../src/periods/form-editor/consequences.js';
import { changesBetween, isStructural } from '../../src/periods/form-editor/form-changes.js';
import { readFormText } from '../../src/periods/form-editor/json.js';
import { formProblems, problemsOf } from '../../src/periods/form-editor/problems.js';
import { editForm, type FormOperation } from '../../src/periods/form-editor/rules.js';
import { migrate, planOf, touchedSections } from '../../src/reports/form-change/rules.js';
import { sumsFrom } from '../../src/form/consolidated.js';
import { unionsBelow } from '../../src/reports/unions-below-rules.js';

const integer = (code: string, more: object = {}) => ({
  code,
  label: `Số ${code}`,
  kind: 'integer',
  ...more,
});
const form = formDefinition.parse({
  sections: [
    {
      code: 'chung',
      letter: 'A',
      title: 'Chung',
      fields: [integer('a'), integer('b'), { code: 'tong', label: 'Tổng', kind: 'total', of: ['a', 'b'] }],
    },
    {
      code: 'rieng',
      letter: 'B',
      title: 'Riêng',
      notApplicable: { statement: 'Không có', zeroField: 'a' },
      fields: [
        { code: 'loi', label: 'Lời', kind: 'text' },
        { code: 'co', label: 'Có không', kind: 'yes-no' },
        {
          code: 'muc',
          label: 'Mức',
          kind: 'choice',
          choices: [
            { code: 'tot', label: 'Tốt' },
            { code: 'kha', label: 'Khá' },
          ],
        },
      ],
    },
  ],
  checks: [{ kind: 'compare', code: 'a_b', severity: 'error', left: ['a'], relation: '≤', right: ['b'] }],
});
const field = (code: string): FieldDefinition =>
  form.sections.flatMap(({ fields }) => fields).find((one) => one.code === code)!;
const edited = (...operations: FormOperation[]): FormDefinition =>
  operations.reduce((now, operation) => editForm(now, operation)!, form);
const editField = (code: string, more: object, section = 'chung'): FormOperation => ({
  do: 'edit-field',
  code,
  section,
  field: { ...field(code), ...more },
});
const codes = (of: FormDefinition) =>
  of.sections.map(({ fields }) => fields.map(({ code }) => code).join(' '));

describe('an operation', () => {
  test('moves a part one place, and not beyond the ends', () => {
    expect(codes(edited({ do: 'move-field', code: 'b', by: -1 }))[0]).toBe('b a tong');
    expect(codes(edited({ do: 'move-field', code: 'a', by: -1 }))[0]).toBe('a b tong');
    expect(codes(edited({ do: 'move-field', code: 'tong', by: 1 }))[0]).toBe('a b tong');
    expect(edited({ do: 'move-section', code: 'rieng', by: -1 }).sections.map((s) => s.letter)).toEqual([
      'B',
      'A',
    ]);
  });

  test('puts an edited field into the section it names', () => {
    expect(codes(edited(editField('a', { code: 'a' }, 'rieng')))).toEqual(['b tong', 'loi co muc a']);
  });

  test('renames a field wherever the form names it', () => {
    const renamed = edited(editField('a', { code: 'so_a' }));
    expect(formProblems(renamed)).toEqual([]);
    expect(JSON.stringify(renamed)).not.toMatch(/"a"/);
  });

  test('on a part that is gone is undefined', () => {
    expect(editForm(form, { do: 'remove-field', code: 'x' })).toBeUndefined();
    expect(editForm(form, { do: 'add-field', section: 'x', field: field('a') })).toBeUndefined();
    expect(editForm(form, { do: 'remove-check', code: 'x' })).toBeUndefined();
  });

  test('that makes a code stand twice, or names what is not there, is a problem of its box', () => {
    const twice: FormOperation = { do: 'add-field', section: 'chung', field: field('loi') };
    expect(problemsOf(edited(twice), twice).map(({ field }) => field)).toEqual(['code']);
    const lost = editField('tong', { of: ['a', 'loi'] });
    expect(problemsOf(edited(lost), lost)).toMatchObject([
      { field: 'of', message: expect.stringContaining('loi') as string },
    ]);
    const add: FormOperation = {
      do: 'add-section',
      section: { code: 'moi', letter: 'C', title: 'Mới', evenIfNil: false },
    };
    expect(problemsOf(edited(add), add)).toEqual([]);
  });
});

describe('what changed', () => {
  const kinds = (...operations: FormOperation[]) => changesBetween(form, edited(...operations));

  test.each<[string, FormOperation, 'wording' | 'structure', string]>([
    ['a label', editField('a', { label: 'Khác' }), 'wording', '“Số a” → “Khác”'],
    ['help', editField('a', { help: 'Đếm cả năm' }), 'wording', '(không có) → “Đếm cả năm”'],
    ['an order', { do: 'move-field', code: 'b', by: -1 }, 'wording', 'thứ tự các ô ở phần “Chung”'],
    ['the order of sections', { do: 'move-section', code: 'rieng', by: -1 }, 'wording', 'thứ tự các phần'],
    [
      'a label of a choice',
      editField(
        'muc',
        {
          choices: [
            { code: 'tot', label: 'Rất tốt' },
            { code: 'kha', label: 'Khá' },
          ],
        },
        'rieng',
      ),
      'wording',
      'Rất tốt',
    ],
    ['a bound', editField('a', { max: 10 }), 'structure', '→ 10'],
    ['required', editField('a', { required: true }), 'structure', 'bắt buộc không → có'],
    ['summing', editField('a', { sum: true }), 'structure', 'cộng khi tổng hợp không → có'],
    ['a removed field', { do: 'remove-field', code: 'co' }, 'structure', 'Bỏ ô “Có không” (co)'],
    ['a removed section', { do: 'remove-section', code: 'rieng' }, 'structure', 'Bỏ phần “Riêng”'],
    ['a field in another section', editField('co', {}, 'chung'), 'structure', 'sang phần “chung”'],
    ['a removed check', { do: 'remove-check', code: 'a_b' }, 'structure', 'Bỏ kiểm tra “a_b”'],
    [
      'a new statement',
      { do: 'settings', settings: { yearChange: form.yearChange, nil: { statement: 'Không có gì' } } },
      'structure',
      'Không có gì',
    ],
  ])('%s', (_what, operation, kind, words) => {
    const changes = kinds(operation);
    expect(isStructural(changes)).toBe(kind === 'structure');
    expect(changes.map(({ text }) => text).join('\n')).toContain(words);
  });

  test('nothing is nothing', () => {
    expect(changesBetween(form, structuredClone(form))).toEqual([]);
  });
});

describe('what breaks', () => {
  const without = edited({ do: 'remove-field', code: 'a' });
  const told = (after: FormDefinition, lastYear: FormDefinition | undefined, begun = false) =>
    consequencesOf(form, after, { lastYear, begun });

  test('a removed field loses last year, and the parts that name it are named', () => {
    const sentences = told(without, form).join('\n');
    expect(sentences).toContain('Ô “Số a” (a) không còn so sánh được với năm trước.');
    expect(sentences).toContain('Ô “tong” tính từ “a”');
    expect(sentences).toContain('Kiểm tra “a_b” nhắc đến “a”');
    expect(sentences).toContain('Phần “rieng” dựa vào ô số liệu “a”');
    expect(sentences).not.toContain('Câu trả lời');
  });

  test('two fields of a section that read the same are named', () => {
    const label = allFields(form).find(({ code }) => code === 'a')!.label;
    expect(told(edited(editField('b', { label })), undefined).join()).toContain(
      `hai ô cùng câu hỏi “${label}”`,
    );
    expect(told(form, undefined)).toEqual([]);
  });

  test('a field of another kind loses last year, and its answers where reports are begun', () => {
    const after = edited(editField('b', { kind: 'decimal' }));
    expect(told(after, form, true)).toHaveLength(2);
    expect(told(after, undefined, true)).toHaveLength(1);
    // What last year did not ask was never compared.
    expect(told(after, edited({ do: 'remove-field', code: 'b' }))).toEqual([]);
  });
});

describe('what a field means to the portal', () => {
  const line = (code: string, more: object = {}) => ({ code, label: code, kind: 'line', ...more });
  const withFields = (...fields: object[]) => ({
    sections: [{ code: 'chung', letter: 'A', title: 'Chung', fields }],
    checks: [],
  });
  const problem = (...fields: object[]) =>
    formDefinition.safeParse(withFields(...fields)).error?.issues.map(({ message }) => message);
  const count = (code: string, audience?: string) =>
    integer(code, { meaning: 'members', ...(audience && { audience }) });

  test('is nothing where no field says so, whatever its code', () => {
    const plain = formDefinition.parse(
      withFields(line('report_number'), integer('children_to_report', { sum: true })),
    );
    expect(fieldMeaning(plain, 'report_number')).toBeUndefined();
    expect(allFields(plain).filter(isComputed)).toEqual([]);
  });

  test('is of one field, of each audience where it is an audience’s, and of its kind of field', () => {
    const number = { meaning: 'report_number' };
    const twice = (name: string) => [`Đã có ô khác là “${name}”.`, `Đã có ô khác là “${name}”.`];
    expect(problem(line('a', number), line('b', number))).toEqual(twice('Số, ký hiệu báo cáo'));
    expect(problem(count('a', 'worker'), count('b', 'civil-servant'))).toBeUndefined();
    expect(problem(count('a', 'worker'), count('b', 'worker'))).toEqual(twice('Đoàn viên, người lao động'));
    expect(problem(count('a'))).toEqual([
      '“Đoàn viên, người lao động” là của một đối tượng: hãy chọn đối tượng.',
    ]);
    expect(problem(integer('a', number))).toEqual(['Ô kiểu này không thể là “Số, ký hiệu báo cáo”.']);
  });

  test('is said to be lost where no field means it any longer, with what stops', () => {
    const before = formDefinition.parse(
      withFields(
        line('so', { meaning: 'report_number' }),
        count('cn', 'worker'),
        count('cc', 'civil-servant'),
      ),
    );
    const after = formDefinition.parse(withFields(line('so_moi'), count('khac', 'civil-servant')));
    expect(consequencesOf(before, after, { lastYear: undefined, begun: false })).toEqual([
      'Không còn ô nào là “Số, ký hiệu báo cáo”: số, ký hiệu của văn bản sẽ để trống.',
      expect.stringContaining('Không còn ô nào là “Đoàn viên, người lao động, công nhân lao động”: '),
    ]);
    expect(consequencesOf(before, before, { lastYear: undefined, begun: false })).toEqual([]);
  });

  test('that goes from a required field makes it one that the unit must answer', () => {
    const unions = (more: object) =>
      formDefinition.parse(withFields(integer('ct', { required: true, sum: true, ...more })));
    const plan = planOf(unions({ meaning: 'unions_expected' }), unions({}));
    expect(migrate(plan, new Map()).missing).toEqual(['ct']);
  });

  test('is known of the own children where the form asks for one of the two figures only', () => {
    const only = formDefinition.parse(withFields(integer('da', { sum: true, meaning: 'unions_received' })));
    const rows = [
      ['expected', '', '0', 12],
      ['received', '', '0', 5],
      ['all', '', '0', 1],
      ['all', 'da', '3', 1],
    ] as const;
    const sums = sumsFrom(
      rows.map(([part, key, sum, counted]) => ({ part, key, sum, counted })),
      only,
    );
    expect(unionsBelow(only, sums)).toEqual({
      expected: { own: 12, children: 0 },
      received: { own: 5, children: 3 },
    });
  });

  test('that changes is more than wording, and is told by its name', () => {
    const [before, after] = [{}, { meaning: 'report_number' }].map((more) =>
      formDefinition.parse(withFields(line('so', more))),
    );
    const changes = changesBetween(before!, after!);
    expect(isStructural(changes)).toBe(true);
    expect(changes.map(({ text }) => text)).toEqual([
      'Ô “so” (so): ý nghĩa đối với cổng (không có) → “Số, ký hiệu báo cáo”.',
    ]);
  });
});

describe('a form in JSON', () => {
  const problems = (json: unknown) => {
    const read = readFormText(typeof json === 'string' ? json : JSON.stringify(json));
    return 'problems' in read ? read.problems.map(({ path, message }) => `${path}: ${message}`) : [];
  };

  test('comes back as it went out', () => {
    expect(readFormText(JSON.stringify(form, null, 2))).toEqual({ form });
  });

  test.each([
    ['{\n  "a": 1,\n  "b": x\n}', 'Dòng 3'],
    ['{\n  "a": "chưa đóng\n}', 'Dòng 2'],
    ['{\n  "a": 1,\n}', 'Dòng 3'],
    ['{\n  "a": [1,\n', 'kết thúc sớm'],
    ['', 'Hãy dán'],
  ])('that is none says where: %j', (text, words) => {
    expect(problems(text).join()).toContain(words);
  });

  test('has every problem with its path, in Vietnamese', () => {
    const wrong = structuredClone(form) as unknown as { sections: { fields: Record<string, unknown>[] }[] };
    Object.assign(wrong.sections[0]!.fields[0]!, { code: 'Số A', min: 'không' });
    Object.assign(wrong.sections[1]!.fields[0]!, { lạ: 1, label: undefined });
    expect(problems(wrong)).toEqual([
      expect.stringMatching(/^sections\[0\]\.fields\[0\]\.code: Mã bắt đầu/),
      'sections[0].fields[0].min: Phải là số.',
      'sections[1].fields[0].label: Thiếu mục này.',
      'sections[1].fields[0]: Không có mục “lạ” ở đây.',
    ]);
    const twice = edited({ do: 'add-section', section: { ...form.sections[0]!, letter: 'C' } });
    expect(problems(twice)).toEqual([
      'sections[2].fields: Phần này chưa có ô nào.',
      'sections[2].code: Mã phần “chung” bị trùng.',
    ]);
    expect(problems(edited({ do: 'remove-field', code: 'b' }))).toContain(
      'checks[0]: Kiểm tra “a_b” nhắc đến “b”, không phải là ô số liệu của biểu mẫu.',
    );
    expect(problems({ ...form, sections: form.sections.map((s) => ({ ...s, letter: 'A' })) })).toEqual([
      'sections[1].letter: Chữ cái của phần “A” bị trùng.',
    ]);
    expect(problems('[]')).toEqual([': Phải là nhóm { … }.']);
    expect(problems({ ...form, sections: [{ ...form.sections[0], fields: [{ kind: 'x' }] }] })).toHaveLength(
      1,
    );
  });
});

describe('a draft carried over', () => {
  const drafts = new Map([
    ['chung', { answers: { a: 1200, b: 3, tong: 1203 }, notApplicable: false, reason: '' }],
    ['rieng', { answers: { loi: 'Đã làm', co: true, muc: 'kha' }, notApplicable: false, reason: '' }],
  ]);
  const after = (...operations: FormOperation[]) => migrate(planOf(form, edited(...operations)), drafts);

  test('stays as it is where only words change', () => {
    const words = edited(editField('a', { label: 'Khác', help: 'Khác' }), {
      do: 'move-field',
      code: 'b',
      by: -1,
    });
    expect(touchedSections(form, words)).toEqual([]);
  });

  test('loses the answers of fields that are gone, and its totals follow', () => {
    const { sections, dropped } = after({ do: 'remove-field', code: 'b' }, editField('tong', { of: ['a'] }));
    expect(dropped).toEqual(['b']);
    expect(sections).toEqual([{ section: 'chung', answers: { a: 1200, tong: 1200 } }]);
  });

  test('takes an answer along to another section', () => {
    const { sections, moved, dropped } = after(editField('co', {}, 'chung'));
    expect([moved, dropped]).toEqual([['co'], []]);
    expect(sections).toEqual([
      { section: 'chung', answers: { a: 1200, b: 3, tong: 1203, co: true } },
      { section: 'rieng', answers: { loi: 'Đã làm', muc: 'kha' } },
    ]);
  });

  test.each<[string, FormOperation, object]>([
    ['a number to words', editField('a', { kind: 'line', maxLength: 300 }), { a: '1.200' }],
    ['a number to decimals', editField('a', { kind: 'decimal' }), { a: 1200 }],
    ['yes to words', editField('co', { kind: 'text', maxLength: 100 }, 'rieng'), { co: 'Có' }],
    ['a choice to words', editField('muc', { kind: 'line', maxLength: 100 }, 'rieng'), { muc: 'Khá' }],
    [
      'a choice that is still there',
      editField(
        'muc',
        {
          choices: [
            { code: 'kha', label: 'x' },
            { code: 'y', label: 'y' },
          ],
        },
        'rieng',
      ),
      { muc: 'kha' },
    ],
    ['words that are too long now', editField('loi', { maxLength: 2 }, 'rieng'), { loi: 'Đã làm' }],
  ])('keeps %s', (_what, operation, kept) => {
    const { dropped, sections } = after(operation);
    expect(dropped).toEqual([]);
    expect({
      ...drafts.get('chung')?.answers,
      ...drafts.get('rieng')?.answers,
      ...(Object.assign({}, ...sections.map((s) => s.answers)) as object),
    }).toMatchObject(kept);
  });

  test.each<[string, FormOperation, string]>([
    ['words to a number', editField('loi', { kind: 'integer', min: 0, max: 9 }, 'rieng'), 'loi'],
    ['a number beyond its new bounds', editField('a', { max: 100 }), 'a'],
    [
      'a choice that is gone',
      editField(
        'muc',
        {
          choices: [
            { code: 'x', label: 'x' },
            { code: 'y', label: 'y' },
          ],
        },
        'rieng',
      ),
      'muc',
    ],
  ])('loses %s', (_what, operation, code) => {
    expect(after(operation).dropped).toEqual([code]);
  });

  test('says what the unit must answer now', () => {
    const added = { ...field('loi'), code: 'moi', required: true } as FieldDefinition;
    expect(after({ do: 'add-field', section: 'rieng', field: added }).missing).toEqual(['moi']);
    expect(after(editField('a', { required: true })).missing).toEqual([]);
    const silent = new Map([['rieng', { answers: {}, notApplicable: true, reason: '' }]]);
    expect(
      migrate(planOf(form, edited({ do: 'add-field', section: 'rieng', field: added })), silent).missing,
    ).toEqual([]);
  });
});
