import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/cli/demo-data.js';
import { formatNumber, formatRate } from '../../src/platform/text/format.js';
import { signIn, type Agent } from '../support/app.js';
import { startSampleApp } from '../support/sample.js';

// One fact has one value: the sentence, the rates, the table of branches, the lists behind them, the letters that remind,
// the consolidation and the summary say what a plain reckoning says, over the sample with everything that may happen.
const portal = await startSampleApp('2026-09-12T08:00:00+07:00');
const { db, clock } = portal;

beforeAll(async () => {
  const now = clock();
  const later = new Date('2026-09-20T00:00:00+07:00');
  const unfiled = await db.report.findMany({
    where: {
      period: { year: 2026 },
      unitLevel: 'GRASSROOTS',
      firstSubmittedAt: null,
      dueBefore: { lte: now },
    },
    orderBy: { id: 'asc' },
  });
  const returned = await db.report.findFirstOrThrow({
    where: { period: { year: 2026 }, status: 'ACCEPTED', unitLevel: 'GRASSROOTS' },
  });
  // One has an extension, one is exempt, one has ended without an exemption; one that was accepted was returned.
  expect(unfiled.length).toBeGreaterThan(3);
  await db.report.update({ where: { id: unfiled[0]!.id }, data: { dueBefore: later } });
  await db.report.update({ where: { id: unfiled[1]!.id }, data: { status: 'EXEMPT' } });
  await db.unit.update({ where: { id: unfiled[2]!.unitId }, data: { activeTo: now } });
  await db.report.update({ where: { id: returned.id }, data: { status: 'RETURNED', correctBefore: now } });
});

interface Reckoned {
  readonly expected: number;
  readonly received: number;
  readonly onTime: number;
  readonly accepted: number;
  readonly overdue: number;
  readonly correctionsOverdue: number;
  readonly toReview: number;
}

/** From the reports themselves, in words of its own. */
async function reckon(where: object): Promise<Reckoned> {
  const reports = await db.report.findMany({
    where: { ...where, period: { year: 2026 }, status: { not: 'EXEMPT' } },
  });
  const now = clock();
  const count = (holds: (report: (typeof reports)[number]) => boolean) => reports.filter(holds).length;
  return {
    expected: reports.length,
    received: count(({ firstSubmittedAt }) => firstSubmittedAt !== null),
    onTime: count(({ firstSubmittedAt: at, dueBefore }) => at !== null && at < dueBefore),
    accepted: count(({ status }) => status === 'ACCEPTED'),
    overdue: count(({ firstSubmittedAt, dueBefore }) => firstSubmittedAt === null && dueBefore <= now),
    correctionsOverdue: count(
      ({ status, correctBefore: by }) =>
        ['RETURNED', 'IN_PROGRESS'].includes(status) && by !== null && by <= now,
    ),
    toReview: count(({ status }) => status === 'SUBMITTED'),
  };
}

const text = (html: string) =>
  html
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ([,.])/g, '$1');
const rowsOf = (csv: string) => csv.trim().split('\r\n').length - 1;

describe.each([
  ['bantgnc', 'LDLD'],
  ['vienchuc', 'VC'],
  ['giaoduc', 'GD'],
])('What %s sees of %s', (username, code) => {
  let agent: Agent;
  let unit: { id: number; path: string };
  let children: Reckoned;
  let grassroots: Reckoned;

  beforeAll(async () => {
    agent = portal.visitor();
    await signIn(agent, username, DEMO_PASSWORD);
    unit = await db.unit.findUniqueOrThrow({ where: { code } });
    children = await reckon({ parentId: unit.id });
    grassroots = await reckon({ unitLevel: 'GRASSROOTS', above: { has: unit.id } });
  });

  const pageText = async (path: string) => text((await agent.get(path)).text);
  const words = (count: number, what: string) => (count > 0 ? `, ${formatNumber(count)} ${what}` : '');

  it('is one sentence of what waits, and the rates under it', async () => {
    const page = await pageText('/theo-doi/2026');
    const { expected, received, overdue, correctionsOverdue, toReview } = children;
    expect(page).toContain(
      `${received}/${expected} đơn vị đã nộp${words(overdue, 'quá hạn')}${words(correctionsOverdue, 'quá hạn sửa')}${words(toReview, 'chờ xét duyệt')}.`,
    );
    for (const [label, part] of [
      ['Đã nộp', children.received],
      ['Nộp đúng hạn', children.onTime],
      ['Đã chấp nhận', children.accepted],
    ] as const)
      expect(page).toContain(`${label} ${formatRate(part, expected)} ${part} / ${expected} đơn vị`);
  });

  it('has a table whose total row is that of all grassroots unions below, and of its own rows', async () => {
    const page = await pageText('/theo-doi/2026');
    if (code !== 'LDLD') return expect(page).not.toContain('Tổng cộng');
    const { expected, received, onTime, accepted, overdue } = grassroots;
    const rates = [received, onTime, accepted].map((part) => formatRate(part, expected)).join(' ');
    expect(page).toContain(`Tổng cộng ${received} / ${expected} ${rates} ${overdue}`);
    expect(page).toContain(
      `Tất cả công đoàn cơ sở: ${received}/${expected} đã nộp${words(overdue, 'quá hạn')}.`,
    );
    const rows = [
      ...(page.split('Nhánh Báo cáo')[1] ?? '').split('Tổng cộng')[0]!.matchAll(/(\d+) \/ (\d+) /g),
    ];
    const sum = (at: number) => rows.reduce((total, row) => total + Number(row[at]), 0);
    expect([sum(1), sum(2)]).toEqual([received, expected]);
  });

  it('leads to as many rows as it says, on the page and in the file', async () => {
    const rows = async (query: string) =>
      rowsOf((await agent.get(`/theo-doi/2026/danh-sach.csv?${query}`)).text);
    expect(await rows('thoi-han=overdue')).toBe(children.overdue);
    expect(await rows('thoi-han=correction-overdue')).toBe(children.correctionsOverdue);
    expect(await rows('trang-thai=SUBMITTED')).toBe(children.toReview);
    expect(await rows('trang-thai=ACCEPTED')).toBe(children.accepted);
    expect((await rows('thoi-han=on-time')) + (await rows('thoi-han=late'))).toBe(children.received);
    expect((await rows('')) - (await rows('trang-thai=EXEMPT'))).toBe(children.expected);
  });

  it('is reminded, consolidated and summed up by the same numbers', async () => {
    const { expected, received, accepted, overdue, correctionsOverdue } = children;
    const late = overdue + correctionsOverdue;
    if (late > 0) {
      expect(await pageText('/don-doc/2026/moi')).toContain(`${late} đơn vị khớp bộ lọc`);
      expect(await pageText('/theo-doi/2026')).toContain(`Đôn đốc ${late} đơn vị`);
    }
    expect(await pageText('/tong-hop/2026/so-lieu?hien-nay=1')).toContain(
      `chấp nhận của ${accepted}/${expected} đơn vị trực tiếp phải báo cáo`,
    );
    expect(await pageText('/theo-doi/2026/tom-tat')).toContain(
      `Đơn vị báo cáo trực tiếp: ${received}/${expected} đã nộp`,
    );
  });
});
