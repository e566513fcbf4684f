import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openDb, type Db } from '../../src/platform/postgres/db.js';
import { csrfFrom } from '../support/app.js';
import { makeAccount, makeUnit, PASSWORD } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { makeDataDir, postgresPid, spawnPortal } from '../support/portal.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const UNITS = 16;
const NOW = '2026-09-01T08:00:00+07:00';
const CHECK = '/bao-cao/2026/kiem-tra';

describe('kill -9 in the middle of submits loses nothing acknowledged and leaves nothing half-written', () => {
  it.each(['the portal', 'the database'])('of %s', async (victim) => {
    const dataDir = await makeDataDir(onTestFinished);
    const env = { DATA_DIR: dataDir, PORTAL_NOW: NOW };
    const portal = await spawnPortal({ env });
    const db = await openEmbedded(dataDir);
    await makeFilers(db);
    const filers = await Promise.all(Array.from({ length: UNITS }, (_, i) => readyToSubmit(portal.url, i)));

    const databasePid = await postgresPid(dataDir);
    const submits = filers.map((filer, i) => sleep(i * 15).then(() => filer.submit(portal.url)));
    await Promise.any(submits.map((submit) => submit.then((done) => done || Promise.reject(new Error()))));
    if (victim === 'the portal') await portal.kill9();
    else process.kill(databasePid, 'SIGKILL');
    const acknowledged = await Promise.all(submits);

    const again = victim === 'the portal' ? await spawnPortal({ env }) : portal;
    await eventually(async () => (await fetch(`${again.url}/readyz`)).status).toBe(200);
    const before = await outcomes(db);
    acknowledged.forEach((done, i) => {
      if (done) expect(before[i], `unit ${i} was told that its report had arrived`).toEqual(FILED);
      else expect([FILED, NOTHING]).toContainEqual(before[i]);
    });
    expect(acknowledged.filter(Boolean).length).toBeGreaterThan(0);

    // Whoever was not told tries again; whether the first attempt had gone in or not, there is one submission.
    await Promise.all(filers.map((filer) => filer.submit(again.url)));
    expect(await outcomes(db)).toEqual(Array(UNITS).fill(FILED));
    expect(await again.stop()).toBe(0);
  });
});

const FILED = { status: 'SUBMITTED', submissions: 1, events: 1 };
const NOTHING = { status: 'IN_PROGRESS', submissions: 0, events: 0 };

async function outcomes(db: Db) {
  const reports = await db.report.findMany({
    where: { parentId: { not: null } },
    orderBy: { unitId: 'asc' },
    include: { submissions: true, events: { where: { action: 'report-submitted' } } },
  });
  return reports.map(({ status, submissions, events }) => ({
    status,
    submissions: submissions.length,
    events: events.length,
  }));
}

async function makeFilers(db: Db): Promise<void> {
  const province = await makeUnit(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  for (let i = 0; i < UNITS; i++) {
    const unit = await makeUnit(db, { parentId: province.id });
    await makeAccount(db, `filer${i}`, unit.id, ['FILER']);
  }
  await openTestPeriod(db, 'admin');
  for (let i = 0; i < UNITS; i++) await fillDraft(db, `filer${i}`, new Date(NOW));
}

/** Signs in and opens the check page; `submit` says whether the portal answered that the report has arrived. */
async function readyToSubmit(url: string, i: number) {
  const form = await fetch(`${url}/dang-nhap`);
  const signedIn = await post(`${url}/dang-nhap`, cookieOf(form), {
    _csrf: csrfFrom(await form.text()),
    username: `filer${i}`,
    password: PASSWORD,
    tiep: '',
  });
  const cookie = cookieOf(signedIn);
  const html = await (await fetch(url + CHECK, { headers: { cookie } })).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="(\\d+)"`).exec(html)?.[1] ?? '';
  const seen = { version: hidden('version'), draftVersion: hidden('draftVersion') };
  const fields = { _csrf: csrfFrom(html), ...seen, changeNote: '', declaration: 'yes' };
  const filing = { ...fields, explain_signed_report_present: 'Gửi sau' };
  return {
    submit: async (at: string) => {
      try {
        const answer = await post(at + CHECK, cookie, filing);
        return answer.status === 303 && (answer.headers.get('location') ?? '').endsWith('/bien-nhan');
      } catch {
        return false;
      }
    },
  };
}

function post(url: string, cookie: string, fields: Record<string, string>): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie },
    body: new URLSearchParams(fields),
  });
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
