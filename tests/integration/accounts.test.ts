import { describe, expect, test } from 'vitest';
import { csrfFrom, postForm, signIn, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit, PASSWORD } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';

const portal = await startTestApp();
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
const other = await makeUnit(db, {
  name: 'Công đoàn ngành Giáo dục',
  level: 'UPPER_LEVEL',
  parentId: province.id,
});
const foreign = await makeAccount(db, 'nguoikhac', other.id, ['FILER']);
const rootAccount = await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
let root = await portal.signedIn('goc');
const branch = await portal.signedIn('nganh');

const LIST = '/quan-tri/tai-khoan';
const NEW = `${LIST}/moi`;
const CHOSEN = 'mot mat khau du dai';
const wanted = (given = {}) => ({
  fullName: 'Trần Thị Bình',
  username: 'binh',
  position: 'Chủ tịch',
  unitCode: first.code,
  roles: 'FILER',
  ...given,
});
const pageOf = (id: number) => `${LIST}/${id}`;
const rowOf = (username: string) => db.account.findUniqueOrThrow({ where: { username } });
const lastEvent = () => lastEventIn(db);
const linkIn = (html: string) => /https?:\/\/[^/\s]+(\/kich-hoat\/[\w-]+)/.exec(html)?.[1] ?? '';
const editOf = async (id: number, given = {}) => {
  const { fullName, position, roles, version, unit } = await db.account.findUniqueOrThrow({
    where: { id },
    include: { unit: true },
  });
  return { fullName, position, unitCode: unit.code, roles, version: String(version), ...given };
};
const press = async (agent: Agent, id: number, button: string, version?: number) => {
  const row = await db.account.findUniqueOrThrow({ where: { id } });
  return postForm(agent, `${pageOf(id)}/${button}`, { version: String(version ?? row.version) }, LIST);
};
/** An account that has never been used, and its link. */
const invited = async (username: string) => {
  const answer = await postForm(root, NEW, wanted({ username }));
  return { link: linkIn(answer.text), id: (await rowOf(username)).id };
};

describe('a new account', () => {
  test('is a row without a password, an event, and a link shown once', async () => {
    const answer = await postForm(
      root,
      NEW,
      wanted({ username: ' Binh.TT ', fullName: 'Trần Thị Bi\u0300nh' }),
    );
    expect(answer.status).toBe(201);
    const row = await rowOf('binh.tt');
    expect(row).toMatchObject({
      fullName: 'Trần Thị Bình',
      nameFolded: 'tran thi binh binh.tt',
      unitId: first.id,
      roles: ['FILER'],
      passwordHash: null,
    });
    expect(await lastEvent()).toMatchObject({
      action: 'account-created',
      unitId: first.id,
      detail: { account: 'binh.tt', roles: 'Lập báo cáo' },
    });
    const link = linkIn(answer.text);
    expect(link).toMatch(/^\/kich-hoat\/[\w-]{43}$/);
    expect(row.activationHash).not.toContain(link.slice('/kich-hoat/'.length));
    expect((await root.get(pageOf(row.id))).text).not.toContain('/kich-hoat/');
  });

  test('may have several roles', async () => {
    await postForm(root, NEW, wanted({ username: 'nhieu', roles: ['FILER', 'REVIEWER', 'FILER'] }));
    expect((await rowOf('nhieu')).roles).toEqual(['FILER', 'REVIEWER']);
  });

  test.each([
    ['username', 'a b', 'không có khoảng trống'],
    ['username', 'bình', 'chữ cái không dấu'],
    ['username', 'GOC', 'đã có người dùng'],
    ['username', 'a'.repeat(61), 'dài quá 60'],
    ['fullName', '', 'Hãy nhập họ và tên'],
    ['fullName', 'a'.repeat(121), 'dài quá 120'],
    ['unitCode', 'KHONG-CO', 'Không có đơn vị mang mã này'],
    ['roles', 'KING', 'ít nhất một vai trò'],
    ['roles', '', 'ít nhất một vai trò'],
  ])('with %s = %j is refused, and keeps what was typed', async (field, value, message) => {
    const [accounts, events] = [await db.account.count(), await db.historyEvent.count()];
    const answer = await postForm(
      root,
      NEW,
      wanted({ username: 'moi', position: 'Ủy viên BCH', [field]: value }),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('value="Ủy viên BCH"');
    expect([await db.account.count(), await db.historyEvent.count()]).toEqual([accounts, events]);
  });
});

describe('an administrator of a branch', () => {
  test('sees and edits the accounts of the own unit and those below, and no others', async () => {
    const list = (await branch.get(LIST)).text;
    expect(list).toContain('nganh');
    expect(list).not.toMatch(/nguoikhac|Người dùng goc/);
    for (const id of [foreign.id, rootAccount.id]) {
      expect((await branch.get(pageOf(id))).status).toBe(404);
      expect((await postForm(branch, pageOf(id), await editOf(id, { fullName: 'Chiếm' }), LIST)).status).toBe(
        404,
      );
      for (const button of ['lien-ket', 'ngung', 'mo-lai'])
        expect((await press(branch, id, button)).status).toBe(404);
    }
    expect(await rowOf('nguoikhac')).toMatchObject({ deactivatedAt: null, activationHash: null, version: 1 });
  });

  test('cannot give an account to a unit outside, nor be told that it exists', async () => {
    for (const unitCode of [other.code, province.code]) {
      const answer = await postForm(branch, NEW, wanted({ username: 'lot', unitCode }));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Không có đơn vị mang mã này');
    }
    const own = await makeAccount(db, 'cua.nganh', second.id, ['FILER']);
    expect(
      (
        await postForm(
          branch,
          pageOf(own.id),
          await editOf(own.id, { unitCode: province.code, roles: 'ADMIN' }),
        )
      ).status,
    ).toBe(422);
    expect(await rowOf('cua.nganh')).toMatchObject({ unitId: second.id, roles: ['FILER'] });
  });
});

describe('an edit', () => {
  test('is saved, with an event that says what changed', async () => {
    const account = await makeAccount(db, 'sua', first.id, ['FILER']);
    const edit = await editOf(account.id, {
      position: 'Phó Chủ tịch',
      unitCode: second.code,
      roles: ['FILER', 'LEADER'],
    });
    expect((await postForm(root, pageOf(account.id), edit)).status).toBe(303);
    expect(await rowOf('sua')).toMatchObject({
      position: 'Phó Chủ tịch',
      unitId: second.id,
      roles: ['FILER', 'LEADER'],
      version: 2,
    });
    const event = await lastEvent();
    expect(event.action).toBe('account-edited');
    expect(JSON.stringify(event.detail)).toContain('vai trò: Lập báo cáo → Lập báo cáo, Lãnh đạo');
  });

  test('on a stale version: 409 shows both, saves nothing', async () => {
    const account = await makeAccount(db, 'cu', first.id, ['FILER']);
    const stale = await editOf(account.id, { fullName: 'Tên của tôi' });
    await postForm(
      root,
      pageOf(account.id),
      await editOf(account.id, { fullName: 'Tên người khác', roles: 'LEADER' }),
    );
    const answer = await postForm(root, pageOf(account.id), stale);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('value="Tên của tôi"');
    expect(answer.text).toContain('<p class="prewrap">Tên người khác</p>');
    expect(answer.text).toContain('<p class="prewrap">Lãnh đạo</p>');
    expect(await rowOf('cu')).toMatchObject({ fullName: 'Tên người khác', version: 2 });
  });

  test('the buttons refuse a stale version as well', async () => {
    const account = await makeAccount(db, 'cu2', first.id, ['FILER']);
    for (const button of ['lien-ket', 'ngung'])
      expect((await press(root, account.id, button, 99)).status).toBe(409);
    expect((await postForm(root, `${pageOf(account.id)}/ngung`, { version: 'x' }, LIST)).status).toBe(400);
    expect(await rowOf('cu2')).toMatchObject({ deactivatedAt: null, version: 1 });
  });
});

describe('the last administrator of the federation', () => {
  test('cannot be stopped, moved or stripped; a second one makes it possible', async () => {
    for (const given of [{ roles: 'LEADER' }, { unitCode: first.code }]) {
      const answer = await postForm(root, pageOf(rootAccount.id), await editOf(rootAccount.id, given));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('người quản trị cuối cùng');
    }
    expect((await press(root, rootAccount.id, 'ngung')).status).toBe(409);
    const invitedOnly = await postForm(
      root,
      NEW,
      wanted({ username: 'phu', unitCode: province.code, roles: 'ADMIN' }),
    );
    expect((await press(root, rootAccount.id, 'ngung')).status).toBe(409);
    const link = linkIn(invitedOnly.text);
    await postForm(portal.visitor(), link, { password: CHOSEN, passwordAgain: CHOSEN });
    const edit = await editOf(rootAccount.id, { roles: ['ADMIN', 'LEADER'] });
    expect((await postForm(root, pageOf(rootAccount.id), edit)).status).toBe(303);
    const phu = await rowOf('phu');
    expect((await press(root, phu.id, 'ngung')).status).toBe(303);
    expect(await rowOf('goc')).toMatchObject({ deactivatedAt: null });
  });

  test('two who stop each other at once: one stays', async () => {
    const a = await makeAccount(db, 'dua.a', province.id, ['ADMIN']);
    const b = await makeAccount(db, 'dua.b', province.id, ['ADMIN']);
    await db.account.update({ where: { id: rootAccount.id }, data: { roles: ['LEADER'] } });
    const [asA, asB] = [await portal.signedIn('dua.a'), await portal.signedIn('dua.b')];
    const tokens = [
      csrfFrom((await asA.get('/tai-khoan')).text),
      csrfFrom((await asB.get('/tai-khoan')).text),
    ];
    const answers = await Promise.all([
      asA
        .post(`${pageOf(b.id)}/ngung`)
        .type('form')
        .send({ _csrf: tokens[0], version: '1' }),
      asB
        .post(`${pageOf(a.id)}/ngung`)
        .type('form')
        .send({ _csrf: tokens[1], version: '1' }),
    ]);
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(await db.account.count({ where: { id: { in: [a.id, b.id] }, deactivatedAt: null } })).toBe(1);
    await db.account.update({ where: { id: rootAccount.id }, data: { roles: ['ADMIN'] } });
  });
});

describe('the page of an account', () => {
  const fieldsIn = (html: string) =>
    [...html.matchAll(/href="#(\w+)"/g)].map(([, field]) => field).filter((field) => field !== 'main');

  test('names the unit, and says of each way in when it is the right one; of the own account none', async () => {
    const account = await makeAccount(db, 'xem', first.id, ['FILER']);
    const { text } = await root.get(pageOf(account.id));
    expect(text).toContain(`${first.name} (mã ${first.code})`);
    const block = text.slice(text.indexOf('Người này không vào được?'), text.indexOf('Thông tin tài khoản'));
    for (const words of ['Tạo mã một lần', 'Tạo liên kết kích hoạt mới', 'gọi điện đọc mã', 'qua thư, Zalo'])
      expect(block).toContain(words);
    expect(block).not.toMatch(/Bỏ khóa đăng nhập|bước xác minh thứ hai/);
    await db.account.update({ where: { id: account.id }, data: { secondFactorAt: clock() } });
    expect((await root.get(pageOf(account.id))).text).toContain(`${pageOf(account.id)}/dat-lai-xac-minh`);
    expect((await root.get(pageOf(rootAccount.id))).text).not.toContain('Người này không vào được?');
  });

  test('shows a message that is ready to be passed on, with name, username, link and day', async () => {
    const account = await makeAccount(db, 'nhan', first.id, ['FILER']);
    const { text } = await press(root, account.id, 'lien-ket');
    const message = /<textarea[^>]* readonly>([^<]*)</.exec(text)?.[1] ?? '';
    for (const words of ['Người dùng nhan', 'Tên đăng nhập: nhan', linkIn(text), 'đến hết ngày'])
      expect(message).toContain(words);
    expect(text).toMatch(/<div hidden><button[^>]* data-copies="tin-nhan">/);
  });

  test('and that of a new one tell all that is wrong at once, and name the unit of a code', async () => {
    const given = { username: 'goc', email: 'sai', phone: '12', unitCode: 'KHONGCO' };
    const { status, text } = await postForm(root, NEW, wanted(given));
    expect(status).toBe(422);
    expect(fieldsIn(text)).toEqual(['username', 'email', 'phone', 'unitCode']);
    const account = await makeAccount(db, 'sai-nhieu', first.id, ['FILER']);
    const edit = await editOf(account.id, { phone: '12', unitCode: 'KHONGCO' });
    expect(fieldsIn((await postForm(root, pageOf(account.id), edit)).text)).toEqual(['phone', 'unitCode']);
    expect((await root.get(`${NEW}?don-vi=${first.code}`)).text).toContain(`Mã của ${first.name}.`);
  });
});

describe('stopping an account', () => {
  test('signs it out everywhere and voids its link; it can be brought back', async () => {
    const account = await makeAccount(db, 'ngung', first.id, ['FILER']);
    const theirs = await portal.signedIn('ngung');
    const link = linkIn((await press(root, account.id, 'lien-ket')).text);
    expect((await press(root, account.id, 'ngung')).status).toBe(303);
    expect(await lastEvent()).toMatchObject({ action: 'account-deactivated', detail: { account: 'ngung' } });
    expect(await db.session.count({ where: { accountId: account.id } })).toBe(0);
    expect((await theirs.get('/tai-khoan')).status).toBe(302);
    expect((await portal.visitor().get(link)).status).toBe(404);
    await expect(signIn(portal.visitor(), 'ngung')).rejects.toThrow('422');
    expect((await press(root, account.id, 'mo-lai')).status).toBe(303);
    const told = { action: 'account-reactivated', detail: { equals: { account: 'ngung' } } };
    expect(await db.historyEvent.count({ where: told })).toBe(1);
    // The link had ended the password.
    expect(await rowOf('ngung')).toMatchObject({ deactivatedAt: null, passwordHash: null });
  });

  test('a session that was ended is not brought back by a request under way', async () => {
    const account = await makeAccount(db, 'muon', first.id, ['FILER']);
    const theirs = await portal.signedIn('muon');
    await db.session.deleteMany({ where: { accountId: account.id } });
    await theirs.get('/tai-khoan');
    expect(await db.session.count({ where: { accountId: account.id } })).toBe(0);
  });
});

describe('the activation link', () => {
  test('lets its owner choose a password, once, and signs in', async () => {
    const { link, id } = await invited('kichhoat');
    const agent = portal.visitor();
    expect((await agent.get(link)).text).toContain('kichhoat');
    const answer = await postForm(agent, link, { password: CHOSEN, passwordAgain: CHOSEN });
    expect([answer.status, answer.headers['location']]).toEqual([303, '/bao-cao']);
    expect((await agent.get('/tai-khoan')).text).toContain('Trần Thị Bình');
    expect(await rowOf('kichhoat')).toMatchObject({
      activationHash: null,
      activationExpiresAt: null,
      version: 2,
    });
    const told = { action: 'account-activated', actorId: id, unitId: first.id };
    expect(await db.historyEvent.count({ where: told })).toBe(1);
    expect(await lastEvent()).toMatchObject({ action: 'signed-in', actorId: id });
    expect((await portal.visitor().get(link)).status).toBe(404);
    await signIn(portal.visitor(), 'kichhoat', CHOSEN);
  });

  test('of two who use it at once, one does', async () => {
    const { link } = await invited('haiban');
    const agents = [portal.visitor(), portal.visitor()];
    const tokens = [csrfFrom((await agents[0]!.get(link)).text), csrfFrom((await agents[1]!.get(link)).text)];
    const answers = await Promise.all(
      agents.map((agent, i) =>
        agent
          .post(link)
          .type('form')
          .send({
            _csrf: tokens[i],
            password: `${CHOSEN} ${i}`,
            passwordAgain: `${CHOSEN} ${i}`,
          }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
  });

  test('is good for 7 days, and void once a new one is made', async () => {
    const { link, id } = await invited('bayngay');
    const start = clock();
    clock.set(new Date(start.getTime() + 7 * 86_400_000));
    expect((await portal.visitor().get(link)).status).toBe(200);
    clock.set(new Date(start.getTime() + 8 * 86_400_000));
    expect((await portal.visitor().get(link)).status).toBe(404);
    clock.set(start);
    // Eight days on, all sessions were over.
    root = await portal.signedIn('goc');
    const renewed = linkIn((await press(root, id, 'lien-ket')).text);
    expect((await portal.visitor().get(link)).status).toBe(404);
    expect((await portal.visitor().get(renewed)).status).toBe(200);
  });

  test('made anew ends the old password and every session at once, and is not made for oneself', async () => {
    const account = await makeAccount(db, 'quen', first.id, ['FILER']);
    const theirs = await portal.signedIn('quen');
    const link = linkIn((await press(root, account.id, 'lien-ket')).text);
    expect(link).not.toBe('');
    await expect(signIn(portal.visitor(), 'quen')).rejects.toThrow('422');
    expect((await theirs.get('/tai-khoan')).status).toBe(302);
    expect(await db.session.count({ where: { accountId: account.id } })).toBe(0);
    expect(await rowOf('quen')).toMatchObject({ passwordHash: null });
    await postForm(portal.visitor(), link, { password: CHOSEN, passwordAgain: CHOSEN });
    await signIn(portal.visitor(), 'quen', CHOSEN);
    const own = await press(root, rootAccount.id, 'lien-ket');
    expect([own.status, own.text]).toEqual([409, expect.stringContaining('tài khoản của chính bạn')]);
    expect((await rowOf('goc')).passwordHash).not.toBeNull();
  });

  test.each([
    ['ngắn', 'ngắn', 'ít nhất 10 ký tự'],
    ['thucau.matkhau', 'thucau.matkhau', 'trùng với tên đăng nhập'],
    ['Password123', 'Password123', 'quá dễ đoán'],
    ['aaaaaaaaaaaa', 'aaaaaaaaaaaa', 'quá dễ đoán'],
    [CHOSEN, `${CHOSEN}!`, 'không giống nhau'],
    ['a'.repeat(201), 'a'.repeat(201), 'dài quá 200'],
    ['', '', 'Hãy nhập mật khẩu'],
  ])('refuses %j / %j, and never shows it again', async (password, passwordAgain, message) => {
    await db.account.deleteMany({ where: { username: 'thucau.matkhau' } });
    const { link } = await invited('thucau.matkhau');
    const answer = await postForm(portal.visitor(), link, { password, passwordAgain });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    if (password) expect(answer.text).not.toContain(`value="${password}"`);
    expect((await rowOf('thucau.matkhau')).passwordHash).toBeNull();
  });
});

describe('the own account', () => {
  const change = (agent: Agent, currentPassword: string, password = CHOSEN, passwordAgain = password) =>
    postForm(agent, '/tai-khoan', { currentPassword, password, passwordAgain });

  test('changes its password, keeps this session and ends the others', async () => {
    const account = await makeAccount(db, 'minh', first.id, ['FILER']);
    const [here, there] = [await portal.signedIn('minh'), await portal.signedIn('minh')];
    const answer = await change(here, PASSWORD);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/tai-khoan']);
    expect((await here.get('/tai-khoan')).text).toContain('Đã đổi mật khẩu');
    expect((await there.get('/tai-khoan')).status).toBe(302);
    expect(await lastEvent()).toMatchObject({ action: 'password-changed', actorId: account.id });
    await signIn(portal.visitor(), 'minh', CHOSEN);
  });

  test('asks for the current password, five times', async () => {
    await makeAccount(db, 'do', first.id, ['FILER']);
    const agent = await portal.signedIn('do');
    const events = await db.historyEvent.count();
    for (let i = 0; i < 5; i += 1) {
      const answer = await change(agent, 'sai mat khau');
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Mật khẩu hiện tại không đúng');
      expect(answer.text).not.toContain('sai mat khau');
    }
    const locked = await change(agent, PASSWORD);
    expect(locked.status).toBe(429);
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(0);
    expect(await db.historyEvent.count()).toBe(events);
  });
});

test('the list finds without diacritics, exact ones first, in pages of 25', async () => {
  const create = (fullName: string, username: string) =>
    db.account.create({
      data: {
        fullName,
        username,
        nameFolded: `${fullName.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd')} ${username}`,
        unitId: first.id,
        roles: ['FILER'],
        createdAt: clock(),
      },
    });
  await create('Đặng Thị Huế', 'hue1');
  await create('Dang Thi Hue', 'hue2');
  const names = (html: string) =>
    [...html.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)/g)].map((match) => match[1]);
  expect(names((await root.get(LIST).query({ q: 'dang thi hue' })).text)).toEqual([
    'Dang Thi Hue',
    'Đặng Thị Huế',
  ]);
  expect(names((await root.get(LIST).query({ q: 'Đặng' })).text)).toEqual(['Đặng Thị Huế', 'Dang Thi Hue']);
  for (let i = 0; i < 30; i += 1) await create(`Lò Văn ${i}`, `lo${i}`);
  const one = (await root.get(LIST).query({ q: 'lo van' })).text;
  const next =
    /href="([^"]*sau=\d+)"/.exec(one)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ?? '';
  const two = (await root.get(next)).text;
  expect([names(one).length, names(two).length]).toEqual([25, 5]);
  expect(new Set([...names(one), ...names(two)]).size).toBe(30);
});

describe('the list of accounts', () => {
  const found = async (query: Record<string, string>) => {
    const { text } = await root.get(LIST).query(query);
    return [...text.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)/g)].map((match) => match[1]);
  };

  test('finds by mail, and by the name and code of the unit', async () => {
    const { id } = await makeAccount(db, 'timthu', second.id, ['LEADER']);
    await db.account.update({ where: { id }, data: { email: 'Tim.Thu@example.org' } });
    expect(await found({ q: 'tim.thu@' })).toEqual(['Người dùng timthu']);
    expect(await found({ q: 'benh vien da khoa' })).toContain('Người dùng timthu');
    expect(await found({ q: second.code.toLowerCase() })).toContain('Người dùng timthu');
    expect(await found({ q: '%' })).toEqual([]);
  });

  test('keeps those of a unit together, each unit named once', async () => {
    await makeAccount(db, 'cungdonvi', second.id, ['FILER']);
    const { text } = await root.get(LIST).query({ q: second.name });
    expect(text.match(new RegExp(`>${second.name}</a>`, 'g'))).toHaveLength(1);
    const { text: one } = await root.get(LIST).query({ 'don-vi': second.code });
    expect(one).toContain(`<h1>Tài khoản của ${second.name}</h1>`);
    expect(one).not.toContain(first.name);
  });

  test('is narrowed by role, and to who never signed in, has no mail, is not activated, is locked', async () => {
    const make = async (name: string, data: object) => {
      const { id } = await makeAccount(db, name, second.id, ['FILER']);
      await db.account.update({ where: { id }, data: { email: 'a@example.org', ...data } });
    };
    await make('loc-moi', { shownRoundAt: null });
    await make('loc-thu', { email: '' });
    await make('loc-cho', { passwordHash: null });
    await make('loc-ngung', { deactivatedAt: clock() });
    const state = (one: string) => found({ q: 'loc-', 'tinh-trang': one });
    expect(await state('chua-dang-nhap')).toEqual(['Người dùng loc-moi']);
    expect(await state('khong-thu')).toEqual(['Người dùng loc-thu']);
    await make('loc-hai', { email: '', shownRoundAt: null });
    const rows = (await root.get(LIST).query({ q: 'loc-hai' })).text;
    for (const note of ['Chưa đăng nhập</', 'Chưa có thư điện tử</']) expect(rows).toContain(note);
    await db.account.update({ where: { username: 'loc-hai' }, data: { deactivatedAt: clock() } });
    expect(await state('chua-kich-hoat')).toEqual(['Người dùng loc-cho']);
    expect(await state('da-ngung')).toEqual(['Người dùng loc-hai', 'Người dùng loc-ngung']);
    expect(await found({ q: 'loc-', 'vai-tro': 'ADMIN' })).toEqual([]);
    expect(await found({ q: 'timthu', 'vai-tro': 'LEADER' })).toEqual(['Người dùng timthu']);
    const { status } = await root.get(LIST).query({ 'vai-tro': 'X', sau: 'y', 'tinh-trang': ['a', 'b'] });
    expect(status).toBe(200);
  });
});
