import type { Entry } from 'yauzl';
import { BROKEN, openZip, Refused, TOO_LARGE, zipped } from './zip.js';

// An .xlsx is a zip of XML, made by anyone. It is judged by its directory before anything is inflated; then only the
// parts that hold cells are, never past a limit; and the library that reads them gets a new package of those parts
// alone, so that it cannot see anything that was not looked at here.

const MAX_INFLATED = 20_000_000;
const MAX_TAGS = 400_000;

/** The workbook with nothing left but its cells; `problem` is a Vietnamese sentence. */
export async function safeWorkbook(file: Buffer): Promise<{ file: Uint8Array } | { problem: string }> {
  try {
    return { file: await repacked(file) };
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message };
    // A length, an offset or compressed data that is not what it says.
    return { problem: BROKEN };
  }
}

async function repacked(file: Buffer): Promise<Uint8Array> {
  const { entries, read } = await openZip(file);
  refuseByDirectory(entries);
  const parts = new Map<string, string>();
  let tags = 0;
  for (const entry of entries.filter(({ fileName }) => WANTED.test(fileName))) {
    const xml = await read(entry);
    // Where a person would see a million rows, or cells, or styles.
    tags += tagsIn(xml, MAX_TAGS - tags);
    if (tags > MAX_TAGS) throw new Refused(TOO_MANY);
    parts.set(entry.fileName, cellsOnly(entry.fileName, xml));
  }
  if (!parts.has('xl/workbook.xml') || !parts.has('[Content_Types].xml')) throw new Refused(BROKEN);
  return zipped(parts);
}

const WANTED =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/workbook\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml|xl\/sharedStrings\.xml|xl\/styles\.xml)$/;

const MACROS = 'Tệp có macro. Hãy lưu thành “Sổ làm việc Excel (.xlsx)”, không có macro.';
const FORBIDDEN: readonly [part: RegExp, problem: string][] = [
  [/vbaproject|macrosheets\/|dialogsheets\//i, MACROS],
  [
    /externallinks\/|connections\.xml|querytables\//i,
    'Tệp có liên kết đến tệp hoặc dữ liệu khác. Hãy bỏ liên kết (Dữ liệu, Sửa liên kết) rồi gửi lại.',
  ],
  [
    /embeddings\/|oleobject|activex\/|ctrlprops\//i,
    'Tệp có đối tượng nhúng. Hãy xóa các đối tượng ấy rồi gửi lại.',
  ],
];

function refuseByDirectory(entries: readonly Entry[]): void {
  for (const [part, problem] of FORBIDDEN)
    if (entries.some(({ fileName }) => part.test(fileName))) throw new Refused(problem);
  if (entries.some((entry) => entry.isEncrypted()))
    throw new Refused('Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.');
  if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > MAX_INFLATED)
    throw new Refused(TOO_LARGE);
  if (new Set(entries.map(({ fileName }) => fileName)).size < entries.length) throw new Refused(BROKEN);
}

/** Counts no further than one above `most`. */
function tagsIn(xml: string, most: number): number {
  let count = 0;
  for (let at = xml.indexOf('<'); at >= 0 && count <= most; at = xml.indexOf('<', at + 1)) count += 1;
  return count;
}

/** The XML without all that could cost more than its length: ranges to merge or to validate, names, other files. */
function cellsOnly(name: string, xml: string): string {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw new Refused(BROKEN);
  if (name === '[Content_Types].xml' && xml.includes('macroEnabled')) throw new Refused(MACROS);
  if (name === 'xl/workbook.xml') return kept(xml, 'workbook', ['workbookPr', 'sheets']);
  if (!name.startsWith('xl/worksheets/')) return xml;
  if (DDE.test(xml))
    throw new Refused('Tệp có công thức gọi chương trình khác (DDE). Hãy xóa công thức ấy rồi gửi lại.');
  return kept(xml, 'worksheet', ['sheetData']);
}

const TOO_MANY =
  'Tệp có quá nhiều dòng hoặc ô so với một biểu mẫu báo cáo. Hãy tải biểu mẫu Excel mới và chỉ ghi vào các ô trả lời.';
/** A bar outside of quotes: =cmd|'/c calc'!A0 */
const DDE = /<f\b[^<>]*>[^<"]*(?:"[^<"]*"[^<"]*)*\|/;

function kept(xml: string, root: string, children: readonly string[]): string {
  const opening = new RegExp(`<${root}\\b[^<>]*>`).exec(xml)?.[0];
  if (opening === undefined) throw new Refused(BROKEN);
  const inner = children.map((child) => element(xml, child)).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>${opening}${inner}</${root}>`;
}

/** An element as it stands; '' where there is none. */
function element(xml: string, name: string): string {
  const opening = new RegExp(`<${name}\\b[^<>]*>`).exec(xml);
  if (!opening || opening[0].endsWith('/>')) return opening?.[0] ?? '';
  const closing = `</${name}>`;
  const end = xml.lastIndexOf(closing);
  if (end < opening.index) throw new Refused(BROKEN);
  return xml.slice(opening.index, end + closing.length);
}
