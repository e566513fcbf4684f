import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formDefinition } from '../../src/form/definition.js';
import {
  farFrom,
  FEWEST_UNITS,
  groupWords,
  kindName,
  measures,
  unevenSections,
  unusualFigures,
  type Norm,
} from '../../src/review/outliers/rules.js';

const norm = (given: Partial<Norm> = {}): Norm => ({
  field: 'meetings',
  per: '',
  units: 24,
  median: 34,
  spread: 4,
  ...given,
});
const share = (given: Partial<Norm> = {}) =>
  norm({ field: 'registered', per: 'members', median: 0.9, ...given });

describe('A figure is far from what is usual', () => {
  it.each<[string, number, Norm, 'above' | 'below' | undefined]>([
    ['many times the middle', 312, norm(), 'above'],
    ['nothing where others have many', 0, norm(), 'below'],
    ['the middle itself', 34, norm(), undefined],
    ['a little more', 45, norm(), undefined],
    ['far by the spread, but not three times the middle', 80, norm(), undefined],
    ['three times the middle where others differ as much', 120, norm({ spread: 30 }), undefined],
    ['few units', 312, norm({ units: FEWEST_UNITS - 1 }), undefined],
    ['just enough units', 312, norm({ units: FEWEST_UNITS }), 'above'],
    ['all others the same, a small difference', 36, norm({ spread: 0 }), undefined],
    ['all others the same, a large one', 103, norm({ spread: 0 }), 'above'],
    ['all others zero, a small one', 4, norm({ median: 0, spread: 0 }), undefined],
    ['all others zero, a large one', 50, norm({ median: 0, spread: 0 }), 'above'],
    ['zero among zeros', 0, norm({ median: 0, spread: 0 }), undefined],
    ['a huge number', Number.MAX_SAFE_INTEGER, norm(), 'above'],
    ['a huge number among huge ones', 1e15, norm({ median: 1e15, spread: 1e14 }), undefined],
    ['a share like the others', 0.92, share({ spread: 0.03 }), undefined],
    ['a share far below', 0.4, share({ spread: 0.03 }), 'below'],
    ['a share below, but others differ, too', 0.4, share({ spread: 0.2 }), undefined],
    ['a share a little below where all others are the same', 0.75, share({ spread: 0 }), undefined],
    ['a share far below where all others are the same', 0.65, share({ spread: 0 }), 'below'],
  ])('%s: %d', (_what, value, of, expected) => {
    expect(farFrom(value, of)).toBe(expected);
  });

  const amount = fc.double({ min: 0, max: 1e9, noNaN: true });
  const anyNorm = fc
    .record({ median: amount, spread: amount, units: fc.integer({ min: 0, max: 1000 }) })
    .map((given) => norm(given));

  it('never where it is the middle', () => {
    fc.assert(fc.property(anyNorm, (of) => farFrom(of.median, of) === undefined));
  });

  it('the more so, the farther it is', () => {
    fc.assert(
      fc.property(anyNorm, amount, amount, (of, value, more) => {
        fc.pre(farFrom(value, of) === 'above');
        return farFrom(value + more, of) === 'above';
      }),
    );
  });

  it('also where everything is so many times as large', () => {
    fc.assert(
      fc.property(anyNorm, amount, fc.integer({ min: 1, max: 1000 }), (of, value, times) => {
        const direction = farFrom(value, of);
        fc.pre(direction !== undefined);
        const scaled = norm({ ...of, median: of.median * times, spread: of.spread * times });
        // Exactly at the edge, rounding may fall either way.
        const edge = 5 * Math.max(1.4826 * of.spread, of.median / 10);
        fc.pre(Math.abs(Math.abs(value - of.median) - edge) > 1e-6 * edge);
        fc.pre(
          Math.abs(value - 3 * of.median) > 1e-6 * value && Math.abs(3 * value - of.median) > 1e-6 * value,
        );
        return farFrom(value * times, scaled) === direction;
      }),
    );
  });

  it('below only where it is less, above only where it is more', () => {
    fc.assert(
      fc.property(anyNorm, amount, (of, value) => {
        const direction = farFrom(value, of);
        return direction === undefined || (direction === 'above') === value > of.median;
      }),
    );
  });
});

const form = formDefinition.parse({
  sections: [
    {
      code: 'a',
      letter: 'A',
      title: 'Chung',
      fields: [
        { code: 'members', label: 'Số đoàn viên', kind: 'integer' },
        { code: 'registered', label: 'Số người đăng ký', kind: 'integer' },
        { code: 'meetings', label: 'Số lượt', kind: 'integer' },
        { code: 'words', label: 'Kết quả', kind: 'text' },
      ],
    },
  ],
  checks: [
    {
      kind: 'compare',
      code: 'c',
      severity: 'error',
      left: ['registered'],
      relation: '≤',
      right: ['members'],
    },
  ],
});
const said = (answers: Record<string, number | string>) => (code: string) =>
  Object.hasOwn(answers, code) ? answers[code] : undefined;
const group = (...norms: Norm[]) => ({ reports: 24, computedAt: new Date('2026-08-20T01:00:00Z'), norms });

describe('Every figure is compared by a measure of its own', () => {
  it('as a share of what it is a part of; sizes not at all', () => {
    expect(measures(form)).toEqual([
      { field: 'registered', per: 'members' },
      { field: 'meetings', per: '' },
    ]);
  });

  it.each([
    [{ meetings: 312 }, 'Số lượt là 312, gấp 9,2 lần mức giữa của 24 công đoàn cơ sở cùng loại (34).'],
    [{ meetings: 0 }, 'Số lượt là 0, thấp hơn nhiều so với mức giữa của 24 công đoàn cơ sở cùng loại (34).'],
    [
      { registered: 12, members: 60 },
      'Số người đăng ký là 12, bằng 20 % của Số đoàn viên (60); mức giữa của 24 công đoàn cơ sở cùng loại là 90 %.',
    ],
  ])('%j, in words', (answers, words) => {
    const norms = [norm(), share({ spread: 0.03 })];
    const marks = unusualFigures(form, said(answers), group(...norms), kindName('GRASSROOTS'));
    expect(marks.map(({ message }) => message)).toEqual([words]);
  });

  it.each<Record<string, number | string>>([
    {},
    { registered: 12 },
    { registered: 12, members: 0 },
    { meetings: '312' },
    { members: 1e12 },
  ])('%j: nothing to say', (answers) => {
    expect(unusualFigures(form, said(answers), group(norm(), share()), 'x')).toEqual([]);
  });

  it('by no norm of another measure, of a field that is gone, or where there are none', () => {
    const strange = [norm({ per: 'members' }), norm({ field: 'gone' }), norm({ field: 'constructor' })];
    expect(unusualFigures(form, said({ meetings: 312, members: 5 }), group(...strange), 'x')).toEqual([]);
    expect(unusualFigures(form, said({ meetings: 312 }), null, 'x')).toEqual([]);
  });
});

describe('Parts of a section that do not fit', () => {
  const long = 'Đã làm tốt. '.repeat(20);
  it.each([
    [
      { members: 0, registered: 0, meetings: 0, words: long },
      'Phần A có thuyết minh, nhưng mọi số liệu đều bằng 0.',
    ],
    [
      { members: 5, registered: 5, meetings: 1, words: 'Tốt.' },
      'Phần A có số liệu, nhưng hầu như không có thuyết minh.',
    ],
    [{ members: 5, words: long }, undefined],
    [{ members: 0, registered: 0, meetings: 0, words: 'Không phát sinh.' }, undefined],
    [{ members: 0, words: long }, undefined],
    [{}, undefined],
  ])('%j: %s', (answers, message) => {
    const marks = unevenSections(form, said(answers), () => true);
    expect(marks).toEqual(message === undefined ? [] : [{ section: 'a', field: 'words', message }]);
    expect(unevenSections(form, said(answers as Record<string, number | string>), () => false)).toEqual([]);
  });
});

describe('What was compared is said', () => {
  it.each([
    [null, 'Chưa so với các công đoàn cơ sở cùng báo cáo về LĐLĐ: số liệu chung chưa được tính.'],
    [
      4,
      'mới có 4 công đoàn cơ sở cùng báo cáo về LĐLĐ đã nộp (tính lúc 08:00 ngày 20/8/2026), cần ít nhất 5.',
    ],
    [
      5,
      'so với mức giữa của 5 công đoàn cơ sở cùng báo cáo về LĐLĐ đã nộp, kể cả báo cáo này (tính lúc 08:00 ngày 20/8/2026).',
    ],
  ])('%s reports', (reports, words) => {
    const of = reports === null ? null : { ...group(), reports };
    expect(groupWords(of, kindName('GRASSROOTS'), 'LĐLĐ', true)).toContain(words);
  });

  it('without the report itself where it was filed afterwards', () => {
    expect(groupWords(group(), kindName('GRASSROOTS'), 'LĐLĐ', false)).not.toContain('kể cả');
  });
});
