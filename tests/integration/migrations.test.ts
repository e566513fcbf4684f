import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { FILTERS, migrationList, schemaDrift } from '../../src/cli/migration-drift.js';
import { openSchemaEngine } from '../../src/cli/migration-engine.js';
import { namingBlockers } from '../../src/platform/postgres/blockers.js';
import { openDb } from '../../src/platform/postgres/db.js';
import { cleanLine } from '../../src/platform/text/text.js';
import {
  migrate,
  migrationNames,
  migrationSql,
  pendingMigrations,
} from '../../src/platform/postgres/migrate.js';
import { functionFiles } from '../../src/platform/postgres/functions.js';
import { eventually } from '../support/patience.js';
import { createDatabase, createTestDatabase } from '../support/database.js';
import { makeTree, makeUnit } from '../support/fixtures.js';
import { makeTestPeriod } from '../support/reports.js';
import { withoutQuestions } from '../../src/form/asked.js';
import { readForm } from '../../src/form/definition.js';

const { db, pool } = await createTestDatabase();

test('the migrations lead to prisma/schema (otherwise: npm run migration -- <name>)', async () => {
  expect(await schemaDrift(pool)).toBe('');
});

test('several processes may migrate at once: one does, and all find nothing pending after', async () => {
  const url = await createDatabase();
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  const database = openDb(url);
  expect(await pendingMigrations((sql) => database.db.$queryRawUnsafe(sql))).toEqual([]);
  await database.close();
});

/** Until then a portal was stopped for an update. */
const LAST_WITH_A_STOP = '20261129235930_web_push';
/** What the processes of the release before, which serve on while it runs, would fail on. */
const TAKES_AWAY =
  /\bDROP\s+(?:TABLE|COLUMN|VIEW|TYPE)\b|\bRENAME\b|\bSET\s+NOT\s+NULL\b|\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b|\bADD\s+COLUMN\b(?=[^,;]*\bNOT\s+NULL\b)(?![^,;]*\bDEFAULT\b)/i;

/** What is wrong with a migration; undefined where nothing is. */
function takesTooSoon(name: string, sql: string, names: readonly string[]): string | undefined {
  if (!TAKES_AWAY.test(sql.replace(/--.*$/gm, ''))) return undefined;
  const [, expansion = ''] = /^-- Contracts (\S+): \S/m.exec(sql) ?? [];
  return names.includes(expansion) && expansion < name ? undefined : name;
}

test('a migration that takes away says which one of an earlier release has put something in its place', async () => {
  const names = await migrationNames();
  const wrong: string[] = [];
  for (const name of names.filter((name) => name > LAST_WITH_A_STOP)) {
    const tooSoon = takesTooSoon(name, await migrationSql(name), names);
    if (tooSoon) wrong.push(tooSoon);
  }
  expect(wrong).toEqual([]);
});

test('what takes away is known by its SQL', () => {
  const names = ['1_before', '2_now'];
  const isWrong = (sql: string) => takesTooSoon('2_now', sql, names) !== undefined;
  for (const sql of [
    'ALTER TABLE "units" DROP COLUMN "place";',
    'ALTER TABLE "units" RENAME TO "branches";',
    'ALTER TABLE "units" ALTER COLUMN "place" SET NOT NULL;',
    'ALTER TABLE "units" ALTER COLUMN "place" SET DATA TYPE VARCHAR(20);',
    'ALTER TABLE "units" ADD COLUMN "place" TEXT NOT NULL;',
  ]) {
    expect([sql, isWrong(sql)]).toEqual([sql, true]);
    expect(isWrong(`-- Contracts 1_before: places stand in "seats" since.\n${sql}`)).toBe(false);
    expect(isWrong(`-- Contracts 2_now: at once.\n${sql}`)).toBe(true);
  }
  for (const sql of [
    'ALTER TABLE "units" ADD COLUMN "place" TEXT NOT NULL DEFAULT \'\';',
    'ALTER TABLE "units" ADD COLUMN "a" TEXT, ADD COLUMN "b" INTEGER NOT NULL DEFAULT 0;',
    'CREATE TABLE "seats" ("place" TEXT NOT NULL); -- DROP TABLE comes later',
  ])
    expect([sql, isWrong(sql)]).toEqual([sql, false]);
});

test('a database without tables has every migration pending', async () => {
  const database = openDb(await createDatabase());
  const pending = await pendingMigrations((sql) => database.db.$queryRawUnsafe(sql));
  expect(pending[1]).toBe('20261123000000_initial');
  await database.close();
});

/** A database of the test's own, and a connection to it. */
async function emptyDatabase() {
  const url = await createDatabase();
  const database = openDb(url);
  onTestFinished(database.close);
  return { url, pool: database.pool };
}

test("leaves a history as Prisma's own engine does, which finds nothing wrong with it", async () => {
  const [ours, theirs] = [await emptyDatabase(), await emptyDatabase()];
  await migrate(ours.url);
  const migrationsList = await migrationList(await migrationNames());
  const prisma = await openSchemaEngine(theirs.pool);
  await prisma.applyMigrations({ migrationsList, filters: FILTERS });

  const written = async ({ pool }: typeof ours) => [
    (
      await pool.query(`SELECT attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid)
      FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      WHERE attrelid = '_prisma_migrations'::regclass AND attnum > 0 ORDER BY attnum`)
    ).rows,
    (
      await pool.query(`SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
      WHERE conrelid = '_prisma_migrations'::regclass ORDER BY conname`)
    ).rows,
    (
      await pool.query(`SELECT migration_name, checksum, logs, rolled_back_at, applied_steps_count,
      length(id), started_at < finished_at AS in_order FROM _prisma_migrations ORDER BY started_at`)
    ).rows,
  ];
  expect(await written(ours)).toEqual(await written(theirs));

  const engine = await openSchemaEngine(ours.pool);
  const found = await engine.diagnoseMigrationHistory({
    migrationsList,
    optInToShadowDatabase: true,
    filters: FILTERS,
  });
  expect(found).toMatchObject({
    history: null,
    failedMigrationNames: [],
    editedMigrationNames: [],
    hasMigrationsTable: true,
  });
});

test('a migration that fails is named and leaves nothing; those before it stay, and it may be tried again', async () => {
  const { url, pool } = await emptyDatabase();
  // In the way of the initial migration.
  await pool.query('CREATE VIEW history_events AS SELECT 1');
  await expect(migrate(url)).rejects.toThrow(
    /20261123000000_initial failed, and left nothing behind: .*history_events/,
  );
  const tables = await pool.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  expect(tables.rows).toEqual([{ tablename: '_prisma_migrations' }]);
  const rows = await pool.query('SELECT migration_name FROM _prisma_migrations');
  expect(rows.rows).toEqual([{ migration_name: '20261122000000_extensions' }]);
  await pool.query('DROP VIEW history_events');
  expect((await migrate(url))[0]).toBe('20261123000000_initial');
});

test('a migration waits for whoever holds its table, named in the log, and nobody waits long behind it', async () => {
  const url = await createDatabase();
  await migrate(url);
  const [holder, reader] = [new pg.Client(url), new pg.Client(url)];
  for (const client of [holder, reader]) {
    await client.connect();
    onTestFinished(() => client.end());
  }
  await holder.query('BEGIN');
  await holder.query('SELECT FROM units');
  let isDone = false;
  const sql = 'ALTER TABLE units ADD COLUMN z int';
  const functions = [...(await functionFiles()), { name: 'z.sql', sql }];
  const lines: string[] = [];
  const log = pino({}, { write: (line) => lines.push(line) });
  const migrating = namingBlockers(url, log, () => migrate(url, { functions })).then(() => (isDone = true));
  const isWaiting = async () =>
    (
      await reader.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
      )
    ).rowCount;
  await eventually(isWaiting).toBe(1);
  expect((await reader.query('SELECT FROM units')).rowCount).toBe(0);
  // It comes back.
  await eventually(isWaiting).toBe(1);
  await eventually(() => lines.join()).toContain('"query":"SELECT FROM units"');
  expect(isDone).toBe(false);
  await holder.query('COMMIT');
  await migrating;
});

test('a database of something else, or with a failed migration, is left as it is', async () => {
  const foreign = await emptyDatabase();
  await foreign.pool.query('CREATE TABLE invoices (id int)');
  await expect(migrate(foreign.url)).rejects.toThrow(/tables of something else \(invoices\)/);
  const tables = await foreign.pool.query(`SELECT tablename FROM pg_tables WHERE schemaname = 'public'`);
  expect(tables.rows).toEqual([{ tablename: 'invoices' }]);

  const failed = await emptyDatabase();
  const [first, last] = [(await migrate(failed.url))[0]!, (await migrationNames()).at(-1)!];
  await failed.pool.query('DELETE FROM _prisma_migrations WHERE migration_name = $1', [last]);
  await failed.pool.query('UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1', [
    first,
  ]);
  await expect(migrate(failed.url)).rejects.toThrow(`${first} failed in this database before`);
});

test('a unit knows its path from the root, and so does all below it when it moves', async () => {
  const { province, upper, first } = await makeTree(db);
  const path = `/${province.id}/${upper.id}/`;
  expect(upper.path).toBe(path);
  expect(first.path).toBe(`${path}${first.id}/`);

  const other = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  const below = await makeUnit(db, { parentId: first.id });
  await db.unit.update({ where: { id: first.id }, data: { parentId: other.id } });
  const moved = await db.unit.findUniqueOrThrow({ where: { id: below.id } });
  expect(moved.path).toBe(`${other.path}${first.id}/${below.id}/`);

  await expect(db.unit.update({ where: { id: upper.id }, data: { parentId: upper.id } })).rejects.toThrow();
  await expect(db.unit.update({ where: { id: other.id }, data: { parentId: below.id } })).rejects.toThrow();
  await expect(db.unit.update({ where: { id: other.id }, data: { path: '/9/' } })).rejects.toThrow();
  await expect(makeUnit(db)).rejects.toThrow();
});

test('the history is never changed or removed', async () => {
  const event = await db.historyEvent.create({ data: { at: new Date(0), action: 'test', actorName: 'Thử' } });
  const refused = /never changed or removed/;
  await expect(db.historyEvent.update({ where: { id: event.id }, data: { action: 'x' } })).rejects.toThrow(
    refused,
  );
  await expect(db.historyEvent.deleteMany()).rejects.toThrow(refused);
  await expect(pool.query('TRUNCATE history_events')).rejects.toThrow(refused);
  await expect(pool.query('TRUNCATE submissions CASCADE')).rejects.toThrow(refused);
  for (const table of ['consolidation_snapshots', 'snapshot_reports'])
    await expect(pool.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(refused);
});

test('names sort as in Vietnamese, whatever the locale of the database', async () => {
  const parentId = (await db.unit.findFirstOrThrow()).id;
  const names = ['Đà', 'Dũng', 'Em', 'Anh', 'Ấm', 'Ăn', 'đá', 'Da'];
  for (const name of names) await makeUnit(db, { name, parentId, activeFrom: new Date(0) });
  const found = await db.unit.findMany({ where: { name: { in: names } }, orderBy: { name: 'asc' } });
  expect(found.map(({ name }) => name)).toEqual(['Anh', 'Ăn', 'Ấm', 'Da', 'Dũng', 'Đà', 'đá', 'Em']);
});

test('every list of names sorts as Vietnamese does, digits by value', async () => {
  const { rows: others } =
    await pool.query(`SELECT attrelid::regclass::text AS "table", attname FROM pg_attribute
    JOIN pg_class c ON c.oid = attrelid JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname = 'public' AND relkind = 'r' AND attcollation <> '"vietnamese"'::regcollation
      AND (attname IN ('unit_name', 'full_name') OR (attrelid = 'units'::regclass AND attname = 'name')
        OR attcollation = 'pg_catalog."vi-x-icu"'::regcollation)`);
  expect(others).toEqual([]);
  const names = ['Đơn vị số 10', 'Đơn vị số 2', 'đơn vị số 1', 'Dơn', 'Ắc', 'Ban', 'Âu', 'Ca'];
  const { rows } = await pool.query<{ name: string }>(
    `SELECT name FROM unnest($1::text[]) AS name ORDER BY name COLLATE "vietnamese"`,
    [names],
  );
  expect(rows.map(({ name }) => name)).toEqual(
    [...names].sort(new Intl.Collator('vi', { numeric: true }).compare),
  );
});

test('names that came in by an older door are cleaned as today, submissions not; a code that is taken stays', async () => {
  const { url, pool } = await emptyDatabase();
  await migrate(url);
  const database = openDb(url);
  onTestFinished(database.close);
  const file = new URL(
    '../../prisma/migrations/20261129060000_vietnamese_names/migration.sql',
    import.meta.url,
  );
  const names = (await readFile(file, 'utf8')).split(/(?=CREATE FUNCTION "clean_name")/)[1]!;

  const dirty = 'CĐCS\u00a0 \u00d0\u00f4ng\u00ad \uf0b7 số\u200d 2';
  const { province, first, second } = await makeTree(database.db);
  await pool.query('UPDATE units SET name = $1, name_folded = $2, code = $3 WHERE id = $4', [
    ...[dirty, 'cđcs \u00f0ong', '\u00d0ONG', first.id],
  ]);
  await database.db.unit.update({ where: { id: second.id }, data: { code: '\u00d0\u1160A' } });
  await database.db.unit.update({ where: { id: province.id }, data: { code: 'ĐA' } });
  const day = new Date('2026-08-01T00:00:00+07:00');
  const published = { publishedAt: day, publishedByName: 'Nguyễn An', editedAt: day };
  const content = {
    kind: 'PLAN',
    number: '5',
    symbol: 'KH',
    date: day,
    issuer: 'LĐLĐ',
    about: 'x',
    text: '',
  } as const;
  await database.db.document.create({
    data: { ...content, ...published, searchText: '\u00f0ao \u00adduc\u00a0 moi' },
  });
  await pool.query(names);
  expect(await database.db.document.findFirst()).toMatchObject({ searchText: 'dao duc moi' });
  expect(await database.db.unit.findUnique({ where: { id: first.id } })).toMatchObject({
    name: cleanLine(dirty),
    nameFolded: 'cdcs dong',
    code: 'ĐONG',
  });
  expect(await database.db.unit.findUnique({ where: { id: second.id } })).toMatchObject({
    code: '\u00d0\u1160A',
  });

  await pool.query(names.slice(0, names.indexOf('DO $$')));
  const { rows } = await pool.query<{ code: number; clean: string }>(
    String.raw`SELECT code, clean_name('a' || chr(code) || 'b') AS clean FROM generate_series(160, 65535) AS code
      WHERE code NOT BETWEEN 55296 AND 57343`,
  );
  // SQL knows no planes above the first; nobody has names of tags there.
  const others = rows.filter(({ code, clean }) => clean !== cleanLine(`a${String.fromCharCode(code)}b`));
  expect(others.map(({ code }) => code.toString(16))).toEqual([]);
});

test('a step of reminders that was stored as a text stands in columns, and still goes once', async () => {
  const { url, pool } = await emptyDatabase();
  await migrate(url);
  const database = openDb(url);
  onTestFinished(database.close);
  const { upper, first: unit } = await makeTree(database.db);
  const { id: periodId } = await makeTestPeriod(database.db, 2026);
  const day = new Date('2026-09-10T00:00:00+07:00');
  const { id: reportId } = await database.db.report.create({
    data: {
      periodId,
      unitId: unit.id,
      unitName: unit.name,
      unitNameFolded: '',
      unitLevel: unit.level,
      dueBefore: day,
      lockOn: day,
    },
  });
  const { id: draftId } = await database.db.reminderDraft.create({
    data: { periodId, parentId: upper.id, wordings: {}, createdAt: day, createdByName: '' },
  });
  await pool.query(`ALTER TABLE reminder_deliveries DROP COLUMN cause, DROP COLUMN due_before, DROP COLUMN number,
    DROP COLUMN draft_id, ADD COLUMN step VARCHAR(60) NOT NULL`);
  await pool.query(`ALTER TABLE receipt_reminders RENAME COLUMN number TO step`);
  await pool.query(`ALTER TABLE receipt_reminders ALTER COLUMN step TYPE VARCHAR(20)`);
  const keys = [-10, 0].map((number) => ({ cause: 'correction', dueBefore: day, number }));
  const steps = keys.map(({ number }) => `correction ${day.toISOString()} ${number < 0 ? '' : '+'}${number}`);
  await pool.query(
    `INSERT INTO reminder_deliveries (report_id, period_id, step, title, at)
    SELECT $1, $2, step, '', now() FROM unnest($3::text[]) AS step`,
    [reportId, periodId, [...steps, `letter ${draftId}`]],
  );
  await pool.query(await readFile('prisma/migrations/20261129140000_steps_in_columns/migration.sql', 'utf8'));
  const rows = await database.db.reminderDelivery.findMany({
    select: { cause: true, dueBefore: true, number: true, draftId: true },
    orderBy: { id: 'asc' },
  });
  const empty = { cause: null, dueBefore: null, number: null };
  expect(rows).toEqual([...keys.map((key) => ({ ...key, draftId: null })), { ...empty, draftId }]);
  const again = { reportId, periodId, title: '', at: day };
  for (const row of [...rows, empty, { ...keys[0], draftId }])
    await expect(database.db.reminderDelivery.create({ data: { ...again, ...row } })).rejects.toThrow();
});

test('a form that was stored before fields had meanings gets them by the codes of that time, and nothing else', async () => {
  await makeTestPeriod(db, 2031);
  const { id, form: shipped } = await db.period.findUniqueOrThrow({ where: { year: 2031 } });
  // Forms of that time did not ask whom a unit has.
  const now = { id, form: withoutQuestions(readForm(shipped), () => true) };
  const plain = withoutMeanings(now.form);
  const change = { id: now.id, form: plain, formDraft: plain };
  await db.period.update({ where: { id: now.id }, data: change });
  const replaced = { replacedAt: new Date(), replacedById: 1, replacedByName: 'Thử' };
  await db.formVersion.create({ data: { periodId: now.id, number: 9, form: plain, ...replaced } });
  const sql = await readFile('prisma/migrations/20261129130000_field_meanings/migration.sql', 'utf8');
  await pool.query(sql);
  const then = await db.period.findUniqueOrThrow({ where: { id: now.id } });
  const version = await db.formVersion.findFirstOrThrow({ where: { periodId: now.id } });
  expect(now.form.sections.flatMap(({ fields }) => fields).filter(({ meaning }) => meaning)).toHaveLength(36);
  expect(then.form).toEqual(now.form);
  expect(then.formDraft).toEqual(now.form);
  expect(version.form).toEqual(now.form);
});

function withoutMeanings(form: unknown) {
  const drop = (name: string, value: unknown) => (['meaning', 'audience'].includes(name) ? undefined : value);
  return JSON.parse(JSON.stringify(form, drop)) as object;
}
