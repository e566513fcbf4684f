import { describe, expect, it, test } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { receivedOnes } from '../../src/reports/lifecycle.js';
import { readFollowQuery, followAddress } from '../../src/review/following/forms.js';
import type { Run } from '../../src/platform/text/word-changes.js';
import { submissionChanges } from '../../src/reports/submission-changes.js';
import { computingTime } from '../support/patience.js';

const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      notApplicable: { statement: 'Đơn vị không có viên chức', zeroField: 'members' },
      fields: [
        { code: 'members', label: 'Số đoàn viên', kind: 'integer' },
        { code: 'words', label: 'Kết quả', kind: 'text' },
      ],
    },
    { code: 'h', letter: 'H', title: 'Tệp', fields: [{ code: 'scan', label: 'Bản đã ký', kind: 'file' }] },
  ],
  checks: [],
});

function content(
  answers: Record<string, number | string>,
  { notApplicable = false, files = [] as string[] } = {},
): SubmissionContent {
  return {
    year: 2026,
    unit: { code: 'X', name: 'X' },
    number: 1,
    submittedAt: '',
    sections: { a: { notApplicable, answers } },
    explanations: {},
    changeNote: '',
    attachments: files.map((name, id) => ({ id, field: 'scan', name, size: 1000, sha256: '' })),
  };
}
/** "[-25-]{+26+}" */
const marked = (runs: readonly Run[]) =>
  runs
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'added' ? `{+${text}+}` : `[-${text}-]`))
    .join('');
const changed = (before: SubmissionContent, after: SubmissionContent) =>
  submissionChanges({ form, content: before }, { form, content: after }).map(
    ({ label, runs }) => `${label}: ${marked(runs)}`,
  );

describe('What changed between two submissions', () => {
  it('is nothing where they say the same', () => {
    expect(changed(content({ members: 5, words: 'Tốt' }), content({ members: 5, words: 'Tốt' }))).toEqual([]);
  });

  it.each([
    [{ members: 1234 }, { members: 1235 }, ['Số đoàn viên: [-1.234-]{+1.235+}']],
    [{ words: '12.5' }, { words: '12.6' }, ['Kết quả: 12.[-5-]{+6+}']],
    [{}, { members: 0 }, ['Số đoàn viên: {+0+}']],
    [{ members: 0 }, {}, ['Số đoàn viên: [-0-]']],
    [
      { words: 'Người lao động được khen thưởng' },
      { words: 'Đoàn viên, người lao động được khen' },
      ['Kết quả: [-Người -]{+Đoàn viên, người +}lao động được khen[- thưởng-]'],
    ],
    [{ words: 'một hai ba' }, { words: 'bốn năm sáu' }, ['Kết quả: [-một hai ba-]{+bốn năm sáu+}']],
    [{ words: 'dòng 1' }, { words: 'dòng 1\ndòng 2' }, ['Kết quả: dòng 1{+\ndòng 2+}']],
  ])('%j → %j', (before, after, expected) => {
    expect(changed(content(before), content(after))).toEqual(expected);
  });

  it('tells of a section that no longer applies, and of the answers that went with it', () => {
    expect(changed(content({ members: 5 }), content({}, { notApplicable: true }))).toEqual([
      'Không phát sinh: {+Đơn vị không có viên chức+}',
      'Số đoàn viên: [-5-]',
    ]);
  });

  it('tells of files', () => {
    const [line] = changed(content({}, { files: ['cũ.pdf'] }), content({}, { files: ['mới.pdf'] }));
    expect(line).toMatch(/^Bản đã ký: .*cũ.*mới/);
  });

  it('puts the old and the new together again, whatever they are', () => {
    const texts = ['', ' ', 'a', 'a b', 'b a', 'a  b\n\nc', 'Đường 3/2, Q.10', '  x ', 'x y x y x'];
    for (const before of texts)
      for (const after of texts) {
        const runs =
          submissionChanges(
            { form, content: content({ words: before }) },
            { form, content: content({ words: after }) },
          )[0]?.runs ?? [];
        const side = (not: Run['kind']) => runs.filter(({ kind }) => kind !== not).map(({ text }) => text);
        if (before !== after)
          expect([side('added').join(''), side('removed').join('')]).toEqual([before, after]);
      }
  });

  it('is found quickly for the longest texts', async () => {
    const long = (step: number) => Array.from({ length: 3300 }, (_, i) => `từ${(i * step) % 997}`).join(' ');
    let line: string | undefined;
    const spent = await computingTime(() => {
      [line] = changed(content({ words: long(7) }), content({ words: long(11) }));
    });
    expect(spent).toBeLessThan(500);
    expect(line).toContain('[-từ0');
  });
});

test('reviewers have received every submission but those recalled', () => {
  const two = [{ number: 2 }, { number: 1 }];
  const numbers = (...args: Parameters<typeof receivedOnes>) => receivedOnes(...args).map((s) => s.number);
  expect(numbers([{ number: 1 }], [], 'SUBMITTED')).toEqual([1]);
  expect(numbers([{ number: 1 }], [], 'IN_PROGRESS')).toEqual([]);
  expect(numbers([{ number: 1 }], [], 'EXEMPT')).toEqual([]);
  expect(numbers(two, [], 'SUBMITTED')).toEqual([2]);
  expect(numbers(two, [1], 'SUBMITTED')).toEqual([2, 1]);
  expect(numbers(two, [1], 'IN_PROGRESS')).toEqual([1]);
  expect(numbers(two, [2, 1], 'RETURNED')).toEqual([2, 1]);
});

describe('The question in the address of a list', () => {
  it('reads back as it was written', () => {
    const query = {
      unitId: 7,
      status: 'RETURNED',
      timeliness: 'late',
      level: 'GRASSROOTS',
      contact: 'NONE',
      name: 'Đa khoa & 100%',
      days: 12,
      sort: 'newest',
      branchSort: { by: 'onTime', isRising: true },
    } as const;
    const url = new URL(followAddress('2026', query, 12), 'http://x');
    expect(url.pathname).toBe('/theo-doi/2026');
    expect(readFollowQuery(Object.fromEntries(url.searchParams))).toEqual({
      query: { ...query, after: 12 },
      unknown: [],
    });
  });

  it('is short where nothing is asked', () => {
    expect(followAddress('2026', readFollowQuery({}).query)).toBe('/theo-doi/2026');
  });

  it.each([
    [{ 'trang-thai': 'submitted' }, ['trang-thai']],
    [{ 'thoi-han': '__proto__', cap: 'PROVINCE' }, ['thoi-han', 'cap']],
    [{ 'don-vi': '1e3' }, ['don-vi']],
    [{ 'xep-nhanh': 'constructor' }, ['xep-nhanh']],
    [{ sau: 'x', nhanh: '0' }, []],
    [{ ten: ['a', 'b'], 'trang-thai': ['SUBMITTED'] }, ['trang-thai', 'ten']],
    [{ 'lien-he': 'constructor', ngay: '0' }, ['lien-he', 'ngay']],
    [{ ngay: '61' }, ['ngay']],
    [{ ngay: '1e1' }, ['ngay']],
    [{ ngay: { x: '5' } }, ['ngay']],
  ])('%j names what cannot be read: %j', (asked, unknown) => {
    expect(readFollowQuery(asked)).toEqual({ query: { name: '', days: 5, sort: 'name' }, unknown });
  });
});
