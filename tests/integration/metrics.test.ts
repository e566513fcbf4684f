import { createServer } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { certificateOf, lastSeen } from '../../src/health/certificate.js';
import { noteSize } from '../../src/health/commands.js';
import { findHealth } from '../../src/health/finders.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { selfSigned } from '../support/self-signed.js';
import { startSmtp } from '../support/smtp.js';

const TOKEN = 'chỉ máy giám sát biết'.normalize('NFC');
const portal = await startTestApp({ config: { metricsToken: encodeURIComponent(TOKEN) } });
const without = await startTestApp();
const smtp = await startSmtp();
const mail = { url: smtp.url, from: { name: '', address: 'cong@congdoan.vn' } };
const mailing = await startTestApp({ config: { mail } });
const { db, clock } = portal;
const scrape = () =>
  portal
    .visitor()
    .get('/metrics')
    .set('Authorization', `Bearer ${encodeURIComponent(TOKEN)}`);

beforeAll(async () => {
  const { province } = await makeTree(mailing.db);
  await makeAccount(mailing.db, 'root', province.id, ['ADMIN']);
});

/** One line of the text format: a name, labels, a value. */
const LINE = /^([a-zA-Z_:][\w:]*)(\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\.)*",?)*\})? (NaN|[+-]Inf|-?\d[\d.e+-]*)$/;

test('Prometheus reads what the portal measures: requests by pattern, queues, pool, event loop, backup, disk', async () => {
  await portal.visitor().get('/kich-hoat/mot-bi-mat-khong-ai-duoc-biet');
  const { status, headers, text } = await scrape();
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain; (?:.*; )?charset=utf-8/);
  const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples.filter((line) => !LINE.test(line))).toEqual([]);
  for (const name of [
    ...['portal_mail_waiting', 'portal_mail_oldest_seconds', 'portal_push_waiting', 'portal_export_waiting'],
    ...['portal_reminders_late', 'portal_disk_free_bytes', 'portal_mail_in_error'],
    ...['portal_pool_connections', 'portal_pool_waiting', 'portal_database_size_bytes'],
    ...['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes'],
  ])
    expect(
      samples.filter((line) => line.startsWith(`${name} `)),
      name,
    ).toHaveLength(1);
  expect(text).toMatch(
    /portal_request_duration_seconds_bucket\{le="0\.5",route="\/kich-hoat\/:token",method="GET",status="4xx"\} \d/,
  );
  expect(text).not.toContain('mot-bi-mat');
  expect(text).not.toContain('portal_backup_age_seconds');
  const verifiedAt = new Date(clock().getTime() - 60_000);
  await db.backup.create({ data: { file: 'x', startedAt: verifiedAt, verifiedAt } });
  expect((await scrape()).text).toMatch(/^portal_backup_age_seconds 60$/m);
});

test('who has no token is told that there is no such page; so is everybody where none is set', async () => {
  for (const header of ['', 'Bearer', 'Bearer x', `Basic ${encodeURIComponent(TOKEN)}`])
    expect((await portal.visitor().get('/metrics').set('Authorization', header)).status, header).toBe(404);
  expect((await without.visitor().get('/metrics').set('Authorization', 'Bearer ')).status).toBe(404);
});

test('how much the database has grown is known a day after it was first measured', async () => {
  const health = () => findHealth(db, portal.config, clock(), undefined);
  await noteSize(db, clock());
  await noteSize(db, clock());
  expect(await db.databaseSize.count()).toBe(1);
  expect((await health()).database.growth).toBeNull();
  clock.set('2026-08-22T08:00:00+07:00');
  await db.databaseSize.updateMany({ data: { bytes: 1n } });
  const { size, growth } = (await health()).database;
  expect(growth).toEqual({ bytes: size - 1, since: new Date('2026-08-20T00:00:00+07:00') });
});

test('the end of a certificate is seen from outside, whoever signed it; a page shows what was seen the last time', async () => {
  const server = createServer(selfSigned).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const address = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
  expect(lastSeen(address)).toBeUndefined();
  const seen = await certificateOf(address);
  expect(seen).toEqual({ validUntil: new Date('2126-11-06T03:42:14Z'), problem: '' });
  expect(lastSeen(address)).toEqual(seen);
  server.close();
  await once(server, 'close');
  expect(await certificateOf(address)).toEqual({
    validUntil: null,
    problem: expect.stringContaining('ECONNREFUSED') as string,
  });
  expect(await certificateOf('http://127.0.0.1')).toBeUndefined();
});

test('an administrator sends a test message from the screen, and reads what the mail server answers', async () => {
  const root = await mailing.signedIn('root');
  const send = (address: string) => postForm(root, '/quan-tri/he-thong/thu-gui', { address });
  const sent = await send('ten@congdoan.vn');
  expect([sent.status, sent.headers['location']]).toEqual([303, '/quan-tri/he-thong']);
  expect((await root.get('/quan-tri/he-thong')).text).toContain(
    'Máy chủ thư đã nhận thư gửi đến ten@congdoan.vn.',
  );
  expect(smtp.envelopes).toEqual([['ten@congdoan.vn']]);
  smtp.refuse(550, 'No such user');
  const refused = await send('khac@congdoan.vn');
  expect(refused.status).toBe(422);
  expect(refused.text).toContain('Máy chủ thư không nhận thư này: 550 No such user');
  expect(refused.text).toContain('value="khac@congdoan.vn"');
  expect((await send('không phải địa chỉ')).status).toBe(422);
  for (const _ of [3, 4, 5]) await send('ten@congdoan.vn');
  const limited = await send('ten@congdoan.vn');
  expect(limited.status).toBe(429);
});
