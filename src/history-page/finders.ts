import { OWN_ROLES, hasRole } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { Prisma } from '../platform/prisma/client.js';
import { fold, literally } from '../platform/text/text.js';
import type { EventDetail } from '../history/audience-rules.js';
import type { Cursor, HistoryQuery } from './forms.js';
import { partsFor, seesAll, type HistoryReader, type Part } from './readers.js';

export interface HistoryRow {
  readonly id: number;
  readonly at: Date;
  readonly action: string;
  readonly actorName: string;
  readonly detail: EventDetail;
  /** '' where it is of no unit. */
  readonly unitName: string;
  /** Of the report that it is about; null where there is none. `isOwn`, `isBelow`: as whose the reader may open it. */
  readonly report: {
    readonly id: number;
    readonly year: number;
    readonly isOwn: boolean;
    readonly isBelow: boolean;
  } | null;
}

/** What was asked for in words, as ids; null where so many fit that it has to be said more closely. */
interface Found {
  readonly people: readonly number[] | undefined | null;
  /** Names of who acted without an account. */
  readonly others: readonly string[];
  readonly units: readonly number[] | undefined | null;
}
export type History = Pick<Found, 'people' | 'units'> & {
  readonly rows: readonly HistoryRow[];
  readonly next: Cursor | undefined;
};

const PAGE = 25;
const BATCH = 1000;

/** One page, newest first, and where the next begins. */
export async function findHistory(db: Db, reader: HistoryReader, query: HistoryQuery): Promise<History> {
  const found = await findNamed(db, reader, query);
  const rows = await rowsAfter(db, { reader, query, found }, query.after, PAGE + 1);
  const last = rows.length > PAGE ? rows[PAGE - 1] : undefined;
  return { ...found, rows: rows.slice(0, PAGE), next: last && { at: last.at, id: last.id } };
}

/** All of it, batch by batch. */
export async function* everyEvent(
  db: Db,
  reader: HistoryReader,
  query: HistoryQuery,
): AsyncGenerator<HistoryRow[]> {
  const found = await findNamed(db, reader, query);
  for (let after: Cursor | undefined, isMore = true; isMore;) {
    const rows = await rowsAfter(db, { reader, query, found }, after, BATCH);
    if (rows.length > 0) yield rows;
    after = rows.at(-1);
    isMore = rows.length === BATCH;
  }
}

/** As many people or units may fit what was typed; each is looked up by an index of its own. */
const MOST_NAMED = 50;
/** Of those who act without an account (platform/actor.ts, history/commands.ts). */
const NAMELESS = ['Hệ thống', 'Người vận hành, tại máy chủ'];

async function findNamed(db: Db, reader: HistoryReader, { person, unit }: HistoryQuery): Promise<Found> {
  const like = (text: string) => `%${literally(fold(text))}%`;
  const people =
    person === ''
      ? undefined
      : await db.$queryRaw<{ id: number }[]>`
          SELECT id FROM accounts WHERE name_folded LIKE ${like(person)} LIMIT ${MOST_NAMED + 1}`;
  const { path } = reader.actor.unit;
  const inScope = seesAll(reader) ? Prisma.sql`true` : Prisma.sql`path LIKE ${`${path}%`}`;
  const units =
    unit === '' || !reader.isOfBranch
      ? undefined
      : await db.$queryRaw<{ id: number }[]>`
          SELECT id FROM units WHERE (name_folded LIKE ${like(unit)} OR code = ${unit.toUpperCase()}) AND ${inScope}
          ORDER BY code = ${unit.toUpperCase()} DESC LIMIT ${MOST_NAMED + 1}`;
  const others = person === '' ? [] : NAMELESS.filter((name) => fold(name).includes(fold(person)));
  return { people: idsOf(people), others, units: idsOf(units) };
}

function idsOf(rows: readonly { id: number }[] | undefined): readonly number[] | undefined | null {
  if (rows === undefined) return undefined;
  return rows.length > MOST_NAMED ? null : rows.map(({ id }) => id);
}

interface Asked {
  readonly reader: HistoryReader;
  readonly query: HistoryQuery;
  readonly found: Found;
}

async function rowsAfter(
  db: Db,
  asked: Asked,
  after: Cursor | undefined,
  most: number,
): Promise<HistoryRow[]> {
  const { reader, query, found } = asked;
  if (found.people === null || found.units === null) return [];
  const newest = newestOf(query, after, most);
  const sources = partsFor(reader, found.units, query.group).flatMap((part) =>
    sourcesOf(part, asked, newest),
  );
  if (sources.length === 0) return [];
  const { id, path } = reader.actor.unit;
  const [isOwn, isBelow] = [hasRole(reader.actor, ...OWN_ROLES), hasRole(reader.actor, 'REVIEWER', 'LEADER')];
  return db.$queryRaw<HistoryRow[]>`
    SELECT e.id, e.at, e.action, e.actor_name AS "actorName", e.detail, coalesce(u.name, '') AS "unitName",
      CASE WHEN r.id IS NOT NULL THEN jsonb_build_object('id', r.id, 'year', p.year,
        'isOwn', ${isOwn} AND r.unit_id = ${id}, 'isBelow', ${isBelow} AND above.path LIKE ${`${path}%`}) END AS report
    FROM (SELECT * FROM (${Prisma.join(sources, ' UNION ALL ')}) AS found ORDER BY at DESC, id DESC LIMIT ${most}) AS e
    LEFT JOIN units u ON u.id = e.unit_id LEFT JOIN reports r ON r.id = e.report_id
    LEFT JOIN periods p ON p.id = r.period_id LEFT JOIN units above ON above.id = r.parent_id
    ORDER BY e.at DESC, e.id DESC`;
}

type Newest = (which: Prisma.Sql) => Prisma.Sql;

/** The newest rows of one place in an index: whatever is asked for is put together of such. */
function newestOf({ from, until }: HistoryQuery, after: Cursor | undefined, most: number): Newest {
  const when = Prisma.join(
    [
      Prisma.sql`true`,
      ...(from ? [Prisma.sql`h.at >= ${from}`] : []),
      ...(until ? [Prisma.sql`h.at < ${until}`] : []),
      ...(after ? [Prisma.sql`(h.at, h.id) < (${after.at}, ${after.id}::int)`] : []),
    ],
    ' AND ',
  );
  return (which) => Prisma.sql`(SELECT h.* FROM history_events h WHERE ${which} AND ${when}
    ORDER BY h.at DESC, h.id DESC LIMIT ${most})`;
}

/** Where the rows of a part come from: person by person, unit by unit, or action by action. */
function sourcesOf(part: Part, { reader, found: { people, others } }: Asked, newest: Newest): Prisma.Sql[] {
  const actions = Prisma.sql`${[...part.actions]}::text[]`;
  const isAction = Prisma.sql`h.action = ANY (${actions})`;
  if (people)
    return [
      each(
        Prisma.sql`unnest(${[...people]}::int[]) AS one(id)`,
        newest(Prisma.sql`h.actor_id = one.id AND ${isAction} AND ${isOf(part, reader)}`),
      ),
      ...others.map((name) =>
        newest(
          Prisma.sql`h.actor_id IS NULL AND h.actor_name = ${name} AND ${isAction} AND ${isOf(part, reader)}`,
        ),
      ),
    ];
  const oneAction = Prisma.sql`unnest(${actions}) AS one(action)`;
  if (part.units === 'all') return [each(oneAction, newest(Prisma.sql`h.action = one.action`))];
  if (part.units === 'below')
    return [each(unitsBelow(reader), newest(Prisma.sql`h.unit_id = one.id AND ${isAction}`))];
  return [
    each(
      Prisma.sql`${oneAction}, unnest(${[...part.units]}::int[]) AS unit(id)`,
      newest(Prisma.sql`h.unit_id = unit.id AND h.action = one.action`),
    ),
  ];
}

function each(ones: Prisma.Sql, rows: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT newest.* FROM ${ones} CROSS JOIN LATERAL ${rows} AS newest`;
}

function unitsBelow({ actor: { unit } }: HistoryReader): Prisma.Sql {
  return Prisma.sql`(SELECT id FROM units WHERE path LIKE ${`${unit.path}%`} AND id <> ${unit.id}) AS one`;
}

function isOf({ units }: Part, reader: HistoryReader): Prisma.Sql {
  if (units === 'all') return Prisma.sql`true`;
  return units === 'below'
    ? Prisma.sql`h.unit_id IN (SELECT one.id FROM ${unitsBelow(reader)})`
    : Prisma.sql`h.unit_id = ANY (${[...units]}::int[])`;
}
