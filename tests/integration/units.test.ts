import { describe, expect, test } from 'vitest';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { isoDay } from '../../src/platform/text/calendar.js';

const portal = await startTestApp();
const { db } = portal;
const { province, upper, first, second } = await makeTree(db);
const other = await makeUnit(db, {
  name: 'Công đoàn ngành Giáo dục',
  level: 'UPPER_LEVEL',
  parentId: province.id,
});
const foreign = await makeUnit(db, { name: 'CĐCS Trường A', parentId: other.id });
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const root = await portal.signedIn('goc');
const branch = await portal.signedIn('nganh');

const NEW = '/quan-tri/don-vi/moi';
const wanted = (given = {}) => ({
  name: 'CĐCS Trạm Y tế',
  code: 'TYT',
  level: 'GRASSROOTS',
  parentId: String(upper.id),
  activeFrom: '01/9/2026',
  ...given,
});
const viewOf = (id: number) => `/quan-tri/don-vi/${id}`;
const pageOf = (id: number) => `${viewOf(id)}/sua`;
const lastEvent = () => lastEventIn(db);
const fieldsOf = async (id: number, given = {}) => {
  const unit = await db.unit.findUniqueOrThrow({ where: { id } });
  const { name, code, level, parentId, version } = unit;
  return {
    name,
    code,
    level,
    parentId: String(parentId),
    activeFrom: '01/01/2020',
    version: String(version),
    ...given,
  };
};

describe('a new unit', () => {
  test('is a row below its parent, folded for search, with its event', async () => {
    const answer = await postForm(root, NEW, wanted({ name: '  Trạm Y tế  Đo\u0302\u0323i ', code: 'tyt1' }));
    const unit = await db.unit.findUniqueOrThrow({ where: { code: 'TYT1' } });
    expect(unit).toMatchObject({
      name: 'Trạm Y tế Đội',
      nameFolded: 'tram y te doi',
      parentId: upper.id,
      activeFrom: isoDay('2026-09-01'),
    });
    expect([answer.status, answer.headers['location']]).toEqual([303, viewOf(unit.id)]);
    expect(unit.path).toBe(`${upper.path}${unit.id}/`);
    expect(await lastEvent()).toMatchObject({
      action: 'unit-created',
      unitId: unit.id,
      actorName: 'Người dùng goc',
    });
    expect((await root.get('/quan-tri/don-vi')).text).toContain('Đã thêm');
  });

  test.each([
    ['name', '', 'Hãy nhập tên đơn vị'],
    ['name', 'a'.repeat(201), 'dài quá 200'],
    ['name', 'a\u0007b', 'ký tự điều khiển'],
    ['code', 'a b', 'không có khoảng trống'],
    ['code', 'A'.repeat(31), 'dài quá 30'],
    ['level', 'PROVINCE', 'Hãy chọn cấp'],
    ['level', '', 'Hãy chọn cấp'],
    ['parentId', 'abc', 'không hợp lệ'],
    ['parentId', '999999', 'trong danh sách'],
    ['activeFrom', '31/9/2026', 'không có ngày 31/9/2026'],
    ['activeFrom', '10/9', 'thiếu năm'],
  ])('with %s = %j is refused, and keeps what was typed', async (field, value, message) => {
    const before = await db.historyEvent.count();
    const answer = await postForm(
      root,
      NEW,
      wanted({ [field]: value, name: field === 'name' ? value : 'Tên đã gõ' }),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain(
      'value="01/9/2026"'.replace('01/9/2026', field === 'activeFrom' ? value : '01/9/2026'),
    );
    expect(await db.unit.count({ where: { code: 'TYT' } })).toBe(0);
    expect(await db.historyEvent.count()).toBe(before);
  });

  test('cannot take a code that is taken, in any case', async () => {
    const answer = await postForm(root, NEW, wanted({ code: first.code.toLowerCase() }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Mã đơn vị này đã có đơn vị khác dùng');
  });

  test('stands below a higher level only', async () => {
    for (const given of [{ level: 'UPPER_LEVEL' }, { parentId: String(first.id) }]) {
      const answer = await postForm(root, NEW, wanted({ code: 'TYT9', ...given }));
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('phải ở cấp cao hơn');
    }
  });
});

describe('an administrator of a branch', () => {
  test('sees and edits the units below the own one, and no others', async () => {
    const list = (await branch.get('/quan-tri/don-vi')).text;
    expect(list).toContain(first.name);
    expect(list).not.toContain(foreign.name);
    expect(list).not.toContain(`href="${viewOf(upper.id)}"`);
    expect((await branch.get(viewOf(first.id))).status).toBe(200);
    expect((await branch.get(pageOf(first.id))).status).toBe(200);
    for (const unit of [province, upper, other, foreign]) {
      expect((await branch.get(viewOf(unit.id))).status).toBe(404);
      expect((await branch.get(pageOf(unit.id))).status).toBe(404);
      const answer = await postForm(branch, pageOf(unit.id), await fieldsOf(unit.id, { name: 'Chiếm' }), NEW);
      expect(answer.status).toBe(404);
    }
    expect(await db.unit.count({ where: { name: 'Chiếm' } })).toBe(0);
  });

  test('cannot put a unit outside of the branch, nor be told that the place exists', async () => {
    const outside = await postForm(branch, NEW, wanted({ code: 'NG1', parentId: String(other.id) }));
    const nowhere = await postForm(branch, NEW, wanted({ code: 'NG1', parentId: '999999' }));
    expect([outside.status, nowhere.status]).toEqual([422, 422]);
    expect(outside.text).toContain('trong danh sách');
    expect(outside.text).not.toContain(other.name);
    const moved = await postForm(
      branch,
      pageOf(first.id),
      await fieldsOf(first.id, { parentId: String(other.id) }),
    );
    expect(moved.status).toBe(422);
    expect(await db.unit.findUnique({ where: { id: first.id } })).toMatchObject({ parentId: upper.id });
  });

  test('sees no periods', async () => {
    expect((await branch.get('/quan-tri')).text).not.toContain('/quan-tri/ky-bao-cao');
    expect((await branch.get('/quan-tri/ky-bao-cao')).status).toBe(403);
  });
});

describe('an edit', () => {
  test('is saved, with an event that says what changed', async () => {
    const answer = await postForm(
      root,
      pageOf(first.id),
      await fieldsOf(first.id, { name: 'CĐCS Bệnh viện B', parentId: String(province.id) }),
    );
    expect(answer.status).toBe(303);
    expect(await db.unit.findUnique({ where: { id: first.id } })).toMatchObject({
      name: 'CĐCS Bệnh viện B',
      path: `/${province.id}/${first.id}/`,
      version: 2,
    });
    const event = await lastEvent();
    expect(event).toMatchObject({ action: 'unit-edited', unitId: first.id });
    expect(JSON.stringify(event.detail)).toContain('tên: CĐCS Bệnh viện A → CĐCS Bệnh viện B');
    expect(JSON.stringify(event.detail)).toContain(`đơn vị cấp trên: ${upper.name} → ${province.name}`);
    await db.unit.update({ where: { id: first.id }, data: { parentId: upper.id } });
  });

  test('on a stale version: 409 shows both, saves nothing, and can then be saved', async () => {
    const stale = await fieldsOf(second.id, { name: 'Tên của tôi' });
    await postForm(root, pageOf(second.id), await fieldsOf(second.id, { name: 'Tên người khác' }));
    const events = await db.historyEvent.count();
    const answer = await postForm(root, pageOf(second.id), stale);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('value="Tên của tôi"');
    expect(answer.text).toMatch(/Đang được lưu:<\/p><p class="prewrap">Tên người khác/);
    expect(answer.text.match(/Đang được lưu:/g)).toHaveLength(1);
    expect(await db.historyEvent.count()).toBe(events);
    const version = /name="version" value="(\d+)"/.exec(answer.text)?.[1];
    expect((await postForm(root, pageOf(second.id), { ...stale, version: version ?? '' })).status).toBe(303);
    expect(await db.unit.findUnique({ where: { id: second.id } })).toMatchObject({ name: 'Tên của tôi' });
  });

  test('makes no cycle', async () => {
    for (const parentId of [upper.id, first.id]) {
      const answer = await postForm(
        root,
        pageOf(upper.id),
        await fieldsOf(upper.id, { parentId: String(parentId) }),
      );
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('không thể trực thuộc chính nó');
    }
  });

  test('keeps the level above the children', async () => {
    const answer = await postForm(root, pageOf(upper.id), await fieldsOf(upper.id, { level: 'GRASSROOTS' }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('không cao hơn các đơn vị đang trực thuộc');
  });

  test('ends no unit before its children', async () => {
    const end = async (id: number, activeTo: string) => {
      const { version } = await db.unit.findUniqueOrThrow({ where: { id } });
      const fields = { activeTo, accounts: 'close', version: String(version) };
      return postForm(root, `${viewOf(id)}/ket-thuc`, fields);
    };
    const ended = await end(other.id, '01/10/2026');
    expect(ended.status).toBe(422);
    expect(ended.text).toContain('Còn đơn vị trực thuộc hoạt động');
    expect((await end(foreign.id, '01/10/2026')).status).toBe(303);
    expect((await end(other.id, '01/10/2026')).status).toBe(303);
    expect(await db.unit.findUnique({ where: { id: other.id } })).toMatchObject({
      activeTo: isoDay('2026-10-01'),
    });
    const { version } = await db.unit.findUniqueOrThrow({ where: { id: foreign.id } });
    const back = await postForm(root, `${viewOf(foreign.id)}/hoat-dong-lai`, { version: String(version) });
    expect(back.status).toBe(409);
    expect(back.text).toContain('ngừng hoạt động trước đơn vị này');
    expect((await end(second.id, '01/01/2019')).text).toContain('phải sau ngày bắt đầu');
    // What is said elsewhere of a unit's place leaves its end as it is.
    expect((await postForm(root, pageOf(foreign.id), await fieldsOf(foreign.id))).status).toBe(303);
    expect((await db.unit.findUnique({ where: { id: foreign.id } }))?.activeTo).toEqual(isoDay('2026-10-01'));
  });

  test('of the federation changes name and code only', async () => {
    const { version } = await db.unit.findUniqueOrThrow({ where: { id: province.id } });
    const edit = { name: 'LĐLĐ tỉnh Minh Giang', code: 'MG', version: String(version) };
    expect((await postForm(root, pageOf(province.id), { ...edit, activeTo: '01/01/2027' })).status).toBe(422);
    expect((await postForm(root, pageOf(province.id), edit)).status).toBe(303);
    expect(await db.unit.findUnique({ where: { id: province.id } })).toMatchObject({
      name: edit.name,
      level: 'PROVINCE',
      activeTo: null,
    });
  });
});

describe('the tree', () => {
  const LIST = '/quan-tri/don-vi';
  const rows = (html: string) =>
    [...html.matchAll(/class="branch" id="don-vi-(\d+)"/g)].map((match) => Number(match[1]));

  test('starts at the own unit with its children, and opens one branch at a time by a link', async () => {
    const closed = (await root.get(LIST)).text;
    expect(rows(closed)[0]).toBe(province.id);
    expect(rows(closed)).toContain(upper.id);
    expect(rows(closed)).not.toContain(second.id);
    expect(closed).toContain(`href="${LIST}?mo=${upper.id}#don-vi-${upper.id}"`);
    const open = (await root.get(LIST).query({ mo: upper.id })).text;
    const at = rows(open).indexOf(upper.id);
    expect(rows(open).slice(at, at + 5)).toContain(second.id);
    expect(open).toContain(`<span class="visually-hidden">Đóng ${upper.name}</span>`);
    // A unit that has none below has nothing to open.
    expect(open).not.toContain(`mo=${second.id}`);
  });

  test('a branch has a page of its own; what is outside of the own one is as if it did not exist', async () => {
    const page = (await root.get(LIST).query({ nhanh: upper.id })).text;
    expect(rows(page)[0]).toBe(upper.id);
    expect(page).toContain(`<h1>${upper.name}</h1>`);
    expect(rows((await branch.get(LIST)).text)[0]).toBe(upper.id);
    for (const id of [province.id, other.id]) {
      expect((await branch.get(LIST).query({ nhanh: id })).status).toBe(404);
      expect(rows((await branch.get(LIST).query({ mo: id })).text)).not.toContain(foreign.id);
    }
  });

  test('an administrator of a grassroots union sees that unit alone, and adds none', async () => {
    await makeAccount(db, 'coso', second.id, ['ADMIN']);
    const html = (await (await portal.signedIn('coso')).get(LIST)).text;
    expect(rows(html)).toEqual([second.id]);
    expect(html).not.toContain('Thêm đơn vị');
  });

  test('is paged within a branch, each unit once', async () => {
    const crowd = await makeUnit(db, { name: 'Đông đúc', level: 'UPPER_LEVEL', parentId: province.id });
    for (let i = 0; i < 30; i += 1) await makeUnit(db, { name: `Tổ ${i % 3}`, parentId: crowd.id });
    const one = (await root.get(LIST).query({ nhanh: crowd.id })).text;
    const next = /href="([^"]*sau=\d+)"/.exec(one)?.[1]?.replace(/&(?:amp|#38);/g, '&') ?? '';
    const two = (await root.get(next)).text;
    expect([rows(one).length, rows(two).length]).toEqual([26, 6]);
    expect(new Set([...rows(one), ...rows(two)]).size).toBe(31);
    // In the tree the first of them stand, and the way to the others.
    const open = (await root.get(LIST).query({ mo: crowd.id })).text;
    expect(open).toContain(`<a href="${LIST}?nhanh=${crowd.id}">Xem tất cả đơn vị của Đông đúc</a>`);
  });
});

describe('the page of a unit', () => {
  test('has its accounts, what is below, its contact and what can be done with it', async () => {
    await db.unit.update({ where: { id: upper.id }, data: { contactPhone: '0240 1' } });
    const { text } = await root.get(viewOf(upper.id));
    for (const said of ['Người dùng nganh', '0240 1', 'công đoàn cơ sở', `${viewOf(upper.id)}/ket-thuc`])
      expect(text).toContain(said);
    expect(text).toContain(`href="/quan-tri/tai-khoan/moi?don-vi=${upper.code}"`);
    expect(text).toContain(`href="/quan-tri/don-vi?nhanh=${upper.id}"`);
    // Whom the units below ask is said by their own administrator.
    expect(text).not.toContain('/quan-tri/lien-he');
    expect((await root.get(viewOf(province.id))).text).toContain('/quan-tri/lien-he');
  });
});

describe('the list', () => {
  const names = (html: string) =>
    [...html.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)/g)].map((match) => match[1]);

  test('finds without diacritics, exact ones first', async () => {
    for (const name of ['Đường sắt', 'Dương Sát', 'Duong sat', 'Đương Sắt'])
      await makeUnit(db, { name, parentId: province.id });
    const found = names((await root.get('/quan-tri/don-vi').query({ q: 'duong sat' })).text);
    expect(found[0]).toBe('Duong sat');
    expect([...found].sort()).toEqual(['Duong sat', 'Dương Sát', 'Đường sắt', 'Đương Sắt'].sort());
    expect(names((await root.get('/quan-tri/don-vi').query({ q: 'đường SẮT' })).text)[0]).toBe('Đường sắt');
    expect(names((await root.get('/quan-tri/don-vi').query({ q: '%' })).text)).toEqual([]);
  });

  test('has pages of 25, sorted as Vietnamese is, each unit once', async () => {
    for (let i = 0; i < 35; i += 1)
      await makeUnit(db, { name: `${i % 2 ? 'Đội' : 'Dầu'} khí ${100 + i}`, parentId: province.id });
    const one = (await root.get('/quan-tri/don-vi').query({ q: 'khi', cap: 'GRASSROOTS' })).text;
    const next =
      /href="([^"]*sau=\d+)"/.exec(one)?.[1]?.replaceAll('&amp;', '&').replaceAll('&#38;', '&') ?? '';
    const two = (await root.get(next)).text;
    const all = [...names(one), ...names(two)];
    expect([names(one).length, names(two).length]).toEqual([25, 10]);
    expect(new Set(all).size).toBe(35);
    expect(all).toEqual([...all].sort(new Intl.Collator('vi').compare as (a?: string, b?: string) => number));
    expect(two).not.toContain('Trang sau');
  });

  test('shows each unit found with those above it', async () => {
    const { text } = await root.get('/quan-tri/don-vi').query({ q: second.code });
    const { name } = await db.unit.findUniqueOrThrow({ where: { id: province.id } });
    expect(text).toContain(`<span class="hint">${name} › ${upper.name}</span>`);
    const { text: theirs } = await branch.get('/quan-tri/don-vi').query({ q: second.code });
    expect(theirs).toContain(`<span class="hint">${upper.name}</span>`);
  });

  test('is narrowed to units without an account, with one that is not activated, that have ended', async () => {
    const found = async (state: string) =>
      names((await root.get('/quan-tri/don-vi').query({ q: 'tinh trang', 'tinh-trang': state })).text);
    const place = { parentId: province.id };
    await makeUnit(db, { name: 'Tình trạng không người', ...place });
    const waiting = await makeUnit(db, { name: 'Tình trạng chờ', ...place });
    const { id } = await makeAccount(db, 'cho', waiting.id, ['FILER']);
    await db.account.update({ where: { id }, data: { passwordHash: null } });
    await makeUnit(db, { name: 'Tình trạng đã ngừng', activeTo: isoDay('2026-01-01'), ...place });
    expect(await found('chua-co')).toEqual(['Tình trạng không người']);
    expect(await found('chua-kich-hoat')).toEqual(['Tình trạng chờ']);
    expect(await found('ngung')).toEqual(['Tình trạng đã ngừng']);
  });

  test('takes any query', async () => {
    expect(names((await root.get('/quan-tri/don-vi').query({ q: 'x'.repeat(5000) })).text)).toEqual([]);
    expect((await root.get('/quan-tri/don-vi').query({ sau: 'abc', cap: 'X' })).status).toBe(200);
  });
});
