import { describe, expect, test } from 'vitest';
import { csrfFrom, postForm, startTestApp } from '../support/app.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { makeAccount, makeTree, PASSWORD } from '../support/fixtures.js';

const portal = await startTestApp();
const { province } = await makeTree(portal.db);
await makeAccount(portal.db, 'quantri', province.id, ['ADMIN']);
const someUnit = { name: 'Công đoàn X', code: 'X1', level: 'GRASSROOTS', activeFrom: '01/01/2026' };
const newUnit = { ...someUnit, parentId: String(province.id) };
const cookiesOf = ({ headers }: { headers: Record<string, unknown> }) =>
  ([] as string[]).concat((headers['set-cookie'] ?? []) as string[]);
const unitsNamed = (code: string) => portal.db.unit.count({ where: { code } });

describe('headers', () => {
  test('a strict policy without unsafe-*, and no sign of the server', async () => {
    const { headers } = await portal.visitor().get('/dang-nhap');
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self';connect-src 'self';manifest-src 'self';form-action 'self';base-uri 'none';frame-ancestors 'none'",
    );
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(headers['permissions-policy']).toContain('camera=()');
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('strict-transport-security');
  });

  test('behind TLS: HSTS, and a cookie that only travels there', async () => {
    const config = { secure: true, trustProxy: 1, publicUrl: 'https://neuguong.example.vn' };
    const tls = await startTestApp({ config });
    await makeAccount(tls.db, 'quantri', (await makeTree(tls.db)).province.id, ['ADMIN']);
    const page = await tls.visitor().get('/dang-nhap').set('X-Forwarded-Proto', 'https');
    expect(page.headers['strict-transport-security']).toContain('max-age=31536000');
    const [token = ''] = cookiesOf(page);
    expect(token).toMatch(/^__Host-bieu-mau=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
    const answer = await tls
      .visitor()
      .post('/dang-nhap')
      .set({ 'X-Forwarded-Proto': 'https', Cookie: token.split(';')[0] ?? '' })
      .type('form')
      .send({ _csrf: csrfFrom(page.text), username: 'quantri', password: PASSWORD });
    expect(answer.status).toBe(303);
    for (const name of ['__Host-phien', '__Host-quen'])
      expect(cookiesOf(answer).find((cookie) => cookie.startsWith(`${name}=`))).toMatch(
        /; Path=\/;( Expires=.*;)? HttpOnly; Secure; SameSite=Lax$/,
      );
  });

  test('the session cookie is HttpOnly and Lax, and ends with the browser', async () => {
    const answer = await postForm(portal.visitor(), '/dang-nhap', {
      username: 'quantri',
      password: PASSWORD,
    });
    expect(cookiesOf(answer).find((cookie) => cookie.startsWith('phien='))).toMatch(
      /^phien=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/,
    );
  });

  test.each(['br', 'gzip', 'identity'])(
    'a page of work comes as %s to who asks for that, with its stylesheet named in a header',
    async (encoding) => {
      const answer = await portal.visitor().get('/dang-nhap').set('Accept-Encoding', encoding);
      expect(answer.headers['content-encoding']).toBe(encoding === 'identity' ? undefined : encoding);
      expect(answer.headers['vary']).toBe('Accept-Encoding');
      expect(answer.headers['link']).toMatch(/^<\/assets\/public[\w-]*\.css>; rel=preload; as=style$/);
      expect(answer.text).toContain('</html>');
    },
  );

  test('each answer has its own request id', async () => {
    const [one, two] = [await portal.visitor().get('/dang-nhap'), await portal.visitor().get('/khong-co')];
    expect(one.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(two.headers['x-request-id']).not.toBe(one.headers['x-request-id']);
  });

  test('a public page starts no session and sets no cookie', async () => {
    const before = await portal.db.session.count();
    const answer = await portal.visitor().get('/khong-co-trang-nay');
    expect(answer.status).toBe(404);
    expect(answer.headers).not.toHaveProperty('set-cookie');
    expect(await portal.db.session.count()).toBe(before);
  });

  test('whoever is not signed in is kept no session, on whatever page, however often', async () => {
    const before = await portal.db.session.count();
    const paths = [
      '/dang-nhap',
      '/dang-nhap',
      '/quen-mat-khau',
      '/kich-hoat/khong-co',
      '/xac-thuc',
      '/khong-co',
    ];
    const browser = portal.visitor();
    for (const agent of [browser, ...Array.from({ length: 10 }, () => portal.visitor())])
      for (const path of [...paths, '/tai-khoan', '/xac-nhan-thu/khong-co']) await agent.get(path);
    await postForm(browser, '/dang-nhap', { username: 'quantri', password: 'sai' });
    await postForm(browser, '/dang-xuat', {}, '/dang-nhap');
    await browser.post('/tai-khoan').type('form').send({ note: 'đã gõ' });
    expect(await portal.db.session.count()).toBe(before);
  });
});

describe('where a write comes from', () => {
  const write = async (headers: Record<string, string>) => {
    const admin = await portal.signedIn('quantri');
    const _csrf = csrfFrom((await admin.get('/quan-tri/don-vi/moi')).text);
    return admin
      .post('/quan-tri/don-vi/moi')
      .set(headers)
      .type('form')
      .send({ _csrf, ...newUnit });
  };

  test.each([
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'rubbish' },
  ])('%j is refused, even with the token, and shows nothing to send again', async (headers) => {
    const answer = await write(headers);
    expect(answer.status).toBe(403);
    expect(answer.text).toContain('được gửi từ một trang khác');
    expect(answer.text).not.toContain('Công đoàn X');
    expect(await unitsNamed('X1')).toBe(0);
  });

  test('the own origin passes, and so does a browser that tells nothing', async () => {
    expect((await write({ Host: 'portal.test', Origin: 'http://portal.test' })).status).toBe(303);
    expect(await unitsNamed('X1')).toBe(1);
  });
});

describe('the CSRF token', () => {
  test.each([{}, { _csrf: 'wrong' }])(
    'missing or wrong (%j): 403, nothing written, the typed text sent again by one button',
    async (token) => {
      const admin = await portal.signedIn('quantri');
      const typed = { ...newUnit, code: 'X2', name: 'Công đoàn “Y” <b>' };
      const refused = await admin
        .post('/quan-tri/don-vi/moi')
        .type('form')
        .send({ ...token, ...typed });
      expect(refused.status).toBe(403);
      expect(refused.text).toContain('Công đoàn “Y” &lt;b&gt;');
      expect(refused.text).toContain('action="/quan-tri/don-vi/moi"');
      expect(await unitsNamed('X2')).toBe(0);

      const again = await admin.post('/quan-tri/don-vi/moi').type('form').send(hiddenFields(refused.text));
      expect(again.status).toBe(303);
      expect(await portal.db.unit.findUnique({ where: { code: 'X2' } })).toMatchObject({ name: typed.name });
      await portal.db.historyEvent.findFirstOrThrow({ where: { action: 'unit-created' } });
      await portal.db.unit.update({
        where: { code: 'X2' },
        data: { code: `X2-${String(Math.random()).slice(2, 8)}` },
      });
    },
  );

  test('a token of another session is wrong', async () => {
    const [one, two] = [await portal.signedIn('quantri'), await portal.signedIn('quantri')];
    const _csrf = csrfFrom((await one.get('/quan-tri/don-vi/moi')).text);
    const answer = await two
      .post('/quan-tri/don-vi/moi')
      .type('form')
      .send({ _csrf, ...newUnit, code: 'X3' });
    expect(answer.status).toBe(403);
    expect(await unitsNamed('X3')).toBe(0);
  });

  test('of a stranger is good in the browser that got it, and in no other, nor with a cookie made up', async () => {
    const [one, two] = [portal.visitor(), portal.visitor()];
    const signIn = { username: 'quantri', password: PASSWORD };
    const _csrf = csrfFrom((await one.get('/dang-nhap')).text);
    await two.get('/dang-nhap');
    const post = (agent: typeof one) =>
      agent
        .post('/dang-nhap')
        .type('form')
        .send({ _csrf, ...signIn });
    expect((await post(two)).status).toBe(403);
    const forged = 'a'.repeat(64);
    const madeUp = await portal
      .visitor()
      .post('/dang-nhap')
      .set('Cookie', `bieu-mau=${forged}.${'A'.repeat(43)}`)
      .type('form')
      .send({ _csrf: '0'.repeat(64) + forged, ...signIn });
    expect(madeUp.status).toBe(403);
    expect((await post(one)).status).toBe(303);
  });

  test('is written in another way by each answer, so that the length of none tells it', async () => {
    const admin = await portal.signedIn('quantri');
    const tokens = [];
    for (const _ of [1, 2, 3]) tokens.push(csrfFrom((await admin.get('/quan-tri/don-vi/moi')).text));
    expect(new Set(tokens).size).toBe(3);
    for (const [at, _csrf] of tokens.entries()) {
      const answer = await admin
        .post('/quan-tri/don-vi/moi')
        .type('form')
        .send({ _csrf, ...newUnit, code: `X4${at}`, name: `Công đoàn ${at}` });
      expect(answer.status).toBe(303);
    }
  });

  test('passwords are never shown again', async () => {
    const admin = await portal.signedIn('quantri');
    const posted = {
      currentPassword: PASSWORD,
      password: 'mat khau moi toanh',
      passwordAgain: 'mat khau moi toanh',
    };
    const answer = await admin.post('/tai-khoan').type('form').send(posted);
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain('mat khau');
  });
});

describe('bad bodies', () => {
  test('5 MB is too large: 413 in words', async () => {
    const admin = await portal.signedIn('quantri');
    const answer = await admin
      .post('/quan-tri/don-vi/moi')
      .type('form')
      .send(`name=${'a'.repeat(5_000_000)}`);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('lớn hơn mức cho phép');
  });

  test('a multipart body where no files are taken: 400', async () => {
    const admin = await portal.signedIn('quantri');
    const answer = await admin.post('/quan-tri/don-vi/moi').field('name', 'x');
    expect(answer.status).toBe(400);
  });

  test('a field the form does not have: 422, and nothing is written', async () => {
    const admin = await portal.signedIn('quantri');
    const answer = await postForm(admin, '/quan-tri/don-vi/moi', { ...newUnit, code: 'X4', path: '/1/' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Biểu mẫu không có ô “path”');
    expect(await unitsNamed('X4')).toBe(0);
  });

  test.each(['abc', '0', '-1', '1e3', '99999999999', '1%00'])(
    'an id that is not a number (%s): 404',
    async (id) => {
      const admin = await portal.signedIn('quantri');
      expect((await admin.get(`/quan-tri/don-vi/${id}`)).status).toBe(404);
    },
  );

  test('an address that is not even well formed: 400, no stack', async () => {
    const answer = await portal.visitor().get('/kich-hoat/%E0%A4%A');
    expect(answer.status).toBe(400);
    expect(answer.text).not.toContain('URIError');
  });
});
