import { beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

// Grassroots unions are due before 25/8, the two upper-level unions before 10/9; all lock on 01/11.
const OPENED = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: OPENED, config: { publicUrl: 'https://portal.example' } });
const { db, clock } = portal;
const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
const unions = await Promise.all(
  ['Công đoàn ngành Y tế', 'Công đoàn ngành Giáo dục'].map((name) =>
    makeUnit(db, { name, level: 'UPPER_LEVEL', parentId: province.id }),
  ),
);
const [health, schools] = [unions[0]!, unions[1]!];
const [clinic, hospital] = [
  await makeUnit(db, { name: 'CĐCS Trạm y tế', parentId: health.id }),
  await makeUnit(db, { name: 'CĐCS Bệnh viện', parentId: health.id }),
];
const school = await makeUnit(db, { name: 'CĐCS Trường học', parentId: schools.id });
for (const [who, unit] of Object.entries({ clinic, hospital, school, health, schools })) {
  const { id } = await makeAccount(db, who, unit.id, ['FILER']);
  await db.account.update({ where: { id }, data: { email: `${who}@mail.example` } });
}
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', health.id, ['ADMIN']);
await makeAccount(db, 'xet', health.id, ['REVIEWER']);
await openTestPeriod(db, 'goc');
await fillDraft(db, 'clinic', clock());
await submitDraft(db, 'clinic', clock());
let root: Agent;
const PAGE = '/quan-tri/ky-bao-cao/2026/thoi-han';
const before = await db.report.findMany();

beforeEach(async () => {
  clock.set(OPENED);
  root = await portal.signedIn('goc');
  await db.movedDate.deleteMany();
  await db.dateChange.deleteMany();
  await db.extension.deleteMany();
  await db.message.deleteMany();
  for (const { id, dueBefore, lockOn } of before)
    await db.report.update({ where: { id }, data: { dueBefore, lockOn } });
  const dates = { dueBeforeGrassroots: isoDay('2026-08-25'), lockOn: isoDay('2026-11-01') };
  await db.period.updateMany({ data: { ...dates, dueBeforeUpperLevel: isoDay('2026-09-10') } });
});

const dueOf = async (unit: { id: number }) => (await reportOf(db, unit.id)).dueBefore;
const countsOf = () => db.$queryRaw`
  SELECT parent_id, at, sum(count)::int AS count FROM report_counts WHERE fact = 'unfiled'
  GROUP BY 1, 2 HAVING sum(count) <> 0 ORDER BY 1, 2`;
const plainCounts = () => db.$queryRaw`
  SELECT parent_id, due_before AS at, count(*)::int AS count FROM reports
  WHERE parent_id IS NOT NULL AND first_submitted_at IS NULL AND status <> 'EXEMPT' GROUP BY 1, 2 ORDER BY 1, 2`;

/** Looks at what would follow, then does it; answers both pages. */
async function move(fields: Record<string, string>) {
  const { version } = hiddenFields((await root.get(PAGE)).text);
  const typed = { scope: 'all', unit: '', reason: 'Bão lụt.', version: version ?? '', ...fields };
  const preview = await postForm(root, PAGE, typed);
  const { seen = '' } = hiddenFields(preview.text);
  return { preview, answer: await postForm(root, PAGE, { ...typed, seen }) };
}

describe('Dates of an open period that are moved later for all', () => {
  it('are shown with what they do, and done when that was seen: rows, counts, history, messages', async () => {
    const { preview, answer } = await move({ dueBeforeGrassroots: '5/9/2026' });
    expect(preview.status).toBe(200);
    expect(preview.text).toContain('3 báo cáo đổi thời hạn');
    expect(preview.text).toContain('2 đơn vị chưa nộp có hạn muộn hơn');
    expect(answer.status).toBe(303);
    expect(await dueOf(hospital)).toEqual(isoDay('2026-09-05'));
    expect(await dueOf(school)).toEqual(isoDay('2026-09-05'));
    expect(await dueOf(health)).toEqual(isoDay('2026-09-10'));
    expect(await db.period.findFirstOrThrow()).toMatchObject({ dueBeforeGrassroots: isoDay('2026-09-05') });
    expect(await countsOf()).toEqual(await plainCounts());
    const events = await db.historyEvent.findMany({ where: { action: { contains: 'dates-moved' } } });
    expect(events.map(({ action }) => action).sort()).toEqual([
      'period-dates-moved',
      ...Array<string>(3).fill('report-dates-moved'),
    ]);
    const messages = await db.message.findMany({ orderBy: { toAddress: 'asc' } });
    expect(messages.map(({ toAddress, kind }) => [toAddress, kind])).toEqual([
      ['hospital@mail.example', 'dates-moved'],
      ['school@mail.example', 'dates-moved'],
    ]);
    expect(messages[0]?.text).toContain('trước ngày 05/9/2026 (chậm nhất hết ngày 04/9/2026)');
    expect(messages[0]?.text).toContain('Lý do: Bão lụt.');
  });

  it('stand on the own report, the page of following and the list of changes, with the reason', async () => {
    await move({ dueBeforeGrassroots: '5/9/2026' });
    const own = await (await portal.signedIn('hospital')).get('/bao-cao/2026');
    expect(own.text).toContain('trước đây là trước ngày 25/8/2026. Lý do: Bão lụt.');
    const follow = await (await portal.signedIn('xet')).get('/theo-doi/2026');
    expect(follow.text).toMatch(/Thời hạn của cả kỳ đã đổi[^<]*05\/9\/2026\. Lý do: Bão lụt\./);
    expect(follow.text).toMatch(/Hạn: trước 0?5\/0?9/);
    expect((await root.get(PAGE)).text).toContain('3 báo cáo đổi thời hạn');
  });

  it('put who filed after the old day, and before the new one, in time; and nobody late', async () => {
    // Filed at eight that morning, when the day had come.
    await db.report.updateMany({ where: { unitId: clinic.id }, data: { dueBefore: isoDay('2026-08-20') } });
    const { preview } = await move({ dueBeforeGrassroots: '5/9/2026' });
    expect(preview.text).toContain('1 đơn vị đã nộp trễ theo hạn cũ được tính là đúng hạn');
    const { firstSubmittedAt, dueBefore } = await reportOf(db, clinic.id);
    expect(firstSubmittedAt! < dueBefore).toBe(true);
    expect(await db.message.count({ where: { toAddress: 'clinic@mail.example' } })).toBe(1);
  });

  it('leave an extension that lasts longer, and end one that does not', async () => {
    const grant = { reason: 'x', grantedAt: clock(), grantedById: 1, grantedByName: 'x' };
    for (const [unit, day] of [
      [hospital, '2026-09-20'],
      [school, '2026-08-30'],
    ] as const) {
      const { id } = await reportOf(db, unit.id);
      await db.extension.create({ data: { ...grant, reportId: id, dueBefore: isoDay(day) } });
      await db.report.update({ where: { id }, data: { dueBefore: isoDay(day) } });
    }
    const { preview } = await move({ dueBeforeGrassroots: '5/9/2026' });
    expect(preview.text).toContain('1 đơn vị giữ hạn riêng đã được gia hạn');
    expect([await dueOf(hospital), await dueOf(school)]).toEqual([
      isoDay('2026-09-20'),
      isoDay('2026-09-05'),
    ]);
  });
});

describe('Dates that are moved earlier', () => {
  it('make nobody late who has filed', async () => {
    const { preview } = await move({ dueBeforeGrassroots: '20/8/2026', agreed: 'yes' });
    expect(preview.text).toContain('1 đơn vị đã nộp giữ nguyên');
    expect([await dueOf(clinic), await dueOf(hospital)]).toEqual([
      isoDay('2026-08-25'),
      isoDay('2026-08-20'),
    ]);
    const { firstSubmittedAt, dueBefore } = await reportOf(db, clinic.id);
    expect(firstSubmittedAt! < dueBefore).toBe(true);
  });

  it('are asked twice where somebody is overdue or locked out at once', async () => {
    const { preview, answer } = await move({ dueBeforeGrassroots: '20/8/2026' });
    expect(preview.text).toContain('Tôi biết 2 đơn vị chưa nộp thành quá hạn ngay, và vẫn đổi.');
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Có đơn vị không kịp nộp nữa');
    expect(await dueOf(hospital)).toEqual(isoDay('2026-08-25'));
    clock.set('2026-10-15T08:00:00+07:00');
    root = await portal.signedIn('goc');
    const lock = await move({ lockOn: '10/10/2026' });
    expect(lock.preview.text).toContain('không nộp được nữa');
    expect(lock.answer.status).toBe(422);
  });

  it('never lock a report before it is due', async () => {
    const { id } = await reportOf(db, hospital.id);
    const [dueBefore, lockOn] = [isoDay('2026-12-01'), isoDay('2026-12-01')];
    await db.report.update({ where: { id }, data: { dueBefore, lockOn } });
    const grant = { reason: 'x', grantedAt: clock(), grantedById: 1, grantedByName: 'x' };
    await db.extension.create({ data: { ...grant, reportId: id, dueBefore } });
    await move({ lockOn: '15/10/2026' });
    expect((await reportOf(db, hospital.id)).lockOn).toEqual(lockOn);
    expect((await reportOf(db, school.id)).lockOn).toEqual(isoDay('2026-10-15'));
  });
});

describe('Dates of a branch', () => {
  it('hold for the unit and everything below it in the tree of the reports, and for nobody else', async () => {
    // Has moved since: it reported to the health union.
    await db.unit.update({ where: { id: hospital.id }, data: { parentId: schools.id } });
    const fields = { scope: 'branch', unit: health.code.toLowerCase() };
    const { answer } = await move({
      ...fields,
      dueBeforeGrassroots: '5/9/2026',
      dueBeforeUpperLevel: '20/9/2026',
    });
    expect(answer.status).toBe(303);
    expect([await dueOf(health), await dueOf(hospital)]).toEqual([
      isoDay('2026-09-20'),
      isoDay('2026-09-05'),
    ]);
    expect([await dueOf(schools), await dueOf(school)]).toEqual([isoDay('2026-09-10'), isoDay('2026-08-25')]);
    expect(await db.period.findFirstOrThrow()).toMatchObject({ dueBeforeGrassroots: isoDay('2026-08-25') });
    expect(await countsOf()).toEqual(await plainCounts());
    await db.unit.update({ where: { id: hospital.id }, data: { parentId: health.id } });
  });

  it('are measured by the branch’s own days, locked no earlier than due, and given to who comes later', async () => {
    const fields = { scope: 'branch', unit: 'cong doan nganh y te' };
    await move({ ...fields, dueBeforeUpperLevel: '15/11/2026' });
    expect((await reportOf(db, health.id)).lockOn).toEqual(isoDay('2026-11-15'));
    // Later than the period's day for unions, earlier than the branch's.
    expect((await move({ ...fields, dueBeforeGrassroots: '12/11/2026' })).answer.status).toBe(303);
    const late = await makeUnit(db, { parentId: health.id });
    await postForm(root, '/quan-tri/ky-bao-cao/2026/don-vi-moi', {}, PAGE);
    const report = await reportOf(db, late.id);
    expect([report.dueBefore, report.lockOn]).toEqual([isoDay('2026-11-12'), isoDay('2026-11-12')]);
  });

  it.each([
    ['no unit', { unit: '' }, 'Hãy ghi mã hoặc tên đơn vị'],
    ['a unit without any below', { unit: 'CĐCS Bệnh viện' }, 'không có đơn vị nào tên hoặc mã'],
    ['two units', { unit: 'cong doan nganh' }, 'Có nhiều đơn vị khớp'],
    [
      'the province’s own day',
      { unit: 'cong doan nganh y te', dueBeforeProvince: '5/10/2026' },
      'chỉ đổi được cho cả kỳ',
    ],
  ])('of %s are refused, and nothing typed is lost', async (_what, fields, message) => {
    const { preview } = await move({ scope: 'branch', dueBeforeGrassroots: '5/9/2026', ...fields });
    expect(preview.status).toBe(422);
    expect(preview.text).toContain(message);
    expect(preview.text).toContain('value="5/9/2026"');
    expect(await db.dateChange.count()).toBe(0);
  });
});

describe('A move', () => {
  it.each([
    ['without a reason', { reason: '' }, 'Hãy nhập lý do'],
    ['without a date', { dueBeforeGrassroots: '' }, 'Chưa có ngày nào khác ngày hiện nay'],
    ['to the same day', { dueBeforeGrassroots: '25/8/2026' }, 'Chưa có ngày nào khác ngày hiện nay'],
    [
      'out of order',
      { dueBeforeGrassroots: '11/9/2026' },
      'phải sau “Nộp cho công đoàn cấp trên cơ sở trước ngày”',
    ],
    ['to no day', { dueBeforeGrassroots: '31/9/2026' }, 'không có ngày 31/9/2026'],
  ])('%s is refused', async (_what, fields, message) => {
    const { preview } = await move({ dueBeforeGrassroots: '5/9/2026', ...fields });
    expect(preview.status).toBe(422);
    expect(preview.text).toContain(message);
  });

  it('that others have overtaken is shown again', async () => {
    const first = await root.get(PAGE);
    const { version = '' } = hiddenFields(first.text);
    const typed = { scope: 'all', unit: '', reason: 'Bão.', dueBeforeGrassroots: '5/9/2026', version };
    const { seen = '' } = hiddenFields((await postForm(root, PAGE, typed)).text);
    await move({ dueBeforeUpperLevel: '12/9/2026' });
    const answer = await postForm(root, PAGE, { ...typed, seen });
    expect(answer.status).toBe(200);
    const again = hiddenFields(answer.text);
    const late = await postForm(root, PAGE, { ...typed, seen: again['seen'] ?? '' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Có người vừa thay đổi kỳ báo cáo này');
    expect(await dueOf(hospital)).toEqual(isoDay('2026-08-25'));
  });

  it('is the root administrator’s', async () => {
    expect((await (await portal.signedIn('nganh')).get(PAGE)).status).toBe(403);
  });
});

describe('The ladder of reminders', () => {
  it('follows the new day, and sends no step twice when the day comes back', async () => {
    await db.reminderDelivery.deleteMany();
    clock.set('2026-08-21T09:00:00+07:00');
    await sendDueSteps(db, clock());
    const steps = async () => (await db.reminderDelivery.findMany({ where: { isSkipped: false } })).length;
    const sent = await steps();
    expect(sent).toBeGreaterThan(0);
    await move({ dueBeforeGrassroots: '10/9/2026' });
    clock.set('2026-08-24T09:00:00+07:00');
    await sendDueSteps(db, clock());
    // Three working days before 25/8 was told already; of the new day nothing is due.
    expect(
      await db.reminderDelivery.count({
        where: { dueBefore: new Date('2026-08-25T00:00:00+07:00'), at: clock() },
      }),
    ).toBe(0);
    await move({ dueBeforeGrassroots: '25/8/2026' });
    await sendDueSteps(db, clock());
    const rows = await db.reminderDelivery.findMany({ where: { isSkipped: false } });
    expect(
      new Set(
        rows.map(
          ({ reportId, cause, dueBefore, number }) =>
            `${reportId} ${cause} ${dueBefore?.toISOString()} ${number}`,
        ),
      ).size,
    ).toBe(rows.length);
    const grassroots = rows.filter(
      ({ dueBefore }) => dueBefore?.getTime() !== new Date('2026-09-10T00:00:00+07:00').getTime(),
    );
    expect(grassroots.filter(({ at }) => at.getTime() === clock().getTime())).toEqual([]);
  });
});
