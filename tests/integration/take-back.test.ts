import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { countedFacts } from '../../src/review/following/counts/finders.js';
import { countsOf } from '../../src/review/following/rules.js';
import { actAsFiler, actAsReviewer } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { takeDue } from '../../src/mail/commands.js';
import { fillFromChildren } from '../../src/reports/consolidated/commands.js';
import { lastFill } from '../../src/reports/consolidated/finders.js';
import { extendReport, reopenReport } from '../../src/reports/decisions/commands.js';
import { openChildReport, openOwnReport, ownDraft } from '../../src/reports/finders.js';
import { draftVersion } from '../../src/reports/draft-answers.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
  childSumsOf,
} from '../support/reports.js';

// The report is due before 25/8; each test begins with a new unit that has filed on time.
const NOW = '2026-08-20T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
let province: number;
let upper: number;
let periodId: number;
let reviewer: Agent;
let id: number;
let unitId: number;
let filer: string;
let serial = 0;

beforeAll(async () => {
  province = (await makeUnit(db)).id;
  upper = (await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['FILER', 'REVIEWER']);
  await makeAccount(db, 'upper-filer', upper, ['FILER']);
  for (const who of ['reviewer', 'colleague']) await makeAccount(db, who, upper, ['REVIEWER']);
  for (let at = 1; at <= 16; at++) {
    const unit = await makeUnit(db, { parentId: upper });
    await makeAccount(db, `filer${at}`, unit.id, ['FILER']);
    await db.account.update({
      where: { username: `filer${at}` },
      data: { email: `filer${at}@cdcs.vn` },
    });
  }
  periodId = (await openTestPeriod(db, 'admin')).id;
});

beforeEach(async () => {
  clock.set(NOW);
  reviewer = await portal.signedIn('reviewer');
  await db.message.deleteMany();
  serial += 1;
  filer = `filer${serial}`;
  unitId = (await db.account.findUniqueOrThrow({ where: { username: filer } })).unitId;
  id = (await reportOf(db, unitId)).id;
  await fillDraft(db, filer, clock());
  await submitDraft(db, filer, clock());
  await db.message.deleteMany();
});

const report = () => db.report.findUniqueOrThrow({ where: { id } });
const page = () => `/xet-duyet/${id}`;
const correctBefore = isoDay('2026-08-30');
const giveBack = () => returnTo(db, 'reviewer', id, clock(), correctBefore);
async function takeBack(agent = reviewer, version?: number) {
  const seen = version ?? (await report()).version;
  return postForm(agent, `${page()}/rut-lai`, { version: String(seen) }, '/tai-khoan');
}
async function reopen() {
  const open = await openChildReport(db, actAsReviewer(await actorOf(db, 'reviewer')), id);
  const { version } = open.report;
  await reopenReport(db, open, { version, reason: 'Sửa.', notes: {}, correctBefore }, clock());
}
/** What a decision may change of a report; the version always goes on. */
async function standing() {
  const { status, firstSubmittedAt, acceptedAt, correctBefore: correct, lockOn, dueBefore } = await report();
  return { status, firstSubmittedAt, acceptedAt, correct, lockOn, dueBefore };
}
const counts = async () => countsOf((await countedFacts(db, upper, [periodId]))(periodId).children);
const sums = async (withSubmitted: boolean) =>
  (await childSumsOf(db, { parentId: upper, periodId }, { withSubmitted })).totals.get('members_worker')?.sum;
const numbers = async () => [await counts(), await sums(true), await sums(false)];

describe('A decision that is taken back leaves everything as it was', () => {
  it.each([
    ['a return', () => Promise.resolve(), giveBack],
    ['an acceptance', () => Promise.resolve(), () => acceptFrom(db, 'reviewer', id, clock())],
    ['a reopening', () => acceptFrom(db, 'reviewer', id, clock()), reopen],
    ['an exemption of what was returned', giveBack, () => exempt()],
  ] as const)('%s: dates, rates and sums', async (_name, before, decide) => {
    await before();
    const [was, counted] = [await standing(), await numbers()];
    clock.set('2026-08-28T08:00:00+07:00');
    await decide();
    expect(await numbers()).not.toEqual(counted);
    expect((await takeBack(await portal.signedIn('colleague'))).status).toBe(303);
    expect([await standing(), await numbers()]).toEqual([was, counted]);
  });

  async function exempt() {
    const fields = { version: String((await report()).version), reason: 'Nhầm.' };
    expect(
      (await postForm(await portal.signedIn('reviewer'), `${page()}/mien`, fields, '/tai-khoan')).status,
    ).toBe(303);
  }

  it('a return that asked for a correction before: its day stands again, and the unit is on time', async () => {
    await giveBack();
    await submitDraft(db, filer, clock(), { changeNote: 'Đã sửa.' });
    const open = await openChildReport(db, actAsReviewer(await actorOf(db, 'reviewer')), id);
    const { version } = open.report;
    const later = isoDay('2026-09-15');
    await returnTo(db, 'reviewer', id, clock(), later);
    // An extension of the correction neither ends what can be taken back nor outlives it.
    const again = await openChildReport(db, actAsReviewer(await actorOf(db, 'reviewer')), id);
    const extension = { version: version + 1, reason: 'Bão.', dueBefore: isoDay('2026-09-20') };
    await extendReport(db, again, extension, clock());
    expect((await takeBack()).status).toBe(303);
    expect(await report()).toMatchObject({ status: 'SUBMITTED', correctBefore, statusBefore: null });
  });

  it('a return no longer counts: no round, no note of what changed', async () => {
    await giveBack();
    expect((await reviewer.get(page())).text).toContain('Các lần trả lại');
    await takeBack();
    const { text } = await reviewer.get(page());
    expect(text).not.toContain('Các lần trả lại');
    expect(text).toContain('đã rút lại quyết định trả lại báo cáo');
    expect((await reviewer.get('/viec-xet-duyet/2026')).text).toContain('lần đầu');
    const own = await portal.signedIn(filer);
    const shown = (await own.get('/bao-cao/2026')).text;
    expect(shown).not.toContain('chờ sửa');
    expect(shown).toContain('đã rút lại quyết định trả lại báo cáo');
    // It was seen all the same: the unit cannot recall it.
    expect(
      (await postForm(own, '/bao-cao/2026/thu-hoi', { version: String((await report()).version) })).status,
    ).toBe(409);
  });
});

describe('A decision can be taken back', () => {
  it('while the unit has not gone on with it', async () => {
    await giveBack();
    expect((await reviewer.get(page())).text).toContain('Rút lại quyết định');
    await fillDraft(db, filer, clock());
    expect((await reviewer.get(page())).text).not.toContain('Rút lại quyết định');
    const answer = await takeBack();
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('đơn vị đã lưu hoặc nộp báo cáo sau quyết định ấy');
    expect((await report()).status).toBe('RETURNED');
  });

  it('once, by whoever comes first', async () => {
    await acceptFrom(db, 'reviewer', id, clock());
    const { version } = await report();
    expect((await takeBack(reviewer, version)).status).toBe(303);
    expect((await takeBack(await portal.signedIn('colleague'), version)).status).toBe(409);
    expect(await db.historyEvent.count({ where: { reportId: id, action: 'decision-taken-back' } })).toBe(1);
  });

  it('and what came before it stays: a reopening taken back leaves an acceptance that is reopened, not taken back', async () => {
    await acceptFrom(db, 'reviewer', id, clock());
    await reopen();
    expect((await takeBack()).status).toBe(303);
    expect((await report()).status).toBe('ACCEPTED');
    expect((await takeBack()).status).toBe(409);
  });

  it('in a unit of two steps too', async () => {
    await db.unit.update({ where: { id: unitId }, data: { needsSignatory: true } });
    await giveBack();
    expect((await takeBack()).status).toBe(303);
    expect(await report()).toMatchObject({ status: 'SUBMITTED', readyAt: null });
  });

  it('not once the whole year was sent: neither offered nor accepted', async () => {
    await acceptFrom(db, 'reviewer', id, clock());
    const root = await reportOf(db, province);
    const filed = { status: 'ACCEPTED' as const, firstSubmittedAt: clock(), lastSubmittedAt: clock() };
    await db.report.update({ where: { id: root.id }, data: filed });
    expect((await reviewer.get(page())).text).not.toContain('Rút lại quyết định');
    const answer = await takeBack();
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('đã được ghi là đã gửi');
    expect((await report()).status).toBe('ACCEPTED');
    await db.report.update({ where: { id: root.id }, data: { status: 'RETURNED' } });
    expect((await takeBack()).status).toBe(303);
  });
});

describe('The unit', () => {
  it('never gets a message that has not gone yet', async () => {
    await postForm(
      reviewer,
      `${page()}/tra-lai`,
      { version: String((await report()).version), reason: 'Thiếu.', correctBefore: '30/8/2026' },
      page(),
    );
    expect(await db.message.count({ where: { reportId: id, kind: 'returned' } })).toBe(1);
    await takeBack();
    expect(await db.message.count({ where: { reportId: id } })).toBe(0);
  });

  it('is told that what it was told no longer stands, also where its message is just going', async () => {
    await giveBack();
    expect(await takeDue(db, clock())).toMatchObject({ reportId: id, kind: 'returned' });
    await takeBack();
    const messages = await db.message.findMany({ where: { reportId: id }, orderBy: { id: 'asc' } });
    expect(messages.map(({ kind, toAddress }) => [kind, toAddress])).toEqual([
      ['returned', `${filer}@cdcs.vn`],
      ['returned', `${filer}@cdcs.vn`],
    ]);
    expect(messages[1]?.subject).toMatch(/^Rút lại quyết định – báo cáo năm 2026/);
    expect(messages[1]?.text).toContain('không phải sửa và nộp lại');
  });
});

it('a consolidation that used an acceptance is stale when that is taken back', async () => {
  await acceptFrom(db, 'reviewer', id, clock());
  const own = await openOwnReport(db, actAsFiler(await actorOf(db, 'upper-filer')), 2026);
  const request = { withSubmitted: false, figures: ['members_worker'], texts: new Map() };
  const seen = { ...request, draftVersion: draftVersion(await ownDraft(db, own)) };
  await fillFromChildren(db, own, seen, () => Promise.resolve(new Map()), clock());
  expect((await lastFill(db, own))?.changes).toEqual([]);
  await takeBack();
  const changes = (await lastFill(db, own))?.changes ?? [];
  expect(changes.map(({ report: { id: changed }, now }) => [changed, now])).toEqual([[id, null]]);
});
