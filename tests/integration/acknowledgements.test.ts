import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { askForReceipt, publishRequest } from '../../src/acknowledgements/commands.js';
import {
  acknowledgementsOf,
  unconfirmedRequests,
  unconfirmedUnits,
} from '../../src/acknowledgements/finders.js';
import { actAsPublisher } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { fold } from '../../src/platform/text/text.js';
import { agreed, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { actorOf, makeTestPeriod } from '../support/reports.js';
import { withLinks } from '../../src/mail/letter.js';

const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW, config: { publicUrl: 'https://neuguong.example.vn' } });
const { db, clock } = portal;
const NEW = '/quan-tri/xac-nhan/moi';

let tree: Awaited<ReturnType<typeof makeTree>>;
const agents: Record<string, Agent> = {};

beforeAll(async () => {
  tree = await makeTree(db);
  const { province, upper, first, second } = tree;
  await makeUnit(db, { name: 'CĐCS đã ngừng', parentId: upper.id, activeTo: isoDay('2026-08-01') });
  await makeUnit(db, { name: 'CĐCS chưa có', parentId: upper.id, activeFrom: isoDay('2026-12-01') });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  await makeAccount(db, 'upper-reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'upper-admin', upper.id, ['ADMIN']);
  for (const role of ['FILER', 'SIGNATORY', 'LEADER', 'REVIEWER'] as const)
    await makeAccount(db, `first-${role.toLowerCase()}`, first.id, [role]);
  await makeAccount(db, 'second-filer', second.id, ['FILER']);
  for (const { id, username } of await db.account.findMany())
    await db.account.update({ where: { id }, data: { email: `${username}@y-te.vn` } });
  await makeTestPeriod(db, 2026);
});

beforeEach(async () => {
  clock.set(NOW);
  await signInAll();
  await db.message.deleteMany();
  await db.acknowledgement.deleteMany();
  await db.acknowledgementRequest.deleteMany();
});

/** Sessions of another day are over. */
async function signInAll(): Promise<void> {
  const accounts = await db.account.findMany({ select: { username: true } });
  const signedIn = await Promise.all(accounts.map(({ username }) => portal.signedIn(username)));
  for (const [at, { username }] of accounts.entries()) agents[username] = signedIn[at] ?? portal.visitor();
}

const as = (username: string): Agent => agents[username] ?? portal.visitor();
const announcer = async () => actAsPublisher(await actorOf(db, 'root'));
const ASK = { subject: 'ANNOUNCEMENT' as const, title: 'Công văn 12', text: 'Đề nghị xem <kỹ>.' };
const ask = async (title = ASK.title) =>
  publishRequest(db, await announcer(), { ...ASK, title, confirmBefore: isoDay('2026-08-30') }, clock());
const rowOf = (unitId: number) => db.acknowledgement.findFirstOrThrow({ where: { unitId } });
const theRequest = () => db.acknowledgementRequest.findFirstOrThrow();
const confirmAs = async (username: string, id: number) =>
  postForm(as(username), `/xac-nhan/${id}/xac-nhan`, {}, '/xac-nhan');
const FIELDS = { subject: 'GUIDANCE', title: 'Hướng dẫn', text: 'Xin xem.', confirmBefore: '30/8/2026' };

describe('Asking for a receipt', () => {
  it('is one row for every active unit below, with its parent, and a message to its people', async () => {
    const answer = await postForm(as('root'), agreed(NEW), FIELDS, NEW);
    expect(answer.headers['location']).toBe('/quan-tri/xac-nhan');
    const { province, upper, first, second } = tree;
    const rows = await db.acknowledgement.findMany({ orderBy: { unitId: 'asc' } });
    expect(rows.map(({ unitId, parentId }) => [unitId, parentId])).toEqual([
      [upper.id, province.id],
      [first.id, upper.id],
      [second.id, upper.id],
    ]);
    expect(await theRequest()).toMatchObject({ subject: 'GUIDANCE', askedByName: 'Người dùng root' });
    const messages = await db.message.findMany({ orderBy: { toAddress: 'asc' } });
    expect(messages.map(({ toAddress }) => toAddress)).toEqual([
      'first-filer@y-te.vn',
      'first-leader@y-te.vn',
      'first-signatory@y-te.vn',
      'second-filer@y-te.vn',
    ]);
    const link = `https://neuguong.example.vn/xac-nhan/${(await rowOf(first.id)).id}`;
    const { text, html } = withLinks(messages[0]!, portal.config.publicUrl);
    for (const part of [text, html]) {
      expect(part).toContain(link);
      expect(part).toContain('trước ngày 30/8/2026 (chậm nhất hết ngày 29/8/2026)');
    }
    expect((await as('root').get('/quan-tri/xac-nhan')).text).toContain('Hướng dẫn');
  });

  it('twice for the same, also at the same moment, is 409 the second time, keeps what was typed, and mails once', async () => {
    const answers = await Promise.all([1, 2].map(() => postForm(as('root'), agreed(NEW), FIELDS, NEW)));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    const second = answers.find(({ status }) => status === 409)?.text;
    expect(second).toContain('Xin xem.');
    expect(second).toContain('30/8/2026');
    expect(await db.message.count()).toBe(4);
    expect(await db.acknowledgement.count()).toBe(3);
  });

  it.each([
    [{ confirmBefore: '20/8/2026' }, 'phải sau hôm nay, ngày 20/8/2026'],
    [{ confirmBefore: '31/9/2026' }, 'không có ngày 31/9/2026'],
    [{ confirmBefore: '30/8' }, 'thiếu năm'],
    [{ confirmBefore: '30/8/2028' }, 'trong vòng một năm'],
    [{ confirmBefore: '' }, 'Hãy nhập ngày xác nhận'],
    [{ title: '' }, 'Hãy nhập chủ đề'],
    [{ title: 'x'.repeat(201) }, 'dài quá 200'],
    [{ text: '' }, 'Hãy nhập lời đề nghị'],
    [{ subject: 'PERIOD' }, 'Hãy chọn văn bản'],
    [{ subject: 'constructor' }, 'Hãy chọn văn bản'],
    [{ title: 'a\u0000b' }, 'ký tự điều khiển'],
  ])('%j is refused in words, and keeps what was typed', async (wrong, words) => {
    const answer = await postForm(as('root'), NEW, { ...FIELDS, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(await db.acknowledgementRequest.count()).toBe(0);
  });

  it('is asked about first: how many units, by when, and that it is for good', async () => {
    const asked = await postForm(as('root'), NEW, FIELDS);
    expect(asked.status).toBe(200);
    for (const words of [
      'Gửi đề nghị “Hướng dẫn” đến 3 đơn vị?',
      '3 đơn vị được đề nghị xác nhận đã nhận, trước ngày 30/8/2026. Đề nghị đã gửi không sửa và không rút lại được.',
    ])
      expect(asked.text).toContain(words);
    expect(await db.acknowledgementRequest.count()).toBe(0);
    const { _key, ...kept } = hiddenFields(asked.text);
    const back = await postForm(as('root'), `${NEW}?buoc=sua-lai`, kept, NEW);
    for (const words of ['Xin xem.', '30/8/2026']) expect(back.text).toContain(words);
  });

  it('rolls back with what was published', async () => {
    const data = { ...ASK, confirmBefore: isoDay('2026-08-30') };
    const who = await announcer();
    const failing = db.$transaction(async (tx) => {
      await askForReceipt(tx, who, data, clock());
      throw new Error('not published after all');
    });
    await expect(failing).rejects.toThrow();
    expect([await db.acknowledgement.count(), await db.message.count()]).toEqual([0, 0]);
  });

  it('goes with the opening of a period where its box is ticked, within ten working days', async () => {
    const path = '/quan-tri/ky-bao-cao/2026';
    const page = (await as('root').get(path)).text;
    expect(page).toMatch(/name="receipt"[^>]*value="yes"[^>]*checked/);
    const version = /name="version" value="(\d+)"/.exec(page)?.[1] ?? '';
    expect((await postForm(as('root'), `${path}/mo`, { version, receipt: 'x' }, path)).status).toBe(400);
    const asked = (await postForm(as('root'), `${path}/mo`, { version, receipt: 'yes' }, path)).text;
    expect(asked).toContain('3 đơn vị đang hoạt động ở các cấp dưới, mỗi đơn vị có một báo cáo năm 2026');
    for (const words of ['Kỳ đã mở thì không đóng lại được', '3 đơn vị được đề nghị xác nhận đã nhận.'])
      expect(asked).toContain(words);
    expect(await db.report.count()).toBe(0);
    expect((await postForm(as('root'), agreed(`${path}/mo`), { version, receipt: 'yes' }, path)).status).toBe(
      303,
    );
    const request = await theRequest();
    expect(request).toMatchObject({ subject: 'PERIOD', title: 'Kỳ báo cáo năm 2026' });
    // Thursday 20/8 and ten working days, without 1/9 and 2/9: Monday 7/9 is the last one.
    expect(request.confirmBefore).toEqual(isoDay('2026-09-08'));
    expect(await db.acknowledgement.count()).toBe(3);
    expect((await as('first-filer').get('/bao-cao')).text).toContain('1 văn bản chưa xác nhận đã nhận');
  });
});

describe('A unit', () => {
  it('is told, opens it, and confirms it; each first time is recorded with who and when', async () => {
    await ask();
    const { id } = await rowOf(tree.first.id);
    expect((await as('first-filer').get('/xac-nhan')).text).toContain('Công văn 12');
    const page = (await as('first-reviewer').get(`/xac-nhan/${id}`)).text;
    expect(page).toContain('Đề nghị xem &lt;kỹ&gt;.');
    expect(page).not.toContain('Xác nhận đã nhận</button>');
    clock.set('2026-08-21T08:00:00+07:00');
    agents['first-filer'] = await portal.signedIn('first-filer');
    await as('first-filer').get(`/xac-nhan/${id}`);
    const answer = await confirmAs('first-filer', id);
    expect(answer.headers['location']).toBe('/xac-nhan');
    const row = await rowOf(tree.first.id);
    expect(row).toMatchObject({
      openedByName: 'Người dùng first-reviewer',
      openedAt: new Date(NOW),
      confirmedByName: 'Người dùng first-filer',
      confirmedAt: clock(),
    });
    const list = (await as('first-filer').get('/xac-nhan')).text;
    expect(list).toContain('Người dùng first-filer xác nhận lúc 08:00 ngày 21/8/2026');
    expect(list).toContain('Không có văn bản nào đang chờ');
    expect((await as('first-filer').get('/bao-cao')).text).not.toContain('cần xác nhận đã nhận');
    const events = await db.historyEvent.findMany({
      where: { unitId: tree.first.id, action: { startsWith: 'receipt-' } },
      orderBy: { id: 'asc' },
    });
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['receipt-opened', 'receipt-confirmed']);
  });

  it('confirms once: a second time, or two at once, change nothing and are no error', async () => {
    await ask();
    const { id } = await rowOf(tree.first.id);
    const events = () => db.historyEvent.count({ where: { action: 'receipt-confirmed' } });
    const before = await events();
    const answers = await Promise.all(['first-signatory', 'first-leader'].map((who) => confirmAs(who, id)));
    const { confirmedByName } = await rowOf(tree.first.id);
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect((await confirmAs('first-filer', id)).status).toBe(303);
    expect((await rowOf(tree.first.id)).confirmedByName).toBe(confirmedByName);
    expect(await events()).toBe(before + 1);
  });

  it('neither opens nor confirms for another', async () => {
    await ask();
    const { id } = await rowOf(tree.first.id);
    expect((await as('second-filer').get(`/xac-nhan/${id}`)).status).toBe(404);
    expect((await confirmAs('second-filer', id)).status).toBe(404);
    expect((await confirmAs('first-reviewer', id)).status).toBe(403);
    expect(await rowOf(tree.first.id)).toMatchObject({ openedAt: null, confirmedAt: null });
    for (const path of ['0', 'x', '999999999', '99999999999999'])
      expect((await as('first-filer').get(`/xac-nhan/${path}`)).status).toBe(404);
  });
});

describe('The parent', () => {
  const followed = async (who: string, query = {}, suffix = '') =>
    as(who)
      .get(`/xac-nhan/theo-doi/${(await theRequest()).id}${suffix}`)
      .query(query);

  it('sees how many of its direct children opened, confirmed and are overdue, and no other unit', async () => {
    await ask();
    const { first } = tree;
    await confirmAs('first-filer', (await rowOf(first.id)).id);
    const page = (await followed('upper-reviewer')).text;
    expect(page).toContain('CĐCS Bệnh viện A');
    expect(page).toContain('CĐCS Bệnh viện Đa khoa');
    expect(page).not.toContain('<th scope="row">Công đoàn ngành Y tế');
    expect(page.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')).toContain(
      'Đã xác nhận 50 % 1 / 2 đơn vị',
    );
    clock.set('2026-08-29T23:59:59.999+07:00');
    agents['upper-reviewer'] = await portal.signedIn('upper-reviewer');
    expect((await followed('upper-reviewer')).text).not.toContain('Quá hạn');
    clock.set('2026-08-30T00:00:00+07:00');
    expect((await followed('upper-reviewer')).text).toContain('Quá hạn, chưa xác nhận');
    expect((await as('upper-reviewer').get('/xac-nhan')).text).toContain('Ai đã xác nhận: Công văn 12');
    agents['board'] = await portal.signedIn('board');
    expect((await followed('board')).text).not.toContain('CĐCS Bệnh viện A');
    agents['first-reviewer'] = await portal.signedIn('first-reviewer');
    expect((await followed('first-reviewer')).status).toBe(404);
  });

  it('is told that units below its direct children are asked too, where there are any', async () => {
    await ask();
    const further = 'Các đơn vị cấp dưới nữa cũng được đề nghị xác nhận';
    expect((await followed('board')).text).toContain(`Dưới đây là 1 đơn vị trực thuộc trực tiếp. ${further}`);
    expect((await followed('upper-reviewer')).text).not.toContain(further);
    const { text } = await as('board').get('/xac-nhan');
    expect(text).toContain(`đang chờ ${tree.province.name} xác nhận`);
  });

  it('filters by state and name, and exports what the filter shows', async () => {
    await ask();
    await confirmAs('first-filer', (await rowOf(tree.first.id)).id);
    agents['upper-reviewer'] = await portal.signedIn('upper-reviewer');
    const names = async (query: object) => {
      const { text } = await followed('upper-reviewer', query);
      return [...text.matchAll(/<th scope="row">CĐCS ([^<]*)</g)].map((match) => match[1]);
    };
    expect(await names({ 'trang-thai': 'confirmed' })).toEqual(['Bệnh viện A']);
    expect(await names({ 'trang-thai': 'unconfirmed' })).toEqual(['Bệnh viện Đa khoa']);
    expect(await names({ ten: 'da khoa' })).toEqual(['Bệnh viện Đa khoa']);
    expect(await names({ ten: '%' })).toEqual([]);
    expect(await names({ 'trang-thai': 'constructor', sau: 'x' })).toHaveLength(2);
    const csv = await followed('upper-reviewer', { 'trang-thai': 'confirmed' }, '/csv');
    expect(csv.text.split('\r\n')[1]).toBe(
      'CĐCS Bệnh viện A;Đã xác nhận;Người dùng first-filer;2026-08-20 08:00;Người dùng first-filer;2026-08-20 08:00',
    );
  });

  it('of two thousand units: pages of fifty, each unit once, as many queries for many as for few', async () => {
    const big = await makeUnit(db, {
      name: 'Công đoàn ngành Lớn',
      level: 'UPPER_LEVEL',
      parentId: tree.province.id,
    });
    const data = Array.from({ length: 2000 }, (_, at) => {
      const name = `CĐCS Số ${String(at % 1900).padStart(4, '0')}`;
      return { code: `L${at}`, name, nameFolded: fold(name), parentId: big.id };
    });
    const rest = { level: 'GRASSROOTS' as const, activeFrom: isoDay('2020-01-01') };
    await db.unit.createMany({ data: data.map((unit) => ({ ...unit, ...rest })) });
    await makeAccount(db, 'big', big.id, ['REVIEWER']);
    agents['big'] = await portal.signedIn('big');
    agents['upper-reviewer'] = await portal.signedIn('upper-reviewer');
    expect(await ask()).toBe(2004);
    const counted = async (who: string) => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await followed(who);
      const count = query.mock.calls.length;
      query.mockRestore();
      return { count };
    };
    const counts = [];
    for (const who of ['big', 'upper-reviewer', 'big', 'upper-reviewer'])
      counts.push((await counted(who)).count);
    expect(new Set(counts.slice(2)).size, counts.join()).toBe(1);
    let seen = 0;
    for (let href = `/xac-nhan/theo-doi/${(await theRequest()).id}`; href !== '';) {
      const { text } = await as('big').get(href);
      seen += text.match(/<th scope="row">CĐCS/g)?.length ?? 0;
      href = (/<a[^>]*href="([^"]*)"[^>]*rel="next"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&');
    }
    expect(seen).toBe(2000);
    expect((await followed('big', {}, '/csv')).text.trim().split('\r\n')).toHaveLength(2001);
    await db.acknowledgement.deleteMany();
    await db.unit.deleteMany({ where: { parentId: big.id } });
  });
});

describe('For reminders and for the page of a unit', () => {
  it('there are the units that have not confirmed, in pages, still active, of one parent or of all', async () => {
    await ask();
    const { upper, first, second } = tree;
    const { id: requestId } = await theRequest();
    const ids = async (more: object = {}) =>
      (await unconfirmedUnits(db, { requestId, now: clock(), ...more })).map(({ unitId }) => unitId);
    expect(await ids({ parentId: upper.id })).toEqual([first.id, second.id]);
    await confirmAs('first-filer', (await rowOf(first.id)).id);
    expect(await ids({ parentId: upper.id })).toEqual([second.id]);
    const [head] = await unconfirmedUnits(db, { requestId, now: clock(), take: 1 });
    expect(await ids({ after: head?.id })).not.toContain(head?.unitId);
    expect(await unconfirmedRequests(db, isoDay('2026-08-01'))).toHaveLength(1);
    expect(await unconfirmedRequests(db, isoDay('2026-09-01'))).toHaveLength(0);
  });

  it('newest first, and no more than asked for', async () => {
    await ask('Một');
    await ask('Hai');
    const rows = await acknowledgementsOf(db, tree.first.id);
    expect(rows.map(({ request }) => request.title)).toEqual(['Hai', 'Một']);
    expect(await acknowledgementsOf(db, tree.first.id, 1)).toHaveLength(1);
  });
});
