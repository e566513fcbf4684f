import { Workbook } from '@cj-tech-master/excelts';
import { expect } from 'vitest';
import { makeAllWaiting } from '../../src/consolidation/exports/job.js';
import type { ExportFile } from '../../src/consolidation/exports/schema.js';
import { allFields, summedFields, type FormDefinition } from '../../src/form/definition.js';
import { download, postForm, type Agent, type TestApp } from './app.js';
import { docxText, readDocx, readPdf } from './documents.js';
import { hiddenFields } from './hidden-fields.js';
import { textOf } from './words.js';

/** Figures by code, in digits with a point: { members_worker: '1274' }. */
export type Figures = Readonly<Record<string, string>>;
interface Asked {
  readonly portal: TestApp;
  readonly board: Agent;
  readonly form: FormDefinition;
  /** Only once the own report is filed: as it was filed, or as it is now. */
  readonly live?: boolean;
}

/** What each place that shows a year's totals says of every summed figure: page, parts, files, documents. */
export async function figuresEverywhere(asked: Asked): Promise<Record<string, Figures>> {
  const { board, form } = asked;
  const fields = summedFields(form).map(({ field }) => field);
  const by = (said: (field: (typeof fields)[number]) => unknown): Figures =>
    Object.fromEntries(fields.map((field) => [field.code, String(said(field))]));
  const query = asked.live ? '?hien-nay=1' : '';
  const page = linkedFigures(await pageOf(board, `/tong-hop/2026/so-lieu${query}`));
  const parts = new Map<string, string>();
  for (const { code } of fields)
    parts.set(code, textAt(await pageOf(board, `/tong-hop/2026/so-lieu/${code}${query}`), /Tổng: ([\d.,]+)/));
  const long = (await exportOf(asked, 'csv')).toString().split('\r\n').slice(1);
  const { csv, json, xlsx, docx, pdf } = await filesOf(asked);
  const sheet = await totalsSheet(xlsx);
  const inAnnex = (text: string) => {
    const sums = sumsOf(annexOf(text));
    return by(({ code }) => digits(sums[fields.findIndex((field) => field.code === code)]));
  };
  return {
    page: by(({ code }) => digits(page.get(code))),
    parts: by(({ code }) => digits(parts.get(code))),
    csv: by(({ code }) => digits(csv.map((line) => line.split(';')).find(([of]) => of === code)?.[3])),
    'export json': by(({ code }) => json.totals.find((total) => total.code === code)?.value),
    'export csv': by(({ code }) =>
      added(long.map((line) => line.split(';')).filter((row) => row[3] === code)),
    ),
    'export xlsx': by(({ code }) => sheet.get(code)),
    'annex, docx': inAnnex(docx),
    'annex, pdf': inAnnex(pdf.join('\n')),
  };
}

/** What each place that shows a year's rates says of them, by code. */
export async function ratesEverywhere(asked: Asked): Promise<Record<string, Figures>> {
  const { board, form, live } = asked;
  const query = live ? '?hien-nay=1' : '';
  const codes = allFields(form)
    .filter(({ kind }) => kind === 'rate')
    .map(({ code }) => code);
  const by = (said: (code: string) => unknown): Figures =>
    Object.fromEntries(codes.map((code) => [code, String(said(code))]));
  const page = linkedFigures(await pageOf(board, `/tong-hop/2026/so-lieu${query}`));
  const csv = (await bytesOf(board, `/tong-hop/2026/csv${query}`)).toString().split('\r\n');
  const json = JSON.parse((await exportOf(asked, 'json')).toString()) as ExportFile;
  const sheet = await totalsSheet(await exportOf(asked, 'xlsx'));
  return {
    page: by((code) => digits(page.get(code)?.replace(' %', ''))),
    csv: by((code) => digits(csv.map((line) => line.split(';')).find(([of]) => of === code)?.[3])),
    'export json': by((code) => json.totals.find((total) => total.code === code)?.value),
    'export xlsx': by((code) => sheet.get(code)),
  };
}

/** How many direct children are counted of how many, "4/10", wherever a total stands. */
export async function coverageEverywhere(asked: Asked): Promise<Record<string, string>> {
  const { board, live } = asked;
  const query = live ? '?hien-nay=1' : '';
  const said = /(\d+\/\d+) (?:đơn vị|công đoàn)/;
  // The paper of now says first what was filed.
  const inPaper = live ? /của hiện nay, [^.]*?(\d+\/\d+) đơn vị/ : said;
  const { csv, json, xlsx, docx, pdf } = await filesOf(asked);
  const { about } = await workbookOf(xlsx);
  return {
    page: textAt(await pageOf(board, `/tong-hop/2026/so-lieu${query}`), said),
    'by audience': textAt(
      await pageOf(board, `/tong-hop/2026/so-lieu?xem=doi-tuong${live ? '&hien-nay=1' : ''}`),
      said,
    ),
    parts: textAt(await pageOf(board, `/tong-hop/2026/so-lieu/members_worker${query}`), said),
    csv: csv[1]!.split(';').slice(-3, -1).join('/'),
    'export json': `${json.included}/${json.expected}`,
    'export xlsx': said.exec(about)?.[1] ?? about,
    'document page': textAt(await pageOf(board, `/tong-hop/2026/van-ban${query}`), said),
    ...(live ? {} : await ownPaper(board, said)),
    docx: inPaper.exec(docx)?.[1] ?? '',
    pdf: inPaper.exec(pdf.join(' '))?.[1] ?? '',
  };
}

type Files = Awaited<ReturnType<typeof takeFiles>>;
const taken = new WeakMap<Asked, Promise<Files>>();

/** The files of a year, taken once for all that is read of what is `asked` in one go. */
function filesOf(asked: Asked): Promise<Files> {
  const known = taken.get(asked) ?? takeFiles(asked);
  taken.set(asked, known);
  return known;
}

async function takeFiles(asked: Asked) {
  const { board, live } = asked;
  const [list, paper] = ['/tong-hop/2026/csv', '/tong-hop/2026/van-ban/bao-cao'];
  const query = live ? '?hien-nay=1' : '';
  return {
    csv: (await bytesOf(board, `${list}${query}`)).toString().split('\r\n'),
    json: JSON.parse((await exportOf(asked, 'json')).toString()) as ExportFile,
    xlsx: await exportOf(asked, 'xlsx'),
    docx: await docxOf(board, `${paper}.docx${query}`),
    pdf: (await readPdf(await bytesOf(board, `${paper}.pdf${query}`))).pages,
  };
}

/** The own paper of a filed report is as it was filed, whatever is now. */
async function ownPaper(board: Agent, said: RegExp): Promise<Record<string, string>> {
  return { 'own report': said.exec(await docxOf(board, '/bao-cao/2026/van-ban/bao-cao.docx'))?.[1] ?? '' };
}

/** The content of a page; the page itself must be there. */
export async function pageOf(agent: Agent, address: string): Promise<string> {
  const answer = await agent.get(address);
  expect([address, answer.status]).toEqual([address, 200]);
  return /<main[\s\S]*<\/main>/.exec(answer.text)?.[0] ?? '';
}

export async function bytesOf(agent: Agent, address: string): Promise<Buffer> {
  const answer = await download(agent, address);
  expect([address, answer.status]).toEqual([address, 200]);
  return answer.body as Buffer;
}

export async function docxOf(agent: Agent, address: string): Promise<string> {
  return docxText(readDocx(await bytesOf(agent, address))['word/document.xml']!);
}

/** A long export as it is asked for, made and downloaded. */
export async function exportOf(
  { portal, board, live }: Pick<Asked, 'portal' | 'board' | 'live'>,
  kind: string,
): Promise<Buffer> {
  const list = '/tong-hop/2026/tep';
  const counted = live === false ? 'filed' : 'accepted';
  const answer = await postForm(board, list, { ...hiddenFields(await pageOf(board, list)), kind, counted });
  expect(answer.status).toBe(303);
  await makeAllWaiting(portal);
  const { id } = await portal.db.exportJob.findFirstOrThrow({ orderBy: { id: 'desc' } });
  return bytesOf(board, `${list}/${id}`);
}

/** Behind each label of the tables of a page, the figure beside it, in their order: labels come again in other sections. */
export function figuresInOrder(html: string): string[] {
  return [...html.matchAll(/<tr>\s*<th scope="row">[\s\S]*?<\/th>\s*<td[^>]*>([^<]*)/g)].map(
    ([, figure = '']) => digits(figure),
  );
}

/** The figures of a page of totals that lead to their parts, by code. */
function linkedFigures(html: string): ReadonlyMap<string, string> {
  const links = html.matchAll(/<a href="\/tong-hop\/2026\/so-lieu\/(\w+)[^"]*">([^<]*)/g);
  return new Map([...links].map(([, code = '', figure = '']) => [code, figure]));
}

/** What the first group of `wanted` finds in the words of a page; the words themselves where it finds nothing. */
export function textAt(html: string, wanted: RegExp): string {
  const words = textOf(html.replace(/<(dt|dd|td|th)\b/g, ' <$1')).replace(/\s+/g, ' ');
  return wanted.exec(words)?.[1] ?? words;
}

function annexOf(text: string): string {
  return text.slice(text.search(/Phụ lục 1\s+SỐ LIỆU/i), text.search(/Phụ lục 2\s/));
}

/** All figures of the rows "Cộng", in their order. */
function sumsOf(annex: string): string[] {
  return [...annex.matchAll(/Cộng((?:\s+(?:[\d.,]+|–)(?=\s))+)/g)].flatMap(([, row = '']) =>
    row.trim().split(/\s+/),
  );
}

async function workbookOf(content: Buffer) {
  const workbook = new Workbook();
  await workbook.xlsx.load(content);
  const rows: unknown[][] = [];
  workbook.getWorksheet('Tổng hợp')!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
  return { about: rows.slice(0, 3).flat().map(String).join(' '), rows };
}

async function totalsSheet(content: Buffer): Promise<ReadonlyMap<unknown, unknown>> {
  const { rows } = await workbookOf(content);
  return new Map(rows.map((row) => [row[0], row[4]]));
}

function added(rows: readonly string[][]): string {
  return String(rows.reduce((sum, row) => sum + Number(row[5]!.replace(',', '.')), 0));
}

/** "1.274,5" → "1274.5" */
function digits(said: string | undefined): string {
  return said?.replaceAll('.', '').replace(',', '.') ?? 'missing';
}
