import { describe, expect, it } from 'vitest';
import { defaultForm } from '../../src/form/default-form.js';
import { fieldDefinition, type FieldDefinition } from '../../src/form/definition.js';
import { fieldBlocks, type FigureRow } from '../../src/form/figure-rows.js';
import { isSameText } from '../../src/form/last-year.js';
import { namedByObligations, obligationName } from '../../src/form/obligation-names.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations, obligationWords } from '../../src/guidance/rules.js';
import { writtenDay } from '../../src/platform/text/calendar.js';
import { readAnswers } from '../../src/form/answers.js';

const form = defaultForm((audience) => obligations(officialText, audience));
const section = (letter: string) => form.sections.find((one) => one.letter === letter)!;
const field = (more: object) => fieldDefinition.parse({ label: 'Ô', kind: 'integer', ...more });
const codes = ({ cells, total }: FigureRow) =>
  [...cells.map((cell) => [cell.field.code, cell.rate?.code ?? '']), [total?.field.code ?? '']]
    .flat()
    .join(' ');
const tableOf = (fields: FieldDefinition[]) => {
  const [block] = fieldBlocks({ fields });
  return block?.as === 'figures' ? block.table : undefined;
};

describe('The figures of a section as one table', () => {
  it('have a row a measure and a column an audience, with the form’s own total and rates under their figures', () => {
    const [short, figures, ...more] = fieldBlocks(section('A'));
    expect(short?.as).toBe('short');
    expect(figures?.as === 'figures' && figures.table.audiences).toEqual([
      'civil-servant',
      'public-employee',
      'worker',
    ]);
    expect(figures?.as === 'figures' && figures.table.rows.map(codes)).toEqual([
      'members_civil_servant  members_public_employee  members_worker  members_total',
      'members_women women_rate ',
    ]);
    expect(more).toEqual([]);
  });

  it('keep the order of the form, and stand apart from texts', () => {
    const blocks = fieldBlocks(section('B'));
    expect(blocks.map(({ as }) => as)).toEqual(['short', 'figures', 'narratives']);
    const rows = blocks.flatMap((block) => (block.as === 'figures' ? block.table.rows : []));
    expect(rows.map(({ label }) => label)).toEqual([
      'Số hội nghị, buổi quán triệt đã tổ chức',
      'Được quán triệt',
      'Số tin, bài tuyên truyền',
      'Số hoạt động tuyên truyền khác',
    ]);
  });

  it('of one audience are rows of one figure each', () => {
    const [figures] = fieldBlocks(section('E'));
    expect(figures?.as === 'figures' && figures.table.audiences).toEqual([]);
    expect(figures?.as === 'figures' && figures.table.rows.map(codes)).toContain(
      'did_well_worker did_well_rate_worker ',
    );
  });

  it('lose no field of any section, whatever is asked', () => {
    for (const { fields } of form.sections) {
      const drawn = fieldBlocks({ fields }).flatMap((block) => {
        if (block.as !== 'figures') return [...block.fields];
        const cells = block.table.rows.flatMap((row) => [...row.cells, ...(row.total ? [row.total] : [])]);
        return cells.flatMap((cell) => (cell.rate ? [cell.field, cell.rate] : [cell.field]));
      });
      expect(drawn.map(({ code }) => code).sort()).toEqual(fields.map(({ code }) => code).sort());
    }
  });

  it('put audiences that come in another order, or apart, into their columns', () => {
    const members = (code: string, audience: string) => field({ code, audience, meaning: 'members' });
    const table = tableOf([members('w', 'worker'), field({ code: 'x' }), members('c', 'civil-servant')]);
    expect(table?.audiences).toEqual(['civil-servant', 'worker']);
    expect(table?.rows.map(codes)).toEqual(['c  w  ', 'x  ']);
  });

  it('are no table where there is only one', () => {
    expect(tableOf([field({ code: 'x' })])).toBeUndefined();
  });
});

describe('A narrative is called by the first words of its obligation', () => {
  it('up to a clause, never in the middle of a quotation', () => {
    expect(obligationName('Ngắn.')).toBe('Ngắn');
    expect(
      obligationName(
        'Khẳng định tính tiên phong, gương mẫu “trên trước, dưới sau”, “trong trước, ngoài sau”; hết',
      ),
    ).toBe('Khẳng định tính tiên phong, gương mẫu “trên trước, dưới sau”');
    const endless = obligationName('không có dấu phẩy nào trong cả đoạn văn này '.repeat(9));
    expect(endless.length).toBeLessThanOrEqual(71);
    expect(obligationName('x'.repeat(200))).toBe(`${'x'.repeat(70)}…`);
  });

  it('in a new form, and on a page of an older one, which itself stays as it is', () => {
    const words = obligationWords(officialText);
    const [asked] = section('E').fields.filter(({ code }) => code === 'narrative_worker_2');
    expect(asked?.label).toBe('Thường xuyên học tập nâng cao trình độ mọi mặt');
    const old = (label: string) => ({
      sections: [{ ...section('E'), fields: [{ ...asked!, label }] }],
    });
    const numbered = old('Kết quả thực hiện nội dung 2');
    expect(namedByObligations(numbered, words).sections[0]?.fields[0]?.label).toBe(asked?.label);
    expect(numbered.sections[0]?.fields[0]?.label).toBe('Kết quả thực hiện nội dung 2');
    expect(namedByObligations(old('Tên riêng'), words).sections[0]?.fields[0]?.label).toBe('Tên riêng');
  });
});

describe('What people write is read', () => {
  it.each([
    '9/9/2026',
    '09-09-2026',
    '9.9.26',
    '9 / 9 / 2026',
    '9 9 2026',
    'ngày 9 tháng 9 năm 2026',
    'Ngày 09 tháng 9, năm 2026',
    '9 THÁNG 9 NĂM 2026',
    'ngày 9/9/2026',
  ])('as a day, day first: %s', (text) => {
    expect(writtenDay(text)).toEqual({ day: 9, month: 9, year: 2026 });
  });

  it.each(['9/9', '2026/9/9', 'tháng 9 năm 2026', '9/9/202', 'mai'])('and not as a day: %s', (text) => {
    expect(writtenDay(text)).toBeUndefined();
  });

  it('with the unit behind it', () => {
    const fields = [field({ code: 'money', kind: 'money' }), field({ code: 'percent', kind: 'percent' })];
    const read = (money: string, percent: string) =>
      readAnswers({ ...section('A'), fields }, { money, percent }).answers;
    expect(read('12.000.000 đồng', '12,5 %')).toEqual({ money: 12_000_000, percent: 12.5 });
    expect(read('12000000đ', '50%')).toEqual({ money: 12_000_000, percent: 50 });
    expect(read('12 người', '% 5')).toEqual({});
  });
});

describe('A text is last year’s', () => {
  const text = 'Đã tổ chức bốn buổi sinh hoạt chuyên đề với sự tham gia của đoàn viên.';
  it('where it differs in white space at most, and is long enough', () => {
    expect(isSameText(` ${text.replace(' ', '\n\n')}`, text)).toBe(true);
    expect(isSameText(`${text} Năm nay thêm một.`, text)).toBe(false);
    expect(isSameText('Không.', 'Không.')).toBe(false);
    expect(isSameText(undefined, text)).toBe(false);
  });
});
