import { describe, expect, it, test } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { fieldNote, noteLines } from '../../src/reports/return-notes.js';
import { moved } from '../../src/platform/page/order.js';
import { shortened, withPhrase } from '../../src/review/phrases/rules.js';
import { besideLastYear, besideSubmission } from '../../src/review/reviewing/comparison.js';
import { readView } from '../../src/review/reviewing/forms.js';

const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      notApplicable: { statement: 'Không có', zeroField: 'members' },
      fields: [
        { code: 'members', label: 'Số', kind: 'integer' },
        { code: 'words', label: 'Kết quả', kind: 'text' },
      ],
    },
    { code: 'h', letter: 'H', title: 'Tệp', fields: [{ code: 'scan', label: 'Bản ký', kind: 'file' }] },
  ],
  checks: [],
});
const filed = (answers: Record<string, number | string>, { nil = false, files = [] as string[] } = {}) => ({
  form,
  content: {
    sections: { a: { notApplicable: nil, answers } },
    explanations: {},
    attachments: files.map((name, id) => ({ id, field: 'scan', name, size: 1000, sha256: '' })),
  } as unknown as SubmissionContent,
});
const none = new Map<string, string>();
/** "[-5-] | {+6+}" for each changed row. */
function changed({ sections }: ReturnType<typeof besideSubmission>): string[] {
  const marked = (runs: readonly { kind: string; text: string }[]) =>
    runs
      .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
      .join('');
  return sections.flatMap(({ rows }) =>
    rows
      .filter((row) => row.isChanged)
      .map((row) => `${row.label}: ${marked(row.before)} | ${marked(row.after)}`),
  );
}

describe('A submission beside another one', () => {
  it.each([
    [filed({ members: 5 }), filed({ members: 6 }), ['Số: [-5-] | {+6+}']],
    [filed({ words: 'một hai' }), filed({ words: 'một ba' }), ['Kết quả: một [-hai-] | một {+ba+}']],
    [filed({}), filed({ members: 0 }), ['Số:  | {+0+}']],
    [filed({ members: 5 }), filed({}, { nil: true }), ['Số: [-5-] | ']],
    [filed({}, { files: ['a'] }), filed({}, { files: ['b'] }), ['Bản ký: [-a (1 kB)-] | {+b (1 kB)+}']],
    [filed({ members: 5 }), filed({ members: 5 }), []],
  ])('case %#', (before, after, expected) => {
    expect(changed(besideSubmission(after, before, none))).toEqual(expected);
  });

  it('has no changes beside nothing', () => {
    expect(changed(besideSubmission(filed({ members: 5 }), undefined, none))).toEqual([]);
  });
});

describe('A submission beside last year', () => {
  const lastYear = { year: 2025, answers: { members: 5, words: 'cũ' }, members: new Map() };
  it('marks what is otherwise; files are of their own year', () => {
    const { sections, changes } = besideLastYear(
      filed({ members: 6, words: 'cũ' }, { files: ['a'] }),
      lastYear,
      none,
    );
    expect(changed({ sections, changes })).toEqual(['Số: [-5-] | {+6+}']);
    expect(changes.map(({ field }) => field)).toEqual(['members']);
  });

  it('a section that does not apply now is no change of a statement that last year was not asked', () => {
    const { changes } = besideLastYear(
      filed({}, { nil: true }),
      { year: 2025, answers: {}, members: new Map() },
      none,
    );
    expect(changes).toEqual([]);
  });
});

test.each([
  [{}, true, true, 'lan-truoc', false],
  [{}, false, true, 'nam-truoc', false],
  [{}, false, false, 'khong', false],
  [{ so: 'nam-truoc' }, true, true, 'nam-truoc', false],
  [{ so: 'nam-truoc' }, true, false, 'lan-truoc', false],
  [{ so: ['khong'] }, true, true, 'lan-truoc', false],
  [{ so: 'khong', chi: 'thay-doi' }, true, true, 'khong', false],
  [{ chi: 'thay-doi' }, true, true, 'lan-truoc', true],
  [{ chi: 'x' }, true, true, 'lan-truoc', false],
])(
  '%j with a submission before: %s, with a last year: %s',
  (query, hasBefore, hasLastYear, against, onlyChanged) => {
    expect(readView(query, { hasBefore, hasLastYear })).toEqual({ against, onlyChanged });
  },
);

describe('Notes of a return', () => {
  it('stand in the form’s order; those of fields and sections that are gone come last', () => {
    const notes = { h: 'Tệp mờ', gone: 'Phần cũ' };
    const fieldNotes = { words: 'Viết lại', members: 'Sai', old: 'Ô cũ' };
    expect(noteLines(form, { notes, fieldNotes }).map(({ about, text }) => `${about}: ${text}`)).toEqual([
      'A. Chung – Số: Sai',
      'A. Chung – Kết quả: Viết lại',
      'H. Tệp: Tệp mờ',
      'Ô “gone” của biểu mẫu cũ: Phần cũ',
      'Ô “old” của biểu mẫu cũ: Ô cũ',
    ]);
  });

  it('are no properties that every object has', () => {
    expect(fieldNote({ fieldNotes: {} }, 'constructor')).toBe('');
    expect(noteLines(form, { notes: {}, fieldNotes: null })).toEqual([]);
  });
});

describe('Phrases', () => {
  it.each([
    ['', 'Mẫu', 'Mẫu'],
    ['Gõ', 'Mẫu', 'Gõ\nMẫu'],
    ['Gõ \n\n', 'Mẫu', 'Gõ\nMẫu'],
    ['  \n', 'Mẫu', 'Mẫu'],
  ])('%j + %j', (typed, phrase, expected) => {
    expect(withPhrase(typed, phrase)).toBe(expected);
  });

  it.each<[number, 'up' | 'down', number[]]>([
    [2, 'up', [2, 1, 3]],
    [2, 'down', [1, 3, 2]],
    [1, 'up', [1, 2, 3]],
    [3, 'down', [1, 2, 3]],
    [9, 'up', [1, 2, 3]],
    [9, 'down', [1, 2, 3]],
  ])('%i moved %s', (id, direction, expected) => {
    expect(moved([1, 2, 3], id, direction)).toEqual(expected);
  });

  it('are shortened to one line', () => {
    expect(shortened('một\nhai')).toBe('một hai');
    expect(shortened('x'.repeat(100))).toHaveLength(90);
  });
});
