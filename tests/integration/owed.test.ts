import { beforeAll, describe, expect, it } from 'vitest';
import { standingKinds, standingOf, standingWords } from '../../src/consolidation/document/standings.js';
import { addDays, isoDay } from '../../src/platform/text/calendar.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { countWords } from '../../src/reminders/overview/rules.js';
import { owedKinds, whatIsAsked, whatIsOwed, type Owed, type Timed } from '../../src/reports/deadlines.js';
import { askedAnything, owed } from '../../src/reports/deadline-finders.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

// What a unit owes is one rule: whoever groups units by it says the same numbers. Children of one upper-level union in
// every state that there is, on every side of its days.

const NOW = new Date('2026-09-03T08:00:00+07:00');
const portal = await startTestApp({ now: NOW });
const { db } = portal;
const [PAST, FUTURE] = [isoDay('2026-08-25'), isoDay('2026-09-20')];
const [LOCKED, OPEN] = [isoDay('2026-09-01'), isoDay('2026-11-01')];
const FILED = isoDay('2026-08-20');

type State = Omit<Timed, 'lockOn'>;
const unfiled = (['NOT_STARTED', 'IN_PROGRESS'] as const).flatMap((status) =>
  [PAST, NOW, FUTURE].map((dueBefore): State => ({
    ...{ status, dueBefore, firstSubmittedAt: null, correctBefore: null },
  })),
);
const correcting = (['RETURNED', 'IN_PROGRESS'] as const).flatMap((status) =>
  [PAST, NOW, FUTURE].map((correctBefore): State => ({
    ...{ status, dueBefore: PAST, firstSubmittedAt: FILED, correctBefore },
  })),
);
const rest: State[] = [
  { status: 'SUBMITTED', dueBefore: PAST, firstSubmittedAt: FILED, correctBefore: null },
  { status: 'SUBMITTED', dueBefore: PAST, firstSubmittedAt: NOW, correctBefore: PAST },
  { status: 'ACCEPTED', dueBefore: PAST, firstSubmittedAt: FILED, correctBefore: null },
  { status: 'EXEMPT', dueBefore: PAST, firstSubmittedAt: null, correctBefore: null },
  { status: 'EXEMPT', dueBefore: PAST, firstSubmittedAt: FILED, correctBefore: FUTURE },
];
const STATES = [...unfiled, ...correcting, ...rest].flatMap((state): Timed[] =>
  [LOCKED, OPEN].map((lockOn) => ({ ...state, lockOn })),
);
const nameOf = (at: number) => `CĐCS số ${String(at + 1).padStart(2, '0')}`;
let reviewer: Agent;
let periodId: number;
let parentId: number;

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'LĐLĐ tỉnh' });
  parentId = (await makeUnit(db, { name: 'Công đoàn ngành', level: 'UPPER_LEVEL', parentId: province.id }))
    .id;
  for (const at of STATES.keys()) await makeUnit(db, { name: nameOf(at), parentId });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', parentId, ['REVIEWER']);
  periodId = (await openTestPeriod(db, 'admin')).id;
  for (const [at, state] of STATES.entries())
    await db.report.updateMany({ where: { unitName: nameOf(at) }, data: state });
  reviewer = await portal.signedIn('reviewer');
});

const countBy = <K extends string>(kinds: readonly K[], of: (state: Timed) => K | undefined) =>
  kinds.map((kind) => [kind, STATES.filter((state) => of(state) === kind).length] as const);
const asked = countBy(owedKinds, (state) => whatIsAsked(state, NOW));
const standings = new Map(countBy(standingKinds, (state) => standingOf(state, NOW)));

/** How many rows the list of /theo-doi has with a filter. */
async function followed(filter: string): Promise<number> {
  const { text } = await reviewer.get(`/theo-doi/2026/danh-sach.csv?${filter}`);
  return text.match(/CĐCS số \d\d/g)?.length ?? 0;
}

describe('What a unit owes', () => {
  it('is the same by the rule and by the database, at every side of every day', async () => {
    const rows = await db.$queryRaw<{ name: string; owed: Owed | null; asked: boolean }[]>`
      SELECT unit_name AS name, ${owed(NOW)} AS owed, ${askedAnything(NOW)} AS asked
      FROM reports report WHERE parent_id = ${parentId} ORDER BY unit_name`;
    expect(rows).toEqual(
      STATES.map((state, at) => ({
        name: nameOf(at),
        owed: whatIsOwed(state, NOW) ?? null,
        asked: whatIsAsked(state, NOW) !== undefined,
      })),
    );
    expect(new Set(rows.map((row) => row.owed)).size).toBe(5);
  });

  it('makes the numbers of a letter by hand, and of the lists on paper', async () => {
    const counts = asked.map(([kind, units]) => ({ owed: kind, units }));
    expect((await reviewer.get('/don-doc/2026/moi?loai=all')).text).toContain(`: ${countWords(counts)}.`);
    const choice = { loai: 'all', cap: '', ten: '', 'khong-nhac': '', 'lien-he': '' };
    const drafted = await postForm(reviewer, '/don-doc/2026/moi', { ...choice, whom: 'all' });
    const draft = (await reviewer.get(drafted.headers['location'] as string)).text;
    const words = { overdue: 'Quá hạn nộp', due: 'Trước hạn nộp' } as Record<Owed, string>;
    words['correction-overdue'] = 'Quá hạn sửa';
    words['correction-due'] = 'Trước hạn sửa';
    for (const [kind, units] of asked) expect(draft).toContain(`${words[kind]}: ${units} đơn vị</h2>`);
    const typed = { number: '', place: '', body: 'x', authority: '', position: 'x', name: 'x' };
    const lists = owedKinds.join(' ');
    const paper = await pdf('/don-doc/2026/cong-van', { ...choice, ...typed, lists, format: 'pdf' });
    for (const [, units] of asked) expect(paper).toContain(`(${units} đơn vị) TT Đơn vị`);
  });

  it('makes the numbers of Annex 2, which are those of /theo-doi and add up to all that must report', async () => {
    const pages = await pdf('/tong-hop/2026/van-ban/bao-cao.pdf');
    const annex = pages.slice(pages.indexOf('TÌNH HÌNH BÁO CÁO'));
    const filters = {
      overdue: 'thoi-han=overdue',
      due: 'thoi-han=due',
      'correction-overdue': 'thoi-han=correction-overdue',
      'correction-due': 'thoi-han=correction-due',
      waiting: 'trang-thai=SUBMITTED',
      exempt: 'trang-thai=EXEMPT',
      accepted: 'trang-thai=ACCEPTED',
    };
    for (const kind of standingKinds) {
      const count = standings.get(kind)!;
      expect([kind, await followed(filters[kind])]).toEqual([kind, count]);
      if (kind !== 'accepted') expect(annex).toContain(`${standingWords[kind]} (${count} đơn vị)`);
    }
    const expected = STATES.length - standings.get('exempt')!;
    expect(annex).toContain(`${expected} đơn vị phải báo cáo: 2 đã chấp nhận; 4 đã nộp, chờ xét duyệt`);
    const follow = (await reviewer.get('/theo-doi/2026')).text;
    expect(follow).toContain(`${String(standings.get('accepted'))} / ${expected} đơn vị`);
    const total = [...standings.values()].reduce((sum, count) => sum + count, 0);
    expect(total).toBe(STATES.length);
  });

  it('chooses the words of the ladder, whatever step it is that goes', async () => {
    await sendDueSteps(db, NOW);
    const rows = await db.reminderDelivery.findMany({
      where: { isSkipped: false, report: { parentId, periodId } },
      include: { report: true },
    });
    expect(rows.length).toBeGreaterThan(5);
    for (const { report, owed: told, text } of rows) {
      expect(told).toBe(whatIsAsked(report, NOW));
      expect(text.includes('chưa nhận được')).toBe(told === 'overdue' || told === 'correction-overdue');
    }
    expect(new Set(rows.map((row) => row.owed))).toEqual(new Set(owedKinds));
  });

  it('is soon due by the same day on /theo-doi and where reminders are chosen', async () => {
    for (let at = 0; at < 14; at++) {
      const data = { ...unfiled[0], dueBefore: addDays(NOW, at), lockOn: OPEN };
      await db.report.updateMany({ where: { unitName: nameOf(at) }, data });
    }
    const soon = await followed('thoi-han=due-soon');
    expect(soon).toBeGreaterThan(3);
    const { text } = await reviewer.get('/don-doc/2026/moi?loai=due-soon');
    expect(text).toContain(`<strong>${soon}</strong> đơn vị khớp bộ lọc`);
  });
});

async function pdf(path: string, posted?: Record<string, string>): Promise<string> {
  const page = (await reviewer.get(posted ? path : '/theo-doi/2026')).text;
  const _csrf = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
  const asking = posted
    ? reviewer
        .post(path)
        .type('form')
        .send({ _csrf, ...posted })
    : reviewer.get(path);
  const answer = await asking.buffer(true).parse((res, done) => {
    const chunks: Buffer[] = [];
    res.on('data', (chunk: Buffer) => chunks.push(chunk));
    res.on('end', () => done(null, Buffer.concat(chunks)));
  });
  expect(answer.status).toBe(200);
  return (await readPdf(answer.body as Buffer)).pages.join(' ');
}
