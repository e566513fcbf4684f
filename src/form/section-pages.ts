import { audienceNames, type Audience } from './audiences.js';
import { sectionAudience } from './asked.js';
import { isShownOnly, type FormDefinition, type SectionDefinition } from './definition.js';
import { fieldBlocks, isOfAudience, measureBlock, type FieldBlock } from './figure-rows.js';
import { sectionHeading } from './sheet.js';

// Which sections are filled in on one page: those that follow each other and ask the same measures, each of one audience
// (docs/decisions/0047). Nothing but what the form says of its fields makes them so.

/** Two sections with fewer measures in common have nothing to show in one table. */
const FEWEST_MEASURES = 2;

/** Every section of the form, in its order: each alone, or with those on whose page it stands. */
export function sectionPages({ sections }: Pick<FormDefinition, 'sections'>): SectionDefinition[][] {
  const pages: SectionDefinition[][] = [];
  for (const section of sections) {
    const last = pages.at(-1);
    if (last && belongs(section, last)) last.push(section);
    else pages.push([section]);
  }
  return pages;
}

/**
 * The pages of a unit: those of the whole form, with what is asked of each; a page of which nothing is asked is left out.
 */
export function askedPages(
  whole: Pick<FormDefinition, 'sections'>,
  asked: Pick<FormDefinition, 'sections'>,
): SectionDefinition[][] {
  const found = new Map(asked.sections.map((section) => [section.code, section]));
  return sectionPages(whole)
    .map((page) => page.flatMap(({ code }) => found.get(code) ?? []))
    .filter((page) => page.length > 0);
}

/** The page on which a section stands; undefined where it stands on none. */
export function pageWith(
  pages: readonly SectionDefinition[][],
  code: string,
): SectionDefinition[] | undefined {
  return pages.find((page) => page.some((section) => section.code === code));
}

/** All that a page asks, as one section, called by its first one's code; never empty. */
export function joined(page: readonly SectionDefinition[]): SectionDefinition {
  const [first] = page;
  if (!first) throw new Error('a page has sections');
  if (page.length === 1) return first;
  const { code, guidance, evenIfNil } = first;
  const fields = page.flatMap((section) => section.fields);
  return { code, guidance, evenIfNil, letter: pageLetter(page), title: pageTitle(page), fields };
}

/** "C. Kết quả nêu gương của viên chức", "C–E. Kết quả nêu gương theo đối tượng" */
export function pageHeading(page: readonly SectionDefinition[]): string {
  return sectionHeading(joined(page));
}

/** "C", "C–E" where letters follow each other, else "C, E" */
export function pageLetter(page: readonly { letter: string }[]): string {
  const letters = page.map(({ letter }) => letter);
  const follow = letters.every((letter, at) => letter.charCodeAt(0) === letters[0]!.charCodeAt(0) + at);
  return follow && letters.length > 1 ? `${letters[0]}–${letters.at(-1)}` : letters.join(', ');
}

/** Some of a page's fields as they stand together. `head`: the section that begins here, and whom it is about. */
export interface PageBlock {
  readonly block: FieldBlock | undefined;
  readonly head?: { readonly section: SectionDefinition; readonly name: string };
}

/** One section as its fields follow each other; several with their figures in one table first, then what each says. */
export function pageBlocks(page: readonly SectionDefinition[]): PageBlock[] {
  const [only, ...more] = page;
  if (only && more.length === 0) return fieldBlocks(only).map((block) => ({ block }));
  const { figures, rest } = measureBlock(page.flatMap(({ fields }) => fields));
  return [
    { block: figures },
    ...page.flatMap((section): PageBlock[] => {
      const blocks = fieldBlocks({ fields: section.fields.filter((field) => rest.includes(field)) });
      const [first, ...others] = blocks;
      const head = { section, name: `${section.letter}. ${nameOf(section)}` };
      return [{ block: first, head }, ...others.map((block) => ({ block }))];
    }),
  ];
}

function nameOf(section: SectionDefinition): string {
  const audience = sectionAudience(section);
  return audience ? audienceNames[audience] : section.title;
}

function belongs(section: SectionDefinition, page: readonly SectionDefinition[]): boolean {
  const audience = sectionAudience(section);
  const others = page.map(sectionAudience);
  if (!audience || others.some((other) => other === undefined || other === audience)) return false;
  const mine = measuresOf(section, audience);
  return page.every((other, at) => {
    const theirs = measuresOf(other, others[at]);
    return mine.filter((measure) => theirs.includes(measure)).length >= FEWEST_MEASURES;
  });
}

function measuresOf({ fields }: SectionDefinition, audience: Audience | undefined) {
  return fields.flatMap((field) =>
    isOfAudience(field) && field.audience === audience && !isShownOnly(field) ? [field.meaning] : [],
  );
}

/** With what their titles begin: "Kết quả nêu gương của viên chức", "… của công nhân" → "Kết quả nêu gương theo đối tượng". */
function pageTitle(page: readonly SectionDefinition[]): string {
  const titles = page.map(({ title }) => title.split(' '));
  const [first = []] = titles;
  const end = first.findIndex((word, at) => titles.some((words) => words[at] !== word));
  const common = first.slice(0, end === -1 ? first.length : end);
  if (PARTICLES.includes(common.at(-1) ?? '')) common.pop();
  return common.length === 0 ? 'Kết quả theo đối tượng' : `${common.join(' ')} theo đối tượng`;
}

const PARTICLES: readonly string[] = ['của', 'ở', 'về', 'với', 'cho', 'đối', 'trong'];
