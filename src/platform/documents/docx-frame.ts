import {
  AlignmentType,
  BorderStyle,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  LineRuleType,
  PageBreak,
  type IRunOptions,
} from 'docx';
import {
  annexLine,
  dateLine,
  letterSubject,
  MOTTO,
  NATION,
  numberLine,
  plain,
  RECIPIENTS,
  recipientLines,
  type Annex,
  type Closing,
  type Letterhead,
  type OfficialDocument,
  type Signature,
} from './content.js';
import { textWidth, twips, type OfficialLayout } from './layout.js';

/** What stands above and below the text of an official document: header, title and closing. */

const { CENTER, LEFT } = AlignmentType;

interface Look extends IRunOptions {
  /** In pt. */
  readonly size: number;
  readonly capitals?: boolean;
}

/** With the subject under the number, where the document is a letter. */
export function letterhead(document: OfficialDocument, head: Letterhead, layout: OfficialLayout): Table {
  const about = letterSubject(document);
  const { sizes, shortRule, leftColumn } = layout;
  const right = textWidth(layout) - leftColumn;
  return twoColumns(layout, [
    [
      [
        line(head.parentBody, { size: sizes.parentBody, capitals: true }),
        line(head.issuingBody, { size: sizes.issuingBody, capitals: true, bold: true }),
        rule(leftColumn, leftColumn * shortRule),
      ],
      nationLines(layout, right),
    ],
    [
      [
        line(numberLine(head.number, document.type), { size: sizes.number }),
        ...(about ? [line(about, { size: sizes.letterSubject })] : []),
      ],
      [line(dateLine(head), { size: sizes.date, italics: true })],
    ],
  ]);
}

/** In the middle of a column, whose width is in mm. */
export function nationLines(layout: OfficialLayout, width = textWidth(layout)): Paragraph[] {
  const { sizes } = layout;
  return [
    line(NATION, { size: sizes.nation, bold: true }),
    line(MOTTO, { size: sizes.motto, bold: true }),
    rule(width, mottoWidth(layout)),
  ];
}

export function titleLines({ type, subject, to }: OfficialDocument, layout: OfficialLayout): Paragraph[] {
  const { sizes, shortRule } = layout;
  const toLine = to ? [line(`Kính gửi: ${plain(to)}`, { size: sizes.to })] : [];
  if (type === '') return toLine;
  const subjectWidth = Math.min(textWidth(layout), plain(subject).length * sizes.subject * 0.17);
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      alignment: CENTER,
      spacing: { before: 360 },
      children: [run(type, { size: sizes.documentType, capitals: true, bold: true })],
    }),
    line(subject, { size: sizes.subject, bold: true }),
    rule(textWidth(layout), subjectWidth * shortRule),
    ...toLine,
  ];
}

export function closingTable(closing: Closing, layout: OfficialLayout): Table {
  const { dated, witness } = closing;
  const left = witness ? signatureLines(witness, layout) : recipientParagraphs(closing, layout);
  const date = line(dated ?? '', { size: layout.sizes.date, italics: true });
  const signed: [Paragraph[], Paragraph[]] = [left, signatureLines(closing, layout)];
  return twoColumns(layout, dated ? [[[new Paragraph('')], [date]], signed] : [signed]);
}

function recipientParagraphs(closing: Closing, { sizes }: OfficialLayout): Paragraph[] {
  const title = { size: sizes.recipientsTitle, bold: true, italics: true };
  return [
    line(closing.recipientsTitle ?? RECIPIENTS, title, LEFT),
    ...recipientLines(closing.recipients).map((text) => line(text, { size: sizes.recipients }, LEFT)),
  ];
}

function signatureLines(
  { authority, position, mark, name }: Signature,
  { sizes, signatureRoom }: OfficialLayout,
): Paragraph[] {
  const bold = { size: sizes.signature, bold: true };
  return [
    ...(authority ? [line(authority, { ...bold, capitals: true })] : []),
    line(position, { ...bold, capitals: true }),
    ...(mark ? [line(mark, { size: sizes.date, italics: true })] : []),
    new Paragraph({
      alignment: CENTER,
      spacing: { before: twips(signatureRoom) },
      children: [run(name, bold)],
    }),
  ];
}

/** Begins a page: "Phụ lục 1", its title in capitals, and what document it belongs to. */
export function annexTitle(
  document: OfficialDocument,
  { label, title }: Annex,
  { sizes }: OfficialLayout,
): Paragraph[] {
  if (!label) return [new Paragraph({ children: [new PageBreak()] })];
  const bold = { size: sizes.subject, bold: true };
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      pageBreakBefore: true,
      alignment: CENTER,
      children: [run(label, bold)],
    }),
    line(title ?? '', { ...bold, capitals: true }),
    line(annexLine(document), { size: sizes.table, italics: true }),
  ];
}

/** Rows of a left and a right cell, without borders; no row is parted between pages. */
function twoColumns(layout: OfficialLayout, rows: readonly (readonly [Paragraph[], Paragraph[]])[]): Table {
  const left = twips(layout.leftColumn);
  const widths = [left, twips(textWidth(layout)) - left];
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new Table({
    width: { size: twips(textWidth(layout)), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: {
      top: none,
      bottom: none,
      left: none,
      right: none,
      insideHorizontal: none,
      insideVertical: none,
    },
    // The text stands on the margins, as it does elsewhere.
    margins: { left: 0, right: 0 },
    rows: rows.map(
      (cells) =>
        new TableRow({
          cantSplit: true,
          children: cells.map(
            (children, at) =>
              new TableCell({ width: { size: widths[at]!, type: WidthType.DXA }, children: [...children] }),
          ),
        }),
    ),
  });
}

function line(text: string, style: Look, alignment = CENTER): Paragraph {
  return new Paragraph({ alignment, children: [run(text, style)] });
}

function run(text: string, { size, capitals, ...style }: Look): TextRun {
  const shown = capitals ? plain(text).toLocaleUpperCase('vi') : plain(text);
  return new TextRun({ ...style, size: 2 * size, text: shown });
}

/** A rule in the middle of a column: an empty paragraph, indented from both sides. Lengths in mm. */
function rule(column: number, length: number): Paragraph {
  const side = twips((column - length) / 2);
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 20, after: 120, line: 20, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: 6, space: 0, color: '000000' } },
  });
}

/** The motto set in bold Times: 26 characters of a little less than half their size. In mm. */
function mottoWidth({ sizes }: OfficialLayout): number {
  return MOTTO.length * sizes.motto * 0.173;
}
