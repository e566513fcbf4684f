import { beforeAll, expect, it } from 'vitest';
import { addDays, inZone, isoDay } from '../../src/platform/text/calendar.js';
import { openDb } from '../../src/platform/postgres/db.js';
import type { ReminderDelivery } from '../../src/platform/prisma/client.js';
import { sendDueSteps } from '../../src/reminders/schedule/commands.js';
import { createTestDatabase } from '../support/database.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

// A whole season, an hour at a time around 08:00, with three workers of their own connections that all try at once,
// and a portal that is down now and then. What they sent is compared with a reckoning of its own.

const { db, url } = await createTestDatabase();
const BEGIN = isoDay('2026-06-01');
const END = isoDay('2026-11-10');
const HOUR = 3_600_000;
const HOLIDAYS = ['2026-08-31', '2026-09-01', '2026-09-02'].map(isoDay);
const WORKED = isoDay('2026-08-22');
/** No worker runs from the first instant to the second. */
const OUTAGES = [
  ['2026-08-24T20:00:00+07:00', '2026-08-25T12:00:00+07:00'],
  ['2026-09-10T00:00:00+07:00', '2026-09-18T07:30:00+07:00'],
].map(([from, to]) => [new Date(from!), new Date(to!)] as const);

interface Happening {
  readonly at: Date;
  readonly unit: number;
  readonly what: 'file' | 'return' | 'extend' | 'exempt' | 'accept';
  readonly day?: Date;
}
const at = (text: string) => new Date(`2026-${text}:00+07:00`);
const day = (text: string) => isoDay(`2026-${text}`);
const HAPPENINGS: Happening[] = [
  { at: at('07-30T09:00'), unit: 0, what: 'file' },
  { at: at('08-10T15:00'), unit: 0, what: 'return', day: day('08-31') },
  { at: at('09-08T10:00'), unit: 0, what: 'file' },
  { at: at('09-09T10:00'), unit: 0, what: 'return', day: day('09-30') },
  { at: at('08-20T10:00'), unit: 1, what: 'extend', day: day('09-25') },
  { at: at('08-06T07:30'), unit: 2, what: 'exempt' },
  { at: at('08-26T08:30'), unit: 3, what: 'file' },
  { at: at('08-27T08:30'), unit: 3, what: 'accept' },
  { at: at('09-18T07:45'), unit: 4, what: 'file' },
];
let units: number[];

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'LĐLĐ tỉnh' });
  const upper = await makeUnit(db, { name: 'Công đoàn', level: 'UPPER_LEVEL', parentId: province.id });
  units = [];
  for (let at = 0; at < 8; at++) {
    const { id } = await makeUnit(db, { name: `CĐCS ${at}`, parentId: upper.id });
    const account = await makeAccount(db, `nguoi${at}`, id, ['FILER']);
    const email = `cdcs${at}@example.vn`;
    if (at !== 7) await db.account.update({ where: { id: account.id }, data: { email } });
    units.push(id);
  }
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await openTestPeriod(db, 'admin');
  await db.holiday.createMany({
    data: HOLIDAYS.map((holiday) => ({ day: holiday, name: 'Quốc khánh' })),
    skipDuplicates: true,
  });
});

it('over a season, with outages and three workers, every unit gets each step exactly once, and none it does not owe', async () => {
  let workers = openWorkers();
  for (let now = BEGIN; now < END; now = nextLook(now)) {
    for (const happening of HAPPENINGS.filter((h) => h.at > lookBefore(now) && h.at <= now))
      await happen(happening);
    if (isDown(now)) continue;
    await Promise.all(workers.map((worker) => sendDueSteps(worker.db, now)));
    // A restart, once a week.
    if (inZone(now).day() === 3 && inZone(now).hour() === 8) {
      await Promise.all(workers.map((worker) => worker.close()));
      workers = openWorkers();
    }
  }
  await Promise.all(workers.map((worker) => worker.close()));

  const rows = await db.reminderDelivery.findMany({ include: { report: true, messages: true } });
  const inWords = rows
    .filter(({ report }) => units.includes(report.unitId))
    .map((row) => {
      const written = row.isSkipped ? 'skipped' : `${row.messages.length} sent`;
      return `${units.indexOf(row.report.unitId)} ${stepOf(row)} ${stamp(row.at)} ${written}`;
    });
  expect(inWords.length).toBeGreaterThan(60);
  expect(inWords.sort()).toEqual(reckon().sort());
  for (const { at: time } of rows) {
    expect(isWorking(addDays(time, 0))).toBe(true);
    expect(inZone(time).hour()).toBeGreaterThanOrEqual(8);
  }
});

const openWorkers = () => [openDb(url), openDb(url), openDb(url)];
const stamp = (time: Date) => inZone(time).format('MM-DD HH:mm');
const stepOf = ({ cause, dueBefore, number }: ReminderDelivery) =>
  `${cause!} ${inZone(dueBefore!).format('MM-DD')} ${number! < 0 ? '' : '+'}${number!}`;

/** Looked at 07:59, 08:00, 12:00 and 20:00 of each day. */
const LOOKS = [7 + 59 / 60, 8, 12, 20];
function nextLook(now: Date): Date {
  const hour = (now.getTime() - addDays(now, 0).getTime()) / HOUR;
  const later = LOOKS.find((look) => look > hour + 1e-6);
  return new Date(addDays(now, later === undefined ? 1 : 0).getTime() + (later ?? LOOKS[0]!) * HOUR);
}
function lookBefore(now: Date): Date {
  let before = addDays(now, -1);
  for (let look = before; look < now; look = nextLook(look)) before = look;
  return before;
}
const isDown = (now: Date) => OUTAGES.some(([from, to]) => now >= from && now < to);
const isWorking = (date: Date) =>
  date.getTime() === WORKED.getTime() ||
  (![0, 6].includes(inZone(date).day()) && !HOLIDAYS.some((holiday) => holiday.getTime() === date.getTime()));

async function happen({ unit, what, at: time, day: date }: Happening) {
  const report = await db.report.findFirstOrThrow({ where: { unitId: units[unit]! } });
  const reportId = report.id;
  const by = { grantedAt: time, grantedById: 0, grantedByName: '' };
  const returned = { returnedAt: time, returnedById: 0, returnedByName: '', submissionNumber: 1 };
  const change = {
    file: { status: 'SUBMITTED', firstSubmittedAt: report.firstSubmittedAt ?? time },
    return: { status: 'RETURNED', correctBefore: date! },
    extend: { dueBefore: date! },
    exempt: { status: 'EXEMPT' },
    accept: { status: 'ACCEPTED', correctBefore: null },
  } as const;
  await db.report.update({ where: { id: reportId }, data: change[what] });
  if (what === 'extend')
    await db.extension.create({ data: { reportId, dueBefore: date!, reason: '', ...by } });
  if (what === 'return')
    await db.return.create({ data: { reportId, reason: '', correctBefore: date!, ...returned } });
}

/** What should have gone, reckoned day by day and unit by unit without the code that is tested. */
function reckon(): string[] {
  const days: Date[] = [];
  for (let date = isoDay('2026-05-01'); date < END; date = addDays(date, 1))
    if (isWorking(date)) days.push(date);
  return units.flatMap((_id, unit) => reckonUnit(unit, days));
}

interface State {
  owes: boolean;
  cause: string;
  due: Date;
  since: Date;
}

function reckonUnit(unit: number, days: readonly Date[]): string[] {
  const state: State = { owes: true, cause: 'deadline', due: day('08-25'), since: BEGIN };
  const done = new Set<string>();
  const lines: string[] = [];
  for (let now = BEGIN; now < END; now = nextLook(now)) {
    for (const h of HAPPENINGS.filter(
      (one) => one.unit === unit && one.at > lookBefore(now) && one.at <= now,
    ))
      change(state, h);
    if (!state.owes || !isSending(now)) continue;
    const steps = stepsPassed(state, days, now);
    for (const [index, name] of steps.entries()) {
      const key = `${state.cause} ${inZone(state.due).format('MM-DD')} ${name}`;
      if (done.has(key)) continue;
      done.add(key);
      const sent = `${unit === 7 ? '0' : '1'} sent`;
      lines.push(`${unit} ${key} ${stamp(now)} ${index === steps.length - 1 ? sent : 'skipped'}`);
    }
  }
  return lines;
}

function change(state: State, { what, day: date, at: time }: Happening) {
  if (what === 'return') Object.assign(state, { owes: true, cause: 'correction' });
  else if (what !== 'extend') state.owes = false;
  if (date) Object.assign(state, { due: date, since: time });
}

function isSending(now: Date): boolean {
  const hour = inZone(now).hour();
  return !isDown(now) && hour >= 8 && hour < 18 && isWorking(addDays(now, 0)) && now < day('11-01');
}

function stepsPassed({ due, since }: State, days: readonly Date[], now: Date): string[] {
  const before = days.filter((date) => date < due);
  const late = days.filter((date) => date >= due).filter((_date, index) => index % 5 === 0);
  const named = [
    ...[20, 10, 3].map((n) => ({ name: `-${n}`, date: before.at(-n)! })),
    ...late.map((date, index) => ({ name: `+${index}`, date })),
  ];
  const eight = (date: Date) => date.getTime() + 8 * HOUR;
  return named
    .filter(({ date }) => eight(date) <= now.getTime() && eight(date) > since.getTime())
    .map(({ name }) => name);
}
