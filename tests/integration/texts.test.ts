import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const DESK = '/tong-hop/2026/loi-van/limitations';
const PASSAGES = '/tong-hop/2026/doan-trich/limitations';

const TEXTS: Record<string, string> = {
  a: 'Kinh phí còn thiếu. Một số nơi còn làm hình thức. Đội ngũ cán bộ mới.',
  b: 'Thiếu người phụ trách; kinh phí chậm cấp.',
  c: 'Không có khó khăn. Lao động giỏi/sáng tạo tốt.Năm nay, tháng 9/2026.',
};
let upper: number;
const units: Record<string, number> = {};
let reviewer: Agent;

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  upper = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province })).id;
  const away = await makeUnit(db, { name: 'Công đoàn ngành khác', level: 'UPPER_LEVEL', parentId: province });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper, ['REVIEWER']);
  await makeAccount(db, 'second', upper, ['REVIEWER']);
  await makeAccount(db, 'leader', upper, ['LEADER']);
  await makeAccount(db, 'other', away.id, ['REVIEWER']);
  const parents: Record<string, number> = { a: upper, b: upper, c: upper, x: away.id };
  for (const [name, parentId] of Object.entries(parents)) {
    units[name] = (await makeUnit(db, { name: `CĐCS Bệnh viện ${name.toUpperCase()}`, parentId })).id;
    await makeAccount(db, `filer-${name}`, units[name], ['FILER']);
  }
  await openTestPeriod(db, 'admin');
  for (const name of Object.keys(parents)) await file(name, TEXTS[name] ?? 'Kinh phí của ngành khác.');
  for (const name of ['a', 'b']) await acceptFrom(db, 'reviewer', await reportId(name), clock());
  await acceptFrom(db, 'other', await reportId('x'), clock());
  reviewer = await portal.signedIn('reviewer');
});

beforeEach(async () => {
  await db.modelExample.deleteMany();
  await db.passage.deleteMany();
});

const reportId = async (name: string) => (await reportOf(db, units[name]!)).id;
const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
async function file(name: string, limitations: string, changeNote = '') {
  await fillDraft(db, `filer-${name}`, clock(), { figures: { limitations } });
  await submitDraft(db, `filer-${name}`, clock(), { changeNote });
}
const found = async (query: string) =>
  [...(await reviewer.get(`${DESK}${query}`)).text.matchAll(/<article[^]*?<\/article>/g)].map(
    ([html]) => /Bệnh viện (.)/.exec(html)?.[1],
  );

/** Marks sentences of a unit's text. */
async function mark(name: string, fields: Record<string, string | string[]>, agent = reviewer) {
  const path = `${DESK}/${await reportId(name)}`;
  return postForm(agent, path, { ...hiddenFields((await agent.get(path)).text), ...fields });
}
const passages = () => db.passage.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] });
const one = async (
  id: number,
  action: string,
  fields: Record<string, string | string[]> = {},
  agent = reviewer,
) => {
  const { version } = await db.passage.findUniqueOrThrow({ where: { id } });
  const path = `/tong-hop/2026/doan-trich/doan/${id}/${action}`;
  return postForm(agent, path, { version: String(version), ...fields }, PASSAGES);
};
/** Marked: one passage of each of the two accepted units. */
async function markBoth() {
  await mark('a', { sentences: '0', kind: 'DIFFICULTY' });
  await mark('b', { sentences: '0', kind: 'DIFFICULTY' });
  return passages();
}

describe('The desk', () => {
  it('has the accepted children’s texts one after another, by name, and nobody else’s', async () => {
    expect(await found('')).toEqual(['A', 'B']);
    expect(await found('?ca-cho-duyet=1')).toEqual(['A', 'B', 'C']);
    const html = (await reviewer.get(`${DESK}?ca-cho-duyet=1`)).text;
    expect(html).toContain('Một số nơi còn làm hình thức.');
    expect(html).not.toContain('ngành khác');
  });

  it.each([
    ['?tim=kinh phi', ['A', 'B']],
    ['?tim=KINH PHÍ', ['A', 'B']],
    [`?tim=${encodeURIComponent('kinh phí'.normalize('NFD'))}`, ['A', 'B']],
    ['?tim=doi ngu', ['A']],
    ['?tim=đội', ['A']],
    ['?tim="thieu nguoi"', ['B']],
    ['?tim="nguoi thieu"', []],
    ['?tim=kinh hình', ['A']],
    ['?tim=kinh nghiệm', []],
    ['?tim=...', ['A', 'B']],
    ['?tim=%00%01', ['A', 'B']],
    [`?tim=${'x'.repeat(5000)}`, []],
    ['?tim=a&tim=b', ['A', 'B']],
    ['?ca-cho-duyet=1&tim=gioi', ['C']],
    ['?ca-cho-duyet=1&tim=tot nam', ['C']],
    ['?ca-cho-duyet=1&tim=2026', ['C']],
    ['?ca-cho-duyet=1&tim=gioi/sang', ['C']],
    ['?cap=UPPER_LEVEL', []],
    ['?cap=__proto__&sau=abc&trich=khac', ['A', 'B']],
    ['?sau=999999', []],
  ])('asked for %s shows %j', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('marks what was found, and says what to do where nothing was', async () => {
    const html = (await reviewer.get(`${DESK}?tim=kinh phi`)).text;
    expect(html).toContain('<mark>Kinh</mark> <mark>phí</mark>');
    expect(text((await reviewer.get(`${DESK}?tim=vắng`)).text)).toContain(
      'Không có đoạn nào có đủ các chữ “vắng”',
    );
  });

  it('shows those with marked passages, and those without', async () => {
    await mark('b', { sentences: '0', kind: 'DIFFICULTY' });
    expect(await found('?trich=co')).toEqual(['B']);
    expect(await found('?trich=chua')).toEqual(['A']);
  });

  it('goes on after one of them', async () => {
    expect(await found(`?sau=${await reportId('a')}`)).toEqual(['B']);
  });

  it('counts by question who wrote, and what is marked', async () => {
    await markBoth();
    const html = text((await reviewer.get('/tong-hop/2026/loi-van')).text);
    expect(html).toMatch(/Hạn chế và nguyên nhân 2 2\/2 đơn vị 2 /);
  });

  it.each(['members_worker', 'khong_co', '__proto__', 'constructor', '%00'])(
    'has no page for %s, which is no narrative question',
    async (field) => {
      expect((await reviewer.get(`/tong-hop/2026/loi-van/${field}`)).status).toBe(404);
      expect((await reviewer.get(`/tong-hop/2026/doan-trich/${field}`)).status).toBe(404);
    },
  );

  it('asks the database as often for one text as for two', async () => {
    const count = async (query: string) => {
      const spy = vi.spyOn(pg.Client.prototype, 'query');
      await reviewer.get(`${DESK}${query}`);
      const calls = spy.mock.calls.length;
      spy.mockRestore();
      return calls;
    };
    expect(await count('?tim="thieu nguoi"')).toBe(await count('?tim="kinh phi"'));
  });
});

describe('What waits for review', () => {
  it('is opened by the reviewer who reads it here; a leader opens nothing', async () => {
    const where = { id: await reportId('c') };
    await db.report.update({ where, data: { openedAt: null } });
    await (await portal.signedIn('leader')).get(`${DESK}?ca-cho-duyet=1`);
    expect((await db.report.findUniqueOrThrow({ where })).openedAt).toBeNull();
    await reviewer.get(`${DESK}?ca-cho-duyet=1`);
    expect((await db.report.findUniqueOrThrow({ where })).openedAt).toEqual(clock());
  });
});

describe('Marking', () => {
  it('keeps the words, whose they are, and which submission; sentences in a row make one passage', async () => {
    const answer = await mark('a', { sentences: ['0', '1'], kind: 'DIFFICULTY' });
    expect(answer.status).toBe(303);
    expect(await passages()).toMatchObject([
      {
        parentId: upper,
        reportId: await reportId('a'),
        submissionNumber: 1,
        field: 'limitations',
        target: 'limitations',
        kind: 'DIFFICULTY',
        original: 'Kinh phí còn thiếu. Một số nơi còn làm hình thức.',
        text: 'Kinh phí còn thiếu. Một số nơi còn làm hình thức.',
        markedByName: 'Người dùng reviewer',
      },
    ]);
    expect(
      await db.historyEvent.count({ where: { action: 'passages-marked', unitId: upper } }),
    ).toBeGreaterThan(0);
    expect((await reviewer.get(DESK)).text).toContain('(đoạn đã đánh dấu) </span>Kinh phí');
  });

  it('takes an excerpt word for word, white space apart, also decomposed', async () => {
    await mark('b', { excerpt: ' kinh  phí\nchậm '.normalize('NFD'), kind: 'PROPOSAL' });
    expect(await passages()).toMatchObject([{ original: 'kinh phí chậm' }]);
  });

  it.each([
    ['nothing', { kind: 'STRENGTH' }, 'Hãy chọn ít nhất một câu'],
    ['an excerpt that is not there', { excerpt: 'kinh phi cham', kind: 'STRENGTH' }, 'không có trong bài'],
    ['no kind', { sentences: '0' }, 'Hãy chọn đoạn này là gì'],
    ['a kind that is none', { sentences: '0', kind: '__proto__' }, 'Hãy chọn đoạn này là gì'],
    ['a sentence that is no number', { sentences: '1e9', kind: 'STRENGTH' }, 'không hợp lệ'],
    ['an excerpt too long', { excerpt: 'x'.repeat(20_001), kind: 'STRENGTH' }, 'dài quá'],
  ])('refuses %s', async (_what, fields, message) => {
    const answer = await mark('a', { excerpt: '', ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.passage.count()).toBe(0);
  });

  it('keeps what was ticked and pasted when it is refused', async () => {
    const answer = await mark('a', { sentences: ['0', '2'], excerpt: 'chữ khác', kind: 'STRENGTH' });
    expect(answer.text).toMatch(/value="0" checked[^]*value="2" checked/);
    expect(answer.text).toContain('chữ khác</textarea>');
  });

  it('marks nothing twice', async () => {
    await mark('a', { sentences: '0', kind: 'STRENGTH' });
    const answer = await mark('a', { sentences: '0', kind: 'DIFFICULTY' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('đã được đánh dấu');
    expect(await db.passage.count()).toBe(1);
  });

  it('is refused where the unit has filed again meanwhile: the new text shows', async () => {
    const path = `${DESK}/${await reportId('c')}`;
    const seen = hiddenFields((await reviewer.get(path)).text);
    await returnTo(db, 'reviewer', await reportId('c'), clock(), new Date('2026-10-01'));
    await file('c', 'Nay đã có khó khăn.', 'Sửa.');
    const answer = await postForm(reviewer, path, { ...seen, sentences: '0', kind: 'DIFFICULTY' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nay đã có khó khăn.');
  });

  it('is for reviewers, of their direct children', async () => {
    const path = `${DESK}/${await reportId('a')}`;
    expect((await (await portal.signedIn('leader')).get(path)).status).toBe(403);
    expect((await (await portal.signedIn('other')).get(path)).status).toBe(404);
    expect((await reviewer.get(`${DESK}/${await reportId('x')}`)).status).toBe(404);
  });
});

describe('Gathered passages', () => {
  it('stand under their question, with whose they are', async () => {
    await markBoth();
    const html = text((await reviewer.get(PASSAGES)).text);
    expect(html).toMatch(/CĐCS Bệnh viện A Kinh phí còn thiếu\. .*CĐCS Bệnh viện B Thiếu người phụ trách/);
  });

  it('change places; at an end they stay', async () => {
    const [first, second] = await markBoth();
    await one(first!.id, 'len');
    expect((await passages()).map(({ id }) => id)).toEqual([first!.id, second!.id]);
    await one(first!.id, 'xuong');
    expect((await passages()).map(({ id }) => id)).toEqual([second!.id, first!.id]);
  });

  it('are edited in a copy: the original stays', async () => {
    const [first] = await markBoth();
    const fields = { text: 'Kinh phí hoạt động còn hạn chế.', kind: 'PROPOSAL', target: 'proposals' };
    expect((await one(first!.id, 'sua', fields)).status).toBe(303);
    expect(await db.passage.findUnique({ where: { id: first!.id } })).toMatchObject({
      ...fields,
      original: 'Kinh phí còn thiếu.',
      version: 2,
    });
    const html = (await reviewer.get('/tong-hop/2026/doan-trich/proposals')).text;
    expect(html).toContain('Kinh phí hoạt động còn hạn chế.');
    expect(html).toContain('Kinh phí còn thiếu.');
  });

  it.each([
    ['no words', { text: ' ' }, 'Hãy nhập đoạn trích'],
    ['too many', { text: 'x'.repeat(20_001) }, 'dài quá'],
    ['a question that is none', { target: 'members_worker' }, 'Hãy chọn câu hỏi'],
    ['a kind that is none', { kind: 'x' }, 'Hãy chọn đoạn này là gì'],
    ['controls', { text: 'a\u0000b' }, 'ký tự điều khiển'],
  ])('are not saved with %s', async (_what, wrong, message) => {
    const [first] = await markBoth();
    const fields = { text: 'Mới', kind: 'PROPOSAL', target: 'limitations', ...wrong };
    const answer = await one(first!.id, 'sua', fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
  });

  it('that somebody else edited meanwhile: 409, and both texts show', async () => {
    const [first] = await markBoth();
    await one(first!.id, 'sua', { text: 'Của người khác.', kind: 'DIFFICULTY', target: 'limitations' });
    const fields = { version: '1', text: 'Của tôi.', kind: 'DIFFICULTY', target: 'limitations' };
    const answer = await one(first!.id, 'sua', fields);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Của người khác.');
    expect(answer.text).toContain('Của tôi.');
  });

  it('are merged, and taken apart again', async () => {
    const [first, second] = await markBoth();
    expect((await one(first!.id, 'gop', { others: String(second!.id) })).status).toBe(303);
    expect(await db.passage.findUnique({ where: { id: first!.id } })).toMatchObject({
      text: 'Kinh phí còn thiếu.\nThiếu người phụ trách; kinh phí chậm cấp.',
    });
    const html = text((await reviewer.get(PASSAGES)).text);
    expect(html).toContain('CĐCS Bệnh viện A, CĐCS Bệnh viện B');
    expect(html).toContain('1 đoạn đã gộp vào đây');
    expect((await one(first!.id, 'tach')).status).toBe(303);
    expect(await passages()).toMatchObject([
      { id: first!.id, original: 'Kinh phí còn thiếu.', mergedIntoId: null },
      { id: second!.id, mergedIntoId: null },
    ]);
  });

  it('are not merged with themselves, with one merged already, another year’s or nothing', async () => {
    const [first, second] = await markBoth();
    expect((await one(first!.id, 'gop', { others: String(first!.id) })).status).toBe(409);
    expect((await one(first!.id, 'gop', { others: '999999' })).status).toBe(409);
    expect((await one(first!.id, 'gop')).status).toBe(422);
    expect((await one(first!.id, 'gop', { others: 'x' })).status).toBe(422);
    await one(first!.id, 'gop', { others: String(second!.id) });
    expect((await one(first!.id, 'gop', { others: String(second!.id) })).status).toBe(409);
    expect((await one(second!.id, 'gop', { others: String(first!.id) })).status).toBe(409);
  });

  it('are removed with what was merged into them, once it is confirmed', async () => {
    const [first, second] = await markBoth();
    await one(first!.id, 'gop', { others: String(second!.id) });
    const ask = (await reviewer.get(`/tong-hop/2026/doan-trich/doan/${first!.id}/bo`)).text;
    expect(ask).toContain('1 đoạn đã gộp vào đây cũng được bỏ');
    expect(await db.passage.count()).toBe(2);
    await one(first!.id, 'bo');
    expect(await db.passage.count()).toBe(0);
  });

  it('whose submission was replaced say so, and whether the new text still has them', async () => {
    const [, second] = await markBoth();
    await returnTo(db, 'reviewer', await reportId('c'), clock(), new Date('2026-10-01'));
    await file('c', 'Không có khó khăn. Vẫn thiếu người.', 'Sửa.');
    await acceptFrom(db, 'reviewer', await reportId('c'), clock());
    await mark('c', { sentences: '0', kind: 'STRENGTH' });
    const id = await reportId('c');
    await db.passage.updateMany({ where: { reportId: id }, data: { submissionNumber: 1 } });
    expect(text((await reviewer.get(PASSAGES)).text)).toContain('Bài mới vẫn có nguyên văn đoạn này');
    await db.passage.updateMany({ where: { reportId: id }, data: { original: 'Chữ đã bỏ.' } });
    expect(text((await reviewer.get(PASSAGES)).text)).toContain('Bài mới không còn nguyên văn đoạn này');
    await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
    expect(text((await reviewer.get(PASSAGES)).text)).toContain('nay không còn được tính');
    expect(second).toBeDefined();
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
  });

  it('are the own unit’s: leaders look, others find nothing', async () => {
    const [first] = await markBoth();
    const path = `/tong-hop/2026/doan-trich/doan/${first!.id}/sua`;
    const leader = await portal.signedIn('leader');
    expect((await leader.get(PASSAGES)).text).not.toContain('/sua');
    expect((await leader.get(path)).status).toBe(403);
    const other = await portal.signedIn('other');
    expect((await other.get(path)).status).toBe(404);
    expect((await other.get(PASSAGES)).text).not.toContain('Kinh phí còn thiếu');
    expect((await reviewer.get('/tong-hop/2026/doan-trich/doan/999999/sua')).status).toBe(404);
  });
});

describe('Model examples', () => {
  const LIST = '/tong-hop/2026/guong-dien-hinh';
  const DEED = {
    kind: 'INDIVIDUAL',
    name: 'Nguyễn Thị Đào',
    unitName: 'CĐCS Bệnh viện A',
    deed: 'Hiến máu 20 lần.',
  };
  const add = (fields: Record<string, string> = {}, query = '') =>
    postForm(reviewer, `${LIST}/moi${query}`, { version: '0', ...DEED, ...fields });

  it('are made from a passage, which is whose it is', async () => {
    await mark('a', { sentences: '2', kind: 'MODEL_EXAMPLE' });
    const [passage] = await passages();
    const query = `?doan=${passage!.id}`;
    const html = (await reviewer.get(`${LIST}/moi${query}`)).text;
    expect(html).toContain('value="CĐCS Bệnh viện A"');
    expect(html).toContain('Đội ngũ cán bộ mới.</textarea>');
    expect((await add({ audience: 'worker' }, query)).status).toBe(303);
    expect(await db.modelExample.findFirst()).toMatchObject({
      ...DEED,
      audience: 'worker',
      passageId: passage!.id,
      reportId: await reportId('a'),
      mayBeNamed: false,
    });
  });

  it.each([
    ['no name', { name: '' }, 'Hãy nhập tên tập thể'],
    ['no deed', { deed: ' ' }, 'Hãy nhập việc làm'],
    ['no kind', { kind: '' }, 'Hãy chọn tập thể hay cá nhân'],
    ['an audience that is none', { audience: '__proto__' }, 'Hãy chọn đối tượng'],
    ['a name too long', { name: 'x'.repeat(201) }, 'dài quá'],
  ])('are refused with %s, and keep what was typed', async (_what, wrong, message) => {
    const answer = await add(wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('CĐCS Bệnh viện A');
  });

  it('are found by kind, audience, name and unit, and saved as a file', async () => {
    await add({ audience: 'worker' });
    await add({ kind: 'COLLECTIVE', name: 'Tổ 100%_cấp cứu', unitName: 'CĐCS Bệnh viện B' });
    const names = async (query: string) =>
      [...(await reviewer.get(`${LIST}${query}`)).text.matchAll(/<h2>(.*?)<\/h2>/g)].map(([, name]) => name);
    expect(await names('?loai=COLLECTIVE')).toEqual(['Tổ 100%_cấp cứu']);
    expect(await names('?doi-tuong=worker')).toEqual(['Nguyễn Thị Đào']);
    expect(await names('?ten=100%25_')).toEqual(['Tổ 100%_cấp cứu']);
    expect(await names('?ten=dao')).toEqual(['Nguyễn Thị Đào']);
    expect(await names('?ten=benh vien b')).toEqual(['Tổ 100%_cấp cứu']);
    expect(await names('?ten=vắng')).toEqual([]);
    const csv = (await reviewer.get(`${LIST}/csv?loai=INDIVIDUAL`)).text;
    expect(csv).toContain('Cá nhân;Nguyễn Thị Đào;');
    expect(csv).not.toContain('Tổ 100');
  });

  it('that somebody else edited or removed meanwhile: 409 and 404', async () => {
    await add();
    const { id } = await db.modelExample.findFirstOrThrow();
    const path = `${LIST}/${id}`;
    expect((await postForm(reviewer, `${path}/sua`, { ...DEED, version: '1', deed: 'Một.' })).status).toBe(
      303,
    );
    const late = await postForm(reviewer, `${path}/sua`, { ...DEED, version: '1', deed: 'Hai.' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Một.');
    expect(late.text).toContain('Hai.');
    expect((await postForm(reviewer, `${path}/bo`, { version: '2' })).status).toBe(303);
    expect((await reviewer.get(`${path}/sua`)).status).toBe(404);
  });

  it('are the own unit’s: leaders look, others find nothing', async () => {
    await add();
    const { id } = await db.modelExample.findFirstOrThrow();
    expect((await (await portal.signedIn('leader')).get(LIST)).text).toContain('Nguyễn Thị Đào');
    expect((await (await portal.signedIn('leader')).get(`${LIST}/moi`)).status).toBe(403);
    const other = await portal.signedIn('other');
    expect((await other.get(LIST)).text).not.toContain('Nguyễn Thị Đào');
    expect((await other.get(`${LIST}/${id}/sua`)).status).toBe(404);
  });
});
