import { beforeAll, describe, expect, it, vi } from 'vitest';
import pg from 'pg';
import { recordSending } from '../../src/reports/sending/commands.js';
import { openReportToSend } from '../../src/reports/finders.js';
import { actAsReviewer, actAsSender } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { openConsolidation } from '../../src/consolidation/finders.js';
import { openText } from '../../src/consolidation/texts/finders.js';
import { markPassages } from '../../src/consolidation/texts/commands.js';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  makeTestPeriod,
  openTestPeriod,
  reportOf,
  submitDraft,
} from '../support/reports.js';
import { madePdf } from '../../src/platform/files/file-kinds.js';

const portal = await startTestApp({ now: '2025-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const STEPS = '/tong-hop/2026';
const units: Record<string, number> = {};
let board: Agent;
let reviewer: Agent;
let leader: Agent;

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER', 'FILER']);
  await makeAccount(db, 'reviewer', province, ['REVIEWER']);
  await makeAccount(db, 'leader', province, ['LEADER']);
  for (const name of ['a', 'b', 'c']) {
    const made = await makeUnit(db, { name: `Đơn vị ${name.toUpperCase()}`, parentId: province });
    units[name] = made.id;
    await makeAccount(db, `filer-${name}`, made.id, ['FILER']);
  }
  const away = await makeUnit(db, {
    name: 'Công đoàn ngành khác',
    level: 'UPPER_LEVEL',
    parentId: units.a ?? 0,
  });
  await makeAccount(db, 'away', away.id, ['REVIEWER', 'FILER']);
  await openTestPeriod(db, 'admin', 2025);
  for (const name of ['a', 'b']) await accept(name, 2025);
  await mark('a', 2025);
  clock.set('2026-08-20T08:00:00+07:00');
  await openTestPeriod(db, 'admin', 2026);
  await makeTestPeriod(db, 2027);
  [board, reviewer, leader] = [
    await portal.signedIn('board'),
    await portal.signedIn('reviewer'),
    await portal.signedIn('leader'),
  ];
});

const idOf = async (name: string, year = 2026) => (await reportOf(db, units[name] ?? 0, year)).id;
async function file(name: string, year = 2026): Promise<void> {
  await fillDraft(db, `filer-${name}`, clock(), {
    year,
    figures: { limitations: `Đơn vị ${name} thiếu người. Còn khó.` },
  });
  await submitDraft(db, `filer-${name}`, clock(), { year });
}
async function accept(name: string, year = 2026): Promise<void> {
  await file(name, year);
  await acceptFrom(db, 'board', await idOf(name, year), clock());
}
async function mark(name: string, year = 2026, field = 'limitations'): Promise<void> {
  const open = await openConsolidation(db, actAsReviewer(await actorOf(db, 'board')), year);
  const reportId = await idOf(name, year);
  const { number } = await openText(db, open, field, reportId);
  const marking = { number, sentences: [0], excerpt: '', kind: 'DIFFICULTY' as const };
  await markPassages(db, open, { field, reportId }, marking, clock());
}

const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
/** What the page says of a step: "Số liệu 1 báo cáo chờ xét duyệt Còn 1 việc". */
async function step(at: number, agent = board): Promise<string> {
  const html = (await agent.get(STEPS).expect(200)).text;
  const [, steps = ''] = /<ol class="year-steps">([^]*?)<\/ol>/.exec(html) ?? [];
  return text(steps.split(/<li(?: aria-current="step")?>\s*<span class="mark-/)[at] ?? '')
    .replace(/^[^>]*>\d /, '')
    .trim();
}
const primary = async (agent = board) =>
  [...(await agent.get(STEPS)).text.matchAll(/<a href="([^"]+)"[^>]*button-primary[^>]*>([^<]+)/g)].map(
    ([, href, words]) => `${(words ?? '').trim()} ${href}`,
  );

describe('The steps of a year', () => {
  it('have no turn before it is opened, and a year that is not planned is none', async () => {
    const html = text((await board.get('/tong-hop/2027').expect(200)).text);
    expect(html).toContain('Kỳ báo cáo năm 2027 chưa mở; dự kiến mở ngày 01/6/2027.');
    expect(html.match(/Chưa tới lượt/g)).toHaveLength(8);
    await board.get('/tong-hop/2031').expect(404);
  });

  it('wait for the units at first, and send whoever may to who is missing', async () => {
    expect(await step(1)).toMatch(/^Số liệu 3 đơn vị chưa có trong tổng hợp Chờ đơn vị/);
    expect(await step(2)).toContain('Chưa tới lượt');
    expect(await primary()).toEqual(['Xem đơn vị chưa có /theo-doi/2026?trang-thai=NOT_ACCEPTED#danh-sach']);
  });

  it('begin with what waits for review; a leader, who reviews nothing, has no button', async () => {
    await file('a');
    expect(await step(1)).toMatch(/1 báo cáo chờ xét duyệt 3 đơn vị chưa có trong tổng hợp Còn 2 việc/);
    expect(await primary()).toEqual(['Xét duyệt báo cáo /viec-xet-duyet/2026']);
    expect(text((await board.get(STEPS)).text)).toContain(
      'Xét duyệt báo cáo 1 báo cáo chờ xét duyệt; số liệu tổng hợp chỉ tính báo cáo đã chấp nhận.',
    );
    expect(await primary(leader)).toEqual([]);
    expect(await step(1, leader)).toContain('1 báo cáo chờ xét duyệt (người xét duyệt làm)');
  });

  it('lack as many passages and figures as the pages say to which they lead', async () => {
    await acceptFrom(db, 'board', await idOf('a'), clock());
    await accept('b');
    const [, questions] = /(\d+) câu chưa có đoạn nào/.exec(await step(2)) ?? [];
    expect(text((await board.get(`${STEPS}/loi-van`)).text)).toContain(
      `Còn ${questions} câu chưa có đoạn nào.`,
    );
    const [, figures] = /(\d+) số liệu chưa đưa vào báo cáo/.exec(await step(3)) ?? [];
    expect(text((await board.get('/bao-cao/2026/tong-hop')).text)).toContain(
      `Còn ${figures} số liệu chưa đưa vào.`,
    );
    expect(Number(questions)).toBeGreaterThan(5);
    await mark('b');
    expect(await step(2)).toContain(`${Number(questions) - 1} câu chưa có đoạn nào`);
    expect(await step(3)).toContain('Đoạn trích của 1 câu chưa đưa vào báo cáo');
  });

  it('take a question for answered that the own report answers itself', async () => {
    await fillDraft(db, 'board', clock());
    expect(await step(2)).toMatch(/Lời văn và đoạn trích Đoạn sau cùng: .* Xong/);
  });

  it('name what is missing of it all', async () => {
    const html = text((await board.get(STEPS)).text);
    expect(html).toMatch(/Đơn vị chưa có trong tổng hợp : 1 Đơn vị C : chưa bắt đầu/);
    expect(html).toContain('Trong báo cáo của đơn vị');
  });

  it('send a passage to be looked at whose unit was reopened', async () => {
    const id = await idOf('b');
    await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
    expect(await step(2)).toContain('1 đoạn trích từ bài không còn được tính');
    expect(text((await board.get(`${STEPS}/doan-trich`)).text)).toMatch(/Cần xem lại/);
    await db.report.update({ where: { id }, data: { status: 'SUBMITTED' } });
    expect(await step(2)).toContain('1 đoạn trích từ bài không còn được tính');
    expect(text((await board.get(`${STEPS}/doan-trich`)).text)).toMatch(/Cần xem lại/);
    expect(text((await board.get(`${STEPS}/van-ban`)).text)).toContain(
      '1 đoạn trích từ báo cáo không còn được chấp nhận',
    );
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
  });

  it('are asked of the database as often, however many units there are', async () => {
    const asked = vi.spyOn(pg.Client.prototype, 'query');
    await board.get(STEPS);
    const before = asked.mock.calls.length;
    const parentId = (await reportOf(db, units.a ?? 0)).parentId ?? 0;
    for (const name of ['x', 'y']) await makeUnit(db, { name: `Đơn vị ${name}`, parentId });
    asked.mockClear();
    await board.get(STEPS);
    expect(asked.mock.calls.length).toBe(before);
    asked.mockRestore();
  });

  it('go on to the sending once it is filed, and say who did what', async () => {
    await fillDraft(db, 'board', clock());
    await submitDraft(db, 'board', clock());
    expect(await step(6)).toMatch(/^Ký, nộp Nộp: .*, 08:00 ngày 20\/8\/2026 Xong/);
    expect(await primary(reviewer)).toEqual(['Ghi địa danh /tong-hop/2026/van-ban/cai-dat#place']);
    expect(await step(7)).toContain('Gửi văn bản đã ký, rồi ghi số và ngày gửi');
    const open = await openReportToSend(db, actAsSender(await actorOf(db, 'reviewer')), 2026);
    const file = madePdf('a.pdf', new Uint8Array(1));
    const letter = {
      outgoingNumber: '15/BC-LĐLĐ',
      sentOn: isoDay('2026-08-20'),
      signerName: 'A',
      signerPosition: 'B',
    };
    await recordSending(db, open, { version: open.report.version, ...letter, file }, clock());
    expect(await step(7)).toMatch(/Số 15\/BC-LĐLĐ, ngày 20\/8\/2026\. Ghi đã gửi: /);
    expect(await primary(reviewer)).toEqual(['Công bố kết quả /tong-hop/2026/cong-bo']);
  });
});

describe('Whose words are carried', () => {
  const list = async (query = '') =>
    text((await reviewer.get(`${STEPS}/chua-trich${query}`).expect(200)).text);

  it('is said of each question and of all, and who is carried in neither year is listed', async () => {
    await db.passage.deleteMany({ where: { report: { period: { year: 2026 } } } });
    const questions = text((await reviewer.get(`${STEPS}/loi-van`)).text);
    expect(questions).toContain('Đã trích lời của 0 trong 2 đơn vị có viết');
    expect(questions).toContain('1 đơn vị chưa được trích trong cả hai năm 2025 và 2026');
    expect(questions).toMatch(/Hạn chế và nguyên nhân .*?2 0\/2 đơn vị/);
    expect(await list()).toMatch(/Đơn vị B \d+ câu có viết/);
    expect(await list()).not.toContain('Đơn vị A');
    expect(await list('?nam=nay')).toMatch(/Đơn vị A .*Đã được trích.*Đơn vị B .*Chưa được trích/);
  });

  it('is each unit once, and of no other parent’s', async () => {
    expect((await portal.signedIn('away')).get(`${STEPS}/chua-trich`)).toBeDefined();
    expect(text((await (await portal.signedIn('away')).get(`${STEPS}/chua-trich`)).text)).not.toContain(
      'Đơn vị B',
    );
    expect(await list('?sau=x&nam=1')).toContain('Đơn vị B');
    expect(await list('?sau=999999')).not.toContain('Đơn vị B ');
  });
});

describe('A unit below', () => {
  it('ends with the decision of its parent, and neither sends nor publishes', async () => {
    const html = text((await (await portal.signedIn('away')).get(STEPS).expect(200)).text);
    expect(html).toContain('trong 7 bước');
    expect(html).toContain('Cấp trên chấp nhận');
    expect(html).not.toContain('Công bố kết quả');
  });
});
