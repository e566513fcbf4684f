import type { Annex, Block } from '../../platform/documents/content.js';
import { textWidth, type OfficialLayout } from '../../platform/documents/layout.js';
import { formatExact, formatNumber } from '../../platform/text/format.js';
import { summedFields, type FieldDefinition, type SectionDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { sectionHeading } from '../../form/sheet.js';
import { suffixOf } from '../../form/answers.js';
import { ownChildrenName } from '../../reports/unions-below-rules.js';
import type { ConsolidatedParts, Example } from './content.js';
import { audiences, type Audience, audienceNames } from '../../form/audiences.js';

/** "Viên chức"; of none, those that are meant by no audience. */
export function audienceName(audience: string): string {
  return Object.hasOwn(audienceNames, audience) ? audienceNames[audience as Audience] : 'Đối tượng khác';
}

/** The summed figures of every child that is in: units in rows, numbered columns, as many tables as the width asks for. */
export function figuresAnnex(parts: ConsolidatedParts, layout: OfficialLayout): Annex {
  const { form, units, sums } = parts;
  const title = 'Số liệu theo đơn vị';
  if (units.length === 0)
    return { title, blocks: [paragraph('Chưa có đơn vị trực tiếp nào có báo cáo được tính vào tổng hợp.')] };
  const more = sums.reports - units.length;
  const all = `dòng cuối cộng cả ${formatNumber(sums.reports)} đơn vị`;
  const note =
    more > 0
      ? [
          paragraph(
            `Phụ lục ghi ${formatNumber(units.length)} đơn vị đầu theo tên, ${all}; ${formatNumber(more)} đơn vị còn lại xem trong tệp Excel của tổng hợp.`,
          ),
        ]
      : [];
  const sections = form.sections.flatMap((section) => {
    const fields = summedFields(form)
      .filter((figure) => figure.section === section)
      .map(({ field }) => field);
    return fields.length > 0 ? sectionBlocks(section, fields, parts, layout) : [];
  });
  return { title, blocks: [...note, ...sections] };
}

interface Column {
  readonly number: string;
  readonly cells: readonly string[];
  /** In mm. */
  readonly width: number;
}

function sectionBlocks(
  section: SectionDefinition,
  fields: readonly FieldDefinition[],
  { units, sums, unit }: ConsolidatedParts,
  layout: OfficialLayout,
): Block[] {
  const hasOwn = fields.some((field) => unionsCounted(field));
  const columns = fields.map((field, at): Column => {
    const number = `(${at + 1})`;
    const total = sums.totals.get(field.code);
    const cells = [
      ...units.map(({ figures }) => figureWords(figures[field.code])),
      ...(hasOwn ? [figureWords(total?.own)] : []),
      exact(total?.sum),
    ];
    return { number, cells, width: widthOf([number, ...cells], layout) };
  });
  const own = hasOwn ? [ownChildrenName(unit)] : [];
  const names = [...units.map(({ unitName }) => unitName), ...own, 'Cộng'];
  return [
    { kind: 'heading', level: 1, text: sectionHeading(section) },
    { kind: 'paragraph', text: legend(fields), keepNext: true },
    ...packed(columns, layout).map((group) => table(names, group, { layout, numbered: units.length })),
  ];
}

function legend(fields: readonly FieldDefinition[]): string {
  const entries = fields.map((field, at) => {
    const suffix = suffixOf(field);
    return `(${at + 1}) ${field.label}${suffix ? ` (${suffix})` : ''}`;
  });
  return `${entries.join('; ')}.`;
}

const NONE = '–';

/** mm: the column of numbers, and the least that names get. */
const COUNTER = 12;
const NAMES = 50;

/** The columns in groups that fit beside the names. */
function packed(columns: readonly Column[], layout: OfficialLayout): Column[][] {
  const room = textWidth(layout) - COUNTER - NAMES;
  const groups: Column[][] = [];
  let left = 0;
  for (const column of columns) {
    if (groups.length === 0 || column.width > left) {
      groups.push([]);
      left = room;
    }
    groups.at(-1)!.push(column);
    left -= column.width;
  }
  return groups;
}

/** `numbered`: how many of the rows are units; what comes after them is added to these. */
function table(
  names: readonly string[],
  columns: readonly Column[],
  { layout, numbered }: { layout: OfficialLayout; numbered: number },
): Block {
  const whole = textWidth(layout);
  const widths = columns.map(({ width }) => Math.min(width, whole - COUNTER - NAMES) / whole);
  const rows = names.map((name, at) => [
    at < numbered ? String(at + 1) : '',
    name,
    ...columns.map(({ cells }) => cells[at] ?? ''),
  ]);
  const isEmpty = ([, , ...cells]: readonly string[]) => cells.every((cell) => cell === NONE);
  return {
    kind: 'table',
    widths: [COUNTER / whole, 1 - COUNTER / whole - widths.reduce((sum, width) => sum + width, 0), ...widths],
    header: ['TT', 'Đơn vị', ...columns.map(({ number }) => number)],
    figures: columns.length,
    // The own direct children stand only beside figures that count them.
    rows: rows.filter((row, at) => at < numbered || at === names.length - 1 || !isEmpty(row)),
  };
}

/** Enough for the longest of the texts: a digit of Times is half as wide as its size. In mm. */
function widthOf(texts: readonly string[], { sizes, cellPadding }: OfficialLayout): number {
  const longest = texts.reduce((most, text) => Math.max(most, text.length), 0);
  return Math.max(14, longest * sizes.table * 0.5 * (25.4 / 72) + 2 * cellPadding + 1);
}

function figureWords(figure: number | string | boolean | undefined): string {
  return typeof figure === 'number' ? formatNumber(figure) : NONE;
}

function exact(sum: string | undefined): string {
  return sum === undefined ? NONE : formatExact(sum);
}

/** Gương điển hình by audience, those of none last. */
export function examplesAnnex({ examples }: ConsolidatedParts): Annex {
  const title = 'Gương điển hình';
  if (examples.length === 0) return { title, blocks: [paragraph('Chưa chọn gương điển hình nào.')] };
  return {
    title,
    blocks: [...audiences, ''].map(audienceName).flatMap((name): Block[] => {
      const own = examples.filter(({ audience }) => audienceName(audience) === name);
      return own.length === 0
        ? []
        : [{ kind: 'heading', level: 1, text: name }, ...own.flatMap(exampleBlocks)];
    }),
  };
}

function exampleBlocks({ kind, name, position, unitName, deed }: Example, at: number): Block[] {
  const who = kind === 'COLLECTIVE' ? `Tập thể ${name}` : position ? `${name}, ${position}` : name;
  return [{ kind: 'paragraph', lead: `${at + 1}. ${who} (${unitName}).`, text: deed }];
}

function paragraph(text: string): Block {
  return { kind: 'paragraph', text };
}
