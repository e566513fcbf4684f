import { describe, expect, test } from 'vitest';
import { csrfFrom, postForm, startTestApp, type Agent } from '../support/app.js';
import { shownWords } from '../support/forms.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';

const portal = await startTestApp();
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'quantri', province.id, ['ADMIN']);
await makeAccount(db, 'lap', first.id, ['FILER', 'ADMIN']);
await makeAccount(db, 'duyet', upper.id, ['REVIEWER']);
await makeAccount(db, 'lanhdao', upper.id, ['LEADER']);
await makeAccount(db, 'ky', first.id, ['SIGNATORY']);
const HERE = { domain: '127.0.0.1', path: '/', secure: false, script: false } as never;
const WRONG = 'Tên đăng nhập hoặc mật khẩu không đúng';

const attempt = (agent: Agent, username: string, password: string, more = {}) =>
  postForm(agent, '/dang-nhap', { username, password, tiep: '', ...more });

describe('after sign-in', () => {
  test.each([
    ['lap', '/bao-cao'],
    ['ky', '/bao-cao'],
    ['duyet', '/theo-doi'],
    ['lanhdao', '/theo-doi'],
    ['quantri', '/quan-tri'],
  ])('%s begins at %s, and is led there from the sign-in page too', async (username, path) => {
    const agent = portal.visitor();
    expect((await attempt(agent, username, PASSWORD)).headers['location']).toBe(path);
    const again = await agent.get('/dang-nhap');
    expect([again.status, again.headers['location']]).toEqual([303, path]);
  });

  test('one returns to the page one asked for', async () => {
    const agent = portal.visitor();
    const asked = await agent.get('/bao-cao/2026?lan=1');
    expect([asked.status, asked.headers['location']]).toEqual([
      302,
      '/dang-nhap?tiep=%2Fbao-cao%2F2026%3Flan%3D1',
    ]);
    const form = await agent.get(asked.headers['location'] ?? '');
    const answer = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...hiddenFields(form.text), username: 'lap', password: PASSWORD });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao/2026?lan=1']);
  });

  test.each([
    '//evil.vn',
    '/\\evil.vn',
    '\\\\evil.vn',
    'https://evil.vn',
    '/.//evil.vn',
    '/%2e//evil.vn',
    '/\t/evil.vn',
    'evil',
    'javascript:alert(1)',
    '/a\r\nSet-Cookie: x=1',
  ])('never elsewhere: %j', async (tiep) => {
    const answer = await attempt(portal.visitor(), 'lap', PASSWORD, { tiep });
    expect(answer.status).toBe(303);
    expect(answer.headers['location']).toBe('/bao-cao');
    const visit = await (await portal.signedIn('lap')).get(`/dang-nhap?tiep=${encodeURIComponent(tiep)}`);
    expect(visit.headers['location']).toBe('/bao-cao');
  });

  test('the username takes any case, and NFD', async () => {
    const made = await makeAccount(db, 'bí.thư', first.id, ['FILER']);
    for (const typed of ['BÍ.THƯ', 'bí.thư'.normalize('NFD'), '  Bí.Thư '])
      expect((await attempt(portal.visitor(), typed, PASSWORD)).status).toBe(303);
    expect(await db.session.count({ where: { accountId: made.id } })).toBe(3);
  });

  test('the session has a new id, and the old one is gone', async () => {
    const agent = portal.visitor();
    const idOf = () => /phien=s%3A([^.]+)/.exec(agent.jar.getCookies(HERE).toValueString())?.[1] ?? '';
    await attempt(agent, 'lap', PASSWORD);
    const before = idOf();
    await postForm(agent, '/dang-xuat', {}, '/tai-khoan');
    await attempt(agent, 'lap', PASSWORD);
    expect(idOf()).not.toBe('');
    expect(idOf()).not.toBe(before);
    expect(await db.session.findUnique({ where: { id: before } })).toBeNull();
  });
});

describe('the session', () => {
  test('ends at sign-out, on the server too', async () => {
    const account = await makeAccount(db, 'ra', first.id, ['FILER']);
    const agent = await portal.signedIn('ra');
    const answer = await postForm(agent, '/dang-xuat', {}, '/tai-khoan');
    expect([answer.status, answer.headers['location']]).toEqual([303, '/dang-nhap']);
    expect(answer.headers['clear-site-data']).toBe('"cache"');
    expect((await agent.get('/dang-nhap')).text).toContain('Bạn đã đăng xuất.');
    expect((await agent.get('/tai-khoan')).status).toBe(302);
    expect(await db.session.count({ where: { accountId: account.id } })).toBe(0);
  });

  test('ends after 8 hours without use, and use keeps it', async () => {
    const start = clock();
    const [used, unused] = [await portal.signedIn('lap'), await portal.signedIn('lap')];
    clock.set(new Date(start.getTime() + 4 * 3_600_000));
    expect((await used.get('/tai-khoan')).status).toBe(200);
    clock.set(new Date(start.getTime() + 8 * 3_600_000));
    expect((await unused.get('/tai-khoan')).status).toBe(302);
    clock.set(new Date(start.getTime() + 11.9 * 3_600_000));
    expect((await used.get('/tai-khoan')).status).toBe(200);
    clock.set(start);
  });

  test('ends when the account or its unit is no longer active, at the very next request', async () => {
    await makeAccount(db, 'thoi', second.id, ['FILER']);
    const [one, two] = [await portal.signedIn('thoi'), await portal.signedIn('thoi')];
    await db.account.update({ where: { username: 'thoi' }, data: { deactivatedAt: clock() } });
    expect((await one.get('/tai-khoan')).status).toBe(302);
    expect((await attempt(portal.visitor(), 'thoi', PASSWORD)).text).toContain(WRONG);
    await db.account.update({ where: { username: 'thoi' }, data: { deactivatedAt: null } });
    await db.unit.update({ where: { id: second.id }, data: { activeTo: clock() } });
    expect((await two.get('/tai-khoan')).status).toBe(302);
    await db.unit.update({ where: { id: second.id }, data: { activeTo: null } });
  });

  test('reads the actor afresh: a role taken away is gone at the next request', async () => {
    const account = await makeAccount(db, 'doi', province.id, ['ADMIN']);
    const agent = await portal.signedIn('doi');
    expect((await agent.get('/quan-tri')).status).toBe(200);
    await db.account.update({ where: { id: account.id }, data: { roles: ['LEADER'] } });
    expect((await agent.get('/quan-tri')).status).toBe(403);
  });

  test('is not written at every request', async () => {
    const agent = await portal.signedIn('lap');
    await agent.get('/tai-khoan');
    const expiries = async () =>
      (await db.session.findMany({ orderBy: { id: 'asc' } })).map((row) => row.expiresAt.getTime());
    const before = await expiries();
    clock.set(new Date(clock().getTime() + 60_000));
    await agent.get('/tai-khoan');
    expect(await expiries()).toEqual(before);
    clock.set(new Date(clock().getTime() + 5 * 60_000));
    await agent.get('/tai-khoan');
    expect(await expiries()).not.toEqual(before);
  });
});

describe('a refused sign-in', () => {
  test('says the same for a wrong password and for no account, and keeps the name but not the password', async () => {
    const [known, unknown] = [
      await attempt(portal.visitor(), 'ky', 'sai mat khau'),
      await attempt(portal.visitor(), 'khong-ai', 'sai mat khau'),
    ];
    for (const answer of [known, unknown]) {
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(WRONG);
      expect(answer.text).toContain('<title>Lỗi: Đăng nhập');
      expect(answer.text).not.toContain('sai mat khau');
    }
    expect(known.text).toContain('value="ky"');
  });

  test('without a password set, an account lets nobody in', async () => {
    await makeAccount(db, 'chua', first.id, ['FILER']);
    await db.account.update({ where: { username: 'chua' }, data: { passwordHash: null } });
    expect((await attempt(portal.visitor(), 'chua', PASSWORD)).status).toBe(422);
  });

  test.each([
    { username: '', password: '' },
    { username: 'a'.repeat(10_000), password: 'x' },
    { username: 'lap', password: 'x'.repeat(10_000) },
    { username: 'lap\u0000', password: PASSWORD },
  ])('bad input is 422 (%#)', async (fields) => {
    expect((await postForm(portal.visitor(), '/dang-nhap', fields)).status).toBe(422);
  });

  test.each(['khoa-co', 'khoa-khong-co'])(
    'the sixth try at one place has to wait for %s, the right password too',
    async (name) => {
      if (name === 'khoa-co') await makeAccount(db, name, first.id, ['FILER']);
      for (let i = 0; i < 5; i += 1) expect((await attempt(portal.visitor(), name, 'sai')).status).toBe(422);
      const locked = await attempt(portal.visitor(), name.toUpperCase(), PASSWORD);
      expect(locked.status).toBe(429);
      expect(locked.headers['retry-after']).toBe('60');
      expect(locked.text).toContain('Hãy đợi khoảng 1 phút');
      expect((await attempt(portal.visitor(), 'lap', PASSWORD)).status).toBe(303);
      // The wait ends by itself.
      const start = clock();
      clock.set(new Date(start.getTime() + 60_000));
      expect((await attempt(portal.visitor(), name, PASSWORD)).status).toBe(name === 'khoa-co' ? 303 : 422);
      clock.set(start);
    },
  );

  test('success forgets earlier failures', async () => {
    await makeAccount(db, 'quen', first.id, ['FILER']);
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) await attempt(portal.visitor(), 'quen', 'sai');
      expect((await attempt(portal.visitor(), 'quen', PASSWORD)).status).toBe(303);
    }
  });

  test('many names from one address are stopped as well', async () => {
    await db.rateLimit.deleteMany();
    const agent = portal.visitor();
    const _csrf = csrfFrom((await agent.get('/dang-nhap')).text);
    const statuses: number[] = [];
    for (let i = 0; i < 51; i += 1) {
      const posted = { _csrf, username: `ten${i}`, password: 'sai' };
      statuses.push((await agent.post('/dang-nhap').type('form').send(posted)).status);
    }
    expect(statuses.slice(0, 50)).toEqual(Array(50).fill(422));
    expect(statuses[50]).toBe(429);
    await db.rateLimit.deleteMany();
  });
});

describe('what an expired session posted', () => {
  const typed = {
    ...{ version: '3', seen: '1 2', note: 'Dòng một\r\nDòng “hai” & <b>\u0085 😀', trong: '' },
    _words: 'note Ghi chú\ntrong Ô trống',
  };

  test('comes back readable after sign-in, with one button that sends it where it was going', async () => {
    const agent = portal.visitor();
    const refused = await agent.post('/bao-cao/2026/chung?a=1').type('form').send(typed);
    expect(refused.status).toBe(401);
    expect(refused.text).toContain('nội dung ấy không mất');
    const fields = hiddenFields(refused.text);

    const wrong = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...fields, username: 'lap', password: 'sai' });
    expect(wrong.status).toBe(422);
    const shown = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...hiddenFields(wrong.text), username: 'lap', password: PASSWORD });
    expect(shown.status).toBe(200);
    expect(shownWords(shown.text)).toEqual([{ label: 'Ghi chú', text: typed.note }]);
    expect(shown.text).toContain('action="/bao-cao/2026/chung?a=1"');
    const { _csrf, _key, ...kept } = hiddenFields(shown.text);
    expect(_key).not.toBe('');
    expect(kept).toEqual(typed);
    expect(_csrf).not.toBe(fields['_csrf']);
  });

  test('is written once it is sent again', async () => {
    const posted = {
      name: 'Công đoàn gửi lại',
      code: 'GL1',
      level: 'GRASSROOTS',
      parentId: String(province.id),
      activeFrom: '01/01/2026',
    };
    const agent = portal.visitor();
    const refused = await agent.post('/quan-tri/don-vi/moi').type('form').send(posted);
    const shown = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...hiddenFields(refused.text), username: 'quantri', password: PASSWORD });
    const sent = await agent.post('/quan-tri/don-vi/moi').type('form').send(hiddenFields(shown.text));
    expect(sent.status).toBe(303);
    expect(await db.unit.count({ where: { code: 'GL1' } })).toBe(1);
  });

  test('repeated fields stay repeated', async () => {
    const agent = portal.visitor();
    const refused = await agent.post('/quan-tri/tai-khoan/moi').type('form').send('roles=FILER&roles=ADMIN');
    const carried = JSON.parse(hiddenFields(refused.text)['carried'] ?? '') as { fields: unknown };
    expect(carried.fields).toEqual([
      ['roles', 'FILER'],
      ['roles', 'ADMIN'],
    ]);
  });

  test('passwords and hidden tokens are not carried', async () => {
    const agent = portal.visitor();
    const secrets = { _csrf: 'abcdef', currentPassword: 'bi mat 1', password: 'bi mat 2', note: 'giữ' };
    const refused = await agent.post('/tai-khoan').type('form').send(secrets);
    expect(refused.text).toContain('giữ');
    expect(refused.text).not.toMatch(/bi mat|abcdef/);
  });

  test('files cannot be carried, and the page says so', async () => {
    const agent = portal.visitor();
    const refused = await agent
      .post('/bao-cao/2026/tai-lieu')
      .field('ghi_chu', 'có tệp')
      .field('_words', 'ghi_chu Ghi chú')
      .attach('ban_ky', Buffer.from('%PDF-1.4'), 'ký.pdf');
    expect(refused.status).toBe(401);
    const shown = await agent
      .post('/dang-nhap')
      .type('form')
      .send({ ...hiddenFields(refused.text), username: 'lap', password: PASSWORD });
    expect(shown.text).toContain('Tệp đính kèm không giữ lại được');
    expect(shown.text).toContain('có tệp');
  });

  test('too much to carry is shown, to be copied', async () => {
    const refused = await portal
      .visitor()
      .post('/bao-cao/2026/chung')
      .type('form')
      .send({ a: 'ữ'.repeat(200_000), _words: 'a Diễn biến' });
    expect(refused.status).toBe(401);
    expect(hiddenFields(refused.text)).not.toHaveProperty('carried');
    expect(refused.text).toContain('Hãy sao chép');
    expect(refused.text).toContain('ữ'.repeat(200_000));
  });

  test.each(['//evil.vn/a', 'https://evil.vn', '/\\evil.vn', 'rubbish', ''])(
    'is never sent elsewhere: %j',
    async (path) => {
      const carried = JSON.stringify({ path, fields: [['a', 'b']], hadFiles: false });
      const answer = await attempt(portal.visitor(), 'lap', PASSWORD, { carried });
      expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao']);
    },
  );

  test('rubbish in place of it does no harm', async () => {
    for (const carried of ['{', '[]', '{"path":"/a"}', 'x'.repeat(100_000)])
      expect((await attempt(portal.visitor(), 'lap', PASSWORD, { carried })).status).toBe(303);
  });
});

test('a sign-in page that was open too long is shown again with the name', async () => {
  const answer = await portal
    .visitor()
    .post('/dang-nhap')
    .type('form')
    .send({ _csrf: 'old', username: 'lap', password: PASSWORD });
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('Trang đăng nhập đã mở quá lâu');
  expect(answer.text).toContain('value="lap"');
  expect(answer.text).not.toContain(PASSWORD);
});
