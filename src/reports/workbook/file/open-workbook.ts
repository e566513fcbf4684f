import type { CellContent } from './cell-content.js';
import { stylesReader, type CellFormats } from './number-formats.js';
import { openPackage, type OpenedPackage } from './package.js';
import type { Relationship } from './relationships.js';
import { sheetReader, type SheetCells } from './sheet-reader.js';
import { sharedStringsReader } from './strings.js';
import type { XmlReader } from './xml.js';
import { BROKEN, Refused } from './zip.js';

/** A workbook that anybody may have made: nothing of it but what its cells hold, formulas as no more than that. */
export interface OpenedWorkbook {
  /** In their order; charts are none. */
  readonly sheets: readonly OpenedSheet[];
}
export interface OpenedSheet {
  readonly name: string;
  readonly cells: SheetCells;
}

/** `problem` is a Vietnamese sentence. */
export async function openWorkbook(file: Buffer): Promise<OpenedWorkbook | { problem: string }> {
  try {
    return await workbookOf(await openPackage(file));
  } catch (error) {
    // Any other error is a length, an offset, compressed data or XML that is not what it says.
    return { problem: error instanceof Refused ? error.message : BROKEN };
  }
}

async function workbookOf(opened: OpenedPackage): Promise<OpenedWorkbook> {
  const { main, relationships, read } = opened;
  const parts = await relationships(main);
  const book = { is1904: false, sheets: [] as NamedSheet[] };
  await read(main, namesReader(book));
  const strings: string[] = [];
  const formats: CellFormats = { codes: new Map(), styles: [] };
  await readOnly(parts, 'sharedStrings', sharedStringsReader(strings), read);
  await readOnly(parts, 'styles', stylesReader(formats), read);
  const sheets: OpenedSheet[] = [];
  for (const { name, id } of book.sheets) {
    const part = parts.find((related) => related.id === id);
    if (!part) throw new Refused(BROKEN);
    if (part.kind !== 'worksheet') continue;
    const cells = new Map<number, Map<number, CellContent>>();
    await read(part.target, sheetReader(cells, { strings, formats, is1904: book.is1904 }));
    sheets.push({ name, cells });
  }
  return { sheets };
}

interface NamedSheet {
  readonly name: string;
  readonly id: string;
}

function namesReader(book: { is1904: boolean; sheets: NamedSheet[] }): XmlReader {
  return {
    open: (element, attributes) => {
      if (element === 'workbookPr') book.is1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '');
      if (element !== 'sheet') return;
      // Of the relationship: whatever its prefix, it is the only one that has any.
      const [, id = ''] = Object.entries(attributes).find(([name]) => name.endsWith(':id')) ?? [];
      book.sheets.push({ name: attributes['name'] ?? '', id });
    },
  };
}

/** Reads the part of a kind of which a workbook has one or none. */
async function readOnly(
  parts: readonly Relationship[],
  kind: string,
  reader: XmlReader,
  read: OpenedPackage['read'],
): Promise<void> {
  const part = parts.find((related) => related.kind === kind);
  if (part) await read(part.target, reader);
}
