import { beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';
import { actAsFiler } from '../../src/platform/actor.js';
import { recallReport } from '../../src/reports/filing/commands.js';
import { openOwnReport } from '../../src/reports/finders.js';
import { actorOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-01T08:00:00+07:00' });
const { db, clock } = portal;
let board: Agent;
let reviewer: Agent;
let units: Awaited<ReturnType<typeof makeTree>>;
let sibling: number;

/** Not after the day of filing. */
const DATED = { report_date: '01/8/2026' };
const addressOf = (id: number) => `/theo-doi/don-vi/${id}`;
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

beforeAll(async () => {
  units = await makeTree(db);
  const { province, upper, first, second } = units;
  sibling = (await makeUnit(db, { name: 'Công đoàn khác', level: 'UPPER_LEVEL', parentId: province.id })).id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'board', province.id, ['REVIEWER']);
  await makeAccount(db, 'upper', upper.id, ['REVIEWER']);
  await makeAccount(db, 'first', first.id, ['FILER']);
  await makeAccount(db, 'second', second.id, ['FILER']);
  await openTestPeriod(db, 'admin', 2025);
  await openTestPeriod(db, 'admin', 2026);
  await db.period.updateMany({ where: { year: 2025 }, data: { lockOn: new Date('2027-01-01') } });
  await db.report.updateMany({ data: { lockOn: new Date('2027-01-01') } });
  await fillDraft(db, 'first', clock(), { year: 2025, figures: { inspections_carried_out: '7' } });
  await submitDraft(db, 'first', clock(), { year: 2025 });
  await acceptFrom(db, 'upper', (await reportOf(db, first.id, 2025)).id, clock());
  await fillDraft(db, 'first', clock(), {
    figures: { ...DATED, inspections_carried_out: '9', limitations: 'Bản đã nộp' },
  });
  await submitDraft(db, 'first', clock());
  const { id } = await reportOf(db, first.id, 2026);
  await returnTo(db, 'upper', id, clock(), new Date('2026-08-20T00:00:00+07:00'));
  await fillDraft(db, 'first', clock(), { figures: { inspections_carried_out: '99887' } });
  board = await portal.signedIn('board');
  reviewer = await portal.signedIn('upper');
});

describe("A unit's page", () => {
  it('shows its reports of all years, with rounds and days', async () => {
    const { status, text } = await reviewer.get(addressOf(units.first.id));
    expect(status).toBe(200);
    const shown = textOf(text);
    expect(shown).toContain('Năm 2026');
    expect(shown).toContain('1 lần nộp, 1 lần trả lại');
    expect(shown).toContain('sửa trước ngày 20/8/2026');
    expect(shown).toContain('Năm 2025');
    expect(shown).toMatch(/đã trả lại báo cáo.+\(năm 2026\)/);
  });

  it('says of an extension that moved the day to correct before that it moved that day, and no other', async () => {
    const { id, ...before } = await db.report.findUniqueOrThrow({
      where: { id: (await reportOf(db, units.first.id)).id },
      select: { id: true, correctBefore: true },
    });
    const dueBefore = new Date('2026-09-30T00:00:00+07:00');
    const granted = { reportId: id, dueBefore, reason: 'Bão số 3', grantedAt: clock(), grantedById: 1 };
    await db.extension.create({ data: { ...granted, grantedByName: 'Trần Thị B' } });
    await db.report.update({ where: { id }, data: { correctBefore: dueBefore } });
    const shown = textOf((await reviewer.get(addressOf(units.first.id))).text);
    expect(shown).toContain('sửa trước ngày 30/9/2026 (đã gia hạn)');
    expect(shown).not.toContain('trước ngày 25/8/2026 (đã gia hạn)');
    const review = textOf((await reviewer.get(`/xet-duyet/${id}`)).text);
    expect(review).toContain('Sửa và nộp lại trước ngày 30/9/2026');
    expect(review).toContain('Sửa trước ngày 20/8/2026, đã gia hạn: sửa trước ngày 30/9/2026');
    await db.report.update({ where: { id }, data: before });
  });

  it('sets the figures that were filed side by side, and none of a draft', async () => {
    const { text } = await reviewer.get(addressOf(units.first.id));
    expect(text).toMatch(/data-label="2025" class="num">7<\/td><td data-label="2026" class="num">9<\/td>/);
    expect(text).not.toContain('99.887');
    expect(textOf(text)).toContain('2026 (chưa chấp nhận)');
  });

  it('tells nothing of a submission that was recalled', async () => {
    await fillDraft(db, 'second', clock(), { figures: { ...DATED, inspections_carried_out: '55443' } });
    await submitDraft(db, 'second', clock());
    const open = await openOwnReport(db, actAsFiler(await actorOf(db, 'second')), 2026);
    await recallReport(db, open, open.report.version, clock());
    const { text } = await reviewer.get(addressOf(units.second.id));
    expect(text).not.toContain('55.443');
    expect(textOf(text)).not.toContain('lần nộp,');
  });

  it('names who can be reached, and says when nobody can', async () => {
    const before = textOf((await reviewer.get(addressOf(units.first.id))).text);
    expect(before).toContain('thư đôn đốc không đến được');
    await db.account.update({ where: { username: 'first' }, data: { email: 'cdcs.a@example.vn' } });
    const after = textOf((await reviewer.get(addressOf(units.first.id))).text);
    expect(after).toContain('cdcs.a@example.vn');
    expect(after).not.toContain('thư đôn đốc không đến được');
  });

  it('has every number that the list of calls has', async () => {
    const { id } = units.first;
    const office = { contactBoard: 'Đỗ Văn Lâm, Phó Chủ tịch', contactPhone: '0240 3123 115' };
    await db.unit.update({ where: { id }, data: office });
    await db.account.update({ where: { username: 'first' }, data: { phone: '0912345678' } });
    const { text } = await reviewer.get(addressOf(id));
    const called = (await reviewer.get('/don-doc/2026/goi-dien?lien-he=tat-ca')).text;
    for (const shown of [text, called])
      for (const said of ['Đỗ Văn Lâm, Phó Chủ tịch', 'tel:02403123115', 'tel:0912345678'])
        expect(shown).toContain(said);
    await db.unit.update({ where: { id }, data: { contactBoard: '', contactPhone: '' } });
    await db.account.update({ where: { username: 'first' }, data: { phone: '' } });
  });

  it('says of a year in which the unit reported elsewhere to whom, and of no other', async () => {
    const { id } = await reportOf(db, units.first.id, 2025);
    await db.report.update({ where: { id }, data: { parentId: sibling } });
    const shown = textOf((await board.get(addressOf(units.first.id))).text);
    await db.report.update({ where: { id }, data: { parentId: units.upper.id } });
    expect(shown.match(/nộp về Công đoàn khác/g)).toHaveLength(1);
  });

  it('is for those above, at any depth, and not known to anyone else', async () => {
    expect((await board.get(addressOf(units.first.id))).text).toContain(addressOf(units.upper.id));
    for (const id of [units.upper.id, sibling, units.province.id, 999_999])
      expect((await reviewer.get(addressOf(id))).status).toBe(404);
    for (const garbage of ['x', '0', '-1', '1e3', '99999999999'])
      expect((await reviewer.get(`/theo-doi/don-vi/${garbage}`)).status).toBe(404);
    expect((await (await portal.signedIn('first')).get(addressOf(units.first.id))).status).toBe(403);
  });

  it('says of a unit without reports that there are none', async () => {
    const { id } = await makeUnit(db, { name: 'CĐCS mới', parentId: units.upper.id });
    const { status, text } = await reviewer.get(addressOf(id));
    expect(status).toBe(200);
    expect(text).toContain('Đơn vị chưa có kỳ báo cáo nào.');
  });

  it('of a unit that moved away shows its former parent what it reported there, and nothing else', async () => {
    const { first } = units;
    await db.unit.update({ where: { id: first.id }, data: { parentId: sibling } });
    await db.account.update({ where: { username: 'first' }, data: { email: 'cdcs.a@example.vn' } });
    await openTestPeriod(db, 'admin', 2027);
    const list = (await reviewer.get('/theo-doi/2026')).text;
    expect(list).toContain(addressOf(first.id));
    const { status, text } = await reviewer.get(addressOf(first.id));
    expect(status).toBe(200);
    const shown = textOf(text);
    expect(shown).toContain('Đơn vị nay báo cáo về Công đoàn khác');
    expect(shown).toContain('Năm 2026');
    expect(shown).not.toContain('Năm 2027');
    expect(shown).not.toContain('cdcs.a@example.vn');
    expect(text).not.toContain(addressOf(sibling));
    // Those above both see all of it, as before.
    expect(textOf((await board.get(addressOf(first.id))).text)).toContain('Năm 2027');
    await db.unit.update({ where: { id: first.id }, data: { parentId: units.upper.id } });
  });
});
