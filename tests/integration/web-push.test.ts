import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { publishRequest } from '../../src/acknowledgements/commands.js';
import { closeAccountsOf } from '../../src/accounts/ending/commands.js';
import { actAsPublisher } from '../../src/platform/actor.js';
import { pushSettings } from '../../src/platform/jobs/push-settings.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { takeDue } from '../../src/push/commands.js';
import { pushAllDue } from '../../src/push/job.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';

import { createApp } from '../../src/app.js';
import { postForm, signIn, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { senderOf, startPushService, type PushBrowser } from '../support/push-service.js';
import { actorOf, openTestPeriod } from '../support/reports.js';

// The grassroots unions' deadline is 25/8/2026, a Tuesday; three working days before it they are reminded.
const STEP = '2026-08-20T09:00:00+07:00';
const PAGE = '/tai-khoan/thong-bao-day';
const REMOVAL = `${PAGE}/bo`;
const service = await startPushService();
const portal = await startTestApp({
  now: STEP,
  config: {
    publicUrl: 'https://neuguong.example.vn',
    pushSecret: '7'.repeat(64),
    pushHosts: ['127.0.0.1'],
    mail: { url: 'smtp://127.0.0.1:1', from: { name: 'Cổng', address: 'bao-cao@liendoan.vn' } },
  },
});
const { db, clock } = portal;
const settings = pushSettings(portal.config)!;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'admin', province.id, ['ADMIN']);
await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
await makeAccount(db, 'filer', first.id, ['FILER']);
await makeAccount(db, 'signatory', first.id, ['SIGNATORY']);
await makeAccount(db, 'leader', first.id, ['LEADER']);
await makeAccount(db, 'other', second.id, ['FILER']);
clock.set('2026-06-01T09:00:00+07:00');
await openTestPeriod(db, 'admin');
let filer: Agent;
let other: Agent;

beforeEach(async () => {
  clock.set(STEP);
  service.answer(201);
  service.received.length = 0;
  await db.pushMessage.deleteMany();
  await db.pushDevice.deleteMany();
  await db.message.deleteMany();
  await db.reminderDelivery.deleteMany();
  await db.mailHold.deleteMany();
  await db.account.updateMany({ data: { deactivatedAt: null } });
  filer = await portal.signedIn('filer');
  other = await portal.signedIn('other');
});

const add = (agent: Agent, browser: PushBrowser) => postForm(agent, PAGE, browser.subscription);
async function added(agent: Agent): Promise<PushBrowser> {
  const browser = service.browser();
  expect((await add(agent, browser)).status).toBe(303);
  return browser;
}
const send = () => pushAllDue(portal, settings);
const remind = () => sendDueSteps(db, clock());
const later = (minutes: number) => clock.set(new Date(clock().getTime() + minutes * 60_000));
const accountId = async (username: string) => (await actorOf(db, username)).accountId;

describe('What is told', () => {
  it('is the step, the day and where to go, and nobody’s name; sealed for the device, signed by the portal’s key', async () => {
    const browser = await added(filer);
    await remind();
    await send();
    expect(service.received).toHaveLength(1);
    const [pushed] = service.received;
    expect(browser.open(pushed!)).toEqual({
      title: 'Báo cáo nêu gương năm 2026',
      body: 'Đơn vị chưa nộp báo cáo. Đề nghị nộp trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026).',
      path: '/bao-cao/2026',
    });
    expect(pushed!.headers).toMatchObject({ ttl: '86400', 'content-encoding': 'aes128gcm' });
    const { key, claims } = senderOf(pushed!);
    expect(claims).toMatchObject({ aud: service.url, sub: 'mailto:bao-cao@liendoan.vn' });
    expect((await filer.get(PAGE)).text).toContain(`data-push-key="${key}"`);
    expect((await filer.get(PAGE)).text).toContain('20/8/2026');
  });

  it('is told once a device, by whatever number of workers, to those who file and sign, and to nobody of another unit', async () => {
    const leader = await portal.signedIn('leader');
    for (const agent of [filer, filer, await portal.signedIn('signatory'), leader]) await added(agent);
    await remind();
    await Promise.all([send(), send(), send()]);
    await remind();
    await send();
    expect(new Set(service.received.map(({ path }) => path)).size).toBe(3);
    expect(service.received).toHaveLength(3);
  });

  it('stands in the log of reminders beside the letters, where no letter could go as well', async () => {
    await added(filer);
    await remind();
    const reviewer = await portal.signedIn('reviewer');
    expect((await reviewer.get('/don-doc/2026')).text).not.toContain('Đã báo trên');
    await send();
    expect((await reviewer.get('/don-doc/2026')).text).toContain('Đã báo trên 1 máy');
    expect((await filer.get('/bao-cao/2026/nhac-viec')).text).toContain('Đã báo trên 1 máy.');
    expect((await other.get('/bao-cao/2026/nhac-viec')).text).not.toContain('Đã báo trên');
  });

  it('is also that a unit has not confirmed what it received, to its leader too', async () => {
    const browser = await added(await portal.signedIn('leader'));
    const confirmBefore = isoDay('2026-09-20');
    const asked = {
      subject: 'ANNOUNCEMENT',
      title: 'Công văn mật',
      text: 'Xin xem.',
      confirmBefore,
    } as const;
    await publishRequest(db, actAsPublisher(await actorOf(db, 'admin')), asked, clock());
    clock.set('2026-09-16T09:00:00+07:00');
    await remind();
    await send();
    const told = service.received.map((pushed) => browser.open(pushed));
    expect(told).toHaveLength(1);
    const { id } = await db.acknowledgement.findFirstOrThrow({ where: { unitId: first.id } });
    expect(told[0]).toMatchObject({
      body: 'Đơn vị chưa xác nhận đã nhận. Đề nghị xác nhận trước ngày 20/9/2026 (chậm nhất hết ngày 19/9/2026).',
      path: `/xac-nhan/${id}`,
    });
    expect(JSON.stringify(told[0])).not.toContain('mật');
  });
});

describe('What does not go at once', () => {
  it('is tried again, later and later, and given up after a day; the device stays', async () => {
    await added(filer);
    await remind();
    service.answer(500);
    await send();
    await send();
    expect(service.received).toHaveLength(1);
    later(1);
    await send();
    expect(service.received).toHaveLength(2);
    for (let tries = 0; tries < 20; tries += 1) {
      later(121);
      await send();
    }
    const told = await db.pushMessage.findFirstOrThrow();
    expect(told).toMatchObject({ sentAt: null, lastError: 'Không gửi được: dịch vụ báo trả lời 500' });
    expect(told.failedAt).not.toBeNull();
    expect(told.attempts).toBe(service.received.length);
    expect(told.attempts).toBeLessThan(16);
    expect(await db.pushDevice.count()).toBe(1);
  });

  it('goes when its service takes it again', async () => {
    await added(filer);
    await remind();
    service.answer(429);
    await send();
    service.answer(201);
    later(1);
    await send();
    expect(await db.pushMessage.count({ where: { sentAt: { not: null }, attempts: 2 } })).toBe(1);
  });

  it.each([404, 410])(
    'is not tried again where the device is gone (%i): it leaves the list',
    async (status) => {
      await added(filer);
      await remind();
      service.answer(status);
      await send();
      expect(await db.pushDevice.count()).toBe(0);
      later(60);
      await send();
      expect(service.received).toHaveLength(1);
    },
  );

  it('follows no redirect', async () => {
    await added(filer);
    await remind();
    service.answer(307, { location: `${service.url}/elsewhere` });
    await send();
    expect(service.received).toHaveLength(1);
    expect((await db.pushMessage.findFirstOrThrow()).sentAt).toBeNull();
  });

  it('waits while the mail is held back, and what has waited for more than a day is given up', async () => {
    await added(filer);
    await remind();
    await db.mailHold.create({ data: { since: clock() } });
    await send();
    expect(service.received).toHaveLength(0);
    await db.mailHold.deleteMany();
    later(25 * 60);
    await send();
    expect(service.received).toHaveLength(0);
    expect((await db.pushMessage.findFirstOrThrow()).lastError).toBe('Đã chờ quá một ngày');
  });

  it('is taken again after the lease of a worker that has died', async () => {
    await added(filer);
    await remind();
    expect(await takeDue(db, clock())).toBeDefined();
    await send();
    expect(service.received).toHaveLength(0);
    later(10);
    await send();
    expect(service.received).toHaveLength(1);
  });
});

describe('A device', () => {
  it('is listed by its browser, and taken off with what it was not told yet', async () => {
    const browser = service.browser();
    const userAgent = 'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';
    const posted = { _csrf: await tokenOf(filer, PAGE), ...browser.subscription };
    await filer.post(PAGE).set('User-Agent', userAgent).type('form').send(posted);
    expect((await filer.get(PAGE)).text).toContain('Chrome trên Android');
    await remind();
    const { id } = await db.pushDevice.findFirstOrThrow();
    await postForm(other, REMOVAL, { device: String(id) }, PAGE);
    expect(await db.pushDevice.count()).toBe(1);
    await postForm(filer, REMOVAL, { device: String(id) }, PAGE);
    expect((await filer.get(PAGE)).text).toContain('Đã bỏ. Máy ấy không nhận báo nữa.');
    expect(await db.pushMessage.count()).toBe(0);
    const events = await db.historyEvent.findMany({ where: { action: { startsWith: 'device-' } } });
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['device-added', 'device-removed']);
  });

  it('can be taken off by its own browser, which knows its address', async () => {
    const { endpoint } = (await added(filer)).subscription;
    await postForm(other, REMOVAL, { endpoint }, PAGE);
    expect(await db.pushDevice.count()).toBe(1);
    await postForm(filer, REMOVAL, { endpoint }, PAGE);
    expect(await db.pushDevice.count()).toBe(0);
  });

  it('is added once however often it is asked for, and is whoever’s asked last', async () => {
    const browser = await added(filer);
    await add(filer, browser);
    expect(await db.pushDevice.count()).toBe(1);
    await remind();
    await add(other, browser);
    const devices = await db.pushDevice.findMany();
    expect(devices.map((device) => device.accountId)).toEqual([await accountId('other')]);
    await send();
    expect(service.received).toHaveLength(0);
  });

  it('is refused beside ten others, and those ten stay, however many ask at once', async () => {
    for (let count = 0; count < 8; count += 1) await added(filer);
    const answers = await Promise.all(Array.from({ length: 4 }, () => add(filer, service.browser())));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 422, 422]);
    const refused = answers.find(({ status }) => status === 422)!;
    expect(refused.text).toContain('Tài khoản đã có 10 máy.');
    expect(await db.pushDevice.count()).toBe(10);
  });

  it('goes with its account: deactivated, or with its unit', async () => {
    await added(filer);
    await added(other);
    await remind();
    const admin = await portal.signedIn('admin');
    const account = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    const path = `/quan-tri/tai-khoan/${account.id}`;
    await postForm(admin, `${path}/ngung`, { version: String(account.version) }, path);
    expect((await db.pushDevice.findMany()).map((device) => device.accountId)).toEqual([
      await accountId('other'),
    ]);
    await db.$transaction((tx) =>
      closeAccountsOf(tx, { unitId: second.id, actor: null }, clock(), () => Promise.resolve()),
    );
    expect(await db.pushDevice.count()).toBe(0);
    await send();
    expect(service.received).toHaveLength(0);
  });
});

describe('A stranger’s address', () => {
  const { subscription } = service.browser();

  it('is refused where it is no push service', async () => {
    const answer = await postForm(filer, PAGE, { ...subscription, endpoint: 'https://10.0.0.1/x' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Cổng chưa báo được đến trình duyệt này.');
    expect(await db.pushDevice.count()).toBe(0);
  });

  it('that was allowed before, and is no more, is not asked', async () => {
    await added(filer);
    await remind();
    await pushAllDue(portal, { ...settings, hosts: [] });
    expect(service.received).toHaveLength(0);
    expect((await db.pushMessage.findFirstOrThrow()).lastError).toContain('không thuộc dịch vụ báo nào');
  });

  it('is refused in words where the rest cannot be read', async () => {
    for (const wrong of [
      { p256dh: Buffer.alloc(65, 4).toString('base64url') },
      { auth: '' },
      { endpoint: '' },
      { endpoint: `https://fcm.googleapis.com/${'x'.repeat(1000)}` },
      { extra: 'x' },
    ]) {
      const answer = await postForm(filer, PAGE, { ...subscription, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('govuk-error-summary');
    }
    expect(await db.pushDevice.count()).toBe(0);
  });
});

describe('The page', () => {
  it('takes nothing without the token of its form', async () => {
    for (const [path, fields] of [
      [PAGE, service.browser().subscription],
      [REMOVAL, { device: '1' }],
    ] as const)
      expect((await filer.post(path).type('form').send(fields)).status).toBe(403);
    expect(await db.pushDevice.count()).toBe(0);
  });

  it('offers nothing to who is never reminded, and nothing where the portal cannot push', async () => {
    const reviewer = await portal.signedIn('reviewer');
    expect((await reviewer.get(PAGE)).text).not.toContain('Bật trên máy này');
    expect((await reviewer.get('/tai-khoan')).text).not.toContain(PAGE);
    expect((await filer.get('/tai-khoan')).text).toContain(`href="${PAGE}"`);
    const without = createApp({ ...portal, config: { ...portal.config, publicUrl: undefined } });
    const agent = request.agent(without);
    await signIn(agent, 'filer');
    expect((await agent.get(PAGE)).text).toContain('Cổng này hiện chưa báo được trên máy.');
    expect((await agent.get('/tai-khoan')).text).not.toContain(PAGE);
  });

  it('names a manifest, which with the service worker and the icon is there for everybody; the worker is asked for each time', async () => {
    expect((await filer.get(PAGE)).text).toContain('<link rel="manifest" href="/cong.webmanifest">');
    const manifest = await portal.visitor().get('/cong.webmanifest');
    expect(manifest.type).toBe('application/manifest+json');
    expect((await portal.visitor().get('/bieu-tuong-192.png')).type).toBe('image/png');
    const worker = await portal.visitor().get('/sw.js');
    expect(worker.type).toMatch(/javascript/);
    expect(worker.headers['cache-control']).toBe('no-cache');
    expect(worker.text).not.toMatch(/'fetch'|caches/);
  });
});
