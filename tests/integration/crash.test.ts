import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../support/patience.js';
import {
  makeDataDir,
  postgresPid,
  spawnPortal,
  startAndKill9,
  type SpawnedPortal,
} from '../support/portal.js';

let dataDir: string;

beforeEach(async () => {
  dataDir = await makeDataDir(onTestFinished);
});

test('after kill -9 of the portal the same command comes up with every acknowledged write', async () => {
  const first = await spawnPortal({ env: { DATA_DIR: dataDir } });
  await write('one');
  await first.kill9();
  await write('two');

  const second = await spawnPortal({ env: { DATA_DIR: dataDir } });
  expect(await written()).toEqual(['one', 'two']);
  await isReady(second);
  expect(await second.stop()).toBe(0);
});

test('after kill -9 of both the same command comes up with every acknowledged write', async () => {
  const first = await spawnPortal({ env: { DATA_DIR: dataDir } });
  await write('one');
  const postgres = await postgresPid(dataDir);
  await first.kill9();
  process.kill(postgres, 'SIGKILL');

  const second = await spawnPortal({ env: { DATA_DIR: dataDir } });
  expect(await written()).toEqual(['one']);
  expect(await second.stop()).toBe(0);
});

test('after kill -9 of the database, also the moment it answers, the running portal starts it again', async () => {
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  await write('one');
  for (let times = 0; times < 10; times++) {
    process.kill(await postgresPid(dataDir), 'SIGKILL');
    await eventually(() => written().catch(() => 'no database')).toEqual(['one']);
  }
  await isReady(portal);
  expect((await fetch(`${portal.url}/dang-nhap`)).status).toBe(200);
  expect(await portal.stop()).toBe(0);
});

test('a kill -9 while the first start makes the database leaves nothing in the way', async () => {
  for (const after of [200, 400, 600, 800, 1000, 1200, 1400])
    await startAndKill9({ env: { DATA_DIR: dataDir } }, after);
  const portal = await spawnPortal({ env: { DATA_DIR: dataDir } });
  await isReady(portal);
  expect(await portal.stop()).toBe(0);
});

/** Waits until /readyz says so. */
async function isReady(portal: SpawnedPortal): Promise<void> {
  await eventually(async () => (await fetch(`${portal.url}/readyz`)).status).toBe(200);
}

async function write(action: string): Promise<void> {
  const sql = `INSERT INTO history_events (at, action, actor_name) VALUES (now(), $1, 'Thử')`;
  await query(sql, [action]);
}

async function written(): Promise<string[]> {
  const sql = `SELECT action FROM history_events WHERE actor_name = 'Thử' ORDER BY id`;
  return (await query(sql)).map(({ action }) => String(action));
}

/** As the portal itself connects. */
async function query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const read = (name: string) => readFile(join(dataDir, name), 'utf8');
  const [port, password] = await Promise.all([read('postgres.port'), read('postgres.password')]);
  const client = new pg.Client({ host: '127.0.0.1', port: Number(port), user: 'portal', password });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows;
  } finally {
    await client.end();
  }
}
