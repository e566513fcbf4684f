import {
  BorderStyle,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  WidthType,
  type IParagraphOptions,
} from 'docx';
import type { Annex, Closing, Letterhead, OfficialDocument } from './content.js';
import { ABOVE_CLOSING, closingSheet } from './closing.js';
import { bookmarked, entryParagraph, entryRuns, gap, rule } from './docx-text.js';
import {
  annexHead,
  dateEntry,
  headColumns,
  issuer,
  nation,
  numberEntries,
  receiverEntry,
  title,
  type Entry,
  type Headed,
  type Sheet,
} from './frame.js';
import { textWidth, twips } from './layout.js';

// Writes the frame of a document: header, title and closing.

/** With the subject under the number, where the document is a letter. */
export function letterhead(sheet: Sheet, document: OfficialDocument, head: Letterhead): Table {
  const [left, right] = headColumns(sheet);
  return twoColumns(
    [left, right],
    [
      [headed(issuer(sheet, head), left), headed(nation(sheet), right)],
      [shown(numberEntries(sheet, document, head)), shown([dateEntry(sheet, head)])],
    ],
  );
}

export function nationLines(sheet: Sheet): Paragraph[] {
  return headed(nation(sheet), textWidth(sheet.layout));
}

export function titleLines(sheet: Sheet, document: OfficialDocument): Paragraph[] {
  const { entries, rule: length } = title(sheet, document);
  const [type, ...subject] = entries;
  const receiver = shown(receiverEntry(sheet, document));
  if (!type) return receiver;
  return [
    entryParagraph(type, {
      heading: HeadingLevel.HEADING_1,
      keepNext: true,
      children: [bookmarked(entryRuns(type), 'van_ban')],
    }),
    ...shown(subject),
    rule(textWidth(sheet.layout), length),
    ...receiver,
  ];
}

/** Two columns, whole on the page of the words before it; nothing of it is left for a page of its own. */
export function closingTable(sheet: Sheet, closing: Closing): (Paragraph | Table)[] {
  const { widths, dated, left, right } = closingSheet(sheet, closing);
  const keepNext = { keepNext: true };
  const date = dated.map((entry) => entryParagraph(entry, keepNext));
  const signed: [Paragraph[], Paragraph[]] = [shown(left, keepNext), shown(right, keepNext)];
  const rows: [Paragraph[], Paragraph[]][] =
    dated.length > 0 ? [[[gap(1, keepNext)], date], signed] : [signed];
  return [gap(ABOVE_CLOSING, keepNext), twoColumns(widths, rows), gap(1)];
}

/** Begins a page: "Phụ lục 1", its title in capitals, and what document it belongs to. */
export function annexTitle(
  sheet: Sheet,
  document: OfficialDocument,
  annex: Annex,
  name: string,
): Paragraph[] {
  const [first, ...rest] = annexHead(sheet, document, annex);
  if (!first) return [];
  return [
    entryParagraph(first, {
      heading: HeadingLevel.HEADING_1,
      pageBreakBefore: true,
      keepNext: true,
      children: [bookmarked(entryRuns(first), name)],
    }),
    ...shown(rest, { keepNext: true }),
  ];
}

function headed({ entries, rule: length }: Headed, width: number): Paragraph[] {
  return [...shown(entries), rule(width, length)];
}

/** Empty entries take no line, but for the room above them. */
function shown(entries: readonly Entry[], options: IParagraphOptions = {}): Paragraph[] {
  return entries
    .filter(({ text, above = 0 }) => text !== '' || above > 0)
    .map((entry) => entryParagraph(entry, options));
}

type Cells = readonly [Paragraph[], Paragraph[]];

/** Rows of a left and a right cell, without borders; no row is parted between pages. Widths in mm. */
function twoColumns(widths: readonly [number, number], rows: readonly Cells[]): Table {
  const columns = widths.map(twips);
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const sides = { top: none, bottom: none, left: none, right: none };
  const cell = (children: Paragraph[], at: number) =>
    new TableCell({
      width: { size: columns[at]!, type: WidthType.DXA },
      children: children.length > 0 ? children : [new Paragraph('')],
    });
  return new Table({
    width: { size: twips(widths[0] + widths[1]), type: WidthType.DXA },
    columnWidths: columns,
    layout: TableLayoutType.FIXED,
    borders: { ...sides, insideHorizontal: none, insideVertical: none },
    // The text stands on the margins, as it does elsewhere.
    margins: { left: 0, right: 0 },
    rows: rows.map((cells) => new TableRow({ cantSplit: true, children: cells.map(cell) })),
  });
}
