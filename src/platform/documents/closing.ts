import { plain, recipientLines, type Closing } from './content.js';
import type { Ruler } from './faces.js';
import { centred, headColumns, recipientsTitle, signatureEntries, type Entry, type Sheet } from './frame.js';
import { points, textWidth } from './layout.js';
import { breakLines } from './lines.js';
import { bound } from './typography.js';

/** What a document ends with, in two columns; widths in mm. */
export interface ClosingSheet {
  readonly widths: readonly [number, number];
  /** Place and date above the right column. */
  readonly dated: readonly Entry[];
  readonly left: readonly Entry[];
  readonly right: readonly Entry[];
}

/** The room above it, in pt. */
export const ABOVE_CLOSING = 12;

/** Recipients or a witness on the left, the signature on the right. It stands whole on one page. */
export function closingSheet(sheet: Sheet, closing: Closing): ClosingSheet {
  const { layout } = sheet;
  const { witness, dated = '' } = closing;
  const place = placeOfRecipients(sheet, closing);
  const left = witness ? headColumns(sheet)[0] : place.left;
  const widths = [left, textWidth(layout) - left] as const;
  return {
    widths,
    dated: dated ? [centred(sheet, plain(dated), 'italic', layout.sizes.date, widths[1])] : [],
    left: witness ? signatureEntries(sheet, witness, widths[0]) : recipientEntries(sheet, closing, place),
    right: signatureEntries(sheet, closing, widths[1]),
  };
}

/** How the recipients are written: in what width (mm), what size (pt), and on which lines. */
interface Place {
  readonly left: number;
  readonly size: number;
  readonly lines: readonly string[];
}

function recipientEntries(sheet: Sheet, closing: Closing, { lines, size }: Place): Entry[] {
  if (lines.length === 0) return [];
  return [
    recipientsTitle(sheet, closing.recipientsTitle),
    ...lines.map((text): Entry => ({ lines: null, text, style: 'regular', size })),
  ];
}

/** In mm: what a signature needs. */
const SIGNATURE = 65;
/** Of the height of the text: what is left has the last words of the document on the same page. */
const MOST = 0.5;
/** In pt, of recipients each on its line, and of those that go on in one line. */
const SMALLEST = 9;
const TINIEST = 7;

/** Many recipients get a wider column, then smaller type, and where even that is not enough they share their lines. */
function placeOfRecipients(sheet: Sheet, { recipients }: Closing): Place {
  const { page, margins, sizes } = sheet.layout;
  const room = points(MOST * (page.height - margins.top - margins.bottom));
  const widest = textWidth(sheet.layout) - SIGNATURE;
  const [narrow] = headColumns(sheet);
  const lines = recipientLines(recipients);
  for (let size = sizes.recipients; size >= SMALLEST; size -= 0.5)
    for (let left = narrow; left <= widest; left += 5)
      if (heightOf(lines, sheet.ruler, left, size) <= room) return { left, size, lines };
  const shared = [lines.join(' ')];
  for (let size = sizes.recipients; size > TINIEST; size -= 0.5)
    if (heightOf(shared, sheet.ruler, widest, size) <= room) return { left: widest, size, lines: shared };
  return { left: widest, size: TINIEST, lines: shared };
}

/** In pt, of lines of single spacing. */
function heightOf(texts: readonly string[], ruler: Ruler, width: number, size: number): number {
  const measure = (text: string) => ruler(text, 'regular', size);
  const lines = texts.flatMap((text) =>
    breakLines([{ text: bound(text), style: 'regular' }], measure, points(width)),
  );
  return lines.length * SINGLE * size;
}

/** The height of a line of Times New Roman, as a share of its size. */
const SINGLE = 1.15;
