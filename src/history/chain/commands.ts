import { addDays } from '../../platform/text/calendar.js';
import { Prisma } from '../../platform/prisma/client.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { digestOf, lastLink, SETTLING, settledOf, SOURCES, type Source } from './finders.js';
import { linkHash, type NewRoot, type SealedRow } from './rules.js';

/** How many rows of a source are sealed in a transaction. */
const AT_ONCE = 1000;

/** By the name of a source, up to which row it was looked at already. */
export type Floors = Readonly<Record<string, number>>;

/** Tells of a day's root, in the transaction that gives it. */
export type TellRoot = (tx: Tx, root: NewRoot, now: Date) => Promise<void>;

/**
 * Seals rows that have no link yet, and where there is none gives the root of the day that is over. Nothing that writes a
 * row waits for this. `sealed` is 0 too while another process is at it; `floors` is for the next call of the same round.
 */
export async function sealWritten(
  db: Db,
  now: Date,
  { floors = {}, tell }: { readonly floors?: Floors; readonly tell?: TellRoot | undefined } = {},
): Promise<{ readonly sealed: number; readonly floors: Floors }> {
  return db.$transaction(async (tx) => {
    const [lock] = await tx.$queryRaw<{ isMine: boolean }[]>`SELECT try_record_chain() AS "isMine"`;
    if (!lock?.isMine) return { sealed: 0, floors };
    const rows = await findUnsealed(tx, floors);
    if (rows.length > 0) await seal(tx, rows);
    else await giveRoot(tx, now, tell);
    const reached = { ...floors };
    for (const { source, rowId } of rows) reached[source] = Math.max(reached[source] ?? 0, rowId);
    return { sealed: rows.length, floors: reached };
  });
}

async function findUnsealed(tx: Tx, floors: Floors): Promise<SealedRow[]> {
  const parts = SOURCES.map((source) => unsealedOf(source, floors));
  return tx.$queryRaw<SealedRow[]>`
    SELECT source, "rowId", digest FROM (${Prisma.join(parts, ' UNION ALL ')}) AS unsealed ORDER BY at, source, "rowId"`;
}

function unsealedOf(source: Source, { [source.name]: floor }: Floors): Prisma.Sql {
  const { name, table, at } = source;
  const above = floor === undefined ? settledOf(source) : Prisma.sql`${floor}`;
  return Prisma.sql`(SELECT ${name} AS source, id AS "rowId", ${digestOf(source)} AS digest, ${at} AS at FROM ${table}
    WHERE id > ${above} AND NOT EXISTS (SELECT FROM record_links WHERE source = ${name} AND row_id = ${table}.id)
    ORDER BY id LIMIT ${AT_ONCE})`;
}

async function seal(tx: Tx, rows: readonly SealedRow[]): Promise<void> {
  let { seq, hash } = await lastLink(tx);
  const data = rows.map((row) => {
    seq += 1;
    hash = linkHash(hash, row);
    return { seq, source: row.source, rowId: row.rowId, hash };
  });
  await tx.recordLink.createMany({ data });
}

/** Of yesterday, where the chain has grown since the last root. */
async function giveRoot(tx: Tx, now: Date, tell: TellRoot | undefined): Promise<void> {
  const day = addDays(new Date(now.getTime() - SETTLING), -1);
  const { seq, hash } = await lastLink(tx);
  const last = await tx.recordRoot.findFirst({ orderBy: { day: 'desc' } });
  if (seq === 0 || (last && (last.day >= day || last.seq === seq))) return;
  await tx.recordRoot.create({ data: { day, seq, hash } });
  await tell?.(tx, { day, seq, hash }, now);
}
