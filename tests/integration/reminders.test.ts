import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { sendAllDue } from '../../src/mail/job.js';
import { openMailer } from '../../src/platform/jobs/mailer.js';
import { fold } from '../../src/platform/text/text.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { openTestPeriod, reportOf } from '../support/reports.js';
import { startSmtp } from '../support/smtp.js';
import { withLinks } from '../../src/mail/letter.js';

// Grassroots unions of one upper-level union; their deadline is 25/8/2026, a Tuesday.
const NOW = '2026-08-27T09:00:00+07:00';
const FROM = { name: 'Cổng Nêu gương', address: 'bao-cao@liendoan.vn' };
const smtp = await startSmtp();
const portal = await startTestApp({
  now: NOW,
  config: { mail: { url: smtp.url, from: FROM }, publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
const DESK = '/don-doc/2026';
let reviewer: Agent;
let second: Agent;
let upper: number;
let units: { id: number; name: string }[];
let outsider: number;

beforeAll(async () => {
  const tree = await makeTree(db);
  upper = tree.upper.id;
  units = [tree.first, tree.second, await makeUnit(db, { name: 'CĐCS Cấp nước', parentId: upper })];
  const other = { name: 'Công đoàn khác', level: 'UPPER_LEVEL' as const, parentId: tree.province.id };
  outsider = (await makeUnit(db, { name: 'CĐCS người khác', parentId: (await makeUnit(db, other)).id })).id;
  await makeAccount(db, 'admin', tree.province.id, ['ADMIN']);
  for (const who of ['reviewer', 'second']) await makeAccount(db, who, upper, ['REVIEWER']);
  await makeAccount(db, 'leader', upper, ['LEADER']);
  for (const [at, { id }] of units.entries()) await makeAccount(db, `filer${at}`, id, ['FILER']);
  await makeAccount(db, 'elsewhere', other.parentId, ['REVIEWER']);
  await openTestPeriod(db, 'admin');
});

beforeEach(async () => {
  clock.set(NOW);
  smtp.refuse(0);
  smtp.received.length = 0;
  await db.message.deleteMany();
  await db.reminderDelivery.deleteMany();
  await db.reminderDraft.deleteMany();
  await db.reminderLadder.deleteMany();
  await db.report.updateMany({
    data: { status: 'NOT_STARTED', firstSubmittedAt: null, correctBefore: null },
  });
  await db.account.updateMany({ data: { email: '', mutedMessages: [] } });
  for (const at of [0, 1])
    await db.account.update({
      where: { username: `filer${at}` },
      data: { email: `f${at}@example.vn` },
    });
  reviewer = await portal.signedIn('reviewer');
  second = await portal.signedIn('second');
});

const reportId = async (at: number) => (await reportOf(db, units[at]!.id)).id;
const choose = (given: Record<string, string | string[]>, agent = reviewer) =>
  postForm(agent, `${DESK}/moi`, { loai: 'all', cap: '', ten: '', 'khong-nhac': '', ...given });

async function newDraft(agent = reviewer): Promise<string> {
  const answer = await choose({ whom: 'all' }, agent);
  expect(answer.status).toBe(303);
  return answer.headers['location'] as string;
}
const versionOf = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
/** What the page of a letter would post. */
async function shown(draft: string, agent = reviewer): Promise<Record<string, string>> {
  const html = (await agent.get(draft)).text;
  const inputs = html.matchAll(/name="(\w+_subject)"[^>]* value="([^"]*)"/g);
  const areas = html.matchAll(/<textarea[^>]* name="(\w+_text)"[^>]*>([^<]*)</g);
  const fields = [...inputs, ...areas].map(([, name, value]) => [name, value] as const);
  return { version: versionOf(html), ...(Object.fromEntries(fields) as Record<string, string>) };
}
async function send(draft: string, agent = reviewer) {
  return postForm(agent, `${draft}/gui`, await shown(draft, agent), draft);
}
const delivered = () =>
  db.message.findMany({
    where: { kind: 'reminded' },
    orderBy: { toAddress: 'asc' },
    select: { toAddress: true },
  });

describe('A letter by hand', () => {
  it('is a draft that shows who gets what, and goes to nobody until it is sent', async () => {
    const draft = await newDraft();
    const { text } = await reviewer.get(draft);
    for (const { name } of units) expect(text).toContain(name);
    expect(text).toContain('1 đơn vị không có địa chỉ nhận');
    expect(text).toContain('href="/don-doc/2026/cong-van?loai=all&amp;lien-he=khong"');
    expect(text).toContain('Đơn vị nhận thư: 2; không có địa chỉ nhận: 1');
    expect(text).toContain('Gửi cho 2 đơn vị');
    expect(text).toContain('Đã quá hạn nộp báo cáo nêu gương năm 2026 – CĐCS Bệnh viện A');
    expect(await delivered()).toEqual([]);
  });

  it('is edited, looked at with a unit’s own values, sent once to each, and logged with who could not be reached', async () => {
    const draft = await newDraft();
    const version = versionOf((await reviewer.get(draft)).text);
    const words = { version, late_subject: 'Nhắc {đơn vị}', late_text: 'Hạn: {hạn}.\n\nCảm ơn.' };
    expect((await postForm(reviewer, draft, words)).status).toBe(303);
    expect((await reviewer.get(draft)).text).toContain('Nhắc CĐCS Bệnh viện A');
    const sent = await send(draft);
    expect((await reviewer.get(sent.headers['location'] as string)).text).toContain(
      'Đã chuyển gửi thư đôn đốc đến 2 đơn vị. 1 đơn vị không có địa chỉ nhận: hãy gửi công văn',
    );
    expect(await delivered()).toEqual([{ toAddress: 'f0@example.vn' }, { toAddress: 'f1@example.vn' }]);
    const message = await db.message.findFirstOrThrow({ where: { toAddress: 'f0@example.vn' } });
    const { text } = withLinks(message, portal.config.publicUrl);
    expect(text).toContain('Hạn: trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026).');
    expect(text).toContain('https://neuguong.example.vn/bao-cao/2026');
    const log = (await reviewer.get(`${DESK}?ket-qua=no-address`)).text;
    expect(log).toContain('CĐCS Cấp nước');
    expect(log).not.toContain('CĐCS Bệnh viện A');
    expect((await postForm(reviewer, `${draft}/gui`, { ...words, version: '3' }, DESK)).status).toBe(409);
    expect(await delivered()).toHaveLength(2);
    const { detail } = await db.historyEvent.findFirstOrThrow({ where: { action: 'reminder-sent' } });
    expect(detail).toEqual({ units: 2, unreached: 1, kinds: 'quá hạn nộp 3' });
    const filer = await portal.signedIn('filer2');
    const own = (await filer.get('/bao-cao/2026/nhac-viec')).text;
    expect(own).toContain('<strong>Nhắc CĐCS Cấp nước</strong>');
    expect(own).toContain('Hạn: trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026).');
    expect(own).not.toContain('{');
  });

  it('leaves out units that have filed meanwhile, and says how many', async () => {
    const draft = await newDraft();
    await db.report.update({
      where: { id: await reportId(0) },
      data: { status: 'SUBMITTED', firstSubmittedAt: clock() },
    });
    const answer = await send(draft);
    expect((await reviewer.get(answer.headers['location'] as string)).text).toContain(
      'Đã chuyển gửi thư đôn đốc đến 1 đơn vị. 1 đơn vị không có địa chỉ nhận: hãy gửi công văn cho các đơn vị ấy (xem dưới đây). 1 đơn vị không còn nợ báo cáo nên không gửi.',
    );
    expect(await delivered()).toEqual([{ toAddress: 'f1@example.vn' }]);
  });

  it('sent by two at once goes once', async () => {
    const draft = await newDraft();
    const answers = await Promise.all([send(draft), send(draft, second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await delivered()).toHaveLength(2);
  });

  it('edited by two at once keeps the first, and shows the second both', async () => {
    const draft = await newDraft();
    const version = versionOf((await reviewer.get(draft)).text);
    await postForm(reviewer, draft, { version, late_subject: 'Của người thứ nhất', late_text: 'A' });
    const late = await postForm(second, draft, {
      version,
      late_subject: 'Của người thứ hai',
      late_text: 'B',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Của người thứ nhất');
    expect(late.text).toContain('value="Của người thứ hai"');
  });

  it('to units that were ticked goes to them; some can be taken out again', async () => {
    const [first, last] = [String(await reportId(0)), String(await reportId(2))];
    const outside = String((await reportOf(db, outsider)).id);
    const { headers } = await choose({ whom: 'ticked', reports: [first, last, outside, 'x', '0'] });
    const draft = headers['location'] as string;
    expect((await reviewer.get(draft)).text).toContain('Gửi cho 1 đơn vị');
    await postForm(reviewer, `${draft}/bo-don-vi`, { reports: first }, draft);
    const { text } = await reviewer.get(draft);
    expect(text).not.toContain('CĐCS Bệnh viện A');
    expect(text).not.toContain('CĐCS người khác');
  });

  it('to units of which none can be written to says so before and after, and is not said to have been sent', async () => {
    const { headers } = await choose({ whom: 'ticked', reports: [String(await reportId(2))] });
    const draft = headers['location'] as string;
    const before = (await reviewer.get(draft)).text;
    expect(before).toContain('Đơn vị nhận thư: 0; không có địa chỉ nhận: 1');
    expect(before).toContain('Đăng trên cổng cho 1 đơn vị, không có thư gửi đi');
    await send(draft);
    const after = (await reviewer.get(draft)).text;
    expect(after).toContain('Không đơn vị nào có địa chỉ nhận nên không có thư nào gửi đi.');
    expect(after).not.toContain('đã gửi lúc');
  });

  it('shows each text as the unit gets it whose day comes first', async () => {
    const id = await reportId(1);
    const { dueBefore } = await db.report.findUniqueOrThrow({ where: { id } });
    await db.report.update({ where: { id }, data: { dueBefore: isoDay('2026-08-20') } });
    const { text } = await reviewer.get(await newDraft());
    await db.report.update({ where: { id }, data: { dueBefore } });
    expect(text).toContain('Thư gửi CĐCS Bệnh viện Đa khoa');
    expect(text).not.toContain('Thư gửi CĐCS Bệnh viện A');
  });

  it.each([
    [{ whom: 'ticked', reports: [] as string[] }, 'không có ai để gửi'],
    [{ whom: 'all', ten: 'khong co don vi nay' }, 'không có ai để gửi'],
    [{ whom: 'x' }, 'Hãy chọn'],
    [{ whom: 'all', loai: 'nobody' }, 'đã bỏ qua: Đơn vị'],
    [{ whom: 'all', 'khong-nhac': '-1' }, 'đã bỏ qua: Chưa nhắc trong'],
  ])('to nobody (%j) is refused in words', async (given, message) => {
    const answer = await choose(given);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.reminderDraft.count()).toBe(0);
  });

  it.each([
    [{ late_subject: '' }, 'Hãy nhập tiêu đề'],
    [{ late_text: '' }, 'Hãy nhập nội dung'],
    [{ late_text: 'Gửi {ai đó}' }, 'Không có chỗ điền {ai đó}'],
    [{ late_text: 'x'.repeat(5001) }, 'dài quá 5000'],
  ])('with %j is refused, and keeps what was typed', async (wrong, message) => {
    const draft = await newDraft();
    const typed = { version: '1', late_subject: 'Tiêu đề đã gõ', late_text: 'Nội dung đã gõ', ...wrong };
    for (const path of [draft, `${draft}/gui`]) {
      const answer = await postForm(reviewer, path, typed, draft);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(message);
      expect(answer.text).toContain(typed.late_subject || typed.late_text);
    }
    expect(await delivered()).toEqual([]);
  });

  it('is of one unit’s reviewers: others do not know it, a leader reads it', async () => {
    const draft = await newDraft();
    expect((await (await portal.signedIn('elsewhere')).get(draft)).status).toBe(404);
    const leader = await portal.signedIn('leader');
    const { status, text } = await leader.get(draft);
    expect(status).toBe(200);
    expect(text).not.toContain('Gửi cho 3 đơn vị</button>');
    expect((await leader.get(`${DESK}/moi`)).status).toBe(403);
    await postForm(reviewer, `${draft}/bo`, {}, draft);
    expect((await reviewer.get(draft)).status).toBe(404);
  });
});

describe('A letter by hand to units that owe different things', () => {
  const day = isoDay;
  /** One in time by an extension, one that filed on time and corrects, one overdue. */
  beforeEach(async () => {
    await db.account.updateMany({ where: { username: 'filer2' }, data: { email: 'f2@example.vn' } });
    await db.report.update({ where: { id: await reportId(0) }, data: { dueBefore: day('2026-09-20') } });
    const corrects = { status: 'RETURNED', firstSubmittedAt: day('2026-08-20') } as const;
    await db.report.update({
      where: { id: await reportId(1) },
      data: { ...corrects, correctBefore: day('2026-09-04') },
    });
    return async () => {
      await db.report.update({ where: { id: await reportId(0) }, data: { dueBefore: day('2026-08-25') } });
    };
  });
  const textsTo = async () => {
    const rows = await db.message.findMany({ where: { kind: 'reminded' }, orderBy: { toAddress: 'asc' } });
    return rows.map(({ text }) => text);
  };

  it('is ready for those overdue, unless others are chosen', async () => {
    const { text } = await reviewer.get(`${DESK}/moi`);
    expect(text).toContain('<strong>1</strong> đơn vị khớp bộ lọc: quá hạn nộp 1.');
    expect(text).toContain('> CĐCS Cấp nước</label>');
    expect(text).not.toContain('> CĐCS Bệnh viện A</label>');
    expect((await choose({ loai: '', whom: 'all' })).status).toBe(303);
    expect(await db.reminderRecipient.count()).toBe(1);
  });

  it('shows how many get which text, each as its unit reads it', async () => {
    const { text } = await reviewer.get(await newDraft());
    for (const words of [
      'Quá hạn nộp: 1 đơn vị',
      'Trước hạn nộp: 1 đơn vị',
      'Trước hạn sửa: 1 đơn vị',
      'Thư gửi CĐCS Cấp nước',
      'đến nay chưa nhận được báo cáo của đơn vị',
      'Thư gửi CĐCS Bệnh viện A',
      'nộp về Công đoàn ngành Y tế trước ngày 20/9/2026',
      'Thư gửi CĐCS Bệnh viện Đa khoa',
      'trả lại để sửa và nộp lại trước ngày 04/9/2026',
      'sửa, nộp lại trước ngày 04/9/2026<',
    ])
      expect(text).toContain(words);
    expect(text).not.toContain('name="correctionLate_text"');
  });

  it('tells each what it owes, and nobody that owes nothing', async () => {
    expect((await send(await newDraft())).status).toBe(303);
    const [extended, correcting, overdue] = await textsTo();
    expect(extended).toContain(
      'trước ngày 20/9/2026 (chậm nhất hết ngày 19/9/2026). Còn 13 ngày làm việc, không kể hôm nay',
    );
    expect(correcting).toContain('được trả lại để sửa và nộp lại trước ngày 04/9/2026');
    for (const text of [extended, correcting]) expect(text).not.toContain('chưa nhận được');
    expect(overdue).toContain('đến nay chưa nhận được báo cáo của đơn vị');
    const log = await db.reminderDelivery.findMany({ select: { owed: true, title: true } });
    expect(log.map(({ owed }) => owed).sort()).toEqual(['correction-due', 'due', 'overdue']);
    for (const { title } of log) expect(title).not.toContain('{');
  });

  it('keeps the wording that was typed for each, and edits only what somebody gets', async () => {
    const draft = await newDraft();
    const typed = {
      ...(await shown(draft)),
      late_text: 'Lời cho đơn vị quá hạn',
      correction_text: 'Lời cho đơn vị đang sửa',
    };
    expect((await postForm(reviewer, draft, typed)).status).toBe(303);
    await send(draft);
    const [extended, correcting, overdue] = await textsTo();
    expect(overdue).toContain('Lời cho đơn vị quá hạn');
    expect(correcting).toContain('Lời cho đơn vị đang sửa');
    expect(extended).toContain('Đề nghị đơn vị hoàn thành và nộp báo cáo đúng hạn');
  });

  it('sent with words that were typed and not looked at keeps them, and does not go yet', async () => {
    const draft = await newDraft();
    const typed = { ...(await shown(draft)), late_text: 'Vừa gõ, chưa lưu' };
    const answer = await postForm(reviewer, `${draft}/gui`, typed, draft);
    const { text } = await reviewer.get(answer.headers['location'] as string);
    expect(text).toContain('Thư chưa gửi: hãy xem lại phần xem trước rồi gửi.');
    expect(text).toContain('Vừa gõ, chưa lưu');
    expect(await textsTo()).toEqual([]);
    expect((await send(draft)).status).toBe(303);
    expect((await textsTo()).at(-1)).toContain('Vừa gõ, chưa lưu');
  });

  it.each([
    ['has filed again', { status: 'SUBMITTED' }],
    ['was accepted', { status: 'ACCEPTED', correctBefore: null }],
    ['was exempted', { status: 'EXEMPT' }],
  ] as const)('does not reach a unit that %s since it was drafted', async (_what, data) => {
    const draft = await newDraft();
    const seen = await shown(draft);
    await db.report.update({ where: { id: await reportId(1) }, data });
    expect((await postForm(reviewer, `${draft}/gui`, seen, draft)).status).toBe(303);
    expect(await delivered()).toEqual([{ toAddress: 'f0@example.vn' }, { toAddress: 'f2@example.vn' }]);
    const { text } = await reviewer.get(draft);
    expect(text).toContain('Đơn vị nhận thư: 2');
    expect(text).toContain('1 đơn vị không còn nợ báo cáo lúc gửi nên không nhận thư.');
  });

  it('follows what a unit owes when it is sent, and not in words that nobody has seen', async () => {
    const draft = await newDraft();
    const seen = await shown(draft);
    clock.set('2026-09-04T00:00:00+07:00');
    const answer = await postForm(await portal.signedIn('reviewer'), `${draft}/gui`, seen, draft);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('“Quá hạn sửa”');
    expect(await textsTo()).toEqual([]);
    expect((await send(draft, await portal.signedIn('second'))).status).toBe(303);
    expect((await textsTo())[1]).toContain('đến nay chưa nhận được bản sửa');
  });

  it('written once more speaks of what is owed then', async () => {
    await db.account.updateMany({ data: { email: '' } });
    await send(await newDraft());
    const delivery = await db.reminderDelivery.findFirstOrThrow({ where: { owed: 'overdue' } });
    const corrects = {
      status: 'RETURNED',
      firstSubmittedAt: clock(),
      correctBefore: day('2026-09-10'),
    } as const;
    await db.report.update({ where: { id: delivery.reportId }, data: corrects });
    await db.account.update({ where: { username: 'filer2' }, data: { email: 'f2@example.vn' } });
    await postForm(reviewer, `${DESK}/nhat-ky/${delivery.id}/gui-lai`, {}, DESK);
    expect((await textsTo()).join()).toContain('trả lại để sửa và nộp lại trước ngày 10/9/2026');
  });
});

describe('Who can be chosen', () => {
  it.each([
    ['all', ['CĐCS Bệnh viện A', 'CĐCS Bệnh viện Đa khoa', 'CĐCS Cấp nước']],
    ['not-filed', ['CĐCS Bệnh viện A', 'CĐCS Cấp nước']],
    ['late', ['CĐCS Bệnh viện Đa khoa', 'CĐCS Cấp nước']],
    ['overdue', ['CĐCS Cấp nước']],
    ['due-soon', ['CĐCS Bệnh viện A']],
    ['to-correct', ['CĐCS Bệnh viện Đa khoa']],
    ['correction-overdue', ['CĐCS Bệnh viện Đa khoa']],
  ])('%s: those that owe just that', async (kind, expected) => {
    await db.report.update({ where: { id: await reportId(0) }, data: { dueBefore: isoDay('2026-09-01') } });
    const returned = {
      status: 'RETURNED' as const,
      firstSubmittedAt: clock(),
      correctBefore: isoDay('2026-08-27'),
    };
    await db.report.update({ where: { id: await reportId(1) }, data: returned });
    const { text } = await reviewer.get(`${DESK}/moi?loai=${kind}`);
    const listed = units.map(({ name }) => name).filter((name) => text.includes(`> ${name}</label>`));
    expect(listed).toEqual(expected);
    await db.report.update({ where: { id: await reportId(0) }, data: { dueBefore: isoDay('2026-08-25') } });
  });

  it('only those not reminded of late, where that is asked', async () => {
    await send(
      (await choose({ whom: 'ticked', reports: [String(await reportId(0))] })).headers['location'] as string,
    );
    const { text } = await reviewer.get(`${DESK}/moi?khong-nhac=3`);
    expect(text).not.toContain('CĐCS Bệnh viện A');
    clock.set('2026-08-31T09:00:00+07:00');
    const later = await portal.signedIn('reviewer');
    expect((await later.get(`${DESK}/moi?khong-nhac=3`)).text).toContain('CĐCS Bệnh viện A');
  });
});

describe('The log', () => {
  const mailer = openMailer({ url: smtp.url, from: FROM });
  const log = async (query = '') => (await reviewer.get(`${DESK}${query}`)).text;

  it('shows an address that bounces, and sends again where a person says so', async () => {
    await sendDueSteps(db, clock());
    smtp.refuse(550, 'No such user');
    await sendAllDue(portal, mailer);
    expect(await log('?ket-qua=failed')).toContain('f0@example.vn: Máy chủ thư không nhận thư này');
    const delivery = await db.reminderDelivery.findFirstOrThrow({
      where: { reportId: await reportId(0), isSkipped: false },
    });
    await db.account.update({ where: { username: 'filer0' }, data: { email: 'moi@example.vn' } });
    smtp.refuse(0);
    const again = `${DESK}/nhat-ky/${delivery.id}/gui-lai`;
    expect((await postForm(reviewer, again, {}, DESK)).status).toBe(303);
    expect((await postForm(reviewer, again, {}, DESK)).status).toBe(409);
    await sendAllDue(portal, mailer);
    expect(smtp.received.map(({ to }) => (to as { text: string }).text)).toEqual([
      '"Người dùng filer0" <moi@example.vn>',
    ]);
    expect(await log('?ket-qua=sent')).toContain('CĐCS Bệnh viện A');
    const about = { action: 'reminded-again', reportId: delivery.reportId };
    expect(await db.historyEvent.count({ where: about })).toBe(1);
  });

  it('does not nag a unit that has filed, and is of the own children only', async () => {
    await sendDueSteps(db, clock());
    const delivery = await db.reminderDelivery.findFirstOrThrow({
      where: { reportId: await reportId(2), isSkipped: false },
    });
    await db.report.update({
      where: { id: await reportId(2) },
      data: { status: 'ACCEPTED', firstSubmittedAt: clock() },
    });
    const again = `${DESK}/nhat-ky/${delivery.id}/gui-lai`;
    expect((await postForm(reviewer, again, {}, DESK)).status).toBe(409);
    expect((await postForm(await portal.signedIn('elsewhere'), again, {}, DESK)).status).toBe(404);
    expect(await log()).not.toContain('CĐCS người khác');
  });

  it('keeps to those who want to be reminded', async () => {
    await db.account.update({ where: { username: 'filer1' }, data: { mutedMessages: ['reminded'] } });
    await sendDueSteps(db, clock());
    expect(await delivered()).toEqual([{ toAddress: 'f0@example.vn' }]);
    expect(await log('?ket-qua=no-address')).toContain('CĐCS Bệnh viện Đa khoa');
  });
});

describe('Two thousand units', () => {
  it('are chosen, looked at and written to in one go', async () => {
    const parentId = (
      await makeUnit(db, {
        name: 'Công đoàn lớn',
        level: 'UPPER_LEVEL',
        parentId: (await db.unit.findFirstOrThrow({ where: { parentId: null } })).id,
      })
    ).id;
    const rows = Array.from({ length: 2000 }, (_, at) => {
      const name = `CĐCS số ${at}`;
      const level = 'GRASSROOTS' as const;
      return {
        code: `L${at}`,
        name,
        nameFolded: fold(name),
        level,
        parentId,
        activeFrom: isoDay('2020-01-01'),
      };
    });
    await db.unit.createMany({ data: rows });
    await db.$executeRaw`
      INSERT INTO accounts (username, full_name, name_folded, email, unit_id, roles, created_at)
      SELECT 'l' || id, 'Người lập', 'nguoi lap', 'l' || id || '@example.vn', id, '{FILER}', now()
      FROM units WHERE parent_id = ${parentId}`;
    const period = await db.period.findFirstOrThrow();
    await db.$executeRaw`
      INSERT INTO reports (period_id, unit_id, parent_id, unit_name, unit_name_folded, unit_level, due_before, lock_on)
      SELECT ${period.id}, id, ${parentId}, name, name_folded, level, ${isoDay('2026-08-25')}, ${isoDay('2026-11-01')}
      FROM units WHERE parent_id = ${parentId}`;
    await makeAccount(db, 'big', parentId, ['REVIEWER']);
    const big = await portal.signedIn('big');
    const draft = await newDraft(big);
    const { text } = await big.get(draft);
    expect(text).toContain('Gửi cho 2.000 đơn vị');
    expect(text.match(/name="reports"/g)).toHaveLength(50);
    expect((await send(draft, big)).status).toBe(303);
    expect(await delivered()).toHaveLength(2000);
    expect(await db.reminderDelivery.count({ where: { parentId } })).toBe(2000);
  });
});

describe('The next steps of the ladder', () => {
  const NEXT = 'Những lần nhắc sắp tới';
  it('are those of each unit’s own day, not of the day that all had', async () => {
    const own = new Date('2026-10-15T00:00:00+07:00');
    const were = await db.report.findMany({ select: { id: true, dueBefore: true, lockOn: true } });
    await db.report.updateMany({ data: { dueBefore: own, lockOn: new Date('2026-10-20T00:00:00+07:00') } });
    const { text } = await reviewer.get(DESK);
    expect(text).toContain(NEXT);
    expect(text).toContain(
      '12/10/2026: Trước 3 ngày làm việc so với hạn nộp (chậm nhất hết ngày 14/10/2026): 3 đơn vị',
    );
    expect(text).not.toContain('trước ngày 25/8/2026 (');
    await db.report.updateMany({ data: { status: 'ACCEPTED', firstSubmittedAt: new Date(NOW) } });
    expect((await reviewer.get(DESK)).text).not.toContain(NEXT);
    for (const { id, ...days } of were) await db.report.update({ where: { id }, data: days });
  });
});
