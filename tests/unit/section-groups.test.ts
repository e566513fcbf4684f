import { describe, expect, it } from 'vitest';
import { askedForm } from '../../src/form/asked.js';
import { defaultForm } from '../../src/form/default-form.js';
import type { FormDefinition } from '../../src/form/definition.js';
import { askedPages, joined, pageBlocks, pageHeading, sectionPages } from '../../src/form/section-groups.js';
import { officialText } from '../../src/guidance/official-text.js';
import { obligations } from '../../src/guidance/rules.js';

const form = defaultForm((audience) => obligations(officialText, audience));
const letters = (pages: ReturnType<typeof sectionPages>) =>
  pages.map((page) => page.map(({ letter }) => letter).join(''));
const asked = (none: string[]) =>
  askedPages(
    form,
    askedForm(form, (code) => !none.includes(code)),
  );
const changed = (letter: string, change: (section: FormDefinition['sections'][number]) => object) => ({
  ...form,
  sections: form.sections.map((one) => (one.letter === letter ? { ...one, ...change(one) } : one)),
});

describe('Sections that ask the same measures, each of one audience', () => {
  it('stand on one page, called by what their titles have in common', () => {
    expect(letters(sectionPages(form))).toEqual(['A', 'B', 'CDE', 'F', 'G', 'H']);
    expect(pageHeading(sectionPages(form)[2]!)).toBe('C–E. Kết quả nêu gương theo đối tượng');
  });

  it('stand there with what the unit is asked, alone where that is one of them', () => {
    expect(letters(asked(['has_public_employee']))).toEqual(['A', 'B', 'CE', 'F', 'G', 'H']);
    expect(pageHeading(asked(['has_public_employee'])[2]!)).toMatch(/^C, E\. /);
    const [, , workers] = asked(['has_public_employee', 'has_civil_servant']);
    expect(pageHeading(workers!)).toBe('E. Kết quả nêu gương của công nhân lao động');
    expect(joined(workers!)).toBe(workers![0]);
  });

  it('are told by what the form says of its fields, and by no letter, code or title', () => {
    const renamed = changed('D', () => ({ letter: 'Z', code: 'khac', title: 'Người của trường' }));
    expect(letters(sectionPages(renamed))).toEqual(['A', 'B', 'CZE', 'F', 'G', 'H']);
    expect(pageHeading(sectionPages(renamed)[2]!)).toBe('C, Z, E. Kết quả theo đối tượng');
    const unmeant = changed('D', ({ fields }) => ({
      fields: fields.map(({ meaning: _meaning, ...field }) => field),
    }));
    expect(letters(sectionPages(unmeant))).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']);
  });

  it('have their figures in one table first, then each its texts under its name', () => {
    const [figures, ...parts] = pageBlocks(sectionPages(form)[2]!);
    const table = figures?.block?.as === 'figures' ? figures.block.table : undefined;
    expect(table?.audiences).toEqual(['civil-servant', 'public-employee', 'worker']);
    expect(table?.rows.map(({ cells }) => cells.length)).toEqual([3, 3, 3, 3, 1, 1]);
    expect(parts.map(({ head, block }) => [head?.name, block?.as])).toEqual([
      ['C. Cán bộ, công chức', 'narratives'],
      ['D. Viên chức', 'narratives'],
      ['E. Công nhân lao động', 'narratives'],
    ]);
  });
});
