import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { databaseHealth } from '../../src/health/database-finders.js';
import { migrate } from '../../src/platform/postgres/migrate.js';
import { SERVING_ROLE } from '../../src/platform/postgres/embedded-postgres.js';
import { rightsOfRole, rightsOn } from '../../src/platform/postgres/rights.js';
import { createDatabase, createTestDatabase, servingUrlOf } from '../support/database.js';
import { makeDataDir, operate, spawnPortal } from '../support/portal.js';

const { db, url, serving } = await createTestDatabase();
const asOwner = (sql: string) => db.$executeRawUnsafe(sql);
const asPortal = (sql: string) => serving.db.$executeRawUnsafe(sql);
const reapply = () => migrate(url, { servingRole: SERVING_ROLE });

await reapply();

test.each([
  ['changes no history', `UPDATE history_events SET actor_name = 'khác'`],
  ['removes no history', 'DELETE FROM history_events'],
  ['empties no history', 'TRUNCATE history_events CASCADE'],
  ['changes no submission', `UPDATE submissions SET number = 2`],
  ['removes no submission', 'DELETE FROM submissions'],
  ['locks no submission as to change it', 'SELECT 1 FROM submissions FOR UPDATE'],
  ['removes no link of the chain', 'DELETE FROM record_links'],
  ['gives a day no other root', `UPDATE record_roots SET hash = ''`],
  ['forgets no migration', 'DELETE FROM _prisma_migrations'],
  ['removes no unit', 'DELETE FROM units'],
  ['makes no table', 'CREATE TABLE mine (id int)'],
  ['makes no table for a while', 'CREATE TEMPORARY TABLE mine (id int)'],
  ['makes no function', `CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
  ['drops no table', 'DROP TABLE history_events'],
  ['switches no trigger off', 'ALTER TABLE history_events DISABLE TRIGGER USER'],
  ['switches not all triggers off', 'SET session_replication_role = replica'],
  ['runs no program', `COPY (SELECT 1) TO PROGRAM 'true'`],
  ['writes no file', `COPY (SELECT 1) TO '/tmp/mine'`],
  ['reads no file', `SELECT pg_read_file('/etc/passwd')`],
  ['makes no role', 'CREATE ROLE mine SUPERUSER'],
  ['becomes no owner', 'SET ROLE portal'],
  ['joins no role that runs programs', `GRANT pg_execute_server_program TO ${SERVING_ROLE}`],
])('the role that serves %s', async (_what, sql) => {
  await expect(asPortal(sql)).rejects.toThrow(/permission denied|must be owner|no privileges were granted/);
});

test('it has nothing beyond what it needs, and the owner is told to have', async () => {
  expect(await rightsOfRole((sql) => serving.db.$queryRawUnsafe(sql))).toEqual({
    role: SERVING_ROLE,
    excess: [],
  });
  expect(await rightsOfRole((sql) => db.$queryRawUnsafe(sql))).toEqual({
    role: 'portal',
    excess: ['SUPERUSER'],
  });
  for (const sql of [
    'CREATE ROLE an_owner',
    `GRANT an_owner TO ${SERVING_ROLE}`,
    'ALTER TABLE units OWNER TO an_owner',
  ])
    await asOwner(sql);
  const { excess } = await rightsOfRole((sql) => serving.db.$queryRawUnsafe(sql));
  for (const sql of ['ALTER TABLE units OWNER TO portal', 'DROP ROLE an_owner']) await asOwner(sql);
  expect(excess).toEqual(['OWNER OF TABLES']);
});

test('with the owner’s address alone the portal serves, and says what its role has too much; with both it migrates and has not', async () => {
  const own = await createDatabase();
  const env = { DATA_DIR: await makeDataDir(), DATABASE_URL: own };
  const alone = await spawnPortal({ env });
  await alone.says('the role that serves may more than it needs');
  await alone.stop();
  const doctor = await operate(['doctor'], env);
  expect(doctor.stdout).toContain('✗ Quyền trong cơ sở dữ liệu: Cổng dùng tài khoản portal\n');
  expect(doctor.stdout).toContain('quyền cổng không cần: SUPERUSER');
  const both = { ...env, DATABASE_URL: servingUrlOf(own), DATABASE_OWNER_URL: own };
  const portal = await spawnPortal({ env: both });
  expect((await fetch(`${portal.url}/dang-nhap`)).status).toBe(200);
  await portal.stop();
  expect((await operate(['doctor'], both)).stdout).toContain(
    `✓ Quyền trong cơ sở dữ liệu: Cổng dùng tài khoản ${SERVING_ROLE}`,
  );
});

test('it may ask all that the health page says of the database', async () => {
  const health = await databaseHealth(serving.db, new Date());
  expect(health.rights.role).toBe(SERVING_ROLE);
  expect(health.connections).toBeGreaterThan(0);
});

test('what it was given beyond is named, and taken away at the next start', async () => {
  await asOwner(`GRANT UPDATE, DELETE ON history_events TO ${SERVING_ROLE}`);
  await asOwner(`GRANT CREATE ON SCHEMA public TO ${SERVING_ROLE}`);
  const { excess } = await rightsOfRole((sql) => serving.db.$queryRawUnsafe(sql));
  expect(excess).toEqual(['CREATE ON SCHEMA public', 'UPDATE, DELETE ON history_events']);
  await reapply();
  expect((await rightsOfRole((sql) => serving.db.$queryRawUnsafe(sql))).excess).toEqual([]);
});

test('a table that comes with a release may be read and written, also by its sequence; a start that finds all so writes nothing', async () => {
  await asOwner('CREATE TABLE newcomers (id serial PRIMARY KEY, word text)');
  await expect(asPortal('SELECT 1 FROM newcomers')).rejects.toThrow('permission denied');
  await reapply();
  await asPortal(`INSERT INTO newcomers (word) VALUES ('a'), ('b')`);
  await asPortal(`UPDATE newcomers SET word = 'c'`);
  await asPortal('DELETE FROM newcomers');
  const written = `SELECT xmin::text AS by FROM pg_class WHERE relname = 'newcomers'`;
  const before = await db.$queryRawUnsafe(written);
  await reapply();
  expect(await db.$queryRawUnsafe(written)).toEqual(before);
  await asOwner('DROP TABLE newcomers');
});

test('each table gives the role what is listed, and no table more than the code does with it', async () => {
  const code = await sourceCode();
  const tooMuch = (await modelsOf()).flatMap(({ table, model }) => {
    const given = rightsOn(table);
    const isRemoved = removes(code, table, model);
    const isChanged = isRemoved || changes(code, table, model);
    return [
      ...(given.includes('DELETE') && !isRemoved ? [`DELETE ON ${table}`] : []),
      ...(given.includes('UPDATE') && !isChanged ? [`UPDATE ON ${table}`] : []),
    ];
  });
  expect(tooMuch).toEqual([]);
  const kept = await db.$queryRaw<{ table: string }[]>`
    SELECT tgrelid::regclass::text AS table FROM pg_trigger WHERE tgfoid = 'refuse_change'::regproc`;
  expect(kept.length).toBeGreaterThan(5);
  // A comment loses its writer's name with their account, and changes in no other way (docs/decisions/0078).
  const isAddedTo = ({ table }: { table: string }) => table !== 'comments';
  for (const { table } of kept.filter(isAddedTo))
    expect([table, rightsOn(table)]).toEqual([table, ['SELECT', 'INSERT']]);
});

function removes(code: string, table: string, model: string): boolean {
  const nested = String.raw`${model}s?: \{\s*delete`;
  return new RegExp(String.raw`\.${model}\s*\.delete|DELETE FROM "?${table}\b|'${table}',|${nested}`).test(
    code,
  );
}

function changes(code: string, table: string, model: string): boolean {
  const conflict = `INSERT INTO "?${table}\\b[^;\`]*DO UPDATE`;
  return new RegExp(
    String.raw`\.${model}\s*\.(update|upsert)|UPDATE "?${table}\b|${conflict}|FROM "?${table}\b[^;\`]*FOR (NO KEY )?(UPDATE|SHARE)`,
  ).test(code);
}

/** What the portal runs, and the triggers of the database, which run by its rights. */
async function sourceCode(): Promise<string> {
  const isOurs = (path: string) =>
    /\.(ts|sql)$/.test(path) &&
    !/^platform\/prisma\/|^cli\/(bench|drill)|rights\.ts$|^pruning\/kept/.test(path);
  const texts = await Promise.all(
    ['src', 'prisma/functions'].map(async (folder) => {
      const paths = (await readdir(folder, { recursive: true })).filter(isOurs);
      return Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
    }),
  );
  return texts.flat().join('\n');
}

async function modelsOf(): Promise<{ table: string; model: string }[]> {
  const files = await readdir('prisma/schema');
  const schema = (await Promise.all(files.map((file) => readFile(join('prisma/schema', file), 'utf8')))).join(
    '\n',
  );
  return [...schema.matchAll(/^model (\w+) \{(?:.|\n)*?@@map\("(\w+)"\)/gm)].map(
    ([, name = '', table = '']) => ({ table, model: name[0]!.toLowerCase() + name.slice(1) }),
  );
}
