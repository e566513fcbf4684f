import { beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/calendar.js';
import { findWorkingCalendar } from '../../src/holidays/finders.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db } = portal;
const { province, upper } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const root = await portal.signedIn('goc');
const LIST = '/quan-tri/ngay-nghi';
const typed = { day: '31/8/2026', name: 'Nghỉ hoán đổi', kind: 'off' };

beforeEach(async () => {
  await db.holiday.deleteMany({ where: { name: 'Nghỉ hoán đổi' } });
});

describe('The calendar of days off', () => {
  it('comes with the holidays of the law for this year and the next', async () => {
    const { text } = await root.get(LIST);
    for (const day of ['17/02/2026', '27/4/2026', '02/9/2026']) expect(text).toContain(day);
    expect((await root.get(`${LIST}?nam=2027`)).text).toContain('06/02/2027');
  });

  it('is what working days are counted by, a day worked instead too', async () => {
    const calendar = await findWorkingCalendar(db);
    expect(calendar.isWorkingDay(isoDay('2026-09-02'))).toBe(false);
    expect(calendar.addWorkingDays(isoDay('2026-08-31'), 1)).toEqual(isoDay('2026-09-03'));
    expect(calendar.addWorkingDays(isoDay('2026-09-03'), -1)).toEqual(isoDay('2026-08-31'));
    expect(calendar.workingDaysUntil(isoDay('2026-08-28'), isoDay('2026-09-04'))).toBe(3);
    const worked = { ...typed, day: '22/8/2026', kind: 'working' };
    expect((await postForm(root, LIST, worked)).status).toBe(303);
    expect((await findWorkingCalendar(db)).isWorkingDay(isoDay('2026-08-22'))).toBe(true);
  });

  it('takes a day, once, and gives it back; both are history', async () => {
    expect((await postForm(root, LIST, typed)).status).toBe(303);
    const again = await postForm(root, LIST, { ...typed, name: 'Tên khác' });
    expect(again.status).toBe(422);
    expect(again.text).toContain('Lịch đã có ngày 31/8/2026');
    expect(again.text).toContain('value="Tên khác"');
    expect((await postForm(root, `${LIST}/bo`, { day: '31/8/2026' }, LIST)).status).toBe(303);
    expect((await postForm(root, `${LIST}/bo`, { day: '31/8/2026' }, LIST)).status).toBe(404);
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

  it('warns of a year without any, and is the root administrator’s', async () => {
    const days = await db.holiday.findMany({ where: { day: { gte: isoDay('2027-01-01') } } });
    await db.holiday.deleteMany({ where: { day: { gte: isoDay('2027-01-01') } } });
    expect((await root.get(LIST)).text).toContain('Năm 2027 chưa có ngày nghỉ nào');
    await db.holiday.createMany({ data: days });
    expect((await (await portal.signedIn('nganh')).get(LIST)).status).toBe(403);
    for (const year of ['x', '1', '99999', '2999'])
      expect((await root.get(`${LIST}?nam=${year}`)).status).toBe(200);
  });
});
