import { strFromU8, unzipSync } from 'fflate';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface ReadPdf {
  /** The text of each page without its artifacts: in the order it was written, blanks collapsed. */
  readonly pages: readonly string[];
  /** What of each page is no part of the text: page number, watermark, headers that are repeated. */
  readonly artifacts: readonly string[];
  /** The elements of the structure, "Table" or "Figure: its alternative text", in reading order. */
  readonly roles: readonly string[];
  /** How many numbers make the longest path that each page draws: a rectangle takes about a dozen. */
  readonly longestPath: readonly number[];
  /** The bookmarks in order, each after its level: "2 A. Thông tin chung". */
  readonly outline: readonly string[];
  /** How far from the foot of each page its lowest line stands, in pt. */
  readonly bottoms: readonly number[];
  readonly title: string;
  readonly language: string;
  readonly isTagged: boolean;
}

export async function readPdf(file: Uint8Array): Promise<ReadPdf> {
  const pdf = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, at) => pdf.getPage(at + 1)));
  const texts = await Promise.all(
    pages.map(async (page) => parted(await page.getTextContent({ includeMarkedContent: true }))),
  );
  const trees = await Promise.all(pages.map((page) => page.getStructTree() as Promise<Node | null>));
  const drawings = await Promise.all(pages.map((page) => page.getOperatorList()));
  const { info } = await pdf.getMetadata();
  const about = info as { Title?: string; Language?: string };
  const marks = (await pdf.getMarkInfo()) as { Marked?: boolean } | null;
  return {
    pages: texts.map(({ text }) => text),
    artifacts: texts.map(({ artifact }) => artifact),
    roles: trees.flatMap((tree) => (tree ? rolesOf(tree) : [])),
    longestPath: drawings.map(({ fnArray, argsArray }) =>
      Math.max(0, ...fnArray.map((fn, at) => (fn === OPS.constructPath ? pathLength(argsArray[at]) : 0))),
    ),
    outline: outlineOf(await pdf.getOutline()),
    bottoms: texts.map(({ bottom }) => bottom),
    title: about.Title ?? '',
    language: about.Language ?? '',
    isTagged: marks?.Marked === true,
  };
}

/** The words of a text, however it is broken into lines. */
export function wordsOf(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
}

/** The parts of a DOCX: path → XML. */
export function readDocx(file: Uint8Array): Record<string, string> {
  const parts = Object.entries(unzipSync(new Uint8Array(file)));
  return Object.fromEntries(parts.map(([path, content]) => [path, strFromU8(content)]));
}

/** The text of a part of a DOCX, a line a paragraph; a blank where a line ends within one, or must not end. */
export function docxText(xml: string): string {
  return xml
    .replace(/<\/w:p>/g, '\n')
    .replace(/<w:br\/>|\u00a0/g, ' ')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&apos;/g, "'")
    .replace(/&amp;/g, '&');
}

interface Node {
  role?: string;
  alt?: string;
  children?: Node[];
}

interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

function outlineOf(entries: readonly Bookmark[] | null, level = 1): string[] {
  return (entries ?? []).flatMap(({ title, items }) => [`${level} ${title}`, ...outlineOf(items, level + 1)]);
}

function rolesOf({ role, alt, children = [] }: Node): string[] {
  const own = role && role !== 'Root' ? [alt ? `${role}: ${alt}` : role] : [];
  return [...own, ...children.flatMap(rolesOf)];
}

function pathLength(args: unknown): number {
  const [, [path]] = args as [unknown, [ArrayLike<number> | null]];
  return path?.length ?? 0;
}

type Content = Awaited<
  ReturnType<
    Awaited<ReturnType<Awaited<ReturnType<typeof getDocument>['promise']>['getPage']>>['getTextContent']
  >
>;

function parted({ items }: Content): { text: string; artifact: string; bottom: number } {
  const found = { text: '', artifact: '' };
  const open: ('text' | 'artifact')[] = [];
  for (const item of items) {
    const into = open.at(-1) ?? 'artifact';
    if ('str' in item) found[into] += item.str + (item.hasEOL ? ' ' : '');
    else if (item.type === 'endMarkedContent') {
      found[into] += ' ';
      open.pop();
    } else open.push((item as { tag?: string }).tag === 'Artifact' ? 'artifact' : 'text');
  }
  const heights = items.flatMap((item) => ('str' in item && item.str ? [item.transform[5] as number] : []));
  const bottom = Math.min(...heights);
  return { text: wordsOf(found.text).join(' '), artifact: wordsOf(found.artifact).join(' '), bottom };
}
