import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readConfig } from '../../src/config.js';
import { appendedFile } from '../../src/platform/appended-file.js';
import { createLog } from '../../src/platform/log.js';
import { openSecurityLog } from '../../src/platform/security-log.js';
import { download, postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

type Line = Readonly<Record<string, unknown>>;

/** What the portal of this file has said, line by line. */
const said: Line[] = [];
const securityLog = pino({}, { write: (line: string) => void said.push(JSON.parse(line) as Line) });
const portal = await startTestApp({ securityLog });
const { db, clock } = portal;
let reports: { own: number; other: number };

beforeAll(async () => {
  const province = (await makeUnit(db, { code: 'TINH' })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'moi', province, ['FILER']);
  const ids: number[] = [];
  for (const name of ['mot', 'hai']) {
    const unit = await makeUnit(db, { parentId: province, level: 'UPPER_LEVEL' });
    await makeAccount(db, name, unit.id, ['FILER']);
    await makeAccount(db, `${name}-xet`, unit.id, ['REVIEWER']);
    ids.push(unit.id);
  }
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'mot', clock());
  await submitDraft(db, 'mot', clock());
  reports = { own: (await reportOf(db, ids[0]!)).id, other: (await reportOf(db, ids[1]!)).id };
});

const lastOf = (event: string) => said.filter((line) => line['event'] === event).at(-1);

describe('The security log says', () => {
  test('who asked for what is not theirs, and which', async () => {
    const hai = await portal.signedIn('hai-xet');
    const answer = await hai.get(`/xet-duyet/${reports.own}`).expect(404);
    expect(lastOf('access')).toMatchObject({
      ...{ outcome: 'refused', account: 'hai-xet', about: `GET /xet-duyet/${reports.own}` },
      ...{ requestId: answer.get('X-Request-Id'), address: expect.stringContaining('127.0.0.1') as string },
    });
    await (await portal.signedIn('hai')).get('/quan-tri').expect(403);
    expect(lastOf('access')).toMatchObject({ account: 'hai', about: 'GET /quan-tri' });
  });

  test('nothing of what was typed: a secret in an address is named by its place', async () => {
    const hai = await portal.signedIn('hai');
    await hai.get('/kich-hoat/mot-bi-mat-dai-lam').expect(404);
    await hai.get('/khong-co/1%0A2?q=mat-khau');
    expect(JSON.stringify(said)).not.toMatch(/bi-mat|mat-khau/);
  });

  test('what another site made a browser send, and what came without its token', async () => {
    await portal.visitor().post('/dang-nhap').set('Origin', 'https://khac.example').expect(403);
    expect(lastOf('foreign-request')).toMatchObject({ outcome: 'refused' });
    const hai = await portal.signedIn('hai');
    await hai.post('/dang-xuat').type('form').send({ _csrf: 'x' }).expect(403);
    expect(lastOf('stale-token')).toMatchObject({ account: 'hai', about: 'POST /dang-xuat' });
  });

  test('whom a limit stopped', async () => {
    const hai = await portal.signedIn('hai');
    const fields = { currentPassword: 'sai', password: 'Chim sâu 27 hót', passwordAgain: 'Chim sâu 27 hót' };
    for (let time = 0; time < 15 && !lastOf('rate-limit'); time++) await postForm(hai, '/tai-khoan', fields);
    expect(lastOf('rate-limit')).toMatchObject({
      outcome: 'refused',
      account: 'hai',
      about: 'POST /tai-khoan',
    });
  });

  test('what an administrator does to accounts, a change of roles by its name', async () => {
    const admin = await portal.signedIn('admin');
    const { id, version } = await db.account.findUniqueOrThrow({ where: { username: 'moi' } });
    const edit = {
      fullName: 'Người mới',
      position: '',
      email: '',
      unitCode: 'TINH',
      version: String(version),
    };
    await postForm(admin, `/quan-tri/tai-khoan/${id}`, { ...edit, roles: ['FILER', 'LEADER'] });
    expect(lastOf('roles-changed')).toMatchObject({ outcome: 'done', account: 'admin', about: 'moi' });
    await postForm(admin, `/quan-tri/tai-khoan/${id}/ngung`, { version: String(version + 1) });
    expect(lastOf('account-deactivated')).toMatchObject({ account: 'admin', about: 'moi' });
  });

  test('which file of others somebody took away, once in the history, however often in ten minutes', async () => {
    const board = await portal.signedIn('board');
    const path = '/theo-doi/2026/danh-sach.csv';
    await download(board, path).expect(200);
    await download(board, path).expect(200);
    await eventually(() => said.filter((line) => line['event'] === 'download').length).toBe(2);
    expect(lastOf('download')).toMatchObject({ outcome: 'done', account: 'board' });
    const written = () => db.historyEvent.findMany({ where: { action: 'file-downloaded' } });
    await eventually(written).toMatchObject([
      { actorName: 'Người dùng board', detail: { file: expect.stringMatching(/\.csv$/) as string } },
    ]);
    clock.set(new Date(clock().getTime() + 11 * 60_000));
    await download(board, path).expect(200);
    await eventually(async () => (await written()).length).toBe(2);
  });

  test('nothing of a file of the own unit', async () => {
    const agent = await portal.signedIn('mot');
    const before = said.length;
    await download(agent, '/bao-cao/2026/van-ban/bao-cao.docx').expect(200);
    await portal.visitor().get('/').expect(200);
    expect(said.slice(before)).toEqual([]);
  });
});

async function makeDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'security-log-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

describe('The file of the security log', () => {
  test('is JSON lines that its owner alone reads, begun anew where it was moved away', async () => {
    const path = join(await makeDir(), 'security.log');
    const { securityLog: log, stop } = openSecurityLog({ kind: 'file', path }, pino({ level: 'silent' }));
    log.info({ event: 'sign-in', account: 'a\n{"event":"forged"}' });
    await eventually(() => readFile(path, 'utf8').catch(() => '')).toContain('sign-in');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await rm(path);
    log.info({ event: 'second' });
    await stop();
    const [line, ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(rest).toEqual([]);
    expect(JSON.parse(line!)).toMatchObject({
      ...{ event: 'second', process: process.pid, time: expect.stringMatching(/^\d{4}-.*Z$/) as string },
    });
  });

  test('is put aside when it is long, and so many are kept, whichever processes write', async () => {
    const dir = await makeDir();
    const sinks = [1, 2].map(() => appendedFile(join(dir, 'x.log'), { most: 1000, kept: 3 }));
    for (let round = 0; round < 60; round++) {
      for (const { write } of sinks) write(`${'x'.repeat(400)}\n`);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await Promise.all(sinks.map(({ stop }) => stop()));
    const names = await readdir(dir);
    expect(names.length).toBeGreaterThan(2);
    expect(names.length).toBeLessThan(6);
  });

  test('stops nothing where it cannot be written; the log says so once, and what waited comes later', async () => {
    const path = join(await makeDir(), 'not-yet', 'security.log');
    const told: string[] = [];
    const log = createLog('info', { write: (line) => void told.push(line) });
    const { securityLog: lines, stop } = openSecurityLog({ kind: 'file', path }, log);
    lines.info({ event: 'first' });
    await eventually(() => told.length).toBe(1);
    lines.info({ event: 'second' });
    expect(told).toEqual([expect.stringContaining('the security log cannot be written')]);
    await mkdir(join(path, '..'));
    await eventually(() => readFile(path, 'utf8').catch(() => '')).toMatch(/first.*\n.*second/);
    expect(told).toHaveLength(1);
    await stop();
  });
});

test('Syslog gets each line as one message of RFC 5424', async () => {
  const server = createSocket('udp4').bind(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const target = { kind: 'syslog', host: '127.0.0.1', port: server.address().port } as const;
  const { securityLog: log, stop } = openSecurityLog(target, pino({ level: 'silent' }));
  const received = once(server, 'message');
  log.info({ event: 'sign-in', outcome: 'refused' });
  const [message] = (await received) as [Buffer];
  const [, json = ''] =
    /^<85>1 \d{4}-\S+Z \S+ neu-guong \d+ security - (\{.*\})$/.exec(String(message)) ?? [];
  expect(JSON.parse(json)).toMatchObject({ event: 'sign-in', outcome: 'refused' });
  await stop();
});

test('SECURITY_LOG is a file in DATA_DIR unless it says a path, syslog or off', () => {
  const target = (SECURITY_LOG?: string) =>
    readConfig({ DATA_DIR: '/d', ...(SECURITY_LOG === undefined ? {} : { SECURITY_LOG }) }).securityLog;
  expect(target()).toEqual({ kind: 'file', path: '/d/security.log' });
  expect(target('/var/log/portal.log')).toEqual({ kind: 'file', path: '/var/log/portal.log' });
  expect(target('off')).toBeUndefined();
  expect(target('syslog')).toEqual({ kind: 'syslog', host: '127.0.0.1', port: 514 });
  expect(target('syslog://[::1]:1514')).toEqual({ kind: 'syslog', host: '::1', port: 1514 });
  expect(() => target('syslog:5')).toThrow(/^SECURITY_LOG must be like/);
});
