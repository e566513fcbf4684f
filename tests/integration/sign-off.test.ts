import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { fillDraft, openTestPeriod, reportOf, removeSubmissions } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const CHECK = '/bao-cao/2026/kiem-tra';
const READY = '/bao-cao/2026/ky-duyet/san-sang';
const BACK = '/bao-cao/2026/ky-duyet/chuyen-lai';
const FILING = { explain_signed_report_present: 'Gửi sau.', incomplete: '2', declaration: 'yes' };

let unitId: number;
let filer: Agent;
let signatory: Agent;
let admin: Agent;

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'signatory', upper.id, ['SIGNATORY']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
  signatory = await portal.signedIn('signatory');
  admin = await portal.signedIn('admin');
});

/** The unit asks for two steps, and its draft is complete. */
beforeEach(async () => {
  const { id } = await reportOf(db, unitId);
  await removeSubmissions(db);
  const fresh = { status: 'NOT_STARTED' as const, readyAt: null, explanations: {}, firstSubmittedAt: null };
  await db.report.update({ where: { id }, data: fresh });
  await db.unit.update({ where: { id: unitId }, data: { needsSignatory: true } });
  await fillDraft(db, 'filer', clock());
});

const seenBy = async (agent: Agent) => hiddenFields((await agent.get(CHECK)).text);
const markReady = async (fields = {}) =>
  postForm(filer, READY, { ...(await seenBy(filer)), ...FILING, ...fields });

describe('Where a unit asks for two steps', () => {
  it('the filer marks the report ready, the signatory reads it and submits', async () => {
    expect((await filer.get(CHECK)).text).toContain('Chuyển báo cáo cho người ký duyệt');
    expect((await markReady()).status).toBe(303);
    expect((await filer.get('/bao-cao/2026')).text).toContain('đang chờ ký duyệt, chưa được nộp');
    const check = (await signatory.get(CHECK)).text;
    expect(check).toContain('Gửi sau.');
    const answer = await postForm(signatory, CHECK, { ...hiddenFields(check), ...FILING });
    expect(answer.headers['location']).toBe('/bao-cao/2026/bien-nhan');
    expect(await reportOf(db, unitId)).toMatchObject({ status: 'SUBMITTED', readyAt: null });
    expect(await db.submission.findFirst()).toMatchObject({ submittedByName: 'Người dùng signatory' });
    const events = await db.historyEvent.findMany({ orderBy: { id: 'desc' }, take: 2 });
    expect(events.map(({ action }) => action)).toEqual(['report-submitted', 'report-ready']);
  });

  it('the filer cannot submit, ready or not', async () => {
    const before = await postForm(filer, CHECK, { ...(await seenBy(filer)), ...FILING });
    await markReady();
    const after = await postForm(filer, CHECK, { ...(await seenBy(filer)), ...FILING });
    expect([before.status, after.status]).toEqual([409, 409]);
    expect(await db.submission.count()).toBe(0);
  });

  it('the signatory cannot submit what nobody marked ready', async () => {
    const answer = await postForm(signatory, CHECK, { ...(await seenBy(signatory)), ...FILING });
    expect(answer.status).toBe(409);
    expect((await signatory.get(CHECK)).text).toContain('Người lập chưa chuyển báo cáo');
  });

  it('a report that could not be submitted is not ready either', async () => {
    await db.sectionDraft.deleteMany({ where: { section: 'kien-nghi' } });
    const answer = await markReady();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Chưa có: Hạn chế và nguyên nhân.');
    expect((await reportOf(db, unitId)).readyAt).toBeNull();
  });

  it('the signatory sends it back with a reason, which the filer sees', async () => {
    await markReady();
    const empty = await postForm(signatory, BACK, { ...(await version()), reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.text).toContain('Hãy nhập lý do chuyển lại.');
    expect(
      (await postForm(signatory, BACK, { ...(await version()), reason: 'Xem lại phần C.' })).status,
    ).toBe(303);
    expect((await reportOf(db, unitId)).readyAt).toBeNull();
    expect((await filer.get('/bao-cao/2026')).text).toContain('Xem lại phần C.');
    expect((await postForm(signatory, BACK, { ...(await version()), reason: 'Lần nữa.' })).status).toBe(409);
  });

  it('any change of the draft takes the mark away, and the signatory who had the page open is told', async () => {
    await markReady();
    const opened = hiddenFields((await signatory.get(CHECK)).text);
    const section = '/bao-cao/2026/kien-nghi';
    const seen = hiddenFields((await filer.get(section)).text);
    const texts = { limitations: 'Khác.', proposals: 'Không.', next_year: 'Như cũ.' };
    await postForm(filer, section, { version: seen['version']!, seen: seen['seen']!, ...texts });
    expect((await reportOf(db, unitId)).readyAt).toBeNull();
    expect((await postForm(signatory, CHECK, { ...opened, ...FILING })).status).toBe(409);
    expect(await db.submission.count()).toBe(0);
  });

  it('what passes between filer and signatory is not for the reviewers', async () => {
    const province = await db.unit.findFirstOrThrow({ where: { parentId: null } });
    await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
    await markReady();
    await postForm(signatory, BACK, { ...(await version()), reason: 'Chuyện nội bộ.' });
    await markReady();
    await postForm(signatory, CHECK, { ...(await seenBy(signatory)), ...FILING });
    const reviewer = await portal.signedIn('reviewer');
    const { text } = await reviewer.get(`/xet-duyet/${(await reportOf(db, unitId)).id}`);
    expect(text).toContain('đã nộp báo cáo');
    expect(text).not.toContain('Chuyện nội bộ.');
  });
});

describe('The setting', () => {
  const page = () => `/quan-tri/don-vi/${unitId}/sua`;
  const unitForm = async () => {
    const unit = await db.unit.findUniqueOrThrow({ where: { id: unitId } });
    return {
      version: String(unit.version),
      name: unit.name,
      code: unit.code,
      level: unit.level,
      parentId: String(unit.parentId),
      activeFrom: '01/01/2020',
    };
  };

  it('is off until an administrator ticks it, and a filer submits alone without it', async () => {
    expect((await postForm(admin, page(), await unitForm())).status).toBe(303);
    expect(await db.unit.findUniqueOrThrow({ where: { id: unitId } })).toMatchObject({
      needsSignatory: false,
    });
    expect((await postForm(filer, READY, { ...(await seenBy(filer)), ...FILING })).status).toBe(409);
    const asSignatory = await postForm(signatory, CHECK, { ...(await seenBy(signatory)), ...FILING });
    expect(asSignatory.status).toBe(403);
    expect((await postForm(filer, CHECK, { ...(await seenBy(filer)), ...FILING })).status).toBe(303);
  });

  it('is refused for a unit in which nobody signs, with what was typed', async () => {
    await db.unit.update({ where: { id: unitId }, data: { needsSignatory: false } });
    await db.account.updateMany({ where: { username: 'signatory' }, data: { deactivatedAt: clock() } });
    const answer = await postForm(admin, page(), {
      ...(await unitForm()),
      needsSignatory: 'yes',
      name: 'Tên mới',
    });
    await db.account.updateMany({ where: { username: 'signatory' }, data: { deactivatedAt: null } });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('chưa có tài khoản nào giữ vai trò ký duyệt');
    expect(answer.text).toContain('Tên mới');
  });
});

async function version(): Promise<{ version: string }> {
  return { version: String((await reportOf(db, unitId)).version) };
}
