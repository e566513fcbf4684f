import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../src/app.js';
import { newToken } from '../../src/accounts/activation/tokens.js';
import { mutableKinds } from '../../src/mail/rules.js';
import { sendAllDue } from '../../src/mail/job.js';
import { openMailer } from '../../src/platform/jobs/mailer.js';
import { postForm, signIn, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';
import { startSmtp } from '../support/smtp.js';
import request from 'supertest';

const NOW = '2026-08-20T08:00:00+07:00';
const FROM = { name: 'Cổng Nêu gương', address: 'bao-cao@liendoan.vn' };
const PUBLIC_URL = 'https://neuguong.example.vn';
const smtp = await startSmtp();
const portal = await startTestApp({
  now: NOW,
  config: { mail: { url: smtp.url, from: FROM }, publicUrl: PUBLIC_URL },
});
const { db, clock } = portal;

let reportId: number;
let unitId: number;
let siblingId: number;
let reviewer: Agent;

beforeAll(async () => {
  const { province, upper, first, second } = await makeTree(db);
  [unitId, siblingId] = [first.id, second.id];
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', unitId, ['FILER']);
  await makeAccount(db, 'signatory', unitId, ['SIGNATORY']);
  await makeAccount(db, 'leader', unitId, ['LEADER']);
  await makeAccount(db, 'gone', unitId, ['FILER']);
  await makeAccount(db, 'sibling', siblingId, ['FILER']);
  for (const { id, username } of await db.account.findMany())
    await db.account.update({ where: { id }, data: { email: `${username}@y-te.vn` } });
  await db.account.update({ where: { username: 'gone' }, data: { deactivatedAt: clock() } });
  await openTestPeriod(db, 'root');
  await fillDraft(db, 'filer', clock());
  await submitDraft(db, 'filer', clock());
  reportId = (await reportOf(db, unitId)).id;
  reviewer = await portal.signedIn('reviewer');
});

beforeEach(async () => {
  await db.message.deleteMany();
  smtp.received.length = 0;
  smtp.envelopes.length = 0;
  await db.account.updateMany({ data: { mutedMessages: [] } });
  const fresh = { status: 'SUBMITTED' as const, acceptedAt: null, correctBefore: null };
  await db.report.update({ where: { id: reportId }, data: fresh });
});

const REMARKS = {
  reason: 'Số liệu phần B chưa khớp.\nĐề nghị xem lại.',
  note_kien_nghi: '',
  correctBefore: '30/8/2026',
};

/** Decides as a browser does, from the review page. */
async function decide(slug: string, fields: Record<string, string> = {}, agent = reviewer) {
  const { version } = await db.report.findUniqueOrThrow({ where: { id: reportId } });
  const page = `/xet-duyet/${reportId}`;
  return postForm(agent, `${page}/${slug}`, { version: String(version), ...fields }, page);
}

async function work() {
  const mailer = openMailer({ url: smtp.url, from: FROM });
  await sendAllDue(portal, mailer);
  mailer.close();
}

const sections = async () => {
  const { form } = await db.period.findFirstOrThrow();
  return (form as { sections: { code: string; letter: string; title: string }[] }).sections;
};

describe('A decision tells the filers and signatories of the unit by mail, and nobody else', () => {
  it.each([
    ['tra-lai', 'Trả lại để sửa', 'returned'],
    ['mo-lai', 'Mở lại để sửa', 'reopened'],
  ])('%s: the reason, each note, the day to correct before', async (slug, subject, kind) => {
    if (kind === 'reopened') await acceptFrom(db, 'reviewer', reportId, clock());
    await db.message.deleteMany();
    const [first, second] = await sections();
    const notes = {
      [`note_${String(first?.code)}`]: 'Ghi chú một',
      [`note_${String(second?.code)}`]: 'Ghi chú hai',
    };
    const { note_kien_nghi: _none, ...remarks } = REMARKS;
    const answer = await decide(slug, { ...remarks, ...notes });
    expect(answer.status).toBe(303);
    expect((await reviewer.get(answer.headers['location'] ?? '')).text).toContain(
      'Thư báo đang được gửi đến 2 người của đơn vị.',
    );
    await work();
    expect(smtp.envelopes.flat().sort()).toEqual(['filer@y-te.vn', 'signatory@y-te.vn']);
    for (const mail of smtp.received) {
      expect(mail.subject).toBe(`${subject} – báo cáo năm 2026, CĐCS Bệnh viện A`);
      for (const part of [String(mail.text), String(mail.html)]) {
        expect(part).toContain('Số liệu phần B chưa khớp.');
        expect(part).toContain('Đề nghị xem lại.');
        expect(part).toContain(`${String(first?.letter)}. ${String(first?.title)}`);
        expect(part).toContain('Ghi chú một');
        expect(part).toContain('Ghi chú hai');
        expect(part).toContain('Người dùng reviewer, Công đoàn ngành Y tế');
        expect(part).toContain('trước ngày 30/8/2026 (chậm nhất hết ngày 29/8/2026)');
        expect(part).toContain(`${PUBLIC_URL}/bao-cao/2026`);
      }
    }
    expect(await db.message.count({ where: { kind, reportId, unitId } })).toBe(2);
  });

  it('accepted, and extended by a day of its own', async () => {
    await decide('chap-nhan');
    await decide('mo-lai', { reason: 'Sửa', correctBefore: '30/8/2026' });
    await db.message.deleteMany({ where: { kind: 'reopened' } });
    await decide('gia-han', { extensionReason: 'Bão số 5', dueBefore: '07/9/2026' });
    await work();
    expect(smtp.received.map(({ subject }) => subject?.split(' – ')[0]).sort()).toEqual([
      'Gia hạn',
      'Gia hạn',
      'Đã chấp nhận',
      'Đã chấp nhận',
    ]);
    const extended = smtp.received.find(({ subject }) => subject?.startsWith('Gia hạn'));
    expect(extended?.text).toContain('Bão số 5');
    // It has filed: what moves is the day to correct before.
    expect(extended?.text).toContain('sửa và nộp lại trước ngày 07/9/2026');
  });

  it('is one with its message: where that cannot be written, nothing was decided', async () => {
    await db.$executeRaw`CREATE FUNCTION refuse_message() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`;
    await db.$executeRaw`CREATE TRIGGER fails BEFORE INSERT ON messages FOR EACH ROW EXECUTE FUNCTION refuse_message()`;
    onTestFinished(async () => {
      await db.$executeRaw`DROP FUNCTION refuse_message CASCADE`;
    });
    expect((await decide('chap-nhan')).status).toBe(500);
    expect((await db.report.findUniqueOrThrow({ where: { id: reportId } })).status).toBe('SUBMITTED');
  });

  it('that was refused, or came second, tells nobody', async () => {
    expect((await decide('tra-lai', { reason: '', correctBefore: '' })).status).toBe(422);
    expect((await decide('chap-nhan', { version: '1' })).status).toBe(409);
    expect(await db.message.count()).toBe(0);
  });

  it('says so where nothing was sent: nobody with an address, or no mail server', async () => {
    const bare = request.agent(createApp({ ...portal, config: { ...portal.config, mail: undefined } }));
    await signIn(bare, 'reviewer');
    const answer = await decide('chap-nhan', {}, bare);
    expect((await bare.get(answer.headers['location'] ?? '')).text).toContain('Thư báo chưa được gửi');
    await db.account.updateMany({ where: { unitId }, data: { mutedMessages: ['extended'] } });
    await decide('mo-lai', { reason: 'Sửa', correctBefore: '30/8/2026' });
    const unset = await decide('gia-han', { extensionReason: 'Bão', dueBefore: '05/9/2026' }, bare);
    expect((await bare.get(unset.headers['location'] ?? '')).text).toContain('Thư báo chưa được gửi');
    const extended = await decide('gia-han', { extensionReason: 'Bão', dueBefore: '08/9/2026' });
    expect((await reviewer.get(extended.headers['location'] ?? '')).text).toContain('Không có thư báo');
  });
});

describe('An account chooses which messages it gets', () => {
  const PATH = '/tai-khoan/chon-thu';
  const version = async () =>
    String((await db.account.findUniqueOrThrow({ where: { username: 'filer' } })).version);

  it('but for receipts, returns and reopenings, and the page says why', async () => {
    const filer = await portal.signedIn('filer');
    const page = (await filer.get(PATH)).text;
    expect(page).toContain('biên nhận là bằng chứng đã nộp');
    for (const kind of ['receipt', 'returned', 'reopened']) expect(page).not.toContain(`value="${kind}"`);
    const kinds = mutableKinds.filter((kind) => kind !== 'accepted' && kind !== 'extended');
    const saved = await postForm(filer, PATH, { version: await version(), kinds });
    expect(saved.headers['location']).toBe('/tai-khoan');
    expect((await filer.get('/tai-khoan')).text).toContain(
      'trừ: Báo cáo được chấp nhận; Báo cáo được gia hạn',
    );
    const event = await lastEventIn(db);
    expect(event).toMatchObject({ action: 'messages-chosen', actorName: 'Người dùng filer' });
    await decide('chap-nhan');
    await decide('mo-lai', { reason: 'Sửa', correctBefore: '30/8/2026' });
    const written = await db.message.findMany({ orderBy: [{ kind: 'asc' }, { toAddress: 'asc' }] });
    expect(written.map(({ kind, toAddress }) => `${kind} ${toAddress}`)).toEqual([
      'accepted signatory@y-te.vn',
      'reopened filer@y-te.vn',
      'reopened signatory@y-te.vn',
    ]);
  });

  it('may leave out all of them', async () => {
    const filer = await portal.signedIn('filer');
    expect((await postForm(filer, PATH, { version: await version() })).status).toBe(303);
    const { mutedMessages } = await db.account.findUniqueOrThrow({ where: { username: 'filer' } });
    expect(mutedMessages).toEqual(mutableKinds);
  });

  it('is asked again where it was changed meanwhile, or something else was posted', async () => {
    const filer = await portal.signedIn('filer');
    const now = await version();
    for (const kinds of ['receipt', 'constructor', '__proto__', 'x'.repeat(5000)])
      expect((await postForm(filer, PATH, { version: now, kinds })).status).toBe(422);
    expect((await postForm(filer, PATH, { version: 'x', kinds: 'accepted' })).status).toBe(422);
    await postForm(filer, PATH, { version: now, kinds: 'accepted' });
    const second = await postForm(filer, PATH, { version: now, kinds: ['accepted', 'extended'] });
    expect(second.status).toBe(409);
    expect(second.text).toMatch(/value="extended"[^>]*checked/);
  });
});

describe('No secret goes by mail', () => {
  it('the message of an activated account has its name, a link to sign in, and neither token nor password', async () => {
    const { token, hash } = newToken();
    const data = { activationHash: hash, activationExpiresAt: new Date('2026-08-27T00:00:00+07:00') };
    const owner = await makeAccount(db, 'owner', siblingId, ['FILER']);
    await db.account.update({ where: { id: owner.id }, data: { ...data, email: 'owner@y-te.vn' } });
    const password = 'mật khẩu của chủ';
    const agent = portal.visitor();
    const fields = { password, passwordAgain: password };
    expect((await postForm(agent, `/kich-hoat/${token}`, fields)).status).toBe(303);
    await work();
    const [mail] = smtp.received;
    expect(mail?.subject).toBe('Tài khoản owner đã sẵn sàng');
    expect(smtp.envelopes).toEqual([['owner@y-te.vn']]);
    expect(mail?.text).toContain(`${PUBLIC_URL}/dang-nhap`);
    expect(mail?.text).toContain('CĐCS Bệnh viện Đa khoa');
  });

  it('nor in any other kind; text and HTML say the same; the subject is Vietnamese', async () => {
    await decide('chap-nhan');
    await decide('mo-lai', { reason: 'Lý do <b>mở</b>', correctBefore: '30/8/2026' });
    await decide('gia-han', { extensionReason: 'Bão', dueBefore: '09/9/2026' });
    await work();
    expect(smtp.received).toHaveLength(6);
    const sessions = await db.session.findMany();
    const accounts = await db.account.findMany();
    const secrets = [
      ...sessions.map(({ id }) => id),
      ...accounts.flatMap(({ passwordHash, activationHash }) => [passwordHash, activationHash]),
      PASSWORD,
      '/kich-hoat/',
    ].filter((secret) => secret !== null);
    for (const { subject, text = '', html } of smtp.received) {
      expect(subject).toMatch(/[ạảấậđểệịọốồộớờởụứừửữáàâăêô]/);
      for (const secret of secrets) expect(text + String(html)).not.toContain(secret);
      const words = (given: string) => given.replaceAll(/[\s:]+/g, '');
      const shown = words(
        String(html)
          .replace(/<head>.*<\/head>/s, '')
          .replaceAll(/<a href="([^"]*)">([^<]*)<\/a>/g, '$2$1')
          .replaceAll(/<[^>]*>/g, '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&amp;', '&'),
      );
      expect(shown).toBe(words(text));
    }
  });
});
