import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const NOW = '2026-08-20T09:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const LIST = '/viec-xet-duyet/2026';
const EXTEND = '/theo-doi/2026/gia-han';
const BRANCH = '/theo-doi/2026/gia-han-nhanh';
let units: { id: number; name: string; code: string }[];
let upper: { id: number; code: string; name: string };
let province: number;
let outsider: { id: number; code: string };
let mai: Agent;
let lan: Agent;
let board: Agent;
let stranger: Agent;
let people: Record<'mai' | 'lan' | 'hoa', number>;

beforeAll(async () => {
  const tree = await makeTree(db);
  upper = tree.upper;
  province = tree.province.id;
  const more = ['CĐCS Cấp nước', 'CĐCS Đường sắt', 'CĐCS Mỏ than'];
  const made = await Promise.all(more.map((name) => makeUnit(db, { name, parentId: upper.id })));
  units = [tree.first, tree.second, ...made];
  const other = await makeUnit(db, { name: 'Khác', level: 'UPPER_LEVEL', parentId: province });
  outsider = await makeUnit(db, { name: 'CĐCS người ngoài', parentId: other.id });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  const reviewers = await Promise.all(
    ['mai', 'lan', 'hoa'].map((who) => makeAccount(db, who, upper.id, ['REVIEWER'])),
  );
  people = { mai: reviewers[0]!.id, lan: reviewers[1]!.id, hoa: reviewers[2]!.id };
  await makeAccount(db, 'stranger', other.id, ['REVIEWER']);
  for (const [at, { id }] of units.entries()) {
    const { id: account } = await makeAccount(db, `filer${at}`, id, ['FILER']);
    await db.account.update({ where: { id: account }, data: { email: `filer${at}@thu.example` } });
  }
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'filer0', clock());
  await submitDraft(db, 'filer0', clock());
  [mai, lan, board, stranger] = [
    await portal.signedIn('mai'),
    await portal.signedIn('lan'),
    await portal.signedIn('board'),
    await portal.signedIn('stranger'),
  ];
});

beforeEach(async () => {
  const fresh = { status: 'SUBMITTED' as const, acceptedAt: null, correctBefore: null, openedAt: null };
  const nobody = { openedByName: '', assigneeId: null, assigneeName: '', firstSubmittedAt: clock() };
  await db.report.updateMany({
    where: { parentId: upper.id },
    data: { ...fresh, ...nobody, dueBefore: isoDay('2026-08-25'), lockOn: isoDay('2026-11-01') },
  });
  await db.report.updateMany({
    where: { unitId: { in: [upper.id, outsider.id] } },
    data: { status: 'NOT_STARTED', dueBefore: isoDay('2026-09-10'), lockOn: isoDay('2026-11-01') },
  });
  await db.extension.deleteMany();
  await db.return.deleteMany();
  await db.reviewNote.deleteMany();
  await db.message.deleteMany();
});

const report = (at: number) => reportOf(db, units[at]!.id);
async function seen(...at: number[]): Promise<string[]> {
  const rows = await Promise.all(at.map(report));
  return rows.map(({ id, version, assigneeId }) => `${id}:${version}:${assigneeId ?? 0}`);
}
const open = (data = {}) =>
  db.report.updateMany({
    where: { parentId: upper.id },
    data: { status: 'IN_PROGRESS', firstSubmittedAt: null, ...data },
  });
const hidden = (html: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
const choose = (agent: Agent, what: string, more: Record<string, string | string[]>) =>
  postForm(agent, `${LIST}/chon`, { what, ...more }, LIST);
const noticeAfter = async (agent: Agent, answer: { headers: Record<string, unknown> }) =>
  (await agent.get(String(answer.headers['location']))).text;
const note = (reportId: number, text: string, version = 1) => {
  const by = { writtenAt: clock(), writtenById: people.lan, writtenByName: 'Người dùng lan' };
  return db.reviewNote.create({
    data: { reportId, section: 'kien-nghi', field: 'limitations', text, version, ...by },
  });
};

describe('Codes that are pasted', () => {
  const GRANT = { cap: '', ten: '', reason: 'Bão số 5', dueBefore: '30/9/2026' };

  it('choose direct children, in any case, between any separators, each once', async () => {
    await open();
    const [a = '', b = '', c = ''] = units.map(({ code }) => code);
    const codes = `${a.toLowerCase()}\t${b},${a};\r\n${c}`;
    const { text } = await postForm(mai, EXTEND, { ...GRANT, codes });
    expect(text).toContain('Gia hạn cho 3 đơn vị?');
    expect(hidden(text, 'reports').split(',')).toHaveLength(3);
  });

  it('are named where they cannot be taken, each with why; and nothing outside of the branch is told', async () => {
    await open();
    const accepted = { status: 'ACCEPTED' as const, acceptedAt: isoDay('2026-08-14') };
    await db.report.update({ where: { id: (await report(1)).id }, data: accepted });
    const codes = [units[0]!.code, units[1]!.code, outsider.code, 'khongCo'].join('\n');
    const { text } = await postForm(mai, EXTEND, { ...GRANT, codes });
    expect(text).toContain('Gia hạn cho 1 đơn vị?');
    expect(text).toContain(`${outsider.code}: không có đơn vị nào mang mã này trong phạm vi của bạn`);
    expect(text).toContain('khongCo: không có đơn vị nào mang mã này trong phạm vi của bạn');
    expect(text).toContain(`${units[1]!.name}: đã được chấp nhận ngày 14/8/2026`);
    expect(text).not.toContain('người ngoài');
    const deeper = await postForm(board, EXTEND, { ...GRANT, codes: `${upper.code} ${units[0]!.code}` });
    expect(deeper.text).toContain(
      `${units[0]!.code} (${units[0]!.name}): không trực tiếp báo cáo về đơn vị bạn trong kỳ này`,
    );
  });

  it('stay typed, where none can be taken and for who goes back to choose again', async () => {
    await open();
    const none = await postForm(mai, EXTEND, { ...GRANT, codes: 'x1, x2' });
    expect([none.status, none.text.includes('x1, x2</textarea>')]).toEqual([422, true]);
    const asked = await postForm(mai, EXTEND, { ...GRANT, codes: `x1 ${units[0]!.code}` });
    expect(hidden(asked.text, 'codes')).toBe(`x1, ${units[0]!.code}`);
    const back = await postForm(mai, EXTEND, { ...GRANT, codes: `x1 ${units[0]!.code}`, again: 'yes' });
    expect(back.status).toBe(200);
    for (const kept of [`x1 ${units[0]!.code}</textarea>`, 'Bão số 5</textarea>', 'value="30/9/2026"'])
      expect(back.text).toContain(kept);
    const many = Array.from({ length: 5001 }, (_, at) => `M${at}`).join(' ');
    const tooMany = await postForm(mai, EXTEND, { ...GRANT, codes: many });
    expect([tooMany.status, tooMany.text.includes('Danh sách có hơn 5.000 mã')]).toEqual([422, true]);
    const more = { reports: (await seen(3)).join(','), codes: `x1, ${units[0]!.code}` };
    const chosenAgain = await postForm(
      mai,
      `${LIST}/chon?ten=cdcs`,
      { ...more, again: 'yes', reason: '' },
      LIST,
    );
    expect([chosenAgain.status, chosenAgain.text.includes(`${more.codes}</textarea>`)]).toEqual([200, true]);
    const inList = await choose(mai, 'return', { codes: many });
    expect([inList.status, inList.text.includes('M5000</textarea>')]).toEqual([422, true]);
  });
});

describe('All that match', () => {
  it('are those of the filter as it was shown; where their number has changed, it is asked again', async () => {
    const list = await mai.get(`${LIST}?ten=CDCS`);
    expect(list.text).toContain('Chọn tất cả 5 báo cáo khớp bộ lọc');
    const matched = hidden(list.text, 'matched');
    await db.report.update({ where: { id: (await report(4)).id }, data: { status: 'ACCEPTED' } });
    const path = `${LIST}/chon?ten=CDCS`;
    const changed = await postForm(mai, path, { what: 'return', whom: 'all', matched }, LIST);
    expect(changed.status).toBe(422);
    expect(changed.text).toContain('có 5 đơn vị khớp bộ lọc, nay có 4');
    const again = hidden(changed.text, 'matched');
    const asked = await postForm(mai, path, { what: 'return', whom: 'all', matched: again }, LIST);
    expect([asked.status, asked.text.includes('Trả lại 4 báo cáo để sửa')]).toEqual([200, true]);
  });

  it('go together with what is ticked and pasted, each once', async () => {
    const more = { reports: await seen(3), codes: units[4]!.code };
    const matched = '1';
    const path = `${LIST}/chon?ten=benh%20vien%20a`;
    const both = await postForm(mai, path, { what: 'return', whom: 'all', matched, ...more }, LIST);
    expect(both.text).toContain('Trả lại 3 báo cáo để sửa');
  });
});

describe('Many are returned for one reason', () => {
  const words = { reason: 'Thiếu số liệu quý III', correctBefore: '28/8/2026', phrase: '' };
  const send = (agent: Agent, reports: string[], more: Record<string, string> = {}) =>
    postForm(agent, `${LIST}/tra-lai`, { ...words, ...more, reports: reports.join(',') }, LIST);

  it('asked once, with names, a suggested day and whose notes go along', async () => {
    await note((await report(1)).id, 'Số nữ lớn hơn tổng số.');
    const { text } = await choose(mai, 'return', { reports: await seen(0, 1) });
    expect(text).toContain('Trả lại 2 báo cáo để sửa');
    expect(text).toContain('name="correctBefore"');
    expect(text).toMatch(/value="2[78]\/8\/2026"/);
    expect(text).toContain('gửi kèm cho từng đơn vị: CĐCS Bệnh viện Đa khoa (1).');
    expect(await db.return.count()).toBe(0);
  });

  it('each with a return of its own, its notes, its event and its letter', async () => {
    await note((await report(1)).id, 'Số nữ lớn hơn tổng số.');
    const reports = await seen(0, 1, 2);
    const before = await db.historyEvent.count({ where: { action: 'report-returned' } });
    const answer = await send(mai, reports);
    expect(await noticeAfter(mai, answer)).toContain('Đã trả lại 3 báo cáo, sửa trước ngày 28/8/2026.');
    const returns = await db.return.findMany({ orderBy: { reportId: 'asc' } });
    expect(returns.map(({ reason, returnedByName }) => [reason, returnedByName])).toEqual(
      Array(3).fill(['Thiếu số liệu quý III', 'Người dùng mai']),
    );
    expect(
      returns.find(({ reportId }) => reportId === Number(reports[1]!.split(':')[0]))?.fieldNotes,
    ).toEqual({
      limitations: 'Số nữ lớn hơn tổng số.',
    });
    expect(await db.reviewNote.count()).toBe(0);
    const one = await report(0);
    expect([one.status, one.correctBefore, one.statusBefore]).toEqual([
      'RETURNED',
      isoDay('2026-08-28'),
      'SUBMITTED',
    ]);
    expect(returns.find(({ reportId }) => reportId === one.id)?.submissionNumber).toBe(1);
    expect((await db.historyEvent.count({ where: { action: 'report-returned' } })) - before).toBe(3);
    const letters = await db.message.findMany({ where: { kind: 'returned' }, orderBy: { toAddress: 'asc' } });
    expect(letters.map(({ toAddress }) => toAddress)).toEqual(
      [0, 1, 2].map((at) => `filer${at}@thu.example`),
    );
    expect(letters[1]?.text).toContain('Số nữ lớn hơn tổng số.');
    expect(letters[0]?.text).not.toContain('Số nữ');
    await send(mai, reports, { reason: 'Lần nữa' });
    expect(await db.return.count()).toBe(3);
  });

  it('those that moved meanwhile are left as they are, and named', async () => {
    const reports = await seen(0, 1);
    await db.report.update({
      where: { id: (await report(1)).id },
      data: { status: 'ACCEPTED', version: { increment: 1 } },
    });
    const text = await noticeAfter(mai, await send(mai, reports));
    expect(text).toContain('Đã trả lại 1 báo cáo');
    expect(text).toContain('CĐCS Bệnh viện Đa khoa (đã được chấp nhận)');
  });

  it.each([
    [{ reason: ' ' }, 'Hãy nhập lý do.'],
    [{ correctBefore: '31/9/2026' }, 'không có ngày 31/9/2026'],
    [{ correctBefore: '20/8/2026' }, 'Hạn sửa phải sau hôm nay'],
    [{ correctBefore: '' }, 'Hãy nhập hạn sửa.'],
  ])('%j is refused; the reports, the reason and the day stay', async (wrong, message) => {
    const { status, text } = await send(mai, await seen(0, 1), wrong);
    expect([status, text.includes(message)]).toEqual([422, true]);
    expect(text).toContain('Trả lại 2 báo cáo để sửa');
    if (!('reason' in wrong)) expect(text).toContain('Thiếu số liệu quý III</textarea>');
    expect(await db.return.count()).toBe(0);
  });

  it('codes that cannot be taken stay named, and the filter of the list is come back to', async () => {
    const address = `${LIST}/tra-lai?ten=cdcs`;
    const typed = { ...words, reason: '', codes: 'KHONGCO', reports: (await seen(0)).join(',') };
    const { text } = await postForm(mai, address, typed, LIST);
    expect(text).toContain('KHONGCO: không có đơn vị nào mang mã này');
    expect(text).toContain(`action="${address}"`);
    const answer = await postForm(mai, address, { ...typed, reason: 'Thiếu' }, LIST);
    expect(answer.headers['location']).toBe(`${LIST}?ten=cdcs`);
  });

  it('a phrase is put after what was typed, and nothing is sent by that', async () => {
    const { id } = await db.phrase.create({
      data: { unitId: upper.id, text: 'Đề nghị gửi kèm bản đã ký.', position: 1 },
    });
    const more = { phrase: String(id), insert: 'yes' };
    const { status, text } = await send(mai, await seen(0), more);
    expect([status, await db.return.count()]).toEqual([200, 0]);
    expect(text).toContain('Thiếu số liệu quý III\nĐề nghị gửi kèm bản đã ký.</textarea>');
  });

  it('of others are not known', async () => {
    const text = await noticeAfter(stranger, await send(stranger, await seen(0)));
    expect(text).toContain('Đã trả lại 0 báo cáo');
    expect((await report(0)).status).toBe('SUBMITTED');
  });
});

describe('Many are accepted', () => {
  const accept = (agent: Agent, more: Record<string, string | string[]>) =>
    postForm(agent, `${LIST}/chap-nhan`, more, LIST);

  it('after asking about notes that wait, by the names of their units', async () => {
    await note((await report(0)).id, 'Chưa rõ.');
    const reports = await seen(0);
    const { text } = await mai.get(`${LIST}/chap-nhan?reports=${reports.join(',')}`);
    expect(text).toContain('Có 1 ghi chú chưa gửi cho đơn vị.');
    expect(text).toContain('không gửi ghi chú của: CĐCS Bệnh viện A (1)');
    const noted = hidden(text, 'noted');
    const unsure = await accept(mai, { reports, noted });
    expect([unsure.status, (await report(0)).status]).toEqual([422, 'SUBMITTED']);
    expect(unsure.text).toContain('Có báo cáo còn ghi chú chưa gửi.');
    await accept(mai, { reports: hidden(unsure.text, 'reports'), noted, sure: 'yes' });
    expect([(await report(0)).status, await db.reviewNote.count()]).toEqual(['ACCEPTED', 1]);
  });

  it('but one that a colleague has written a note about since is left out, and named', async () => {
    const reports = await seen(0, 1);
    await note((await report(0)).id, 'Chưa rõ.');
    const text = await noticeAfter(mai, await accept(mai, { reports, noted: '' }));
    expect(text).toContain('Đã chấp nhận 1 báo cáo.');
    expect(text).toContain('CĐCS Bệnh viện A (có 1 ghi chú chưa gửi)');
    expect((await report(0)).status).toBe('SUBMITTED');
    await db.reviewNote.updateMany({ data: { version: 2 } });
    const noted = `${(await report(0)).id}:1`;
    await accept(mai, { reports: await seen(0), noted, sure: 'yes' });
    expect((await report(0)).status).toBe('SUBMITTED');
  });
});

describe('Many are assigned', () => {
  const assign = async (agent: Agent, at: number[], how: Record<string, string | string[]>) =>
    postForm(agent, `${LIST}/phan-cong`, { reports: (await seen(...at)).join(','), ...how }, LIST);
  const assignees = async () =>
    (await Promise.all(units.map((_, at) => report(at)))).map((r) => r.assigneeId);

  it('evenly among those chosen; what somebody has stays theirs, unless it is said otherwise', async () => {
    const { lan: second, hoa: third } = people;
    await assign(mai, [0], { how: 'one', to: String(second) });
    const among = [String(second), String(third)];
    const even = { how: 'even', among };
    const text = await noticeAfter(mai, await assign(mai, [0, 1, 2, 3, 4], even));
    expect(text).toContain('Đã giao 4 báo cáo: Người dùng hoa 2, Người dùng lan 2.');
    expect((await assignees())[0]).toBe(second);
    const held = (await assignees()).filter((id) => id === second).length;
    expect([2, 3]).toContain(held);
    await assign(mai, [0, 1, 2, 3, 4], { how: 'even', among: [String(third)], anew: 'yes' });
    expect(await assignees()).toEqual(Array(5).fill(third));
  });

  it('by branch: each upper-level union by itself, and the grassroots unions right below together', async () => {
    const root = await db.account.findUniqueOrThrow({ where: { username: 'board' } });
    const one = await reportOf(db, upper.id);
    const two = await reportOf(
      db,
      (await db.unit.findUniqueOrThrow({ where: { id: outsider.id } })).parentId!,
    );
    await db.report.updateMany({ where: { id: { in: [one.id, two.id] } }, data: { status: 'SUBMITTED' } });
    const asked = await choose(board, 'assign', {
      codes: upper.code,
      reports: [`${two.id}:${two.version}:0`],
    });
    expect(asked.text).toContain(`name="branch_${one.id}"`);
    const reports = [one, two].map(({ id, version }) => `${id}:${version}:0`).join(',');
    const branch = { how: 'branch', [`branch_${one.id}`]: String(root.id), [`branch_${two.id}`]: '' };
    await postForm(board, `${LIST}/phan-cong`, { reports, ...branch }, LIST);
    expect((await reportOf(db, upper.id)).assigneeId).toBe(root.id);
    expect((await db.report.findUniqueOrThrow({ where: { id: two.id } })).assigneeId).toBeNull();
    const direct = { how: 'branch', branch_direct: String(people.hoa) };
    await assign(mai, [0, 3], direct);
    expect(await assignees()).toEqual([people.hoa, null, null, people.hoa, null]);
  });

  it.each([
    [{}, 'Hãy chọn cách phân công.'],
    [{ how: 'one' }, 'Hãy chọn người nhận.'],
    [{ how: 'even' }, 'Hãy chọn những người cùng nhận.'],
    [{ how: 'even', among: '999999' }, 'không còn xét duyệt ở đơn vị'],
    [{ how: 'branch' }, 'Hãy chọn người nhận của ít nhất một nhánh.'],
    [{ how: 'nobody' }, 'Không có báo cáo nào để giao'],
  ])('%j is asked again, with the reports', async (how, message) => {
    const { status, text } = await assign(mai, [0, 1], how);
    expect([status, text.includes(message)]).toEqual([422, true]);
    expect(text).toContain('Phân công 2 báo cáo');
  });

  it('all that match are taken only after it was asked', async () => {
    const asked = await choose(lan, 'take', { whom: 'all', matched: '5' });
    expect([asked.status, asked.text.includes('Phân công 5 báo cáo')]).toEqual([200, true]);
    expect(asked.text).toContain(`<option value="${people.lan}" selected>`);
    expect((await report(0)).assigneeId).toBeNull();
  });
});

const BRANCH_GRANT = { branch: '', reason: 'Bão số 5', dueBefore: '30/9/2026' };
const ask = (agent: Agent, more = {}) =>
  postForm(agent, BRANCH, { ...BRANCH_GRANT, branch: upper.code, ...more }, '/theo-doi/2026');
const confirmed = (html: string, more = {}) => ({
  ...Object.fromEntries(['unit', 'seen', 'branch', 'dueBefore', 'reason'].map((f) => [f, hidden(html, f)])),
  ...more,
});
const yes = (html: string, more = {}) => postForm(board, BRANCH, confirmed(html, more), '/theo-doi/2026');

describe('A whole branch is extended', () => {
  it('by the province only', async () => {
    expect((await mai.get(BRANCH)).status).toBe(403);
    expect((await ask(mai)).status).toBe(403);
    expect((await board.get(BRANCH)).status).toBe(200);
    expect((await board.get(EXTEND)).text).toContain(BRANCH);
    expect((await mai.get(EXTEND)).text).not.toContain(BRANCH);
  });

  it('after it was shown whom it concerns; who has a later day keeps it, and what was filed stays', async () => {
    await open();
    await db.report.update({
      where: { id: (await report(1)).id },
      data: { dueBefore: isoDay('2026-10-15') },
    });
    await db.report.update({ where: { id: (await report(2)).id }, data: { status: 'SUBMITTED' } });
    const { text } = await ask(board);
    expect(text).toContain('Gia hạn cho 4 đơn vị của nhánh Công đoàn ngành Y tế');
    expect(text).toContain(
      'CĐCS Bệnh viện A: hạn cũ trước ngày 25/8/2026; hạn mới trước ngày 30/9/2026 (chậm nhất hết ngày 29/9/2026)',
    );
    expect(text).toContain('CĐCS Bệnh viện Đa khoa: hạn hiện nay đã là trước ngày 15/10/2026');
    expect(text).toContain('1 đơn vị đã nộp, không cần gia hạn');
    expect(text).not.toContain('Không làm được với');
    const done = await yes(text);
    expect(done.text).toContain('Đã gia hạn cho 4 đơn vị của nhánh Công đoàn ngành Y tế.');
    expect((await report(0)).dueBefore).toEqual(isoDay('2026-09-30'));
    expect((await reportOf(db, upper.id)).dueBefore).toEqual(isoDay('2026-09-30'));
    expect((await report(1)).dueBefore).toEqual(isoDay('2026-10-15'));
    expect((await reportOf(db, outsider.id)).dueBefore).toEqual(isoDay('2026-09-10'));
  });

  it('with one event and one letter each, and the grantor and the reason on each unit’s page', async () => {
    await open();
    const where = { action: 'report-extended', reportId: (await report(0)).id };
    const before = await db.historyEvent.count({ where });
    await yes((await ask(board)).text);
    expect((await db.historyEvent.count({ where })) - before).toBe(1);
    const grants = await db.extension.findMany({ where: { reportId: where.reportId } });
    expect(grants.map(({ reason, grantedByName }) => [reason, grantedByName])).toEqual([
      ['Bão số 5', 'Người dùng board, Liên đoàn Lao động tỉnh'],
    ]);
    const letters = await db.message.findMany({ where: { reportId: where.reportId } });
    expect(letters).toHaveLength(1);
    expect(letters[0]?.text).toContain('Người dùng board, Liên đoàn Lao động tỉnh');
    const page = (await (await portal.signedIn('filer0')).get('/bao-cao/2026')).text;
    expect(page).toContain('Đã được gia hạn: Bão số 5');
    expect(page).toContain('Người gia hạn: Người dùng board, Liên đoàn Lao động tỉnh.');
  });

  it('where the number has changed since, or the day goes beyond a lock, it is asked again', async () => {
    await open();
    const { text } = await ask(board, { dueBefore: '15/11/2026' });
    expect(text).toContain('Hạn mới muộn hơn ngày khóa 01/11/2026');
    const unsure = await yes(text);
    expect([unsure.status, unsure.text.includes('Vẫn gia hạn')]).toEqual([422, true]);
    await db.report.update({ where: { id: (await report(0)).id }, data: { status: 'SUBMITTED' } });
    const changed = await yes(text, { sure: 'yes' });
    expect([changed.status, changed.text.includes('có 6 đơn vị được gia hạn, nay có 5')]).toEqual([
      422,
      true,
    ]);
    expect(await db.extension.count()).toBe(0);
    expect((await yes(changed.text, { sure: 'yes' })).text).toContain('Đã gia hạn cho 5 đơn vị');
  });

  it.each([
    [{ branch: '' }, 'Hãy ghi mã hoặc tên đơn vị đứng đầu nhánh.'],
    [{ branch: 'không có đâu' }, 'không có đơn vị nào tên hoặc mã “không có đâu”'],
    [{ reason: '' }, 'Hãy nhập lý do.'],
    [{ dueBefore: '20/8/2026' }, 'Hạn mới phải sau hôm nay'],
    [{ dueBefore: 'mai' }, 'phải viết theo ngày/tháng/năm'],
  ])('%j is refused, and what was typed stays', async (wrong, message) => {
    await open();
    const { status, text } = await ask(board, wrong);
    expect([status, text.includes(message)]).toEqual([422, true]);
    if (!('reason' in wrong)) expect(text).toContain('Bão số 5</textarea>');
    if (!('dueBefore' in wrong)) expect(text).toContain('value="30/9/2026"');
  });

  it('the whole province is no branch, and neither is what nobody reports to', async () => {
    const root = await db.unit.findUniqueOrThrow({ where: { id: province } });
    expect((await ask(board, { branch: root.code })).status).toBe(422);
    const forged = { ...BRANCH_GRANT, branch: root.code, unit: String(province), seen: '1' };
    expect((await postForm(board, BRANCH, forged, '/theo-doi/2026')).status).toBe(404);
  });
});

describe('A letter by hand', () => {
  const NEW = '/don-doc/2026/moi';
  const filter = { loai: 'late', cap: '', ten: '', 'khong-nhac': '', 'lien-he': '' };

  it('goes to the pasted codes that owe something, whatever the filter; the others are named', async () => {
    await open();
    const accepted = { status: 'ACCEPTED' as const, acceptedAt: isoDay('2026-08-14') };
    await db.report.update({ where: { id: (await report(1)).id }, data: accepted });
    const codes = `${units[0]!.code} ${units[1]!.code} KHONGCO`;
    const answer = await postForm(mai, NEW, { ...filter, codes });
    const text = await noticeAfter(mai, answer);
    expect(text).toContain('KHONGCO không có đơn vị nào mang mã này trong phạm vi của bạn');
    expect(text).toContain('CĐCS Bệnh viện Đa khoa đã được chấp nhận ngày 14/8/2026');
    const draft = await db.reminderDraft.findFirstOrThrow({ orderBy: { id: 'desc' } });
    const recipients = await db.reminderRecipient.findMany({ where: { draftId: draft.id } });
    expect(recipients.map(({ reportId }) => reportId)).toEqual([(await report(0)).id]);
  });

  it('to all that match is asked again where their number has changed, and to nobody is refused', async () => {
    await open();
    const before = await db.reminderDraft.count();
    const all = { ...filter, loai: 'all', whom: 'all', matched: '9' };
    const changed = await postForm(mai, NEW, all);
    expect([changed.status, changed.text.includes('có 9 đơn vị khớp bộ lọc, nay có 5')]).toEqual([422, true]);
    const nobody = await postForm(mai, NEW, { ...filter, codes: 'KHONGCO' });
    expect([nobody.status, nobody.text.includes('KHONGCO</textarea>')]).toEqual([422, true]);
    expect(await db.reminderDraft.count()).toBe(before);
    expect((await postForm(mai, NEW, { ...all, matched: '5' })).status).toBe(303);
  });
});

// Last, since what it makes has a history and stays.
describe('After a whole branch was extended', () => {
  it('the page says who they are, whether a letter goes to them, and where the branch is followed', async () => {
    await open();
    const more = await Promise.all(
      Array.from({ length: 18 }, (_, at) =>
        makeUnit(db, { name: `CĐCS Thêm ${String(at + 1).padStart(2, '0')}`, parentId: upper.id }),
      ),
    );
    const { periodId } = await report(0);
    const days = { dueBefore: isoDay('2026-08-25'), lockOn: isoDay('2026-11-01') };
    const made = more.map(({ id, name }) => ({
      ...{ periodId, unitId: id, parentId: upper.id, unitName: name, unitNameFolded: name, ...days },
      unitLevel: 'GRASSROOTS' as const,
    }));
    await db.report.createMany({ data: made });
    const { text } = await yes((await ask(board)).text);
    expect(text).toContain('Đã gia hạn cho 24 đơn vị');
    expect(text).toContain('<li>CĐCS Bệnh viện A</li>');
    expect(text.match(/<li>C/g)).toHaveLength(20);
    const list = `/theo-doi/2026?don-vi=${upper.id}`;
    expect(text).toContain(`<a href="${list}">và 4 đơn vị khác</a>`);
    expect((await board.get(list)).status).toBe(200);
    expect(text).toContain('Thư báo chưa được gửi: cổng chưa cấu hình thư điện tử.');
  });
});
