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

/** Recipients or a witness on the left, the signature on the right. It stands whole on one page. */
export function closingSheet(sheet: Sheet, closing: Closing): ClosingSheet {
  const { layout } = sheet;
  const { witness, dated = '' } = closing;
  const place = witness ? { left: headColumns(sheet)[0], size: 0 } : placeOfRecipients(sheet, closing);
  const widths = [place.left, textWidth(layout) - place.left] as const;
  return {
    widths,
    dated: dated ? [centred(sheet, plain(dated), 'italic', layout.sizes.date, widths[1])] : [],
    left: witness
      ? signatureEntries(sheet, witness, widths[0])
      : recipientEntries(sheet, closing, place.size),
    right: signatureEntries(sheet, closing, widths[1]),
  };
}

function recipientEntries(sheet: Sheet, closing: Closing, size: number): Entry[] {
  if (closing.recipients.length === 0) return [];
  return [
    recipientsTitle(sheet, closing.recipientsTitle),
    ...recipientLines(closing.recipients).map((text): Entry => ({
      lines: null,
      text,
      style: 'regular',
      size,
    })),
  ];
}

/** In mm: what a signature needs. */
const SIGNATURE = 65;
/** Of the height of the text: what is left has the last words of the document on the same page. */
const MOST = 0.5;
const SMALLEST = 7;

/** Many recipients get a wider column, and where that is not enough smaller type. */
function placeOfRecipients(sheet: Sheet, { recipients }: Closing): { left: number; size: number } {
  const { page, margins, sizes } = sheet.layout;
  const room = MOST * (page.height - margins.top - margins.bottom);
  const widest = textWidth(sheet.layout) - SIGNATURE;
  const [narrow] = headColumns(sheet);
  for (let size = sizes.recipients; size > SMALLEST; size -= 0.5)
    for (let left = narrow; left <= widest; left += 5)
      if (heightOf(recipients, sheet.ruler, left, size) <= points(room)) return { left, size };
  return { left: widest, size: SMALLEST };
}

/** In pt, of lines of single spacing. */
function heightOf(recipients: readonly string[], ruler: Ruler, width: number, size: number): number {
  const measure = (text: string) => ruler(text, 'regular', size);
  const lines = recipientLines(recipients).flatMap((text) =>
    breakLines([{ text: bound(text), style: 'regular' }], measure, points(width)),
  );
  return lines.length * SINGLE * size;
}

/** The height of a line of Times New Roman, as a share of its size. */
export const SINGLE = 1.15;
