import type { Publisher } from '../platform/actor.js';
import { isoDay } from '../platform/text/calendar.js';
import { storedContent } from '../platform/files/stored-content.js';
import type { Db } from '../platform/postgres/db.js';
import { NotFound } from '../platform/errors.js';
import type { Prisma } from '../platform/prisma/client.js';
import { literally } from '../platform/text/text.js';
import type { DocumentQuery } from './rules.js';

const withFile = {
  omit: { searchText: true },
  include: { file: { omit: { content: true } } },
} as const;
const inList = { omit: { searchText: true, text: true }, include: withFile.include } as const;
export type DocumentRow = Prisma.DocumentGetPayload<typeof withFile>;
export type ListedDocument = Prisma.DocumentGetPayload<typeof inList>;

declare const managed: unique symbol;
/** A document that its publisher may change. Only the finder here makes it. */
export interface ManagedDocument {
  readonly publisher: Publisher;
  readonly document: DocumentRow;
  readonly [managed]: true;
}

export async function openDocument(db: Db, publisher: Publisher, id: number): Promise<ManagedDocument> {
  const document = await db.document.findUnique({ where: { id }, ...withFile });
  if (!document) throw new NotFound('Không có văn bản này.');
  return { publisher, document } as ManagedDocument;
}

const [MANAGED_PAGE, PUBLIC_PAGE, FEED] = [50, 20, 30];

/** One page of all documents, the newest published first, withdrawn ones among them. `next`: after which one goes on. */
export async function managedDocuments(db: Db, _publisher: Publisher, after: number | undefined) {
  const where = after === undefined ? {} : { id: { lt: after } };
  const rows = await db.document.findMany({
    where,
    ...inList,
    orderBy: { id: 'desc' },
    take: MANAGED_PAGE + 1,
  });
  return cut(rows, MANAGED_PAGE);
}

const PUBLISHED = { withdrawnAt: null } satisfies Prisma.DocumentWhereInput;

/** One page of what is published, the latest dated first. */
export async function publishedDocuments(db: Db, query: DocumentQuery) {
  const last =
    query.after === undefined
      ? null
      : await db.document.findFirst({ where: { ...PUBLISHED, id: query.after } });
  const rows = await db.document.findMany({
    where: { AND: [PUBLISHED, ...filters(query), ...(last ? [beyond(last)] : [])] },
    ...inList,
    orderBy: [{ date: 'desc' }, { id: 'desc' }],
    take: PUBLIC_PAGE + 1,
  });
  return cut(rows, PUBLIC_PAGE);
}
export type DocumentList = Awaited<ReturnType<typeof publishedDocuments>>;

/** The themes of the two latest years that have one, newest first. */
export function latestThemes(db: Db): Promise<ListedDocument[]> {
  return db.document.findMany({
    where: { ...PUBLISHED, kind: 'THEME' },
    ...inList,
    orderBy: [{ year: 'desc' }, { date: 'desc' }, { id: 'desc' }],
    take: 2,
  });
}

/** The documents published last, for the feed. */
export function newestDocuments(db: Db): Promise<ListedDocument[]> {
  return db.document.findMany({ where: PUBLISHED, ...inList, orderBy: { id: 'desc' }, take: FEED });
}

/** NotFound where it has been withdrawn, or never was. */
export async function publishedDocument(db: Db, id: number): Promise<DocumentRow> {
  const document = await db.document.findFirst({ where: { ...PUBLISHED, id }, ...withFile });
  if (!document) throw new NotFound('Không có văn bản này, hoặc văn bản đã được rút.');
  return document;
}

export async function publishedFile(db: Db, id: number) {
  const where = { documentId: id, document: PUBLISHED };
  const file = await db.documentFile.findFirst({ where, omit: { content: true } });
  if (!file) throw new NotFound('Không có tệp này, hoặc văn bản đã được rút.');
  return { ...file, content: storedContent(db, 'document_files', id, file.size) };
}

function cut<T extends { id: number }>(found: readonly T[], size: number) {
  const rows = found.slice(0, size);
  return { rows, next: found.length > size ? rows.at(-1)?.id : undefined };
}

function beyond({ date, id }: { date: Date; id: number }): Prisma.DocumentWhereInput {
  return { date: { lte: date }, OR: [{ date: { lt: date } }, { id: { lt: id } }] };
}

function filters({ kind, year, words }: DocumentQuery): Prisma.DocumentWhereInput[] {
  const asked = words.split(' ').filter((word) => word !== '');
  return [
    ...(kind ? [{ kind }] : []),
    ...(year ? [ofYear(year)] : []),
    ...asked.map((word) => ({ searchText: { contains: literally(word) } })),
  ];
}

/** Dated in the year, or meant for it. */
function ofYear(year: number): Prisma.DocumentWhereInput {
  const [from, to] = [isoDay(`${year}-01-01`), isoDay(`${year + 1}-01-01`)];
  return { OR: [{ year }, { date: { gte: from, lt: to } }] };
}
