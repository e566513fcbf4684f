import type { FormDefinition } from '../../form/definition.js';
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
}

/** What was chosen, as it is published. */
export function publicContentOf(
  form: FormDefinition,
  { totals, source }: { totals: Totals; source: string },
  examples: readonly ExampleRow[],
  chosen: Chosen,
): PublicContent {
  return {
    introduction: chosen.introduction,
    source,
    sections: sectionsOf(form, totals, chosen.figures),
    charts: chartsOf(form, totals, chosen.figures),
    examples: publicExamples(examples, chosen),
    chosen: { examples: [...chosen.examples], namesExamples: chosen.namesExamples },
  };
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

/** Of what is public for more than one audience. */
function chartsOf(form: FormDefinition, totals: Totals, codes: readonly string[]) {
  return measures(form).flatMap((measure) => {
    const bars = audiences.flatMap((audience) => {
      const field = measure.fields.get(audience);
      const value = field && codes.includes(field.code) ? consolidated(field, totals) : undefined;
      if (!value || value.kind !== 'sum') return [];
      return [{ label: audienceNames[audience], value: drawnValue(value), text: consolidatedWords(value) }];
    });
    return bars.length > 1 ? [{ code: measure.meaning, name: measure.name, bars }] : [];
  });
}

/** Whoever may not be named is told of without a name, and is named in nobody else's deed either. */
function publicExamples(rows: readonly ExampleRow[], { examples, namesExamples }: Chosen): PublicExample[] {
  const isNamed = (row: ExampleRow) => namesExamples && row.mayBeNamed && examples.includes(row.id);
  const named = new Set(rows.filter(isNamed).flatMap(namesOf));
  const hidden = rows
    .filter((row) => !isNamed(row))
    .flatMap(namesOf)
    .filter((name) => !named.has(name));
  return rows
    .filter(({ id }) => examples.includes(id))
    .map((row) => {
      const { audience, kind, name, position, unitName, deed } = row;
      const told = { audience, isCollective: kind === 'COLLECTIVE', deed: without(deed, hidden) };
      return isNamed(row)
        ? { ...told, name, position, unitName }
        : { ...told, name: '', position: '', unitName: '' };
    });
}

const namesOf = ({ name, unitName, reportedBy }: ExampleRow) =>
  [name, unitName, reportedBy].filter((one) => one !== '');

/** The longest names first: one may be a part of another. */
function without(text: string, names: readonly string[]): string {
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
