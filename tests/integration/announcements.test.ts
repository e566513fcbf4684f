import type { Agent } from 'supertest';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { agreed, postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { textOf } from '../support/words.js';

const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const DESK = '/quan-tri/thong-bao';
const TYPED = {
  version: '0',
  title: 'Tập huấn lập báo cáo',
  text: 'Tại hội trường.\nMời các đơn vị dự.',
  audience: 'EVERYONE',
  showFrom: '20/8/2026',
  lastDay: '31/8/2026',
  confirmBefore: '',
};

let admin: Agent;
const get = async (path: string) => portal.visitor().get(path);
const announce = (fields: Record<string, string> = {}, to = agreed(`${DESK}/moi`)) =>
  postForm(admin, to, { ...TYPED, ...fields }, `${DESK}/moi`);
const lastEvent = () => lastEventIn(db);

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'LĐLĐ tỉnh' });
  const child = await makeUnit(db, { name: 'CĐ ngành', parentId: province.id, level: 'UPPER_LEVEL' });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'other', child.id, ['ADMIN']);
  await makeAccount(db, 'filer', child.id, ['FILER']);
  await publishInitialGuidance(db, clock());
});
beforeEach(async () => {
  clock.set(NOW);
  admin = await portal.signedIn('root');
  await db.announcement.deleteMany();
});

describe('An announcement to everybody', () => {
  it('stands on the home page and at its own address at once, with its days', async () => {
    expect((await announce()).status).toBe(303);
    const row = await db.announcement.findFirstOrThrow();
    expect(row).toMatchObject({
      showFrom: isoDay('2026-08-20'),
      showUntil: isoDay('2026-09-01'),
      version: 1,
    });
    expect((await lastEvent()).action).toBe('announced');
    const { text } = await get('/');
    expect(text).toContain(`<a href="/thong-bao/${row.id}">Tập huấn lập báo cáo</a>`);
    expect(text).toContain('Từ ngày 20/8/2026 đến hết ngày 31/8/2026');
    expect((await get('/thong-bao')).text).toContain('Tập huấn lập báo cáo');
    expect((await get(`/thong-bao/${row.id}`)).text).toContain('<p>Mời các đơn vị dự.</p>');
  });

  it('comes at the beginning of its first day, and leaves the home page after its last', async () => {
    await announce({ showFrom: '25/8/2026' });
    const { id } = await db.announcement.findFirstOrThrow();
    const shown = async (now: string) => {
      clock.set(now);
      return [(await get('/')).text.includes('Tập huấn'), (await get(`/thong-bao/${id}`)).status];
    };
    expect(await shown('2026-08-24T23:59:59.999+07:00')).toEqual([false, 404]);
    expect(await shown('2026-08-25T00:00:00.000+07:00')).toEqual([true, 200]);
    expect(await shown('2026-08-31T23:59:59.999+07:00')).toEqual([true, 200]);
    expect(await shown('2026-09-01T00:00:00.000+07:00')).toEqual([false, 200]);
    expect((await get(`/thong-bao/${id}`)).text).toContain('đã hết hạn từ ngày 01/9/2026');
  });

  it('withdrawn, is nowhere', async () => {
    await announce();
    const { id } = await db.announcement.findFirstOrThrow();
    const withdraw = (version: string) => postForm(admin, `${DESK}/${id}/rut`, { version }, `${DESK}/moi`);
    expect((await withdraw('1')).status).toBe(303);
    expect((await lastEvent()).action).toBe('announcement-withdrawn');
    expect((await get('/')).text).not.toContain('Tập huấn');
    expect((await get(`/thong-bao/${id}`)).status).toBe(404);
    expect((await withdraw('2')).status).toBe(409);
  });

  it('says its words as they were typed, markup or not', async () => {
    const nasty = '<script>alert(1)</script> **đậm** [x](javascript:alert(1))';
    await announce({ title: nasty, text: nasty });
    const { id } = await db.announcement.findFirstOrThrow();
    for (const path of ['/', '/thong-bao', `/thong-bao/${id}`]) {
      const { text } = await get(path);
      expect(text).not.toContain('<script>alert');
      expect(textOf(text)).toContain('**đậm** [x](javascript:alert(1))');
    }
  });
});

describe('An announcement to units', () => {
  it('is read by whoever is signed in, and by nobody else', async () => {
    await announce({ audience: 'UNITS' });
    const { id } = await db.announcement.findFirstOrThrow();
    const filer = await portal.signedIn('filer');
    expect((await filer.get('/bao-cao')).text).toContain('Tập huấn lập báo cáo');
    expect((await filer.get(`/thong-bao-don-vi/${id}`)).text).toContain('Mời các đơn vị dự.');
    for (const path of ['/', '/thong-bao']) expect((await get(path)).text).not.toContain('Tập huấn');
    expect((await get(`/thong-bao/${id}`)).status).toBe(404);
    expect((await get(`/thong-bao-don-vi/${id}`)).text).not.toContain('Mời các đơn vị dự.');
  });

  it('may ask them to confirm it, once; before that it is asked whether it may, since that is for good', async () => {
    const asked = await announce({ audience: 'UNITS', confirmBefore: '28/8/2026' }, `${DESK}/moi`);
    expect(asked.text).toContain('1 đơn vị được đề nghị xác nhận đã nhận, trước ngày 28/8/2026.');
    expect(await db.announcement.count()).toBe(0);
    expect((await announce({}, `${DESK}/moi`)).status).toBe(303);
    await db.announcement.deleteMany();
    expect((await announce({ audience: 'UNITS', confirmBefore: '28/8/2026' })).status).toBe(303);
    const request = await db.acknowledgementRequest.findFirstOrThrow({ include: { units: true } });
    expect(request).toMatchObject({ subject: 'ANNOUNCEMENT', confirmBefore: isoDay('2026-08-28') });
    expect(request.units).toHaveLength(1);
    const again = await announce({ audience: 'UNITS', confirmBefore: '29/8/2026' });
    expect(again.status).toBe(409);
    expect(again.text).toContain('Mời các đơn vị dự.');
    expect([await db.announcement.count(), await db.acknowledgementRequest.count()]).toEqual([1, 1]);
  });
});

describe('Who announces', () => {
  it('is an administrator of the federation', async () => {
    const other = await portal.signedIn('other');
    for (const path of [DESK, `${DESK}/moi`]) expect((await other.get(path)).status).toBe(403);
  });

  it.each([
    ['no title', { title: ' ' }, 'Hãy nhập tiêu đề.'],
    ['no words', { text: '' }, 'Hãy nhập nội dung.'],
    ['nobody to tell', { audience: '' }, 'Hãy chọn thông báo cho ai.'],
    ['a first day that is past', { showFrom: '19/8/2026' }, 'Ngày bắt đầu đã qua.'],
    [
      'a last day before the first',
      { lastDay: '19/8/2026' },
      'Ngày cuối cùng không được trước ngày bắt đầu.',
    ],
    ['a day without a year', { lastDay: '31/8' }, 'thiếu năm'],
    [
      'a day for receipts that is past',
      { confirmBefore: '20/8/2026' },
      'Ngày đề nghị xác nhận phải sau hôm nay.',
    ],
    ['too long a title', { title: 'x'.repeat(201) }, 'Tiêu đề dài quá 200 ký tự.'],
    ['control characters', { title: 'a\u0007b' }, 'ký tự điều khiển'],
  ])('is told of %s, and nothing typed is lost', async (_what, wrong, message) => {
    const answer = await announce(wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('<title>Lỗi: ');
    expect(answer.text).toContain(message);
    if (!('text' in wrong)) expect(answer.text).toContain('Mời các đơn vị dự.');
    expect(await db.announcement.count()).toBe(0);
  });

  it('who edits what another has edited meanwhile is shown both, and nothing is lost', async () => {
    await announce();
    const { id } = await db.announcement.findFirstOrThrow();
    const { confirmBefore: _none, ...typed } = TYPED;
    const path = `${DESK}/${id}`;
    expect((await postForm(admin, path, { ...typed, version: '1', title: 'Của người kia' })).status).toBe(
      303,
    );
    const late = await postForm(admin, path, { ...typed, version: '1', title: 'Của tôi' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="Của tôi"');
    expect(late.text).toContain('Của người kia');
    expect((await db.announcement.findFirstOrThrow()).title).toBe('Của người kia');
    expect((await lastEvent()).action).toBe('announcement-edited');
  });
});
