import { beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { findWorkingCalendar } from '../../src/holidays/finders.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const { province, upper } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
let root = await portal.signedIn('goc');
const LIST = '/quan-tri/ngay-nghi';
const typed = { day: '24/12/2026', name: 'Nghỉ hoán đổi', kind: 'off' };

beforeEach(async () => {
  await db.holiday.deleteMany({ where: { name: 'Nghỉ hoán đổi' } });
});

describe('The calendar of days off', () => {
  it('comes with the holidays of the law for this year and the next', async () => {
    const { text } = await root.get(LIST);
    for (const day of [
      '02/01/2026',
      '10/01/2026',
      '17/02/2026',
      '27/4/2026',
      '22/8/2026',
      '31/8/2026',
      '02/9/2026',
    ])
      expect(text).toContain(day);
    expect((await root.get(`${LIST}?nam=2027`)).text).toContain('06/02/2027');
  });

  it('is what working days are counted by, a day worked instead too', async () => {
    const calendar = await findWorkingCalendar(db);
    expect(calendar.isWorkingDay(isoDay('2026-09-02'))).toBe(false);
    expect(calendar.isWorkingDay(isoDay('2026-08-22'))).toBe(true);
    expect(calendar.addWorkingDays(isoDay('2026-08-28'), 1)).toEqual(isoDay('2026-09-03'));
    expect(calendar.addWorkingDays(isoDay('2026-09-03'), -1)).toEqual(isoDay('2026-08-28'));
    expect(calendar.workingDaysLeft(isoDay('2026-08-28'), isoDay('2026-09-05'))).toBe(2);
    const worked = { ...typed, day: '12/9/2026', kind: 'working' };
    expect((await postForm(root, LIST, worked)).status).toBe(303);
    expect((await findWorkingCalendar(db)).isWorkingDay(isoDay('2026-09-12'))).toBe(true);
  });

  it('takes a day, once, and gives it back; both are history', async () => {
    expect((await postForm(root, LIST, typed)).status).toBe(303);
    const again = await postForm(root, LIST, { ...typed, name: 'Tên khác' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Lịch đã có ngày 24/12/2026');
    expect(again.text).toContain('value="Tên khác"');
    expect((await postForm(root, `${LIST}/bo`, { day: '24/12/2026' }, LIST)).status).toBe(303);
    expect((await postForm(root, `${LIST}/bo`, { day: '24/12/2026' }, LIST)).status).toBe(404);
    const events = await db.historyEvent.findMany({ where: { action: { startsWith: 'holiday' } } });
    expect(events.slice(-2).map(({ action }) => action)).toEqual(['holiday-added', 'holiday-removed']);
  });

  it.each([
    [{ day: '31/9/2026' }, 'không có ngày 31/9/2026'],
    [{ day: '2/9' }, 'thiếu năm'],
    [{ day: '' }, 'Hãy nhập ngày'],
    [{ name: '' }, 'Hãy nhập tên'],
    [{ name: 'x'.repeat(121) }, 'dài quá 120'],
    [{ kind: 'maybe' }, 'Hãy chọn loại ngày'],
  ])('refuses %j and keeps what was typed', async (wrong, message) => {
    const answer = await postForm(root, LIST, { ...typed, ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.holiday.count({ where: { name: 'Nghỉ hoán đổi' } })).toBe(0);
  });

  it('marks what nobody has compared with the notice, until an administrator confirms it: a day, or a year', async () => {
    const marks = async (year: string) =>
      (await root.get(`${LIST}?nam=${year}`)).text.split('Cần xác nhận').length - 1;
    const before = await marks('2026');
    expect(before).toBeGreaterThan(10);
    expect((await root.get('/quan-tri')).text).toContain(
      'ngày sắp tới trong lịch cần xác nhận, sớm nhất là 22/8/2026',
    );
    await postForm(root, `${LIST}/xac-nhan`, { day: '22/8/2026' }, LIST);
    expect(await marks('2026')).toBe(before - 1);
    const answer = await postForm(root, `${LIST}/xac-nhan-nam`, { year: '2026' }, LIST);
    expect([answer.status, await marks('2026')]).toEqual([303, 0]);
    expect(await marks('2027')).toBeGreaterThan(10);
    const { detail } = await lastEventIn(db);
    expect((detail as { days: string[] }).days).toHaveLength(before - 1);
    // What an administrator enters is confirmed by that.
    await postForm(root, LIST, typed);
    expect(await marks('2026')).toBe(0);
  });

  it('asks for the next year to be confirmed from 1 December, and not before its notice is out', async () => {
    await db.holiday.updateMany({
      data: { isConfirmed: true },
      where: { day: { lt: isoDay('2027-01-01') } },
    });
    const warned = async (now: string) => {
      portal.clock.set(now);
      const { text } = await (await portal.signedIn('goc')).get('/quan-tri');
      return text.includes('ngày sắp tới trong lịch cần xác nhận, sớm nhất là 01/01/2027');
    };
    expect(await warned('2026-11-30T23:59:59+07:00')).toBe(false);
    expect(await warned('2026-12-01T00:00:00+07:00')).toBe(true);
  });

  it('warns from 1 December where the next year has no days yet, here and where an administrator begins', async () => {
    const days = await db.holiday.findMany({ where: { day: { gte: isoDay('2027-01-01') } } });
    await db.holiday.deleteMany({ where: { day: { gte: isoDay('2027-01-01') } } });
    const warned = async (now: string) => {
      portal.clock.set(now);
      const admin = await portal.signedIn('goc');
      const pages = await Promise.all([admin.get(LIST), admin.get('/quan-tri')]);
      return pages.map(({ text }) => text.includes('Năm 2027 chưa có ngày nghỉ nào'));
    };
    expect(await warned('2026-11-30T23:59:59+07:00')).toEqual([false, false]);
    expect(await warned('2026-12-01T00:00:00+07:00')).toEqual([true, true]);
    expect(await warned('2027-01-04T08:00:00+07:00')).toEqual([true, true]);
    await db.holiday.createMany({ data: days });
    expect(await warned('2026-12-01T00:00:00+07:00')).toEqual([false, false]);
  });

  it('is the root administrator’s, in any year', async () => {
    portal.clock.set('2026-08-20T08:00:00+07:00');
    root = await portal.signedIn('goc');
    expect((await (await portal.signedIn('nganh')).get(LIST)).status).toBe(403);
    for (const year of ['x', '1', '99999', '2999'])
      expect((await root.get(`${LIST}?nam=${year}`)).status).toBe(200);
  });
});
