import { expect, onTestFinished, test } from 'vitest';
import { FILTERS, migrationList, schemaDrift } from '../../src/cli/migration-drift.js';
import { openSchemaEngine } from '../../src/cli/migration-engine.js';
import { openDb } from '../../src/platform/db.js';
import { migrate, migrationNames, pendingMigrations } from '../../src/platform/migrate.js';
import { createDatabase, createTestDatabase } from '../support/database.js';
import { makeTree, makeUnit } from '../support/fixtures.js';

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
  const path = `/${String(province.id)}/${String(upper.id)}/`;
  expect(upper.path).toBe(path);
  expect(first.path).toBe(`${path}${String(first.id)}/`);

  const other = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  const below = await makeUnit(db, { parentId: first.id });
  await db.unit.update({ where: { id: first.id }, data: { parentId: other.id } });
  const moved = await db.unit.findUniqueOrThrow({ where: { id: below.id } });
  expect(moved.path).toBe(`${other.path}${String(first.id)}/${String(below.id)}/`);

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
