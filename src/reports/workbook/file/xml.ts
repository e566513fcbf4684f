import { TextDecoder } from 'node:util';
import { SaxParser, type SaxTag } from '@cj-tech-master/excelts/xml';
import { BROKEN, Refused } from './zip.js';

/** What a part's reader is told, in the order in which it stands there. Elements of other vocabularies are passed by. */
export interface XmlReader {
  /** `name` is the element's own, whatever prefix its writer put before it; of attributes the prefix is part. */
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  /** May come in pieces. */
  readonly text?: (text: string) => void;
}

/** Counts elements over all parts of a file: where a person would see a million rows, or cells, or styles. */
export type Budget = () => void;
const MAX_ELEMENTS = 200_000;

export function elementBudget(): Budget {
  let left = MAX_ELEMENTS;
  return () => {
    left -= 1;
    if (left < 0) throw new Refused(TOO_MANY);
  };
}

const TOO_MANY =
  'Tệp có quá nhiều dòng hoặc ô so với một biểu mẫu báo cáo. Hãy tải biểu mẫu Excel mới và chỉ ghi vào các ô trả lời.';

/**
 * Parses a part while it is inflated, piece by piece, so that other requests have their turn. Throws where it is no
 * well-formed XML, in UTF-8 or UTF-16, or where it has a document type: office programs write none, and entities are
 * declared there.
 */
export async function readXml(part: AsyncIterable<Buffer>, reader: XmlReader, spend: Budget): Promise<void> {
  const parser = new SaxParser({ xmlns: true, position: false, invalidCharHandling: 'skip' });
  const seen = { element: false };
  parser.on('opentag', (tag) => {
    seen.element = true;
    spend();
    if (isKnown(tag)) reader.open?.(tag.local ?? tag.name, tag.attributes);
  });
  parser.on('closetag', (tag) => {
    if (isKnown(tag)) reader.close?.(tag.local ?? tag.name);
  });
  const text = (piece: string) => reader.text?.(piece);
  parser.on('text', text);
  parser.on('cdata', text);
  let prolog = '';
  for await (const piece of decoded(part)) {
    // Nowhere else may a document type stand.
    if (!seen.element) refuseDocumentType((prolog += piece));
    parser.write(piece);
  }
  parser.close();
}

/** Of workbooks and of packages, as Excel writes them by default and as "Strict Open XML". */
const VOCABULARIES = new Set([
  'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
  'http://purl.oclc.org/ooxml/spreadsheetml/main',
  'http://schemas.openxmlformats.org/package/2006/relationships',
  'http://schemas.openxmlformats.org/package/2006/content-types',
]);
const isKnown = ({ uri }: SaxTag) => uri !== undefined && VOCABULARIES.has(uri);

/** After declarations, comments and blanks. */
const DOCUMENT_TYPE = /^\s*(?:<\?[^]*?\?>\s*|<!--[^]*?-->\s*)*<!DOCTYPE/;
/** In characters; pieces come with 65,536 at most. */
const LONGEST_PROLOG = 200_000;

/** `begun`: the part up to here, in which no element had begun before its last piece. */
function refuseDocumentType(begun: string): void {
  if (DOCUMENT_TYPE.test(begun) || begun.length > LONGEST_PROLOG) throw new Refused(BROKEN);
}

async function* decoded(part: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const bytes of part) {
    decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder?.decode() ?? '';
}

function encodingOf([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}
