import { Prisma } from '../../platform/prisma/client.js';
import type { Tx } from '../../platform/postgres/db.js';
import { BEGINNING, type ChainEnd } from './rules.js';

/** A kind of row that the chain holds. */
export interface Source {
  readonly name: string;
  /** As an operator is told of one of its rows: "history event 12". */
  readonly words: string;
  readonly table: Prisma.Sql;
  /** When the row says that it was written. */
  readonly at: Prisma.Sql;
  /** What the row says, in an order that never changes: a column that comes later is told by a source of its own. */
  readonly said: Prisma.Sql;
}

const instant = (column: Prisma.Sql) => Prisma.sql`(extract(epoch FROM ${column}) * 1000)::bigint`;

// By the program and not by a function in the database: whoever owns the database could change that one too.
export const SOURCES: readonly Source[] = [
  {
    name: 'history',
    words: 'history event',
    table: Prisma.sql`history_events`,
    at: Prisma.sql`at`,
    said: Prisma.sql`id, ${instant(Prisma.sql`at`)}, action, actor_id, actor_name, unit_id, report_id, detail`,
  },
  {
    name: 'submission',
    words: 'submission',
    table: Prisma.sql`submissions`,
    at: Prisma.sql`submitted_at`,
    said: Prisma.sql`id, report_id, number, content, form_version, sha256, verification_code, change_note,
      ${instant(Prisma.sql`submitted_at`)}, submitted_by_id, submitted_by_name`,
  },
];

/**
 * In ms: a row that comes to light later than others that were written after it, since its transaction took long, does so
 * within this time.
 */
export const SETTLING = 10 * 60_000;

/** SHA-256 of what a row of the source says, in hexadecimal. JSON as jsonb writes it, so that it reads the same anywhere. */
export function digestOf({ said }: Source): Prisma.Sql {
  return Prisma.sql`encode(sha256(convert_to(jsonb_build_array(${said})::text, 'UTF8')), 'hex')`;
}

/** Up to which row every row of a source has its link. */
export function settledOf({ name }: Source): Prisma.Sql {
  return Prisma.sql`coalesce((SELECT row_id FROM record_links WHERE source = ${name}
    AND sealed_at < now() - make_interval(secs => ${SETTLING / 1000}) ORDER BY row_id DESC LIMIT 1), 0)`;
}

export async function lastLink(db: Tx): Promise<ChainEnd> {
  const last = await db.recordLink.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } });
  return last ?? BEGINNING;
}

/** What the chain had come to when the last day that has a root was over; null before the first. */
export function latestRoot(db: Tx) {
  return db.recordRoot.findFirst({ orderBy: { day: 'desc' } });
}

export interface FoundLink extends ChainEnd {
  readonly source: string;
  readonly rowId: number;
  /** Of what the row says now, and when it says that it was written; null: the row is not there. */
  readonly digest: string | null;
  readonly at: Date | null;
}

/** The next `most` links after `seq`, each with its row as that is now. */
export function linksAfter(db: Tx, seq: number, most: number): Promise<FoundLink[]> {
  const rows = SOURCES.map((source) => {
    const { name, table, at } = source;
    return Prisma.sql`SELECT seq, ${digestOf(source)} AS digest, ${at} AS at FROM links
      JOIN ${table} ON ${table}.id = row_id WHERE source = ${name}`;
  });
  return db.$queryRaw<FoundLink[]>`
    WITH links AS (SELECT seq, source, row_id, hash FROM record_links WHERE seq > ${seq} ORDER BY seq LIMIT ${most})
    SELECT seq, source, row_id AS "rowId", hash, digest, at
    FROM links LEFT JOIN (${Prisma.join(rows, ' UNION ALL ')}) AS now USING (seq) ORDER BY seq`;
}

/** The first row of a source that came without a link among those that have one, and how many have none yet. */
export async function unlinkedOf(
  db: Tx,
  source: Source,
): Promise<{ readonly putIn: number | null; readonly waiting: number }> {
  const { name, table } = source;
  const settled = settledOf(source);
  const [found] = await db.$queryRaw<{ putIn: number | null; waiting: number }[]>`
    SELECT min(id) FILTER (WHERE id <= ${settled}) AS "putIn", (count(*) FILTER (WHERE id > ${settled}))::int AS waiting
    FROM ${table} WHERE NOT EXISTS (SELECT FROM record_links WHERE source = ${name} AND row_id = ${table}.id)`;
  return found!;
}
