import type { Db, Tx } from '../platform/postgres/db.js';
import { Conflict } from '../platform/errors.js';
import type { Outcome } from '../platform/outcome.js';
import { fileRow, type CheckedFile } from '../platform/files/file-kinds.js';
import { keepContent } from '../platform/files/stored-content.js';
import type { FieldError } from '../platform/page/forms.js';
import { isSame } from '../platform/text/text.js';
import { record } from '../history/commands.js';
import type { Publisher } from '../platform/actor.js';
import type { ManagedDocument } from './finders.js';
import { designation, searchTextOf, type DocumentContent } from './rules.js';
import { DOCUMENT_ADMIN } from './addresses.js';

/** What becomes of a document's file: another one, none, or `undefined`: as it was. */
export type NewFile = CheckedFile | null | undefined;

/** Refused where another document says the same number of the same day already. Done: the new document's id. */
export function publishDocument(
  db: Db,
  publisher: Publisher,
  content: DocumentContent,
  file: NewFile,
  now: Date,
): Promise<Outcome<number>> {
  return db.$transaction(async (tx) => {
    const problems = await sameNumber(tx, content);
    if (problems.length > 0) return { problems };
    const published = { publishedAt: now, publishedByName: publisher.fullName, editedAt: now };
    const data = { ...content, ...published, searchText: searchTextOf(content) };
    const { id } = await tx.document.create({ data });
    await keepFile(tx, id, file);
    await tell(tx, publisher, 'document-published', content, now);
    return { done: id };
  });
}

/** Refused as above. Stale where it was changed since its publisher saw that `version`. */
export function editDocument(
  db: Db,
  { publisher, document: { id } }: ManagedDocument,
  { version, content, file }: { version: number; content: DocumentContent; file: NewFile },
  now: Date,
): Promise<Outcome<number, true>> {
  return db.$transaction(async (tx) => {
    const problems = await sameNumber(tx, content, id);
    if (problems.length > 0) return { problems };
    const { count } = await tx.document.updateMany({
      where: { id, version },
      data: { ...content, searchText: searchTextOf(content), editedAt: now, version: { increment: 1 } },
    });
    if (count === 0) return { stale: true };
    await keepFile(tx, id, file);
    await tell(tx, publisher, 'document-edited', content, now);
    return { done: id };
  });
}

/** It is public no longer, or again. Conflict where it was changed meanwhile, or is so already. */
export function withdrawDocument(
  db: Db,
  { publisher, document }: ManagedDocument,
  { version, isWithdrawn }: { version: number; isWithdrawn: boolean },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.document.updateMany({
      where: { id: document.id, version, withdrawnAt: isWithdrawn ? null : { not: null } },
      data: { withdrawnAt: isWithdrawn ? now : null, editedAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict('Có người vừa sửa hoặc rút văn bản này sau khi bạn mở trang.');
    const action = isWithdrawn ? 'document-withdrawn' : 'document-put-back';
    await tell(tx, publisher, action, document, now);
  });
}

/** Asked under a lock, so that of two who publish the same number at once the second sees the first. */
async function sameNumber(tx: Tx, content: DocumentContent, id = 0): Promise<FieldError[]> {
  await tx.$queryRaw`SELECT lock_document_numbers()::text`;
  const { number, date } = content;
  const where = { number, date, withdrawnAt: null, id: { not: id } };
  const others = await tx.document.findMany({ where, select: { id: true, symbol: true, issuer: true } });
  const same = others.find(
    ({ symbol, issuer }) => isSame(symbol, content.symbol) && isSame(issuer, content.issuer),
  );
  if (!same) return [];
  const message = `Đã có văn bản cùng số, ký hiệu, ngày và cơ quan ban hành: xem ${DOCUMENT_ADMIN}/${same.id}.`;
  return [{ field: 'number', message }];
}

async function keepFile(tx: Tx, documentId: number, file: NewFile): Promise<void> {
  if (file === undefined) return;
  await tx.documentFile.deleteMany({ where: { documentId } });
  if (!file) return;
  await tx.documentFile.create({ data: { documentId, ...fileRow(file) } });
  await keepContent(tx, 'document_files', documentId, file.content);
}

type Action = 'document-published' | 'document-edited' | 'document-withdrawn' | 'document-put-back';

function tell(
  tx: Tx,
  actor: Publisher,
  action: Action,
  content: Pick<DocumentContent, 'number' | 'symbol' | 'about'>,
  at: Date,
): Promise<void> {
  const detail = { number: designation(content), about: content.about };
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail });
}
