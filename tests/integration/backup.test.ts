import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { contentsOf, writeBackup } from '../../src/platform/backup/backup.js';
import { restoreBackup } from '../../src/platform/backup/restore.js';
import { seal } from '../../src/platform/backup/seal.js';
import { digestOf, fixFormats, tablesOf } from '../../src/platform/backup/tables.js';
import { appliedMigrations, makeTables, migrate, queryOf } from '../../src/platform/postgres/migrate.js';
import { createDatabase, createTestDatabase } from '../support/database.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { beginToOperate, makeDataDir, operate, spawnPortal } from '../support/portal.js';
import { fillDraft, openTestPeriod, submitDraft } from '../support/reports.js';

const PASSPHRASE = 'một hai ba bốn năm';
const NOW = new Date('2026-08-20T08:00:00+07:00');
const SECRETS = { 'session.secret': 'x'.repeat(64) };

const dir = await makeDataDir();
const { db, url } = await createTestDatabase();
const file = join(dir, 'whole.backup');

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await openTestPeriod(db, 'root');
  await fillDraft(db, 'filer', NOW);
  await submitDraft(db, 'filer', NOW);
  // What COPY has to write in another way than it is.
  const fullName = 'Thử\t\\N "Ð" \u0301\u{1F600}';
  await db.account.update({ where: { username: 'root' }, data: { fullName, position: '\\.' } });
  await writeBackup({ url, file, passphrase: PASSPHRASE, now: NOW, secrets: SECRETS });
});

test('what is restored is what was backed up: rows, references, triggers, functions and the numbers to come', async () => {
  const copy = await createDatabase();
  const restored = await restoreBackup({ url: copy, file, passphrase: PASSPHRASE });
  expect(restored).toMatchObject({ takenAt: NOW, secrets: SECRETS, migrated: [] });
  const [before, after] = [await pictureOf(url), await pictureOf(copy)];
  expect(Object.keys(before.tables).length).toBeGreaterThan(50);
  expect(before.tables['submissions']?.rows).toBe(1);
  expect(after).toEqual(before);
});

test('a restored database is one that the portal goes on with', async () => {
  const copy = await createDatabase();
  await restoreBackup({ url: copy, file, passphrase: PASSPHRASE });
  expect(await migrate(copy)).toEqual([]);
  await withClient(copy, async (client) => {
    await expect(client.query('DELETE FROM submissions')).rejects.toThrow('never changed');
    await expect(client.query('UPDATE accounts SET unit_id = -1')).rejects.toThrow('foreign key');
    const { rows } = await client.query(`INSERT INTO history_events (at, action, actor_name)
      VALUES (now(), 'x', 'x') RETURNING id = (SELECT max(id) FROM history_events) + 1 AS "isNext"`);
    expect(rows).toEqual([{ isNext: true }]);
  });
});

test('a backup is of one instant, however much is written meanwhile', async () => {
  const done = new AbortController();
  const writing = (async () => {
    while (!done.signal.aborted)
      await db.$executeRaw`WITH event AS (INSERT INTO history_events (at, action, actor_name)
          VALUES (now(), 'moved', 'Thử'))
        INSERT INTO mail_holds (id, since) VALUES (1, now()) ON CONFLICT (id) DO UPDATE SET since = now()`;
  })();
  await eventually(() => db.mailHold.count()).toBe(1);
  const moving = join(dir, 'moving.backup');
  await writeBackup({ url, file: moving, passphrase: PASSPHRASE, now: NOW, secrets: {} });
  done.abort();
  await writing;
  const copy = await createDatabase();
  await restoreBackup({ url: copy, file: moving, passphrase: PASSPHRASE });
  await withClient(copy, async (client) => {
    const { rows } = await client.query(
      `SELECT max(at) = (SELECT since FROM mail_holds) AS "isOne" FROM history_events WHERE action = 'moved'`,
    );
    expect(rows).toEqual([{ isOne: true }]);
  });
  await db.mailHold.deleteMany();
});

test('what is damaged, cut off or opened with another passphrase restores nothing at all', async () => {
  const whole = await readFile(file);
  const changed = Buffer.from(whole);
  changed[whole.length - 40]! ^= 1;
  const damaged = join(dir, 'damaged.backup');
  const copy = await createDatabase();
  const restoring = (passphrase: string) => restoreBackup({ url: copy, file: damaged, passphrase });
  await writeFile(damaged, changed);
  await expect(restoring(PASSPHRASE)).rejects.toThrow('the file was changed or is damaged');
  await writeFile(damaged, whole.subarray(0, whole.length - 40));
  await expect(restoring(PASSPHRASE)).rejects.toThrow('the file is cut off');
  await writeFile(damaged, whole);
  await expect(restoring('một hai ba bốn sáu')).rejects.toThrow('the passphrase is not the one');
  await rm(damaged);
  await expect(restoring(PASSPHRASE)).rejects.toThrow('cannot be read');
  expect(await tableNames(copy)).toEqual([]);
  await restoreBackup({ url: copy, file, passphrase: PASSPHRASE });
});

test('a table that is not as the backup says is noticed, and nothing is kept', async () => {
  const forged = join(dir, 'forged.backup');
  await withClient(url, async (client) => {
    await client.query('BEGIN');
    await fixFormats(client);
    await writeContents(client, forged, (line) => line.replace('"rows":1,', '"rows":2,'));
  });
  const copy = await createDatabase();
  await expect(restoreBackup({ url: copy, file: forged, passphrase: PASSPHRASE })).rejects.toThrow(
    /the table \w+ is not as it was written: 2 rows then, 1 now/,
  );
  expect(await tableNames(copy)).toEqual([]);
});

test('a backup of the release before is brought to this one', async () => {
  const before = await createDatabase();
  const older = join(dir, 'older.backup');
  const migrations = await migrationsOf(url);
  await withClient(before, async (client) => {
    await client.query('BEGIN');
    await makeTables(client, migrations.slice(0, -1), []);
    await fixFormats(client);
    await client.query(`INSERT INTO units (code, name, name_folded, level, active_from, path)
      VALUES ('X', 'Liên đoàn', 'lien doan', 'PROVINCE', now(), '/1/')`);
    await writeContents(client, older, (line) => line, migrations.slice(0, -1));
  });
  const copy = await createDatabase();
  const { migrated } = await restoreBackup({ url: copy, file: older, passphrase: PASSPHRASE });
  expect(migrated).toEqual([migrations.at(-1)?.name]);
  expect((await pictureOf(copy)).catalog).toEqual((await pictureOf(url)).catalog);
  await withClient(copy, async (client) => {
    expect((await client.query('SELECT code FROM units')).rows).toEqual([{ code: 'X' }]);
  });
});

test('a backup of a later release, or of other migrations of the same names, is refused', async () => {
  const migrations = await migrationsOf(url);
  const later = [...migrations, { name: '29990101000000_later', checksum: '' }];
  const other = migrations.map(({ name }, at) => ({
    name,
    checksum: at === 3 ? 'x' : migrations[at]!.checksum,
  }));
  const copy = await createDatabase();
  for (const [of, words] of [
    [later, 'this release is too old: it does not know the migration 29990101000000_later'],
    [other, `the migration ${String(migrations[3]?.name)} of this release is another one`],
  ] as const) {
    const strange = join(dir, `strange-${of.length}.backup`);
    await withClient(url, async (client) => {
      await client.query('BEGIN');
      await fixFormats(client);
      await writeContents(client, strange, (line) => line, of);
    });
    await expect(restoreBackup({ url: copy, file: strange, passphrase: PASSPHRASE })).rejects.toThrow(words);
  }
  expect(await tableNames(copy)).toEqual([]);
});

test('a database that holds something is left alone', async () => {
  await expect(restoreBackup({ url, file, passphrase: PASSPHRASE })).rejects.toThrow(
    'the database holds the data of a portal already: nothing was changed',
  );
  const foreign = await createDatabase();
  await withClient(foreign, (client) => client.query('CREATE TABLE other (id integer)'));
  await expect(restoreBackup({ url: foreign, file, passphrase: PASSPHRASE })).rejects.toThrow(
    'something else',
  );
});

test('who owns the database may restore it, and need not be a superuser', async () => {
  const copy = new URL(await createDatabase());
  const role = copy.pathname.slice(1);
  await withClient(copy.href, async (client) => {
    await client.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    await client.query(`ALTER DATABASE ${role} OWNER TO ${role}`);
  });
  onTestFinished(async () => {
    await withClient(url, (client) => client.query(`REASSIGN OWNED BY ${role} TO CURRENT_USER`));
  });
  const owned = new URL(copy);
  owned.username = role;
  owned.password = 'x';
  await restoreBackup({ url: owned.href, file, passphrase: PASSPHRASE });
  expect((await pictureOf(copy.href)).catalog).toEqual((await pictureOf(url)).catalog);
});

test('a restore that is killed leaves the database empty, and the next one does it', async () => {
  const copy = await createDatabase();
  const env = { DATABASE_URL: copy, DATA_DIR: join(dir, 'other'), BACKUP_PASSPHRASE: PASSPHRASE };
  const child = beginToOperate(['restore', file], env);
  // It has begun to make tables.
  await eventually(() => writersIn(copy)).toBe(1);
  child.kill('SIGKILL');
  await once(child, 'close');
  await eventually(() => writersIn(copy)).toBe(0);
  expect(await tableNames(copy)).toEqual([]);
  expect(await operate(['restore', file], env)).toMatchObject({ code: 0 });
});

test('a backup that is killed leaves no file that looks like one', async () => {
  const target = await makeDataDir(onTestFinished);
  const env = { DATABASE_URL: url, DATA_DIR: target, BACKUP_PASSPHRASE: PASSPHRASE };
  await withClient(url, async (client) => {
    // It comes no further than this table.
    await client.query('BEGIN');
    await client.query('LOCK TABLE units');
    const child = beginToOperate(['backup', join(target, 'a.backup')], env);
    await eventually(async () => (await readdir(target)).length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await once(child, 'close');
  });
  expect((await readdir(target)).filter((name) => name.endsWith('.backup'))).toEqual([]);
});

test('a portal that serves backs itself up once a day, and is restored elsewhere with its secrets', async () => {
  const [here, there] = [await makeDataDir(onTestFinished), await makeDataDir(onTestFinished)];
  const env = { DATA_DIR: here, BACKUP_PASSPHRASE: PASSPHRASE };
  const serving = await spawnPortal({ env });
  const backups = () => readdir(join(here, 'backups')).catch(() => []);
  await eventually(async () => (await backups()).join()).toMatch(/\.backup$/);
  await eventually(() => readdir(here)).not.toContain('verify');
  const [name = ''] = await backups();
  const path = join(here, 'backups', name);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await operate(['restore', path], env)).toMatchObject({
    code: 1,
    stderr: matching(/^restore: another portal/),
  });
  await serving.stop();
  expect(await operate(['restore', path], env)).toMatchObject({
    code: 1,
    stderr: matching(/^restore: the database holds/),
  });
  const elsewhere = { ...env, DATA_DIR: there };
  expect(await operate(['restore', path], elsewhere)).toMatchObject({
    code: 0,
    stdout: matching(/No mail goes until/),
  });
  const secret = (dataDir: string) => readFile(join(dataDir, 'session.secret'), 'utf8');
  expect(await secret(there)).toBe(await secret(here));
  const again = await spawnPortal({ env: elsewhere });
  expect((await fetch(`${again.url}/readyz`)).status).toBe(200);
  await again.stop();
});

test('without a passphrase nothing is backed up or read, and the sentence says what to set', async () => {
  for (const words of [['backup'], ['verify', file], ['restore', file]])
    expect(await operate(words, { DATA_DIR: join(dir, 'none') })).toMatchObject({
      code: 1,
      stderr: matching(/^\w+: BACKUP_PASSPHRASE is not set/),
    });
});

test('a command line that is not understood says what would be, and exits with 2', async () => {
  const help = await operate(['--help'], {});
  expect(help).toMatchObject({ code: 0 });
  for (const command of ['backup', 'verify', 'restore']) expect(help.stdout).toContain(`  ${command} `);
  for (const words of [['delete'], ['verify'], ['restore', 'a', 'b'], ['backup', '--force'], ['constructor']])
    expect(await operate(words, {}), words.join(' ')).toMatchObject({
      code: 2,
      stderr: matching(/Usage: npm run portal/),
    });
});

test('a disk that fills up is said in a sentence, and nothing is left on it', async () => {
  const small = await smallDisk();
  if (!small) return;
  const env = { DATABASE_URL: url, DATA_DIR: dir, BACKUP_PASSPHRASE: PASSPHRASE };
  const full = await operate(['backup', join(small, 'a.backup')], env);
  expect(full).toMatchObject({
    code: 1,
    stderr: matching(/^backup: there is no room on the disk for .*a\.backup: nothing was written\n$/),
  });
  expect(await readdir(small)).toEqual(['filler']);
});

const matching = (words: RegExp): unknown => expect.stringMatching(words);

/** A disk of 64 kB, of which a file takes the half; undefined where this machine lets nobody mount one. */
async function smallDisk(): Promise<string | undefined> {
  const place = await mkdtemp(join(dir, 'small-'));
  const run = promisify(execFile);
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]);
  } catch {
    return undefined;
  }
  onTestFinished(async () => {
    await run('umount', [place]);
  });
  await writeFile(join(place, 'filler'), Buffer.alloc(40_000));
  return place;
}

/** Tables and what they hold, and all else that a schema is made of. */
async function pictureOf(of: string) {
  return withClient(of, async (client) => {
    await client.query('BEGIN');
    await fixFormats(client);
    const tables: Record<string, { rows: number; sha256: string }> = {};
    for (const table of await tablesOf(client)) tables[table.name] = await digestOf(client, table);
    return { tables, catalog: await catalogOf(client) };
  });
}

async function catalogOf(client: pg.Client) {
  const queries = [
    `SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid), convalidated FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
    `SELECT tgrelid::regclass::text AS of, pg_get_triggerdef(oid), tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
    `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`,
    `SELECT oid::regprocedure::text AS name, md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') ORDER BY 1`,
    `SELECT name, sha256 FROM applied_functions ORDER BY 1`,
    `SELECT migration_name, checksum FROM _prisma_migrations ORDER BY 1`,
  ];
  const found = [];
  for (const sql of queries) found.push((await client.query<Record<string, unknown>>(sql)).rows);
  return found;
}

async function tableNames(of: string): Promise<string[]> {
  return withClient(of, async (client) => (await tablesOf(client)).map(({ name }) => name));
}

function migrationsOf(of: string) {
  return withClient(of, (client) => appliedMigrations(queryOf(client)));
}

/** A backup of what `client` sees in its transaction, as another release would say it. */
async function writeContents(
  client: pg.Client,
  path: string,
  rewrite: (line: string) => string,
  migrations?: readonly { name: string; checksum: string }[],
): Promise<void> {
  const introduction = {
    ...{ takenAt: NOW.toISOString(), portalVersion: '0', functions: [], secrets: {} },
    migrations: migrations ?? (await appliedMigrations(queryOf(client))),
  };
  async function* contents(): AsyncGenerator<Buffer> {
    for await (const bytes of contentsOf(client, introduction, {}))
      yield bytes.includes('{"manifest"') ? Buffer.from(rewrite(bytes.toString())) : bytes;
  }
  const sealed = (bytes: AsyncIterable<Buffer>) => seal(bytes, PASSPHRASE, 1024);
  await pipeline(contents(), createGzip(), sealed, createWriteStream(path));
}

async function writersIn(of: string): Promise<number> {
  const { rows } = await withClient(url, (client) =>
    client.query<{ writing: number }>(
      `SELECT count(*)::int AS writing FROM pg_stat_activity WHERE datname = $1 AND backend_xid IS NOT NULL`,
      [new URL(of).pathname.slice(1)],
    ),
  );
  return rows[0]?.writing ?? 0;
}

async function withClient<T>(of: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: of });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
