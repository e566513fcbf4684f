import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { fold } from '../../src/platform/text/text.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { actorOf, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';
import { actAsOverseer, actAsReviewer } from '../../src/platform/actor.js';
import { openChildReport } from '../../src/reports/finders.js';
import { neighbours, workRows } from '../../src/review/worklist/finders.js';
import { owners } from '../../src/review/worklist/forms.js';
import { assignReports } from '../../src/reports/assignment/commands.js';

const NOW = '2026-08-20T09:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const LIST = '/viec-xet-duyet/2026';
let units: { id: number; name: string }[];
let upper: number;
let outsider: number;
let mai: Agent;
let lan: Agent;
let leader: Agent;
let stranger: Agent;

beforeAll(async () => {
  const tree = await makeTree(db);
  upper = tree.upper.id;
  const cap = await makeUnit(db, { name: 'CĐCS Cấp nước', parentId: upper });
  units = [tree.first, tree.second, cap];
  const other = await makeUnit(db, { name: 'Khác', level: 'UPPER_LEVEL', parentId: tree.province.id });
  outsider = (await makeUnit(db, { name: 'CĐCS người ngoài', parentId: other.id })).id;
  await makeAccount(db, 'admin', tree.province.id, ['ADMIN']);
  for (const who of ['mai', 'lan']) await makeAccount(db, who, upper, ['REVIEWER']);
  await makeAccount(db, 'leader', upper, ['LEADER']);
  await makeAccount(db, 'stranger', other.id, ['REVIEWER']);
  for (const [at, { id }] of units.entries()) await makeAccount(db, `filer${at}`, id, ['FILER']);
  await openTestPeriod(db, 'admin');
  for (const [at, day] of ['2026-08-03', '2026-08-01', '2026-08-02'].entries()) {
    clock.set(`${day}T08:00:00+07:00`);
    await fillDraft(db, `filer${at}`, clock(), { figures: { report_date: '01/8/2026' } });
    await submitDraft(db, `filer${at}`, clock());
  }
  clock.set(NOW);
  [mai, lan, leader, stranger] = [
    await portal.signedIn('mai'),
    await portal.signedIn('lan'),
    await portal.signedIn('leader'),
    await portal.signedIn('stranger'),
  ];
});

beforeEach(async () => {
  const fresh = { status: 'SUBMITTED' as const, acceptedAt: null, correctBefore: null, openedAt: null };
  const nobody = { openedByName: '', assigneeId: null, assigneeName: '' };
  await db.report.updateMany({
    where: { parentId: upper },
    data: { ...fresh, ...nobody, dueBefore: isoDay('2026-08-25'), lockOn: isoDay('2026-11-01') },
  });
  await db.report.updateMany({ where: { unitId: upper }, data: { dueBefore: isoDay('2026-10-20') } });
  await db.extension.deleteMany();
  await db.message.deleteMany();
});

const listed = (html: string) =>
  [...html.matchAll(/<a href="\/xet-duyet\/\d+(?:\?[^"]*)?">([^<]+)<\/a>/g)].map((match) => match[1]);
const report = (at: number) => reportOf(db, units[at]!.id);
async function seen(...at: number[]): Promise<string[]> {
  const rows = await Promise.all(at.map(report));
  return rows.map(({ id, version, assigneeId }) => `${id}:${version}:${assigneeId ?? 0}`);
}
const choose = (agent: Agent, what: string, reports: string[], more: Record<string, string> = {}) =>
  postForm(agent, `${LIST}/chon`, { what, ...more, reports }, LIST);
const assign = (agent: Agent, reports: string[], how: Record<string, string | string[]>) =>
  postForm(agent, `${LIST}/phan-cong`, { reports, ...how }, LIST);
const giveTo = (agent: Agent, reports: string[], to: number) =>
  assign(agent, reports, { how: 'one', to: String(to), anew: 'yes' });
const release = (agent: Agent, reports: string[]) => assign(agent, reports, { how: 'nobody' });
const noticeAfter = async (agent: Agent, answer: { headers: Record<string, unknown> }) =>
  (await agent.get(String(answer.headers['location']))).text;

describe('The work list', () => {
  it('shows what waits, the oldest first with its age, and whoever has it', async () => {
    const { text } = await mai.get(LIST);
    expect(listed(text)).toEqual([units[1]!.name, units[2]!.name, units[0]!.name]);
    expect(text).toContain('01/8/2026 (19 ngày)');
    expect(text).toContain('Chưa phân công');
    await lan.get(`/xet-duyet/${(await report(0)).id}`);
    expect((await mai.get(LIST)).text).toContain(
      'Chưa phân công; <span class="hint">Người dùng lan mở lúc 09:00 ngày 20/8/2026',
    );
    await giveTo(mai, await seen(0), (await db.account.findUniqueOrThrow({ where: { username: 'lan' } })).id);
    expect((await mai.get(LIST)).text).toContain('Người dùng lan<span class="hint">, mở lúc 09:00');
    await release(mai, await seen(0));
    expect((await mai.get(`/xet-duyet/${(await report(0)).id}`)).text).toContain(
      'Người dùng lan đã mở báo cáo lúc',
    );
  });

  it('is of the direct children only; a leader looks, and does nothing', async () => {
    expect((await stranger.get(LIST)).text).not.toContain('Bệnh viện');
    const { text } = await leader.get(LIST);
    expect(text).toContain('CĐCS Cấp nước');
    expect(text).not.toContain('name="reports"');
  });

  it('has tabs for what waits to be corrected and what was accepted, and a name', async () => {
    await db.report.update({
      where: { id: (await report(0)).id },
      data: { status: 'RETURNED', correctBefore: isoDay('2026-08-19') },
    });
    await db.report.update({
      where: { id: (await report(1)).id },
      data: { status: 'ACCEPTED', acceptedAt: clock() },
    });
    expect((await mai.get(`${LIST}?muc=cho-sua`)).text).toContain('trước ngày 19/8/2026, đã quá hạn');
    const accepted = (await mai.get(`${LIST}?muc=da-chap-nhan`)).text;
    expect(listed(accepted)).toEqual([units[1]!.name]);
    // It needs nobody any more, and nothing can be done with many of them.
    expect(accepted.replace(/<select[\s\S]*?<\/select>/g, '')).not.toContain('Chưa phân công');
    expect(accepted).not.toContain('name="what"');
    expect(listed((await mai.get(`${LIST}?ten=cap%20nuoc`)).text)).toEqual([units[2]!.name]);
  });

  it('leads from one report to the next that waits', async () => {
    const { text } = await mai.get(`/xet-duyet/${(await report(2)).id}`);
    expect(text).toContain(`href="/xet-duyet/${(await report(1)).id}"`);
    expect(text).toContain(`href="/xet-duyet/${(await report(0)).id}"`);
  });
});

it('whoever goes from one report to the next meets those of the list, in its order, whatever it is narrowed down to', async () => {
  const actor = await actorOf(db, 'mai');
  const [reviewer, overseer] = [actAsReviewer(actor), actAsOverseer(actor)];
  const period = await db.period.findFirstOrThrow({ where: { year: 2026 } });
  const [first] = await Promise.all(units.map(({ id }) => reportOf(db, id, 2026)));
  await db.report.update({ where: { id: first!.id }, data: { assigneeId: reviewer.accountId } });
  const met: number[] = [];
  for (const whose of owners)
    for (const name of ['', 'CĐCS', 'cap nuoc', '50%', '_']) {
      const { rows } = await workRows(db, overseer, period.id, { tab: 'waiting', whose, name });
      const ids = rows.map(({ id }) => id);
      met.push(ids.length);
      for (const [at, id] of ids.entries()) {
        const beside = await neighbours(db, await openChildReport(db, reviewer, id), { whose, name });
        const others = ids.length > 1 ? (ids[at + 1] ?? ids[0]) : undefined;
        expect([beside.previous?.id, beside.next?.id, beside.left]).toEqual([
          ids[at - 1],
          others,
          ids.length - 1,
        ]);
      }
    }
  expect(new Set(met)).toEqual(new Set([0, 1, 2, 3]));
});

describe('A report', () => {
  it('is taken, shown to others as taken, given on, and released; each is history', async () => {
    expect(await noticeAfter(mai, await choose(mai, 'take', await seen(0, 1)))).toContain(
      'Đã giao 2 báo cáo cho Người dùng mai.',
    );
    expect(listed((await mai.get(`${LIST}?cua=mine`)).text)).toHaveLength(2);
    expect(listed((await lan.get(`${LIST}?cua=nobody`)).text)).toEqual([units[2]!.name]);
    expect((await lan.get(`/xet-duyet/${(await report(0)).id}`)).text).toContain(
      'Người dùng mai đang nhận xét duyệt báo cáo này.',
    );
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'lan' } });
    await giveTo(mai, await seen(0), id);
    expect((await report(0)).assigneeName).toBe('Người dùng lan');
    await release(lan, await seen(0));
    expect((await report(0)).assigneeId).toBeNull();
    const { version, status } = await report(0);
    expect([version, status]).toEqual([(await report(0)).version, 'SUBMITTED']);
    const events = await db.historyEvent.findMany({
      where: { reportId: (await report(0)).id, action: { contains: '-assigned' } },
    });
    expect(events.length).toBeGreaterThanOrEqual(2);
  });

  it('taken by two at once is the first one’s, and the second is told', async () => {
    const both = await seen(0);
    expect((await choose(mai, 'take', both)).status).toBe(303);
    const second = await choose(lan, 'take', both);
    expect(second.status).toBe(409);
    expect(second.text).toContain('Người dùng mai vừa nhận');
    expect((await report(0)).assigneeName).toBe('Người dùng mai');
  });

  it('is not given to just anyone, nor by just anyone', async () => {
    const account = await db.account.findUniqueOrThrow({ where: { username: 'leader' } });
    const refused = await giveTo(mai, await seen(0), account.id);
    expect([refused.status, refused.text.includes('không còn xét duyệt ở đơn vị')]).toEqual([422, true]);
    expect((await choose(stranger, 'take', await seen(0))).status).toBe(409);
    expect((await choose(mai, 'take', ['x', '1:2', '__proto__', '0:0:0'])).status).toBe(303);
    expect((await report(0)).assigneeId).toBeNull();
  });
});

describe('Who can no longer review lets go of what they looked after, in the same act and with its history', () => {
  let root: Agent;
  let account: { id: number; version: number };
  const accountPage = () => `/quan-tri/tai-khoan/${account.id}`;
  const edited = (more: Record<string, string | string[]>) => ({
    ...{ fullName: 'Người dùng di', position: '', email: '', unitCode: '', roles: 'REVIEWER' },
    version: String(account.version),
    ...more,
  });
  const codeOf = async (id: number) => (await db.unit.findUniqueOrThrow({ where: { id } })).code;

  beforeEach(async () => {
    root = await portal.signedIn('admin');
    await db.account.deleteMany({ where: { username: 'di' } });
    account = await makeAccount(db, 'di', upper, ['REVIEWER', 'FILER']);
    await giveTo(mai, await seen(0, 1), account.id);
    expect((await report(0)).assigneeId).toBe(account.id);
  });

  async function expectReleased() {
    expect(listed((await mai.get(`${LIST}?cua=nobody`)).text)).toHaveLength(3);
    const page = (await mai.get(`/xet-duyet/${(await report(0)).id}`)).text;
    expect(page).not.toContain('đang nhận xét duyệt');
    const released = {
      action: 'report-released',
      reportId: { in: [(await report(0)).id, (await report(1)).id] },
    };
    const events = await db.historyEvent.findMany({ where: released, orderBy: { id: 'desc' }, take: 2 });
    expect(events.map(({ action, actorName }) => [action, actorName])).toEqual([
      ['report-released', 'Người dùng admin'],
      ['report-released', 'Người dùng admin'],
    ]);
    expect(page).toContain('đã bỏ giao người xét duyệt báo cáo: Người dùng di không còn xét duyệt ở đơn vị');
  }

  it('an account that is closed', async () => {
    await postForm(root, `${accountPage()}/ngung`, { version: String(account.version) }, accountPage());
    await expectReleased();
    expect((await choose(mai, 'assign', await seen(0))).text).not.toContain('Người dùng di</option>');
  });

  it('one that loses the role', async () => {
    await postForm(root, accountPage(), edited({ unitCode: await codeOf(upper), roles: 'FILER' }));
    await expectReleased();
  });

  it('one that moves to another unit', async () => {
    await postForm(root, accountPage(), edited({ unitCode: await codeOf(outsider) }));
    await expectReleased();
  });

  it('but keeps it where it stays a reviewer of the unit', async () => {
    await postForm(root, accountPage(), edited({ unitCode: await codeOf(upper), position: 'Phó ban' }));
    expect((await report(0)).assigneeId).toBe(account.id);
  });

  it('and so does a unit that moves', async () => {
    const { id, name } = units[0]!;
    const unit = await db.unit.findUniqueOrThrow({ where: { id } });
    const { parentId } = await db.unit.findUniqueOrThrow({ where: { id: outsider } });
    const to = { ...{ name, code: unit.code, level: unit.level }, parentId: String(parentId) };
    const fields = { ...to, activeFrom: '01/01/2020', version: String(unit.version) };
    const address = `/quan-tri/don-vi/${id}/sua`;
    expect((await postForm(root, address, fields)).status).toBe(303);
    expect([(await report(0)).assigneeId, (await report(1)).assigneeId]).toEqual([null, account.id]);
    await db.unit.update({ where: { id }, data: { parentId: upper } });
  });

  it('nothing is given to an account that was never activated, or is closed meanwhile', async () => {
    for (const state of [{ passwordHash: null }, { passwordHash: 'x', deactivatedAt: clock() }]) {
      await release(mai, await seen(2));
      await db.account.update({
        where: { id: account.id },
        data: { ...state, deactivatedAt: null, ...state },
      });
      expect((await choose(mai, 'assign', await seen(2))).text).not.toContain('Người dùng di</option>');
      expect((await giveTo(mai, await seen(2), account.id)).status).toBe(422);
      const reviewer = actAsReviewer(await actorOf(db, 'mai'));
      const { id, version, assigneeId } = await report(2);
      const one = [{ id, version, assignee: assigneeId ?? 0 }];
      await expect(
        assignReports(
          db,
          reviewer,
          [{ reports: one, to: { id: account.id, fullName: 'Người dùng di' } }],
          clock(),
        ),
      ).rejects.toThrow('không còn xét duyệt ở đơn vị, hoặc chưa kích hoạt');
      expect((await report(2)).assigneeId).toBeNull();
    }
  });
});

describe('Accepting several at once', () => {
  const look = async (agent: Agent, reports: string[]) => {
    const answer = await choose(agent, 'accept', reports);
    return agent.get(String(answer.headers['location']));
  };

  it('shows each one’s warnings and what the unit says, and opens them', async () => {
    const { text } = await look(mai, await seen(0, 1));
    expect(text).toContain('Bản giấy gửi qua bưu điện.');
    expect(text).toContain('Chấp nhận 2 báo cáo');
    expect((await report(0)).openedByName).toBe('Người dùng mai');
    expect((await report(2)).openedAt).toBeNull();
  });

  it('accepts those that are as they were seen, and tells the others one by one', async () => {
    const reports = await seen(0, 1, 2);
    await db.report.update({
      where: { id: (await report(1)).id },
      data: { status: 'RETURNED', version: { increment: 1 } },
    });
    const answer = await postForm(mai, `${LIST}/chap-nhan`, { reports }, LIST);
    const text = await noticeAfter(mai, answer);
    expect(text).toContain('Đã chấp nhận 2 báo cáo.');
    expect(text).toContain('CĐCS Bệnh viện Đa khoa (bị trả lại, chờ sửa)');
    expect([await report(0), await report(1), await report(2)].map(({ status }) => status)).toEqual([
      'ACCEPTED',
      'RETURNED',
      'ACCEPTED',
    ]);
    const accepted = { action: 'report-accepted', reportId: (await report(0)).id };
    expect(await db.historyEvent.count({ where: accepted })).toBe(1);
    await postForm(mai, `${LIST}/chap-nhan`, { reports }, LIST);
    expect(await db.historyEvent.count({ where: accepted })).toBe(1);
  });

  it('knows nothing of reports elsewhere', async () => {
    const outside = await reportOf(db, outsider);
    await db.report.update({ where: { id: outside.id }, data: { status: 'SUBMITTED' } });
    const reports = [`${outside.id}:${outside.version}:0`];
    expect((await choose(mai, 'accept', reports)).status).toBe(422);
    const shown = await mai.get(`${LIST}/chap-nhan?reports=${reports.join(',')}`);
    expect(shown.text).not.toContain('người ngoài');
    await postForm(mai, `${LIST}/chap-nhan`, { reports }, LIST);
    expect((await reportOf(db, outsider)).status).toBe('SUBMITTED');
  });
});

describe('Many units', () => {
  const GRANT = { cap: '', ten: '', reason: 'Bão số 5', dueBefore: '30/9/2026' };
  const BULK = '/theo-doi/2026/gia-han';
  const pending = (data = {}) =>
    db.report.updateMany({
      where: { parentId: upper },
      data: { status: 'IN_PROGRESS', firstSubmittedAt: null, ...data },
    });
  const hidden = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? '';
  async function confirm(path: string, given: Record<string, string | string[]>) {
    const look = await postForm(mai, path, given);
    expect(look.status).toBe(200);
    const reports = hidden(look.text, 'reports');
    const fields = {
      whom: 'confirmed',
      reports,
      reason: String(given['reason']),
      ...(given['dueBefore'] ? { dueBefore: String(given['dueBefore']) } : {}),
    };
    return { look: look.text, fields };
  }

  it('are extended after it was shown which, from when and to when; and once only', async () => {
    await pending();
    const { look, fields } = await confirm(BULK, { ...GRANT, whom: 'all' });
    expect(look).toContain('Gia hạn cho 3 đơn vị?');
    expect(look).toContain('Mỗi đơn vị thấy quyết định và lý do ở trang báo cáo của mình');
    expect(look).toContain(
      'CĐCS Bệnh viện A: hạn cũ trước ngày 25/8/2026; hạn mới trước ngày 30/9/2026 (chậm nhất hết ngày 29/9/2026)',
    );
    const done = await postForm(mai, BULK, fields);
    expect(done.text).toContain('Đã gia hạn cho 3 đơn vị.');
    expect((await report(0)).dueBefore).toEqual(isoDay('2026-09-30'));
    expect((await postForm(mai, BULK, fields)).text).toContain('Đã gia hạn cho 0 đơn vị.');
    expect(await db.extension.count()).toBe(3);
  });

  it('are extended beyond the lock, or beyond the receiver’s own day, with a deliberate yes', async () => {
    await pending();
    const { look, fields } = await confirm(BULK, { ...GRANT, dueBefore: '15/11/2026', whom: 'all' });
    expect(look).toContain('Hạn mới muộn hơn ngày khóa 01/11/2026');
    expect(look).toContain('đơn vị bạn phải báo cáo lên cấp trên (trước ngày 20/10/2026)');
    const unsure = await postForm(mai, BULK, fields);
    expect(unsure.status).toBe(422);
    expect(unsure.text).toContain('Hãy đánh dấu ô “Vẫn gia hạn”');
    expect(await db.extension.count()).toBe(0);
    const sure = await postForm(mai, BULK, { ...fields, sure: 'yes' });
    expect(sure.text).toContain('Đã gia hạn cho 3 đơn vị.');
  });

  it('half of which have moved meanwhile: done for the rest, told which not', async () => {
    await pending();
    const { fields } = await confirm(BULK, { ...GRANT, whom: 'all' });
    await db.report.update({
      where: { id: (await report(1)).id },
      data: { status: 'SUBMITTED', version: { increment: 1 } },
    });
    const { text } = await postForm(mai, BULK, fields);
    expect(text).toContain('Đã gia hạn cho 2 đơn vị.');
    expect(text).toContain('CĐCS Bệnh viện Đa khoa: đã nộp');
  });

  it('with a later deadline already are left out, by name', async () => {
    await pending();
    await db.report.update({
      where: { id: (await report(0)).id },
      data: { dueBefore: isoDay('2026-10-15') },
    });
    const { look } = await confirm(BULK, { ...GRANT, whom: 'all' });
    expect(look).toContain('Gia hạn cho 2 đơn vị?');
    expect(look).toContain('CĐCS Bệnh viện A: hạn hiện nay đã là trước ngày 15/10/2026');
  });

  it('that were ticked are exempted, and no longer', async () => {
    await pending();
    const path = '/theo-doi/2026/mien';
    const { fields } = await confirm(path, {
      cap: '',
      ten: '',
      reason: 'Giải thể',
      whom: 'ticked',
      reports: await seen(0, 2),
    });
    expect((await postForm(mai, path, fields)).text).toContain('Đã miễn báo cáo cho 2 đơn vị.');
    expect([(await report(0)).status, (await report(1)).status]).toEqual(['EXEMPT', 'IN_PROGRESS']);
    const back = '/theo-doi/2026/bo-mien';
    const again = await confirm(back, { cap: '', ten: '', reason: 'Nhầm', whom: 'all' });
    expect((await postForm(mai, back, again.fields)).text).toContain('Đã bỏ miễn cho 2 đơn vị.');
    expect([(await report(0)).status, (await report(2)).status]).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
  });

  it.each([
    [{ reason: '' }, 'Hãy nhập lý do'],
    [{ dueBefore: '' }, 'Hãy nhập hạn mới'],
    [{ dueBefore: '20/8/2026' }, 'phải sau hôm nay, ngày 20/8/2026'],
    [{ dueBefore: '31/9/2026' }, 'không có ngày 31/9/2026'],
    [{ whom: 'ticked' }, 'Chưa chọn đơn vị nào'],
    [{ whom: 'ticked', reports: ['__proto__', '1', '9:9'] }, 'Chưa chọn đơn vị nào'],
    [{ whom: 'x' }, 'Hãy chọn cả danh sách'],
    [{ ten: 'khong co', whom: 'all' }, ''],
  ])('%j is refused, and keeps what was typed', async (wrong, message) => {
    await pending();
    const answer = await postForm(mai, BULK, { ...GRANT, whom: 'all', ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.extension.count()).toBe(0);
  });

  it('before the period opens cannot be given a day before that', async () => {
    await pending();
    await db.period.updateMany({ data: { opensOn: isoDay('2026-09-15') } });
    const answer = await postForm(mai, BULK, { ...GRANT, dueBefore: '01/9/2026', whom: 'all' });
    expect(answer.text).toContain('phải sau ngày mở nhận báo cáo, ngày 15/9/2026');
    await db.period.updateMany({ data: { opensOn: isoDay('2026-06-01') } });
  });

  it('of others are not known', async () => {
    await pending();
    const outside = await reportOf(db, outsider);
    const reports = `${outside.id}:${outside.version}:0`;
    const { text } = await postForm(mai, BULK, { ...GRANT, whom: 'confirmed', reports });
    expect(text).toContain('Đã gia hạn cho 0 đơn vị.');
    expect(await db.extension.count()).toBe(0);
  });

  it('are two thousand, and done in one go', async () => {
    const root = await db.unit.findFirstOrThrow({ where: { parentId: null } });
    const parent = await makeUnit(db, { name: 'Công đoàn lớn', level: 'UPPER_LEVEL', parentId: root.id });
    const rows = Array.from({ length: 2000 }, (_, at) => {
      const name = `CĐCS số ${at}`;
      const about = { level: 'GRASSROOTS' as const, parentId: parent.id, activeFrom: isoDay('2020-01-01') };
      return { code: `L${at}`, name, nameFolded: fold(name), ...about };
    });
    await db.unit.createMany({ data: rows });
    const period = await db.period.findFirstOrThrow();
    await db.$executeRaw`
      INSERT INTO reports (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, due_before, lock_on)
      SELECT ${period.id}, id, ${parent.id}, name, name_folded, level, ${isoDay('2026-08-25')}, ${isoDay('2026-11-01')}
      FROM units WHERE parent_id = ${parent.id}`;
    await makeAccount(db, 'big', parent.id, ['REVIEWER']);
    const big = await portal.signedIn('big');
    const look = await postForm(big, BULK, { ...GRANT, whom: 'all' });
    expect(look.text).toContain('Gia hạn cho 2.000 đơn vị?');
    const fields = {
      whom: 'confirmed',
      reports: hidden(look.text, 'reports'),
      reason: 'Bão',
      dueBefore: '30/9/2026',
    };
    expect((await postForm(big, BULK, fields)).text).toContain('Đã gia hạn cho 2.000 đơn vị.');
    expect(await db.extension.count()).toBe(2000);
    expect(await db.historyEvent.count({ where: { action: 'report-extended' } })).toBeGreaterThanOrEqual(
      2000,
    );
  });
});
