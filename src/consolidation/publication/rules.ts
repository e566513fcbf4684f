import { allFields, type FormDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';
import { audienceNames, audiences } from '../../form/audiences.js';
import { measures } from '../measures.js';
import { consolidatedWords, suffixBeside } from '../comparison.js';
import { type Totals, drawnValue } from '../../form/totals.js';
import { consolidated, consolidatedFields } from '../../form/consolidated.js';
import type { PublicContent, PublicExample } from './public-content.js';

export interface Chosen {
  readonly introduction: string;
  /** The codes of figures that become public. */
  readonly figures: readonly string[];
  /** The ids of model examples that do. */
  readonly examples: readonly number[];
  /** The ids of passages that do. */
  readonly passages: readonly number[];
  /** Whether those that may be named are. */
  readonly namesExamples: boolean;
}

interface ExampleRow {
  readonly id: number;
  readonly audience: string;
  readonly kind: 'COLLECTIVE' | 'INDIVIDUAL';
  readonly name: string;
  readonly position: string;
  readonly unitName: string;
  /** The unit whose report it was marked in; '' where it was written by hand. */
  readonly reportedBy: string;
  readonly deed: string;
  readonly mayBeNamed: boolean;
  /** When it was recorded that a person agreed; null for others. */
  readonly consentAt: Date | null;
}

interface PassageRow {
  readonly id: number;
  readonly target: string;
  readonly text: string;
  /** Who wrote it: they are not told. */
  readonly unitNames: readonly string[];
}

/** What a publication is chosen from. */
interface Material {
  readonly totals: Totals;
  readonly source: string;
  readonly reports: number;
  readonly rates: PublicContent['rates'];
  readonly passages: readonly PassageRow[];
  readonly examples: readonly ExampleRow[];
}

/** What was chosen, as it is published. */
export function publicContentOf(form: FormDefinition, from: Material, chosen: Chosen): PublicContent {
  const { totals, source, reports, rates, passages, examples } = from;
  return {
    introduction: chosen.introduction,
    source,
    reports,
    rates,
    shares: barsOf(form, totals, chosen.figures, 'rate'),
    sections: sectionsOf(form, totals, chosen.figures),
    charts: barsOf(form, totals, chosen.figures, 'sum'),
    works: worksOf(form, passages, unnamed(examples, passages, chosen), chosen),
    examples: publicExamples(examples, unnamed(examples, passages, chosen), chosen),
    chosen: {
      examples: [...chosen.examples],
      passages: [...chosen.passages],
      namesExamples: chosen.namesExamples,
    },
  };
}

/** Whether anybody can read something of the year now. */
export function isPublic({ published }: { published: { withdrawnAt: Date | null } | null }): boolean {
  return published?.withdrawnAt === null;
}

/** How many of the units that must report did, in time, and were accepted; nothing where none must. */
export function ratesFrom(count: (fact: string) => number): PublicContent['rates'] {
  const whole = count('expected');
  if (whole === 0) return [];
  return [
    { name: 'Đã báo cáo', part: count('received'), whole },
    { name: 'Đúng hạn', part: count('on-time'), whole },
    { name: 'Được chấp nhận', part: count('accepted'), whole },
  ];
}

function sectionsOf(form: FormDefinition, totals: Totals, codes: readonly string[]) {
  return form.sections.flatMap((section) => {
    const figures = consolidatedFields(form).flatMap(({ section: of, field }) => {
      const value = consolidated(field, totals);
      if (of !== section || !value || !codes.includes(field.code)) return [];
      const suffix = suffixBeside(field, value);
      const label = suffix ? `${field.label} (${suffix})` : field.label;
      return [{ code: field.code, label, text: consolidatedWords(value) }];
    });
    return figures.length > 0 ? [{ heading: sectionHeading(section), figures }] : [];
  });
}

/** What is public for more than one audience: sums, or rates. */
function barsOf(form: FormDefinition, totals: Totals, codes: readonly string[], kind: 'sum' | 'rate') {
  return measures(form).flatMap((measure) => {
    const bars = audiences.flatMap((audience) => {
      const field = measure.fields.get(audience);
      const value = field && codes.includes(field.code) ? consolidated(field, totals) : undefined;
      if (value?.kind !== kind) return [];
      const drawn = value.kind === 'rate' ? value.percent : drawnValue(value);
      return [{ label: audienceNames[audience], value: drawn, text: consolidatedWords(value) }];
    });
    return bars.length > 1 ? [{ code: measure.meaning, name: measure.name, bars }] : [];
  });
}

/** The chosen passages under their questions, in the form's order. */
function worksOf(
  form: FormDefinition,
  passages: readonly PassageRow[],
  hidden: readonly string[],
  chosen: Chosen,
): PublicContent['works'] {
  return allFields(form).flatMap(({ code, label }) => {
    const texts = passages
      .filter(({ id, target }) => target === code && chosen.passages.includes(id))
      .map(({ text }) => without(text, hidden));
    return texts.length > 0 ? [{ heading: label, texts }] : [];
  });
}

/** Whoever may not be named is named in nobody's deed or passage either. */
function unnamed(examples: readonly ExampleRow[], passages: readonly PassageRow[], chosen: Chosen): string[] {
  const named = new Set(examples.filter((row) => isNamed(row, chosen)).flatMap(namesOf));
  return [
    ...examples.filter((row) => !isNamed(row, chosen)).flatMap(namesOf),
    ...passages.flatMap(({ unitNames }) => unitNames),
  ].filter((name) => !named.has(name));
}

function isNamed(row: ExampleRow, { examples, namesExamples }: Chosen): boolean {
  return namesExamples && mayBePublic(row) && examples.includes(row.id);
}

/** A collective where its reviewer says so; a person only with their recorded consent. */
export function mayBePublic({ kind, mayBeNamed, consentAt }: Consented): boolean {
  return mayBeNamed && (kind === 'COLLECTIVE' || consentAt !== null);
}
type Consented = Pick<ExampleRow, 'kind' | 'mayBeNamed' | 'consentAt'>;

/**
 * What is public, without a person: their example is gone, since its words may still tell who it is, and nothing else of the
 * page says their name.
 */
export function withoutPerson(
  content: PublicContent,
  { id, name }: { readonly id: number; readonly name: string },
): PublicContent {
  const isTheirs = (example: PublicExample) =>
    !example.isCollective && (example.id === id || example.name === name);
  // The page may name them as they were written then.
  const written = content.examples.filter(isTheirs).map((example) => example.name);
  const names = [name, ...written].filter((one) => one !== '').flatMap(callingsOf);
  return {
    ...content,
    introduction: without(content.introduction, names),
    works: content.works.map(({ heading, texts }) => ({
      heading,
      texts: texts.map((text) => without(text, names)),
    })),
    examples: content.examples
      .filter((example) => !isTheirs(example))
      .map((example) => ({ ...example, deed: without(example.deed, names) })),
    chosen: { ...content.chosen, examples: content.chosen.examples.filter((chosen) => chosen !== id) },
  };
}

/** Whoever may not be named is told of without a name. */
function publicExamples(
  rows: readonly ExampleRow[],
  hidden: readonly string[],
  chosen: Chosen,
): PublicExample[] {
  return rows
    .filter(({ id }) => chosen.examples.includes(id))
    .map((row) => {
      const { id, audience, kind, name, position, unitName, deed } = row;
      const told = { id, audience, isCollective: kind === 'COLLECTIVE', deed: without(deed, hidden) };
      return isNamed(row, chosen)
        ? { ...told, name, position, unitName }
        : { ...told, name: '', position: '', unitName: '' };
    });
}

const namesOf = ({ kind, name, unitName, reportedBy }: ExampleRow) =>
  [...(kind === 'INDIVIDUAL' ? callingsOf(name) : [name]), unitName, reportedBy].filter((one) => one !== '');

/** By what people of this country are spoken of, before their given name. */
const HONORIFICS = ['đồng chí', 'đ/c', 'ông', 'bà', 'anh', 'chị', 'cô', 'chú', 'bác', 'em', 'thầy', 'bác sĩ'];

/** How a text may call a person: Trần Thị Bích Ngọc also "Thị Bích Ngọc", "Bích Ngọc" and "chị Ngọc". */
export function callingsOf(name: string): string[] {
  const words = name.split(/\s+/);
  const tails = words.slice(0, -1).map((_, from) => words.slice(from).join(' '));
  return [name, ...tails, ...HONORIFICS.map((honorific) => `${honorific} ${words.at(-1) ?? ''}`)];
}

/** The longest names first: one may be a part of another. */
export function without(text: string, names: readonly string[]): string {
  return [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .reduce((said, name) => said.replace(wholeName(name), '…'), text);
}

function wholeName(name: string): RegExp {
  return new RegExp(String.raw`(?<![\p{L}\p{M}\p{N}])${literal(name)}(?![\p{L}\p{M}\p{N}])`, 'giu');
}

/** Whatever stands in a name stands for itself; blanks for any blanks. */
function literal(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`).replace(/\s+/g, String.raw`\s+`);
}
