import { readdirSync, readFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { settleRequests } from '../../src/accounts/forgotten/job.js';
import { sentence, type EventDetail } from '../../src/history/actions.js';
import { sendAllDue } from '../../src/mail/job.js';
import { openMailer } from '../../src/platform/jobs/mailer.js';
import { csrfFrom, postForm, signIn, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { startSmtp } from '../support/smtp.js';

const smtp = await startSmtp();
const PUBLIC_URL = 'https://neuguong.example.vn';
const mail = { url: smtp.url, from: { name: 'Cổng', address: 'cong@example.vn' } };
const portal = await startTestApp({ config: { mail, publicUrl: PUBLIC_URL, trustProxy: 1 } });
const { db, clock } = portal;
const { province, first } = await makeTree(db);
await makeAccount(db, 'quantri', province.id, ['ADMIN']);
const CHOSEN = 'một mật khẩu mới đặt';
const EMAIL = '/tai-khoan/thu-dien-tu';

beforeEach(() => {
  smtp.received.length = 0;
});

/** What the jobs do by themselves. */
async function work(): Promise<void> {
  await settleRequests(portal);
  const mailer = openMailer(mail);
  await sendAllDue(portal, mailer);
  mailer.close();
}

let address = 0;
/** Says at a fresh address that a password is forgotten. */
async function forget(username: string, from = `198.51.100.${(address += 1)}`) {
  const here = { 'X-Forwarded-For': from };
  const agent = portal.visitor();
  const _csrf = csrfFrom((await agent.get('/quen-mat-khau').set(here)).text);
  return agent.post('/quen-mat-khau').set(here).type('form').send({ _csrf, username });
}

const linkTo = (path: string) => {
  const text = smtp.received.map((letter) => letter.text ?? '').join('\n');
  return new RegExp(`${PUBLIC_URL}(${path}/[\\w-]+)`).exec(text)?.[1] ?? '';
};
const rowOf = (username: string) => db.account.findUniqueOrThrow({ where: { username } });
const lettersTo = (email: string) =>
  smtp.received.filter(({ to }) => JSON.stringify(to).includes(`"${email}"`));
const later = (minutes: number) => clock.set(new Date(clock().getTime() + minutes * 60_000));
const lastTold = async () => {
  const { action, detail, actorName } = await lastEventIn(db);
  return `${actorName} ${sentence(action, detail as EventDetail)}`;
};

async function makeReached(username: string, isConfirmed = true) {
  const account = await makeAccount(db, username, first.id, ['FILER']);
  const email = `${username}@y-te.vn`;
  const emailConfirmedAt = isConfirmed ? clock() : null;
  return db.account.update({ where: { id: account.id }, data: { email, emailConfirmedAt } });
}

describe('who forgot the password', () => {
  test('is mailed a link at the confirmed address, chooses another, and every session ends', async () => {
    const { id } = await makeReached('quen');
    const theirs = await portal.signedIn('quen');
    const page = await portal.visitor().get('/dang-nhap');
    expect(page.text).toContain('href="/quen-mat-khau"');
    expect((await forget(' QUEN ')).headers['location']).toBe('/quen-mat-khau/da-nhan');
    await work();
    expect(await lastTold()).toBe('Hệ thống đã gửi liên kết đặt lại mật khẩu qua thư cho chủ tài khoản quen');
    const link = linkTo('/kich-hoat');
    // Until it is used nothing has changed: a stranger's asking keeps nobody out.
    await signIn(portal.visitor(), 'quen');
    expect((await theirs.get('/tai-khoan')).status).toBe(200);
    const kept = await db.message.findFirstOrThrow({ where: { accountId: id } });
    expect(kept).toMatchObject({ kind: 'security', toAddress: 'quen@y-te.vn', text: '', html: '' });
    expect(JSON.stringify(await rowOf('quen'))).not.toContain(link.split('/').at(-1));

    const agent = portal.visitor();
    expect((await agent.get(link)).text).toContain('Đặt mật khẩu mới');
    const answer = await postForm(agent, link, { password: CHOSEN, passwordAgain: CHOSEN });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao']);
    expect((await theirs.get('/tai-khoan')).status).toBe(302);
    expect(await db.historyEvent.count({ where: { action: 'password-reset', actorId: id } })).toBe(1);
    const used = await portal.visitor().get(link);
    expect(used.status).toBe(404);
    expect(used.text).toContain('<h1>Liên kết này không dùng được nữa</h1>');
    expect(used.text).not.toContain('Không tìm thấy trang');
    expect(used.text).toMatch(/button-primary"[^>]*>Đăng nhập<[^]*button-secondary"[^>]*>Quên mật khẩu</);
    await signIn(portal.visitor(), 'quen', CHOSEN);
  });

  test('has an hour for it', async () => {
    await makeReached('mot.gio');
    await forget('mot.gio');
    await work();
    const link = linkTo('/kich-hoat');
    later(59);
    expect((await portal.visitor().get(link)).status).toBe(200);
    later(1);
    expect((await portal.visitor().get(link)).status).toBe(404);
  });

  test.each(['chua.xac.nhan', 'khong.thu', 'da.ngung', 'khong.co.ai'])(
    'is answered the same, and no letter goes: %s',
    async (username) => {
      const reached = `co.${username}`;
      await makeReached(reached);
      if (username === 'chua.xac.nhan') await makeReached(username, false);
      if (username === 'khong.thu') await makeAccount(db, username, first.id, ['FILER']);
      if (username === 'da.ngung') {
        const { id } = await makeReached(username);
        await db.account.update({ where: { id }, data: { deactivatedAt: clock() } });
      }
      const [one, other] = [await forget(reached), await forget(username)];
      expect([other.status, other.headers['location'], other.text]).toEqual([
        303,
        one.headers['location'],
        one.text,
      ]);
      await work();
      expect(smtp.received).toHaveLength(1);
      expect(lettersTo(`${reached}@y-te.vn`)).toHaveLength(1);
      const told = await portal.visitor().get('/quen-mat-khau/da-nhan');
      expect(told.text).toContain('gười quản trị của công đoàn cấp trên');
    },
  );

  test('is mailed a few times a day at most, and not twice in a quarter of an hour, whoever asks from wherever', async () => {
    await makeReached('bi.quay');
    for (let i = 0; i < 30; i += 1) {
      await forget('bi.quay');
      await work();
      if (i === 1) expect(lettersTo('bi.quay@y-te.vn')).toHaveLength(1);
      later(8);
      await db.rateLimit.deleteMany({ where: { key: { startsWith: 'forgotten-name' } } });
    }
    expect(lettersTo('bi.quay@y-te.vn')).toHaveLength(4);
  });

  test('from one address asks ten times in a quarter of an hour, whatever the names', async () => {
    const from = '203.0.113.5';
    for (let i = 0; i < 10; i += 1) expect((await forget(`ten${i}`, from)).status).toBe(303);
    const held = await forget('ten10', from);
    expect(held.status).toBe(429);
    expect(held.text).toMatch(/value="ten10".*Bạn đã thử quá nhiều lần|Bạn đã thử quá nhiều lần/s);
    expect((await forget('ten10', '203.0.113.6')).status).toBe(303);
    expect(await db.passwordRequest.count({ where: { username: 'ten10' } })).toBe(1);
  });

  test('where the portal sends no mail, no page offers it, and each says whom to call', async () => {
    const silent = await startTestApp();
    const tree = await makeTree(silent.db);
    const fail = { username: 'khong.co', password: 'sai', tiep: '' };
    const pages = async () => {
      const agent = silent.visitor();
      for (let times = 0; times < 5; times += 1) await postForm(agent, '/dang-nhap', fail);
      const shown = [await postForm(agent, '/dang-nhap', fail)];
      for (const path of ['/dang-nhap', '/quen-mat-khau', '/kich-hoat/da-dung'])
        shown.push(await agent.get(path));
      return shown.map(({ text }) => text.slice(0, text.indexOf('<footer')));
    };
    for (const text of await pages()) {
      expect(text).toMatch(/gọi người quản trị của công đoàn cấp trên/i);
      expect(text).not.toMatch(/"\/quen-mat-khau"|“Quên mật khẩu”/);
    }
    const { id } = tree.province;
    await silent.db.unit.update({ where: { id }, data: { contactPhone: '0240 3123 456' } });
    for (const text of await pages())
      expect(text).toMatch(/gọi (?:<a href="tel:02403123456">)?0240 3123 456/i);
  });
});

describe('the own address', () => {
  const change = (agent: Agent, email: string, currentPassword = PASSWORD) =>
    postForm(agent, EMAIL, { email, currentPassword });

  test('is changed with the password, the old one is told, and the new one is confirmed by the link sent there', async () => {
    const { id } = await makeReached('doi');
    const agent = await portal.signedIn('doi');
    const refused = await change(agent, 'moi@y-te.vn', 'sai');
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Mật khẩu hiện tại không đúng');
    expect(refused.text).toContain('value="moi@y-te.vn"');
    expect(refused.text).not.toContain('value="sai"');
    expect((await rowOf('doi')).email).toBe('doi@y-te.vn');

    expect((await change(agent, 'moi@y-te.vn')).headers['location']).toBe('/tai-khoan');
    expect(await lastTold()).toBe('Người dùng doi đã đổi địa chỉ thư điện tử của mình');
    expect(await rowOf('doi')).toMatchObject({ email: 'moi@y-te.vn', emailConfirmedAt: null });
    await work();
    expect(lettersTo('doi@y-te.vn')[0]?.text).toMatch(/bỏ khỏi một tài khoản.*Chủ tài khoản/s);
    expect(lettersTo('moi@y-te.vn')).toHaveLength(1);
    expect((await agent.get('/tai-khoan')).text).toContain('moi@y-te.vn (chưa xác nhận)');

    // Followed in another browser; what merely opens links confirms nothing.
    const link = linkTo('/xac-nhan-thu');
    const elsewhere = portal.visitor();
    expect((await elsewhere.get(link)).text).toContain('Xác nhận địa chỉ này');
    expect((await rowOf('doi')).emailConfirmedAt).toBeNull();
    const sessions = await db.session.count();
    expect((await postForm(elsewhere, link, {})).headers['location']).toBe(link);
    expect((await elsewhere.get(link)).text).toContain('Đã xác nhận địa chỉ thư điện tử');
    expect(await db.session.count()).toBe(sessions);
    expect((await rowOf('doi')).emailConfirmedAt).toEqual(clock());
    expect(await db.historyEvent.count({ where: { action: 'email-confirmed', actorId: id } })).toBe(1);
    expect((await agent.get('/tai-khoan')).text).not.toContain('chưa xác nhận');
  });

  test('that was typed before is confirmed by a letter that one asks for; the link is good for that address alone', async () => {
    await makeReached('cu', false);
    const agent = await portal.signedIn('cu');
    expect((await agent.get(EMAIL)).text).toContain('Gửi thư xác nhận');
    expect((await postForm(agent, `${EMAIL}/xac-nhan`, {}, EMAIL)).status).toBe(303);
    await work();
    const link = linkTo('/xac-nhan-thu');
    const [, id, end, mac] = /(\d+)-(\d+)-(.+)$/.exec(link) ?? [];
    const other = await rowOf('quantri');
    for (const forged of [`${other.id}-${end}-${mac}`, `${id}-${Number(end) + 1}-${mac}`])
      expect((await portal.visitor().get(`/xac-nhan-thu/${forged}`)).status).toBe(404);
    expect((await portal.visitor().get(link)).status).toBe(200);
    await change(agent, 'khac@y-te.vn');
    expect((await portal.visitor().get(link)).status).toBe(404);
    await change(agent, 'cu@y-te.vn');
    later(3 * 24 * 60);
    expect((await portal.visitor().get(link)).status).toBe(404);
  });

  test('is told by the administrator’s change as well, which confirms nothing and ends the link that went there', async () => {
    const { id } = await makeReached('bi.doi');
    await forget('bi.doi');
    await work();
    const link = linkTo('/kich-hoat');
    expect((await portal.visitor().get(link)).status).toBe(200);
    const admin = await portal.signedIn('quantri');
    const { fullName, version } = await rowOf('bi.doi');
    const page = `/quan-tri/tai-khoan/${id}`;
    const edit = { fullName, position: '', unitCode: first.code, roles: 'FILER', version: String(version) };
    expect((await postForm(admin, page, { ...edit, email: 'ke.khac@y-te.vn' })).status).toBe(303);
    expect(await rowOf('bi.doi')).toMatchObject({ emailConfirmedAt: null, resetHash: null });
    await work();
    expect(lettersTo('bi.doi@y-te.vn').at(-1)?.text).toMatch(/bỏ khỏi một tài khoản.*Người dùng quantri/s);
    expect(lettersTo('ke.khac@y-te.vn')).toEqual([]);
    expect((await portal.visitor().get(link)).status).toBe(404);
  });

  test('no administrator reads a letter that lets its reader in', async () => {
    const { id } = await makeReached('kin');
    await forget('kin');
    await settleRequests(portal);
    const waiting = await db.message.findFirstOrThrow({ where: { accountId: id } });
    expect(waiting.text).toContain('/kich-hoat/');
    const admin = await portal.signedIn('quantri');
    const shown = await admin.get(`/quan-tri/thu/${waiting.id}`);
    expect(shown.status).toBe(200);
    expect(shown.text).not.toContain('/kich-hoat/');
  });
});

test('a password may be pasted, and a password manager knows each field', async () => {
  await makeReached('dan');
  await forget('dan');
  await work();
  const agent = await portal.signedIn('dan');
  const pages = [
    await portal.visitor().get('/dang-nhap'),
    await portal.visitor().get(linkTo('/kich-hoat')),
    await agent.get('/tai-khoan'),
    await agent.get(EMAIL),
  ];
  for (const { text } of pages) {
    const fields = text.match(/<input[^>]*type="password"[^>]*>/g) ?? [];
    expect(fields.length).toBeGreaterThan(0);
    for (const field of fields) {
      expect(field).toMatch(/autocomplete="(current|new)-password"/);
      expect(field).not.toMatch(/readonly|maxlength|onpaste|data-/);
    }
  }
  // No script looks at what is pasted.
  for (const file of readdirSync('client', { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('.ts'))
      expect(readFileSync(`client/${file}`, 'utf8')).not.toMatch(/['"](before)?paste['"]/);
});
