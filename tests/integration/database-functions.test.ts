import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { migrate, migrationNames, migrationSql } from '../../src/platform/postgres/migrate.js';
import { functionFiles, type FunctionFile } from '../../src/platform/postgres/functions.js';
import { createDatabase } from '../support/database.js';
import { sourceFiles } from '../support/source.js';
import { differences, liveFunctions, madeBy } from '../support/database-functions.js';

// Functions and triggers are files (docs/decisions/0036).
const files = await functionFiles();

/** A migrated database of the test's own. */
async function migrated() {
  const url = await createDatabase(new URL(inject('templateUrl')).pathname.slice(1));
  const own = new pg.Pool({ connectionString: url });
  onTestFinished(() => own.end());
  return { url, pool: own };
}

/** The files with another text of one of them. */
function changed(name: string, change: (sql: string) => string): FunctionFile[] {
  return files.map((file) => (file.name === name ? { name, sql: change(file.sql) } : file));
}

const foldsTo = (text: string) => (sql: string) =>
  sql.replace(/\$\$[^]*\$\$/, `$$$$ SELECT '${text}'::text $$$$`);

test('the functions and triggers of a migrated database are those of prisma/functions, each in one file', async () => {
  const { pool } = await migrated();
  expect(await differences(pool, files)).toEqual([]);
  expect(madeBy(files)).toEqual([...new Set(madeBy(files))]);
  expect(madeBy(files)).toEqual([...(await liveFunctions(pool)).keys()].sort());
});

test('what was changed, dropped or added by hand is told', async () => {
  const own = await migrated();
  await own.pool.query(`CREATE FUNCTION extra() RETURNS int LANGUAGE sql AS 'SELECT 1'`);
  await own.pool.query(
    `CREATE OR REPLACE FUNCTION fold_text(words text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT words'`,
  );
  await own.pool.query('DROP TRIGGER units_path_guard ON units');
  expect(await differences(own.pool, files)).toEqual([
    'function extra',
    'function fold_text',
    'trigger units_path_guard',
  ]);
});

test('a file that was changed is applied at the next start, and only that one, however many start at once', async () => {
  const own = await migrated();
  const applied = async () =>
    (
      await own.pool.query<{ name: string; at: string }>(
        `SELECT name, applied_at::text AS at FROM applied_functions`,
      )
    ).rows;
  const before = await applied();
  expect(before.map(({ name }) => name).sort()).toEqual(files.map(({ name }) => name));

  const next = changed('fold_text.sql', foldsTo('next'));
  expect(
    await Promise.all([migrate(own.url, { functions: next }), migrate(own.url, { functions: next })]),
  ).toEqual([[], []]);
  expect((await own.pool.query(`SELECT fold_text('x') AS folded`)).rows).toEqual([{ folded: 'next' }]);
  const after = await applied();
  expect(
    after.filter((row) => !before.some(({ name, at }) => name === row.name && at === row.at)),
  ).toHaveLength(1);

  await migrate(own.url);
  expect(await differences(own.pool, files)).toEqual([]);
  await migrate(own.url, { functions: files.slice(1) });
  expect(await applied()).toHaveLength(files.length - 1);
});

test('the last migration and the functions come together or not at all; what fails is named', async () => {
  const url = await createDatabase();
  const pool = new pg.Pool({ connectionString: url });
  onTestFinished(() => pool.end());
  const last = (await migrationNames()).at(-1)!;
  const broken = changed('fold_text.sql', (sql) => sql.replace('RETURNS text', 'RETURNS nothing'));
  await expect(migrate(url, { functions: broken })).rejects.toThrow(
    /prisma\/functions\/fold_text\.sql failed, and left nothing behind: .*nothing/,
  );
  expect(await migrate(url)).toEqual([last]);
  expect(await differences(pool, files)).toEqual([]);
});

test('a process of the release before leaves the functions of a later one alone', async () => {
  const own = await migrated();
  await own.pool.query(`INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
    VALUES ('later', '', '29991231000000_later', now())`);
  expect(await migrate(own.url, { functions: changed('fold_text.sql', foldsTo('old')) })).toEqual([]);
  expect(await differences(own.pool, files)).toEqual([]);
});

test('each file says why first, and can be applied over itself', () => {
  const wrong = files.filter(({ sql }) => !/^-- \S[^]*\S\nCREATE OR REPLACE FUNCTION "/.test(sql));
  expect(wrong.map(({ name }) => name)).toEqual([]);
  const once = files.filter(({ sql }) => /^CREATE (?!OR REPLACE)|^DROP|^ALTER/m.test(sql));
  expect(once.map(({ name }) => name)).toEqual([]);
});

test('advisory locks have their numbers in one file', () => {
  const numbered = files.filter(({ sql }) => sql.includes('pg_advisory') || sql.includes('pg_try_advisory'));
  expect(numbered.map(({ name }) => name)).toEqual(['advisory_locks.sql']);
  const others = sourceFiles().filter(({ code }) => /pg_(try_)?advisory/.test(code));
  // Before there are functions.
  expect(others.map(({ path }) => path.split('/').at(-1)).sort()).toEqual(['migrate.ts', 'start-lock.ts']);
  const { sql } = numbered[0]!;
  for (const [, name = '', body = ''] of sql.matchAll(/FUNCTION "(\w+)"[^]*?\$\$([^]*?)\$\$/g)) {
    const isShared = body.includes('_shared(');
    expect([name, name.startsWith('share_')]).toEqual([name, isShared]);
  }
});

test('what a change of a row costs is not left to chance', () => {
  const byChance = files.filter(({ sql }) => sql.includes('random()'));
  expect(byChance.map(({ name }) => name)).toEqual([]);
});

/** Those before were written when functions stood in migrations. */
const LAST_WITH_FUNCTIONS = '20261129083000_no_dead_ends';

test('migrations make no function or trigger that stays: a file would put it back as it was', async () => {
  const later = (await migrationNames()).filter((name) => name > LAST_WITH_FUNCTIONS);
  const makers: string[] = [];
  for (const name of later)
    if (/CREATE\s+(OR\s+REPLACE\s+)?(FUNCTION(?!\s+pg_temp\.)|TRIGGER)/i.test(await migrationSql(name)))
      makers.push(name);
  expect(makers).toEqual([]);
});
