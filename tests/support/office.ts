import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const run = promisify(execFile);
const TWO_MINUTES = 120_000;

/** What LibreOffice makes of a DOCX. `npm test` finds the program or installs it (scripts/office.mjs). */
export function officePdf(docx: Uint8Array): Promise<Buffer> {
  return converted(docx, 'docx', ['--convert-to', 'pdf'], 'pdf');
}

/**
 * The workbook that Calc makes of a CSV on an office in `language` (en-US, vi), where cells are told from each other by
 * `separator`. `quotedAsText`: what its dialog calls "Format quoted field as text".
 */
export function calcWorkbook(
  csv: string,
  how: { separator: string; language: 'en-US' | 'vi'; quotedAsText: boolean },
): Promise<Buffer> {
  const language = { 'en-US': '1033', vi: '1066' }[how.language];
  // The tokens of its CSV filter: separator, quote, UTF-8, first line, formats of columns, language, quoted as text, numbers found.
  const tokens = [how.separator.charCodeAt(0), 34, 76, 1, '', language, how.quotedAsText, true].join(',');
  return converted(Buffer.from(csv), 'csv', [`--infilter=CSV:${tokens}`, '--convert-to', 'xlsx'], 'xlsx');
}

/** An .xlsx as LibreOffice saves it anew, and as it prints it. */
export function officeWorkbook(xlsx: Uint8Array): Promise<Buffer> {
  return converted(xlsx, 'xlsx', ['--convert-to', 'xlsx'], 'xlsx');
}
export function printedWorkbook(xlsx: Uint8Array): Promise<Buffer> {
  return converted(xlsx, 'xlsx', ['--convert-to', 'pdf'], 'pdf');
}

async function converted(content: Uint8Array, from: string, how: string[], to: string): Promise<Buffer> {
  const directory = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const file = join(directory, `document.${from}`);
    await writeFile(file, content);
    // A profile of its own: several may run at once, and nothing is left behind.
    const profile = `-env:UserInstallation=${pathToFileURL(join(directory, 'profile')).href}`;
    const arguments_ = [profile, '--headless', ...how, '--outdir', directory, file];
    const env = { ...process.env, FONTCONFIG_FILE: await fontsIn(directory) };
    await run(process.env['SOFFICE_PATH'] ?? 'soffice', arguments_, { timeout: TWO_MINUTES, env });
    return await readFile(join(directory, `document.${to}`));
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Tinos stands for Times New Roman, whose widths it has: the same pages whatever faces the machine has. */
async function fontsIn(directory: string): Promise<string> {
  const tinos = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/tinos/package.json'));
  const file = join(directory, 'fonts.conf');
  await writeFile(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
      <dir>${tinos}</dir><cachedir>${join(directory, 'fonts')}</cachedir>
      <match target="pattern"><test name="family"><string>Times New Roman</string></test>
        <edit name="family" mode="assign" binding="same"><string>Tinos</string></edit></match></fontconfig>`,
  );
  return file;
}

export interface LaidOutPage {
  /** In mm. */
  readonly width: number;
  readonly height: number;
  readonly lines: readonly Placed[];
}
/** A stretch of text: from the left and the top edge of the page to its baseline, in mm; its size in pt. */
export interface Placed {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly baseline: number;
  readonly size: number;
  readonly face: string;
}

/** Where every stretch of text stands on its page, and in what face. */
export async function laidOut(file: Uint8Array): Promise<LaidOutPage[]> {
  const pdf = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const pages: LaidOutPage[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    // Loads the faces, so that they have their names.
    await page.getOperatorList();
    const [, , width, height] = page.view as [number, number, number, number];
    const { items } = await page.getTextContent();
    const lines = items.flatMap((item): Placed[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a, b, , , x, y] = item.transform as [number, number, number, number, number, number];
      // The watermark is turned.
      if (Math.abs(b) > 0.01) return [];
      const face = (page.commonObjs.get(item.fontName) as { name?: string }).name ?? '';
      return [
        { text: item.str, left: mm(x), right: mm(x + item.width), baseline: mm(height - y), size: a, face },
      ];
    });
    pages.push({ width: mm(width), height: mm(height), lines });
  }
  return pages;
}

function mm(points: number): number {
  return (points * 25.4) / 72;
}
