import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/patience.js';
import { makeDataDir, spawnPortal, type SpawnedPortal } from '../support/portal.js';

const { url: DATABASE_URL } = await createTestDatabase();
const DATA_DIR = await makeDataDir();

function spawnFleet(env: Record<string, string> = {}, root = '.'): Promise<SpawnedPortal> {
  return spawnPortal({ root, env: { DATABASE_URL, DATA_DIR, ...env } });
}

const WHOLE = 'all processes serve';
const RELOADED = 'all processes are new';

test('a reload replaces every process and loses no request, on new connections and on those that are kept', async () => {
  const fleet = await spawnFleet({ PROCESSES: '2' });
  await fleet.says(WHOLE);
  const before = await processesOf(fleet);
  let goesOn = true;
  const visitors = Array.from({ length: 4 }, (_, i) => visit(fleet.url, i % 2 === 0, () => goesOn));
  process.kill(fleet.child.pid!, 'SIGHUP');
  await fleet.says(RELOADED);
  goesOn = false;
  const statuses = (await Promise.all(visitors)).flat();
  expect(statuses.length).toBeGreaterThan(0);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(before).toHaveLength(2);
  // What one of them still sends may take its time.
  const left = async () => (await processesOf(fleet)).filter((pid) => before.includes(pid));
  await eventually(left).toEqual([]);
  expect(await fleet.stop()).toBe(0);
});

test('a release that does not start leaves the one before serving, and the next one is taken', async () => {
  const root = await copyOfRelease();
  const fleet = await spawnFleet({}, root);
  await fleet.says(WHOLE);
  const before = await processesOf(fleet);
  const program = join(root, 'dist/cli/fleet-process.js');
  const good = await readFile(program, 'utf8');
  await writeFile(program, `throw new Error('half a release');`);
  process.kill(fleet.child.pid!, 'SIGHUP');
  await fleet.says('the new release does not start');
  expect(await processesOf(fleet)).toEqual(before);
  expect((await fetch(`${fleet.url}/`)).status).toBe(200);
  await writeFile(program, good);
  process.kill(fleet.child.pid!, 'SIGHUP');
  await fleet.says(RELOADED);
  expect(await fleet.stop()).toBe(0);
});

test('a process that dies is replaced', async () => {
  const fleet = await spawnFleet();
  await fleet.says(WHOLE);
  const [victim] = await processesOf(fleet);
  process.kill(victim!, 'SIGKILL');
  await fleet.says('a process has ended; another one is started');
  await fleet.says('"msg":"ready"', 2);
  expect((await fetch(`${fleet.url}/`)).status).toBe(200);
  expect(await fleet.stop()).toBe(0);
});

test('SIGTERM is told on /readyz first while pages are served; a second one ends at once', async () => {
  const fleet = await spawnFleet({ DRAIN_SECONDS: '300' });
  await fleet.says(WHOLE);
  expect((await fetch(`${fleet.url}/readyz`)).status).toBe(200);
  const ended = fleet.stop();
  await eventually(async () => (await fetch(`${fleet.url}/readyz`)).status).toBe(503);
  const page = await fetch(`${fleet.url}/`);
  expect([page.status, page.headers.get('connection')]).toEqual([200, 'close']);
  // A signal that npm hands on comes at once, and is the same one.
  const again = setInterval(() => fleet.child.kill('SIGTERM'), 500);
  expect(await ended).toBe(1);
  clearInterval(again);
});

test('/metrics counts what all processes have answered', async () => {
  const fleet = await spawnFleet({ PROCESSES: '2', METRICS_TOKEN: 'for-monitoring-alone' });
  await fleet.says(WHOLE);
  const headers = { Authorization: 'Bearer for-monitoring-alone' };
  for (let left = 20; left > 0; left -= 1) await statusOf(`${fleet.url}/dang-nhap`, new Agent());
  const text = await (await fetch(`${fleet.url}/metrics`, { headers })).text();
  const [, count] = /_count\{route="\/dang-nhap",method="GET",status="2xx"\} (\d+)/.exec(text) ?? [];
  expect(count).toBe('20');
  expect(await fleet.stop()).toBe(0);
});

/** The processes that serve. */
async function processesOf({ child }: SpawnedPortal): Promise<number[]> {
  const children = await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
  return children.trim().split(' ').map(Number);
}

/** Asks for one page after the other, and answers with what came: a status, or what failed. */
async function visit(url: string, keepAlive: boolean, goesOn: () => boolean): Promise<(number | string)[]> {
  const agent = new Agent({ keepAlive, maxSockets: 1 });
  const answers: (number | string)[] = [];
  while (goesOn()) {
    answers.push(await statusOf(`${url}/dang-nhap`, agent));
    await sleep(20);
  }
  agent.destroy();
  return answers;
}

function statusOf(url: string, agent: Agent): Promise<number | string> {
  return new Promise((done) => {
    const asked = request(url, { agent }, (res) => {
      res.resume().once('end', () => done(res.statusCode ?? 0));
    });
    asked.once('error', (error) => done(error.message)).end();
  });
}

/** What a release is once it is built, in a folder of its own. */
async function copyOfRelease(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'portal-release-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp('dist', join(root, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'prisma', 'views', 'public', 'workers', 'package.json'])
    await symlink(resolve(name), join(root, name));
  return root;
}
