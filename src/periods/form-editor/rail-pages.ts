import { ui } from '../../platform/page/components.js';
import type { SectionRail } from '../../platform/page/filing-blocks.js';
import type { FormDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { formChecksAddress, formEditorAddress, formSectionAddress } from '../addresses.js';
import type { OpenedForm } from './finders.js';
import { formProblems, type DraftProblem } from './problems.js';

/** What is wrong, as a page says it, with the place to mend it ('': no part of the form is to blame). */
export interface ToldProblem {
  readonly text: string;
  readonly message: string;
  readonly href: string;
}

/** The parts of the form beside the page, with how much is wrong in each. `current`: the code of a section, or 'checks'. */
export function editorRail(open: OpenedForm, current: string): SectionRail {
  const { period, working } = open;
  const problems = formProblems(working);
  const at = working.sections.findIndex(({ code }) => code === current);
  const neighbour = (to: number) => {
    const section = working.sections[to];
    return section
      ? { text: sectionHeading(section), href: formSectionAddress(period.year, section.code) }
      : null;
  };
  const checks = {
    ...{ text: 'Các kiểm tra', href: formChecksAddress(period.year), sign: ui.icon('check') },
    ...item(problems.filter(({ part }) => part?.kind === 'check').length, current === 'checks'),
  };
  const sections = working.sections.map((section) => ({
    ...{ letter: section.letter, text: section.title, href: formSectionAddress(period.year, section.code) },
    ...item(problemsIn(working, section.code, problems).length, section.code === current),
  }));
  return {
    label: 'Các phần của biểu mẫu',
    title: `Biểu mẫu năm ${period.year}`,
    due: `${working.sections.length} phần, ${working.checks.length} kiểm tra`,
    place: at < 0 ? 'Các kiểm tra' : `Phần ${at + 1}/${working.sections.length}`,
    previous: neighbour(at < 0 ? working.sections.length - 1 : at - 1),
    next: at < 0 ? null : (neighbour(at + 1) ?? checks),
    items: [...sections, { letter: '', ...checks }],
  };
}

function item(count: number, isCurrent: boolean) {
  const look = count > 0 ? ('to-correct' as const) : ('not-started' as const);
  return { isCurrent, look, count, icon: '', state: count > 0 ? `${count} chỗ cần sửa` : '' };
}

/** The problems of a section and its fields. */
export function problemsIn(
  { sections }: FormDefinition,
  code: string,
  problems: readonly DraftProblem[],
): DraftProblem[] {
  const own = new Set(sections.find((section) => section.code === code)?.fields.map((field) => field.code));
  return problems.filter(({ part }) =>
    part?.kind === 'field' ? own.has(part.code) : part?.kind === 'section' && part.code === code,
  );
}

const PART_PATHS = { section: 'phan', field: 'o', check: 'kiem-tra' } as const;

export function toldProblems(year: number, problems: readonly DraftProblem[]): ToldProblem[] {
  return problems.map(({ part, message }) => ({
    text: part?.label ?? '',
    message,
    href: part ? `${formEditorAddress(year)}/${PART_PATHS[part.kind]}?ma=${part.code}` : '',
  }));
}
