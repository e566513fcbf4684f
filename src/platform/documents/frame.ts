import {
  annexLine,
  dateLine,
  letterSubject,
  MOTTO,
  NATION,
  numberLine,
  plain,
  RECIPIENTS,
  titledAnnex,
  type Annex,
  type Letterhead,
  type OfficialDocument,
  type Signature,
} from './content.js';
import { evenLines } from './even-lines.js';
import type { Ruler } from './faces.js';
import { millimetres, points, textWidth, type OfficialLayout } from './layout.js';
import type { Style } from './lines.js';

// What stands above and below the text of an official document, laid out for both writers: in what type, and where the
// lines of a name or a title end.

export interface Entry {
  /** Centred, and broken already; or `text`, which goes on from the left. */
  readonly lines: readonly string[] | null;
  readonly text: string;
  readonly style: Style;
  /** In pt. */
  readonly size: number;
  /** Empty room above it, in pt. */
  readonly above?: number;
}
/** What stands in one column, a rule in its middle below. Lengths in mm. */
export interface Headed {
  readonly entries: readonly Entry[];
  readonly rule: number;
}

export interface Sheet {
  readonly layout: OfficialLayout;
  readonly ruler: Ruler;
}

/** Of the header, in mm: Quốc hiệu stands on one line. */
export function headColumns({ layout, ruler }: Sheet): [number, number] {
  const nation = millimetres(ruler(NATION, 'bold', layout.sizes.nation));
  const left = Math.min(layout.leftColumn, textWidth(layout) - nation - 1);
  return [left, textWidth(layout) - left];
}

export function issuer(sheet: Sheet, head: Letterhead): Headed {
  const { sizes, shortRule } = sheet.layout;
  const [width] = headColumns(sheet);
  // A little air between the columns.
  const parent = centred(sheet, upper(head.parentBody), 'regular', sizes.parentBody, width - 2);
  const issuing = centred(sheet, upper(head.issuingBody), 'bold', sizes.issuingBody, width - 2);
  return { entries: [parent, issuing], rule: longest(sheet, issuing) * shortRule };
}

/** Quốc hiệu over Tiêu ngữ, whose rule is as long as it is. */
export function nation({ layout, ruler }: Sheet): Headed {
  const { sizes } = layout;
  const line = (text: string, size: number): Entry => ({ lines: [text], text, style: 'bold', size });
  const rule = millimetres(ruler(MOTTO, 'bold', sizes.motto));
  return { entries: [line(NATION, sizes.nation), line(MOTTO, sizes.motto)], rule };
}

/** The number, with the subject under it where the document is a letter. */
export function numberEntries(sheet: Sheet, document: OfficialDocument, { number }: Letterhead): Entry[] {
  const { sizes } = sheet.layout;
  const [width] = headColumns(sheet);
  const about = letterSubject(document);
  const line = number === undefined ? '' : numberLine(number, document.type);
  return [
    centred(sheet, line, 'regular', sizes.number, width),
    { ...centred(sheet, about, 'regular', sizes.letterSubject, width - 4), above: about ? 4 : 0 },
  ];
}

export function dateEntry(sheet: Sheet, head: Pick<Letterhead, 'place' | 'date' | 'isUndated'>): Entry {
  const [, width] = headColumns(sheet);
  return centred(sheet, dateLine(head), 'italic', sheet.layout.sizes.date, width);
}

/** The type of the document over its subject; nothing of a letter, which has none. */
export function title(sheet: Sheet, { type, subject }: OfficialDocument): Headed {
  const { layout } = sheet;
  if (type === '') return { entries: [], rule: 0 };
  const about = centred(sheet, plain(subject), 'bold', layout.sizes.subject);
  return {
    entries: [
      { ...centred(sheet, upper(type), 'bold', layout.sizes.documentType), above: ABOVE_TITLE },
      about,
    ],
    rule: longest(sheet, about) * layout.shortRule,
  };
}
/** In pt. */
const ABOVE_TITLE = 18;

export function receiverEntry(sheet: Sheet, { to }: OfficialDocument): Entry[] {
  return to
    ? [{ ...centred(sheet, `Kính gửi: ${plain(to)}`, 'regular', sheet.layout.sizes.to), above: 6 }]
    : [];
}

/** "Phụ lục 1", its title in capitals, and what document it belongs to. */
export function annexHead(sheet: Sheet, document: OfficialDocument, annex: Annex): Entry[] {
  const { subject, table } = sheet.layout.sizes;
  const { label = '', title: name } = titledAnnex(annex);
  return [
    centred(sheet, plain(label), 'bold', subject),
    centred(sheet, upper(name), 'bold', subject),
    centred(sheet, annexLine(document), 'italic', table),
  ].filter(({ text }) => text !== '');
}

export function signatureEntries(
  sheet: Sheet,
  { authority, position, mark = '', name }: Signature,
  width: number,
): Entry[] {
  const { sizes, signatureRoom } = sheet.layout;
  const bold = (text: string) => centred(sheet, text, 'bold', sizes.signature, width);
  return [
    bold(upper(authority)),
    bold(upper(position)),
    centred(sheet, plain(mark), 'italic', sizes.date, width),
    { ...bold(plain(name)), above: points(signatureRoom) },
  ];
}

export function recipientsTitle({ layout }: Sheet, title = RECIPIENTS): Entry {
  return { lines: null, text: plain(title), style: 'bold-italic', size: layout.sizes.recipientsTitle };
}

/** `width`: of the box, in mm; that of the text where none is given. An empty text has no line. */
export function centred(
  { layout, ruler }: Sheet,
  text: string,
  style: Style,
  size: number,
  width = textWidth(layout),
): Entry {
  const lines = evenLines(text, (words) => ruler(words, style, size), points(width));
  return { lines, text, style, size };
}

export function upper(text: string): string {
  return plain(text).toLocaleUpperCase('vi');
}

/** In mm. */
function longest({ layout, ruler }: Sheet, { lines, style, size }: Entry): number {
  const widths = (lines ?? []).map((line) => millimetres(ruler(line, style, size)));
  return Math.min(Math.max(0, ...widths), textWidth(layout));
}
