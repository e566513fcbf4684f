import request from 'supertest';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.js';
import { enqueue, pruneWords } from '../../src/mail/commands.js';
import { sendAllDue, startMailJob } from '../../src/mail/job.js';
import { startPruningJob } from '../../src/pruning/job.js';
import { LANES, openMailer } from '../../src/platform/jobs/mailer.js';
import { postForm, signIn, startTestApp, type Agent } from '../support/app.js';
import { createTestDatabase } from '../support/database.js';
import { newToken } from '../../src/accounts/activation/tokens.js';
import { makeAccount, makeTree, makeUnit, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { freePort, makeDataDir, spawnPortal } from '../support/portal.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft, removeSubmissions } from '../support/reports.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { startDroppingSmtp, startSmtp } from '../support/smtp.js';

const NOW = '2026-08-20T08:00:00+07:00';
const FROM = { name: 'Cổng Nêu gương', address: 'bao-cao@liendoan.vn' };
const PUBLIC_URL = 'http://neuguong.example.vn';
const RECEIPT = '/bao-cao/2026/bien-nhan';
const LIST = '/quan-tri/thu';

const other = await createTestDatabase();
const dataDir = await makeDataDir();
const smtp = await startSmtp();
const dropping = await startDroppingSmtp();
const portal = await startTestApp({
  now: NOW,
  config: { mail: { url: smtp.url, from: FROM }, publicUrl: PUBLIC_URL },
});
const { db, clock } = portal;

let unitId: number;
let filer: Agent;
let root: Agent;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  for (const username of ['filer', 'colleague', 'gone']) await makeAccount(db, username, unitId, ['FILER']);
  await makeAccount(db, 'signatory', unitId, ['SIGNATORY']);
  await makeAccount(db, 'leader', unitId, ['LEADER']);
  await openTestPeriod(db, 'root');
  await fillDraft(db, 'filer', clock());
});

/** Every test starts from a complete draft, an empty outbox, and a mail server that takes everything. */
beforeEach(async () => {
  clock.set(NOW);
  await db.message.deleteMany();
  await removeSubmissions(db);
  const fresh = { status: 'IN_PROGRESS' as const, firstSubmittedAt: null, lastSubmittedAt: null };
  await db.report.updateMany({ where: { unitId }, data: fresh });
  await db.account.updateMany({ data: { email: '' } });
  await setEmail('filer', 'filer@y-te.vn');
  smtp.received.length = 0;
  smtp.envelopes.length = 0;
  filer = await portal.signedIn('filer');
  root = await portal.signedIn('root');
});

afterEach(() => {
  smtp.refuse(0);
  smtp.stall(false);
  smtp.swallow(false);
  smtp.skim(false);
  smtp.slow(0);
});

const setEmail = (username: string, email: string, deactivatedAt: Date | null = null) =>
  db.account.update({ where: { username }, data: { email, deactivatedAt } });
const submit = () => submitDraft(db, 'filer', clock());
const theMessage = () => db.message.findFirstOrThrow({ orderBy: { id: 'asc' } });

/** One round of a worker. */
async function work(url = smtp.url, patience = PATIENCE, deps = portal) {
  const mailer = openMailer({ url, from: FROM }, patience);
  await sendAllDue(deps, mailer);
  mailer.close();
}

/** The test clock, so many minutes after NOW. */
const later = (minutes: number) => {
  clock.set(new Date(new Date(NOW).getTime() + minutes * 60_000));
};

describe('The receipt goes by mail', () => {
  it('with both parts, a Vietnamese subject, the code and the links', async () => {
    const answer = await postForm(filer, '/bao-cao/2026/kiem-tra', {
      ...hiddenFields((await filer.get('/bao-cao/2026/kiem-tra')).text),
      explain_signed_report_present: 'Gửi sau.',
      incomplete: '2',
      declaration: 'yes',
    });
    expect(answer.headers['location']).toBe(RECEIPT);
    await work();
    const [mail] = smtp.received;
    const { verificationCode } = await db.submission.findFirstOrThrow();
    expect(mail?.subject).toBe('Biên nhận báo cáo năm 2026 – Công đoàn ngành Y tế (lần 1)');
    expect(mail?.from?.value).toEqual([FROM]);
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(smtp.envelopes).toEqual([['filer@y-te.vn']]);
    for (const part of [mail?.text, mail?.html]) {
      expect(part).toContain(verificationCode);
      expect(part).toContain('Công đoàn ngành Y tế');
      expect(part).toContain(`${PUBLIC_URL}${RECEIPT}?lan=1`);
      expect(part).toContain(`${PUBLIC_URL}/xac-thuc?ma=${verificationCode}`);
    }
    expect(await theMessage()).toMatchObject({ attempts: 1, sentAt: clock(), takenUntil: null });
    expect((await filer.get(RECEIPT)).text).toContain('đã gửi đến filer@y-te.vn.');
  });

  it('to whoever files and signs in the unit, each address once, and to nobody else', async () => {
    await setEmail('colleague', 'FILER@y-te.vn');
    await setEmail('signatory', 'ky@y-te.vn');
    await setEmail('leader', 'lanh-dao@y-te.vn');
    await setEmail('gone', 'da-nghi@y-te.vn', clock());
    await submit();
    await work();
    const sentTo = smtp.envelopes.flat().map((address) => address.toLowerCase());
    expect(sentTo.sort()).toEqual(['filer@y-te.vn', 'ky@y-te.vn']);
  });

  it('not if the submission is not written after all', async () => {
    await db.$executeRaw`CREATE FUNCTION refuse_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`;
    await db.$executeRaw`CREATE CONSTRAINT TRIGGER fails_at_commit AFTER INSERT ON messages DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_commit()`;
    onTestFinished(async () => {
      await db.$executeRaw`DROP FUNCTION refuse_commit CASCADE`;
    });
    await expect(submit()).rejects.toThrow();
    expect(await db.submission.count()).toBe(0);
    expect(await db.message.count()).toBe(0);
  });

  it('once, however many workers there are', async () => {
    const about = { unitId, reportId: (await reportOf(db, unitId)).id, submissionNumber: 1 };
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    const messages = Array.from({ length: 30 }, (_, at) => ({
      kind: 'receipt' as const,
      to: { accountId: id, name: 'Người nhận', address: `nguoi-${at}@y-te.vn` },
      ...about,
      subject: 'Biên nhận',
      text: 'Biên nhận',
      html: '<p>Biên nhận</p>',
    }));
    await db.$transaction((tx) => enqueue(tx, messages, clock()));
    await Promise.all([work(), work(), work()]);
    expect(smtp.envelopes.flat().sort()).toEqual(messages.map(({ to }) => to.address).sort());
    expect(await db.message.count({ where: { sentAt: null } })).toBe(0);
  });

  it('when a worker is there again, after it was ended between the submission and the sending', async () => {
    await submit();
    const job = startMailJob(portal, openMailer({ url: smtp.url, from: FROM }), 20);
    await eventually(async () => (await theMessage()).sentAt).not.toBeNull();
    // What is written while it runs goes in a later round.
    const { id: _id, ...row } = await theMessage();
    await db.message.create({ data: { ...row, toAddress: 'sau@y-te.vn', sentAt: null } });
    await eventually(() => smtp.envelopes.flat()).toEqual(['filer@y-te.vn', 'sau@y-te.vn']);
    await job.stop();
  });

  it('again once the lease of a worker that died in the middle is over, and not before', async () => {
    await submit();
    const takenUntil = new Date(clock().getTime() + 600_000);
    await db.message.updateMany({ data: { takenUntil, attempts: 1 } });
    later(9);
    await work();
    expect(smtp.received).toHaveLength(0);
    later(10);
    await work();
    expect(smtp.received).toHaveLength(1);
  });
});

describe('The end of the portal', () => {
  it('waits for the messages in flight, and begins no other', async () => {
    smtp.slow(300);
    await submit();
    const { id: _id, ...row } = await theMessage();
    await db.message.createMany({ data: Array.from({ length: 5 }, () => row) });
    const job = startMailJob(portal, openMailer({ url: smtp.url, from: FROM }));
    await eventually(() => db.message.count({ where: { attempts: 1 } })).toBe(LANES);
    await job.stop();
    expect(smtp.received).toHaveLength(LANES);
    expect(await db.message.count({ where: { sentAt: { not: null } } })).toBe(LANES);
    expect(await db.message.count({ where: { attempts: 0, takenUntil: null } })).toBe(6 - LANES);
  });

  // The mailer would wait for longer than a test may take.
  it('does not wait for a server that says nothing', async () => {
    smtp.stall(true);
    await submit();
    const job = startMailJob(portal, openMailer({ url: smtp.url, from: FROM }, 10 * PATIENCE));
    await eventually(() => db.message.count({ where: { attempts: 1 } })).toBe(1);
    await job.stop();
    expect((await theMessage()).sentAt).toBeNull();
  });

  it('a portal started on what another left unsent sends it, and ends with exit 0', async () => {
    await submit();
    const { id: _id, accountId: _a, unitId: _u, reportId: _r, ...row } = await theMessage();
    await other.db.message.create({ data: row });
    const env = { DATABASE_URL: other.url, DATA_DIR: dataDir, SMTP_URL: smtp.url };
    const spawned = await spawnPortal({
      env: { ...env, MAIL_FROM: 'Cổng <bao-cao@liendoan.vn>', PORTAL_NOW: NOW },
    });
    await eventually(() => smtp.envelopes).toEqual([['filer@y-te.vn']]);
    expect(await spawned.stop()).toBe(0);
    expect((await other.db.message.findFirstOrThrow()).sentAt).not.toBeNull();
  });
});

describe('A kill -9', () => {
  const start = (url: string, now: string) =>
    spawnPortal({
      env: {
        ...{ DATABASE_URL: other.url, DATA_DIR: dataDir, SMTP_URL: url, PORTAL_NOW: now },
        MAIL_FROM: 'Cổng <bao-cao@liendoan.vn>',
      },
    });
  const LATER = '2026-08-20T08:11:00+07:00';
  const sentCount = () => other.db.message.count({ where: { sentAt: { not: null } } });

  beforeEach(async () => {
    await other.db.message.deleteMany();
    await other.db.account.deleteMany();
    await other.db.historyEvent.count();
  });

  /** The owner of an account chooses its password, over HTTP: the process commits the account and the message. */
  async function activate(url: string): Promise<void> {
    const unit = (await other.db.unit.findFirst()) ?? (await makeUnit(other.db));
    const { token, hash: activationHash } = newToken();
    const { id } = await makeAccount(other.db, `chu-${await other.db.historyEvent.count()}`, unit.id, [
      'FILER',
    ]);
    const activationExpiresAt = new Date('2026-08-27T00:00:00+07:00');
    const data = { email: 'chu@y-te.vn', passwordHash: null, activationHash, activationExpiresAt };
    await other.db.account.update({ where: { id }, data });
    const password = 'mot mat khau du dai';
    const fields = { password, passwordAgain: password };
    const answer = await postForm(request.agent(url), `/kich-hoat/${token}`, fields);
    expect(answer.status).toBe(303);
  }

  it('between the commit and the sending loses nothing: after the restart each message goes exactly once', async () => {
    smtp.stall(true);
    const first = await start(smtp.url, NOW);
    await activate(first.url);
    const { id: _id, ...row } = await other.db.message.findFirstOrThrow();
    const waiting = { ...row, attempts: 0, takenUntil: null };
    const addresses = ['a', 'b', 'c', 'd', 'e'].map((name) => `${name}@y-te.vn`);
    await other.db.message.createMany({ data: addresses.map((toAddress) => ({ ...waiting, toAddress })) });
    await eventually(() => other.db.message.count({ where: { attempts: 1 } })).toBeGreaterThanOrEqual(LANES);
    await first.kill9();
    expect(await sentCount()).toBe(0);
    smtp.stall(false);
    const second = await start(smtp.url, LATER);
    await eventually(sentCount).toBe(6);
    expect(await second.stop()).toBe(0);
    expect(smtp.envelopes.flat().sort()).toEqual([...addresses, 'chu@y-te.vn'].sort());
  });

  it('after the server took the message, but before that was recorded: a second copy, with the same Message-ID', async () => {
    smtp.swallow(true);
    const first = await start(smtp.url, NOW);
    await activate(first.url);
    await eventually(() => smtp.received.length).toBe(1);
    await first.kill9();
    smtp.swallow(false);
    const second = await start(smtp.url, LATER);
    await eventually(sentCount).toBe(1);
    expect(await second.stop()).toBe(0);
    expect(smtp.received).toHaveLength(2);
    expect(smtp.received[1]?.messageId).toBe(smtp.received[0]?.messageId);
  });
});

describe('A mail server that does not take the message', () => {
  it('and refuses it for good is not asked again; a person sees why', async () => {
    smtp.refuse(550);
    await submit();
    await work();
    const message = await theMessage();
    expect(message).toMatchObject({ attempts: 1, failedAt: clock(), sentAt: null });
    expect(message.lastError).toMatch(/^Máy chủ thư không nhận thư này: 550 .*No such user here/);
    expect((await filer.get(RECEIPT)).text).toContain('không gửi được đến filer@y-te.vn.');
    const list = (await root.get(LIST)).text;
    expect(list).toContain('No such user here');
    expect(list).toContain('filer@y-te.vn');
  });

  it.each([
    ['for now', () => smtp.refuse(451, 'Try later'), smtp.url, PATIENCE, 'không nhận thư này: 451'],
    ['but stalls', () => smtp.stall(true), smtp.url, 300, 'không trả lời kịp'],
    ['but hangs up in the middle', () => undefined, dropping, PATIENCE, 'Mất kết nối với máy chủ thư'],
  ])('%s, is asked again a minute later', async (_how, misbehave, url, patience, reason) => {
    misbehave();
    await submit();
    await work(url, patience);
    const message = await theMessage();
    expect(message).toMatchObject({ attempts: 1, failedAt: null, sentAt: null, takenUntil: null });
    expect(message.lastError).toContain(reason);
    expect(message.dueAt.getTime() - clock().getTime()).toBe(60_000);
    smtp.refuse(0);
    smtp.stall(false);
    await work();
    expect(smtp.received).toHaveLength(0);
    later(1);
    await work();
    expect(smtp.received).toHaveLength(1);
    expect(await theMessage()).toMatchObject({ attempts: 2, sentAt: clock(), lastError: '' });
  });

  it('and is down is tried six times over 15 hours; then a person sends it again', async () => {
    const down = `smtp://127.0.0.1:${await freePort()}`;
    await submit();
    for (const minutes of [0, 1, 6, 36, 156]) {
      later(minutes);
      await work(down);
      expect((await theMessage()).failedAt).toBeNull();
    }
    expect((await filer.get(RECEIPT)).text).toContain('đang gửi đến filer@y-te.vn.');
    later(876);
    root = await portal.signedIn('root');
    await work(down);
    expect(await theMessage()).toMatchObject({ attempts: 6, failedAt: clock() });
    const page = (await root.get(LIST)).text;
    expect(page).toContain('Không kết nối được với máy chủ thư');
    const again = await postForm(root, `${LIST}/${(await theMessage()).id}/gui-lai`, {}, LIST);
    expect(again.headers['location']).toBe(LIST);
    await work();
    expect(smtp.received).toHaveLength(1);
    expect((await root.get(LIST)).text).toContain('Không có thư nào đang chờ');
    expect((await lastEventIn(db)).action).toBe('message-sent-again');
  });
});

describe('A restored database', () => {
  beforeEach(() => db.mailHold.create({ data: { since: clock() } }));
  afterEach(() => db.mailHold.deleteMany());

  it('sends nothing until an administrator lets it, and then what waits', async () => {
    await submit();
    await work();
    expect(smtp.received).toEqual([]);
    expect((await root.get(LIST)).text).toContain('Cổng đang giữ mọi thư lại');
    const question = await root.get(`${LIST}/gui-tro-lai`);
    expect(question.text).toContain('1 thư đang chờ sẽ được gửi');
    await postForm(root, `${LIST}/gui-tro-lai`, {});
    await work();
    expect(smtp.received).toHaveLength(1);
    expect((await root.get(LIST)).text).not.toContain('giữ mọi thư lại');
    expect((await root.get(`${LIST}/gui-tro-lai`)).status).toBe(303);
    expect(await db.historyEvent.count({ where: { action: 'mail-released' } })).toBe(1);
  });
});

describe('An address that bounces', () => {
  const said = 'không đến được';
  const administered = async () => {
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    return (await root.get(`/quan-tri/tai-khoan/${id}`)).text;
  };

  it('is shown in the list, on the account and to its owner, until something reaches it or it is another', async () => {
    expect(await administered()).not.toContain(said);
    smtp.refuse(550, 'No such user here');
    await submit();
    await work();
    expect(await theMessage()).toMatchObject({ bounced: true, attempts: 1 });
    expect((await root.get(LIST)).text).toContain('hãy hỏi lại người nhận địa chỉ đúng');
    for (const html of [await administered(), (await filer.get('/tai-khoan')).text]) {
      expect(html).toContain(said);
      expect(html).toContain('No such user here');
    }
    await setEmail('filer', 'dung@y-te.vn');
    expect((await filer.get('/tai-khoan')).text).not.toContain(said);
    await setEmail('filer', 'filer@y-te.vn');
    smtp.refuse(0);
    later(1);
    await postForm(root, `${LIST}/${(await theMessage()).id}/gui-lai`, {}, LIST);
    await work();
    expect((await theMessage()).bounced).toBe(false);
    expect((await filer.get('/tai-khoan')).text).not.toContain(said);
  });

  it('is not one whose server is only down, or does not take it for now', async () => {
    smtp.refuse(451);
    await submit();
    await work();
    expect((await theMessage()).bounced).toBe(false);
    expect(await administered()).not.toContain(said);
  });
});

describe('Two thousand messages', () => {
  it('go in one round, each once, shared by several workers', async () => {
    await submit();
    const { id: _id, ...row } = await theMessage();
    await db.message.deleteMany();
    const data = Array.from({ length: 2000 }, (_, at) => ({ ...row, toAddress: `n${at}@y-te.vn` }));
    await db.message.createMany({ data });
    smtp.skim(true);
    // As patient as the portal itself: an answer that comes late would send a second copy.
    const mailers = [1, 2, 3].map(() => openMailer({ url: smtp.url, from: FROM }));
    await Promise.all(mailers.map((mailer) => sendAllDue(portal, mailer)));
    for (const mailer of mailers) mailer.close();
    expect(new Set(smtp.envelopes.flat()).size).toBe(2000);
    expect(smtp.envelopes).toHaveLength(2000);
    expect(await db.message.count({ where: { sentAt: null } })).toBe(0);
  });
});

describe('Old messages', () => {
  const day = 24 * 60;
  it('lose their words ninety days after they were sent, in batches, and nothing else', async () => {
    await submit();
    await work();
    const { id: _id, ...row } = await theMessage();
    await db.message.createMany({ data: [row, row, { ...row, sentAt: null, failedAt: clock() }] });
    later(90 * day);
    expect(await pruneWords(db, clock(), 2)).toBe(0);
    later(90 * day + 1);
    expect(await pruneWords(db, clock(), 2)).toBe(3);
    const rows = await db.message.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ text, html }) => [text, html].map((words) => words !== ''))).toEqual([
      [false, false],
      [false, false],
      [false, false],
      [true, true],
    ]);
    expect(rows[0]).toMatchObject({ toAddress: 'filer@y-te.vn', subject: row.subject });
    root = await portal.signedIn('root');
    expect((await root.get(`${LIST}/${String(rows[0]?.id)}`)).text).toContain('Nội dung không còn được lưu');
  });

  it('are emptied by the job', async () => {
    await submit();
    await work();
    later(91 * day);
    const job = startPruningJob(portal);
    await eventually(async () => (await theMessage()).text).toBe('');
    await job.stop();
  });
});

describe("The administrator's list", () => {
  it('finds by state, kind, unit, subject and address, without case or marks', async () => {
    await submit();
    const { id: _id, ...row } = await theMessage();
    const other = { ...row, subject: 'Đôn đốc', toAddress: 'don@y-te.vn', searchText: 'don doc don@y-te.vn' };
    await db.message.createMany({
      data: [
        { ...other, kind: 'reminded', sentAt: clock(), toName: 'Đã-gửi' },
        { ...other, kind: 'reminded', failedAt: clock(), toName: 'Đã-hỏng' },
      ],
    });
    const found = async (query: Record<string, string>) => {
      const { text, status } = await root.get(LIST).query(query);
      expect(status).toBe(200);
      return ['Người dùng filer &lt;', 'Đã-gửi', 'Đã-hỏng'].map((name) => text.includes(name));
    };
    expect(await found({})).toEqual([true, false, true]);
    expect(await found({ 'trang-thai': 'all' })).toEqual([true, true, true]);
    expect(await found({ 'trang-thai': 'sent' })).toEqual([false, true, false]);
    expect(await found({ 'trang-thai': 'failed' })).toEqual([false, false, true]);
    expect(await found({ 'trang-thai': 'waiting' })).toEqual([true, false, false]);
    expect(await found({ 'trang-thai': 'all', loai: 'reminded' })).toEqual([false, true, true]);
    expect(await found({ 'trang-thai': 'all', tim: 'ĐÔN dốc' })).toEqual([false, true, true]);
    expect(await found({ 'trang-thai': 'all', tim: 'FILER@Y-te' })).toEqual([true, false, false]);
    expect(await found({ 'trang-thai': 'all', 'don-vi': 'nganh y te' })).toEqual([true, true, true]);
    expect(await found({ 'trang-thai': 'all', 'don-vi': 'khac' })).toEqual([false, false, false]);
    expect(await found({ 'trang-thai': 'all', tim: '%' })).toEqual([false, false, false]);
    for (const loai of ['constructor', '__proto__', '\u0000'])
      expect(await found({ loai })).toEqual([true, false, true]);
  });

  it('shows a message as text, whatever it says', async () => {
    await submit();
    await db.message.updateMany({ data: { text: '<script>alert(1)</script>', html: '<b>đậm</b>' } });
    const { id } = await theMessage();
    const html = (await root.get(`${LIST}/${id}`)).text;
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).not.toContain('<b>đậm</b>');
    expect((await root.get(`${LIST}/999999`)).status).toBe(404);
  });

  it('does not send again what has been sent, or is being sent', async () => {
    await submit();
    const { id } = await theMessage();
    const again = () => postForm(root, `${LIST}/${id}/gui-lai`, {}, LIST);
    await db.message.updateMany({ data: { takenUntil: new Date(clock().getTime() + 1000) } });
    expect((await again()).status).toBe(409);
    await db.message.updateMany({ data: { takenUntil: null } });
    expect((await again()).status).toBe(303);
    await work();
    expect((await again()).status).toBe(409);
    expect(smtp.received).toHaveLength(1);
  });

  it('has pages of fifty, newest first', async () => {
    await submit();
    const { id: _id, ...row } = await theMessage();
    const rows = Array.from({ length: 60 }, (_, at) => ({ ...row, toName: `Người ${at}.` }));
    await db.message.createMany({ data: rows });
    const first = (await root.get(LIST)).text;
    expect(first.match(/Gửi lại/g)).toHaveLength(50);
    expect(first).toContain('Người 59.');
    const next = /href="(\/quan-tri\/thu\?sau=\d+)"/.exec(first)?.[1] ?? '';
    const second = (await root.get(next)).text;
    expect(second.match(/Gửi lại/g)).toHaveLength(11);
    expect(second).toContain('Người 0.');
  });
});

describe('The address of the portal', () => {
  const moved = { ...portal, config: { ...portal.config, publicUrl: 'https://moi.example.vn' } };
  const unknown = { ...portal, config: { ...portal.config, publicUrl: undefined } };
  const shownBy = async (deps: typeof portal) => {
    const agent = request.agent(createApp(deps));
    await signIn(agent, 'root');
    return (await agent.get(`${LIST}/${(await theMessage()).id}`)).text;
  };

  it.each([
    ['where it is now', moved, `https://moi.example.vn${RECEIPT}?lan=1`],
    ['nowhere where it is not known', unknown, undefined],
  ])('leads a message that was written before %s, in the mail and on the page', async (_what, deps, link) => {
    await submit();
    await work(smtp.url, PATIENCE, deps);
    const [mail] = smtp.received;
    for (const part of [mail?.text, mail?.html, await shownBy(deps)]) {
      expect(part).toContain('Công đoàn ngành Y tế');
      expect(part).not.toMatch(/\p{Noncharacter_Code_Point}/u);
      if (link) expect(part).toContain(link);
      else expect(part).not.toMatch(/Biên nhận trên cổng|bien-nhan\?lan=1/);
    }
  });

  it('stays in the messages that had it when they were stored', async () => {
    await submit();
    const text = 'Biên nhận trên cổng:\nhttp://cu.example.vn/bao-cao/2026/bien-nhan\n';
    const html = '<p><a href="http://cu.example.vn/bao-cao/2026/bien-nhan">Biên nhận trên cổng</a></p>\n';
    await db.message.updateMany({ data: { text, html } });
    await work(smtp.url, PATIENCE, unknown);
    expect([smtp.received[0]?.text, smtp.received[0]?.html]).toEqual([text, html]);
    expect(await shownBy(moved)).toContain('http://cu.example.vn/bao-cao/2026/bien-nhan');
  });
});

describe('Without a mail server', () => {
  const withoutMail = createApp({ ...portal, config: { ...portal.config, mail: undefined } });
  const signedIn = async (username: string) => {
    const agent = request.agent(withoutMail);
    await signIn(agent, username);
    return agent;
  };

  it('filing works, and the pages say that nothing was sent', async () => {
    await submit();
    expect((await (await signedIn('filer')).get(RECEIPT)).text).toContain(
      'chưa gửi đến filer@y-te.vn (cổng hiện chưa gửi được thư điện tử).',
    );
    const list = (await (await signedIn('root')).get(LIST)).text;
    expect(list).toContain('Chưa gửi được: chưa cấu hình thư.');
    expect(list).toContain('SMTP_URL');
  });

  it('what waited goes once there is one, but not what waited for more than a week', async () => {
    await submit();
    later(8 * 24 * 60);
    await work();
    expect(smtp.received).toHaveLength(0);
    expect((await theMessage()).lastError).toContain('quá 7 ngày');
    expect((await theMessage()).attempts).toBe(0);
    await db.message.updateMany({ data: { failedAt: null, attempts: 0 } });
    later(6 * 24 * 60);
    await work();
    expect(smtp.received).toHaveLength(1);
  });

  it('a unit without an address is told so', async () => {
    await setEmail('filer', '');
    await submit();
    expect((await filer.get(RECEIPT)).text).toContain(
      'chưa ai lập hoặc ký duyệt báo cáo của đơn vị ghi địa chỉ',
    );
    expect((await (await signedIn('filer')).get(RECEIPT)).text).toContain(
      'ổng hiện chưa gửi được thư điện tử',
    );
  });
});

describe('An e-mail address', () => {
  const OWN = '/tai-khoan/thu-dien-tu';
  const emailOf = async (username: string) =>
    (await db.account.findUniqueOrThrow({ where: { username } })).email;

  it('is changed by its owner, and the history says so', async () => {
    const answer = await postForm(filer, OWN, { email: ' moi@y-te.vn ', currentPassword: PASSWORD });
    expect(answer.headers['location']).toBe('/tai-khoan');
    expect((await filer.get('/tai-khoan')).text).toContain('moi@y-te.vn');
    expect(await lastEventIn(db)).toMatchObject({
      action: 'email-changed',
      detail: {},
    });
  });

  it('is changed by the administrator, and the history says so', async () => {
    const { id, version } = await db.account.findUniqueOrThrow({ where: { username: 'colleague' } });
    const { code } = await db.unit.findUniqueOrThrow({ where: { id: unitId } });
    const path = `/quan-tri/tai-khoan/${id}`;
    const fields = { fullName: 'Người dùng colleague', position: '', unitCode: code, roles: 'FILER' };
    const edit = (email: string) => postForm(root, path, { ...fields, email, version: String(version) });
    const refused = await edit('không phải địa chỉ');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('không phải địa chỉ');
    expect((await edit('dong-nghiep@y-te.vn')).status).toBe(303);
    expect(await emailOf('colleague')).toBe('dong-nghiep@y-te.vn');
    expect(await lastEventIn(db)).toMatchObject({
      detail: { changes: ['thư điện tử: đã đổi'] },
    });
  });

  it.each([
    'a@y-te.vn\r\nBcc: b@y-te.vn',
    'a@y-te.vn, b@y-te.vn',
    'a@y-te.vn;b@y-te.vn',
    'An <a@y-te.vn>',
    '"a b"@y-te.vn',
    'a@y-te',
    'a@@y-te.vn',
    'á@y-te.vn',
    'a\u0000@y-te.vn',
    `${'a'.repeat(65)}@y-te.vn`,
    `a@${'b.'.repeat(120)}vn`,
  ])('is one address: %j is refused, and shown again', async (email) => {
    const answer = await postForm(filer, OWN, { email, currentPassword: PASSWORD });
    expect(answer.status).toBe(422);
    expect(await emailOf('filer')).toBe('filer@y-te.vn');
  });

  it('and the name beside it add no header and no recipient', async () => {
    const fullName = 'An, <x@ke-xau.vn>\r\nBcc: y@ke-xau.vn';
    await db.account.update({
      where: { username: 'filer' },
      data: { fullName: fullName.replace('\r\n', ' ') },
    });
    onTestFinished(async () => {
      await db.account.update({ where: { username: 'filer' }, data: { fullName: 'Người dùng filer' } });
    });
    await submit();
    await work();
    expect(smtp.envelopes).toEqual([['filer@y-te.vn']]);
    expect(smtp.received[0]?.bcc).toBeUndefined();
    expect(smtp.received[0]?.html).not.toContain('<x@ke-xau.vn>');
    const { id: _id, ...row } = await theMessage();
    const bad = { ...row, toName: fullName };
    await expect(db.message.create({ data: bad })).rejects.toThrow();
    await expect(db.message.create({ data: { ...row, toAddress: 'a@b.vn,c@d.vn' } })).rejects.toThrow();
  });
});
