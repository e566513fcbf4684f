import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openDb, type Db } from '../../src/platform/postgres/db.js';
import { csrfFrom } from '../support/app.js';
import { makeAccount, makeUnit, PASSWORD } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { pdfWith } from '../support/pdfs.js';
import { makeDataDir, spawnPortal } from '../support/portal.js';
import { openTestPeriod } from '../support/reports.js';

const PAGE = '/bao-cao/2026/tai-lieu';
const FILERS = 20;

it('The memory of the portal does not move with PDFs made to take it, nor with twenty files of 20 MB at once', async () => {
  const dataDir = await makeDataDir(onTestFinished);
  const env = { DATA_DIR: dataDir, PORTAL_NOW: '2026-09-01T08:00:00+07:00', LOG_LEVEL: 'info' };
  const portal = await spawnPortal({ env });
  const db = await openEmbedded(dataDir);
  const province = await makeUnit(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  for (let i = 0; i < FILERS; i++)
    await makeAccount(db, `filer${i}`, (await makeUnit(db, { parentId: province.id })).id, ['FILER']);
  await openTestPeriod(db, 'admin');
  const filers: { cookie: string; csrf: string }[] = [];
  for (let i = 0; i < FILERS; i++) filers.push(await signedIn(portal.url, `filer${i}`));
  const serving = await servingPid(portal.child.pid!);

  // What a first upload loads is no part of the question.
  await send(portal.url, filers[0]!, [pdfWith()]);
  await looked(db, 1);
  const bombs = ['formbomb.pdf', 'flatebomb.pdf'].map((name) => readFile(`tests/corpus/${name}`));
  const moved = await growth(serving, async () => {
    await send(portal.url, filers[1]!, await Promise.all(bombs));
    await looked(db, 3);
  });
  expect(moved).toBeLessThan(50);

  const large = Buffer.concat([pdfWith(), Buffer.alloc(19_900_000, 'x')]);
  const grown = await growth(serving, async () => {
    // A portal that sheds what it cannot bear may refuse some; those were taken in all the same.
    await Promise.allSettled(filers.map((filer) => send(portal.url, filer, [large])));
  });
  expect(await db.attachment.count({ where: { size: large.length } })).toBeGreaterThan(0);
  // All of them are 400 MB, and were held twice.
  expect(grown).toBeLessThan(400);
  expect(await portal.stop()).toBe(0);
});

/** How far the most memory of a process was above what it had before, in MB. */
async function growth(pid: number, work: () => Promise<void>): Promise<number> {
  const before = await rss(pid);
  let most = before;
  const watch = setInterval(() => void rss(pid).then((now) => (most = Math.max(most, now))), 50);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return most - before;
}

async function rss(pid: number): Promise<number> {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

/** The first process starts the database and those that serve. */
async function servingPid(first: number): Promise<number> {
  const children = (await readFile(`/proc/${first}/task/${first}/children`, 'utf8'))
    .trim()
    .split(' ')
    .map(Number);
  for (const pid of children)
    if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('serve')) return pid;
  return first;
}

async function send(url: string, filer: { cookie: string; csrf: string }, files: Buffer[]): Promise<void> {
  const body = new FormData();
  body.set('_csrf', filer.csrf);
  body.set('version', '0');
  files.forEach((content, at) => body.append('annexes', new Blob([new Uint8Array(content)]), `${at}.pdf`));
  const answer = await fetch(url + PAGE, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: filer.cookie },
    body,
  });
  // Whose section has a version already is told so, after its file has been received all the same.
  expect([303, 409]).toContain(answer.status);
}

async function looked(db: Db, count: number): Promise<void> {
  await eventually(() => db.attachment.count({ where: { lookedAt: { not: null } } })).toBe(count);
}

async function signedIn(url: string, username: string): Promise<{ cookie: string; csrf: string }> {
  const form = await fetch(`${url}/dang-nhap`);
  const fields = { _csrf: csrfFrom(await form.text()), username, password: PASSWORD, tiep: '' };
  const headers = { cookie: cookieOf(form) };
  const answer = await fetch(`${url}/dang-nhap`, {
    method: 'POST',
    redirect: 'manual',
    headers,
    body: new URLSearchParams(fields),
  });
  const cookie = cookieOf(answer);
  return { cookie, csrf: csrfFrom(await (await fetch(url + PAGE, { headers: { cookie } })).text()) };
}

function cookieOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

/** As the portal itself connects. */
async function openEmbedded(dataDir: string): Promise<Db> {
  const read = (name: string) => readFile(join(dataDir, name), 'utf8');
  const [port, password] = await Promise.all([read('postgres.port'), read('postgres.password')]);
  const { db, close } = openDb(
    `postgresql://portal:${encodeURIComponent(password)}@127.0.0.1:${port}/portal`,
  );
  onTestFinished(close);
  return db;
}
