import pg from 'pg';
import request from 'supertest';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createApp } from '../../src/app.js';
import { createLog } from '../../src/platform/log.js';
import { openDatabases } from '../../src/platform/postgres/databases.js';
import { signIn, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { formsOf, shownWords } from '../support/forms.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp();
const { province, upper } = await makeTree(portal.db);
await makeAccount(portal.db, 'root', province.id, ['ADMIN']);
await makeAccount(portal.db, 'filer', upper.id, ['FILER']);

// As the portal itself opens it: with limits, and connections for each kind of work.
const lines: Record<string, unknown>[] = [];
const log = createLog('info', { write: (line) => void lines.push(JSON.parse(line) as never) });
const databases = openDatabases(portal.url, log);
const app = createApp({ ...portal, db: databases.pages, log });
const filer = request.agent(app);
const SECTION = '/bao-cao/2026/cong-nhan-lao-dong';
const TYPED = 'Đã phát động phong trào thi đua';

beforeAll(async () => {
  await openTestPeriod(portal.db, 'root');
  await signIn(filer, 'filer');
});
afterAll(() => databases.close());

/** Another program that holds every report until the test ends. */
async function holdReports(): Promise<void> {
  const holder = new pg.Client({ connectionString: portal.url, application_name: 'psql' });
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query(`BEGIN; SELECT id FROM reports WHERE 'tên riêng' <> '' FOR UPDATE`);
}

/** What the browser sends of the section's form, with something typed into its first text. */
async function typedSection(agent: Agent): Promise<Record<string, string>> {
  const { text } = await agent.get(SECTION);
  const form = formsOf(text).find(({ method, action }) => method === 'post' && action === SECTION);
  const controls = form?.controls ?? [];
  const hidden = controls.filter(({ kind }) => kind === 'hidden').map(({ name, value }) => [name, value]);
  const first = /<textarea\b[^>]*\bname="([^"]+)"/.exec(text)?.[1] ?? 'no text';
  return { ...(Object.fromEntries(hidden) as Record<string, string>), [first]: TYPED };
}

test(
  'while rows are locked and more write than there are connections, reading goes on, writers get a page with what they typed, and the log names who holds them up',
  { timeout: 3 * PATIENCE },
  async () => {
    const typed = await typedSection(filer);
    await holdReports();
    let answered = 0;
    const writers = Array.from({ length: 20 }, async () => {
      const answer = await filer.post(SECTION).type('form').send(typed);
      answered += 1;
      return answer;
    });
    await eventually(() => waiting()).toBeGreaterThanOrEqual(8);
    // The first writer gives up after five seconds, and every connection of writers is taken until then.
    for (const path of ['/', '/bao-cao/2026', SECTION]) expect((await filer.get(path)).status).toBe(200);
    expect(answered).toBeLessThan(20);
    for (const answer of await Promise.all(writers)) {
      expect(answer.status).toBe(503);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(shownWords(answer.text).map(({ text }) => text)).toContain(TYPED);
      expect(answer.text).toContain('Gửi lại nội dung này');
    }
    const named = lines.find(({ msg }) => msg === 'a connection to the database holds up others');
    expect(named?.['blocker']).toMatchObject({ program: 'psql', state: 'idle in transaction' });
    expect(JSON.stringify(named)).toContain('SELECT id FROM reports');
    expect(JSON.stringify(lines)).not.toContain('tên riêng');
    expect(JSON.stringify(lines)).not.toContain('\\n    at ');
  },
);

test('what could not be saved is sent again from the page that kept it, and saved', async () => {
  const holder = new pg.Client({ connectionString: portal.url });
  await holder.connect();
  const typed = await typedSection(filer);
  await holder.query('BEGIN; SELECT id FROM reports FOR UPDATE');
  const refused = await filer.post(SECTION).type('form').send(typed);
  await holder.end();
  const form = formsOf(refused.text).find(({ action }) => action === SECTION);
  const again = Object.fromEntries((form?.controls ?? []).map(({ name, value }) => [name, value]));
  expect((await filer.post(SECTION).type('form').send(again)).status).toBe(303);
  expect((await filer.get(SECTION)).text).toContain(TYPED);
});

test(
  'statements that run away in jobs take no connection of a page, and end',
  { timeout: PATIENCE },
  async () => {
    const runaway = Array.from(
      { length: 12 },
      async () => await databases.jobs.$queryRaw`SELECT pg_sleep(3)::text`,
    );
    await eventually(() => sleeping()).toBeGreaterThan(0);
    expect((await filer.get('/bao-cao/2026')).status).toBe(200);
    expect(await sleeping()).toBeGreaterThan(0);
    await Promise.all(runaway);
  },
);

test.each(['pages', 'jobs', 'exports'] as const)(
  'the database itself limits the work of %s',
  async (work) => {
    const names = ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout'];
    const rows = await databases[work].$queryRaw<{ name: string; setting: string }[]>`
    SELECT name, setting FROM pg_settings WHERE name = ANY (${names})`;
    for (const { setting } of rows) expect(Number(setting)).toBeGreaterThan(0);
    expect(rows).toHaveLength(3);
  },
);

async function waiting(): Promise<number> {
  const rows = await portal.db.$queryRaw<unknown[]>`
    SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  return rows.length;
}

async function sleeping(): Promise<number> {
  const rows = await portal.db.$queryRaw<unknown[]>`
    SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active' AND datname = current_database()`;
  return rows.length;
}
