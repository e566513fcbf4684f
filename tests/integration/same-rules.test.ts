import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasReader, reachable, reader } from '../../src/accounts/reachable-finders.js';
import { isReachable } from '../../src/accounts/reachable.js';
import { FILING_ROLES } from '../../src/platform/actor.js';
import { roles as everyRole } from '../../src/accounts/rules.js';
import { Prisma } from '../../src/platform/prisma/client.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { fold } from '../../src/platform/text/text.js';
import * as inDatabase from '../../src/reports/deadline-finders.js';
import {
  dayOwed,
  dueBeforeFor,
  isCorrectionOverdue,
  isToCorrect,
  isToFile,
  lockedFrom,
  presentDeadline,
  timeliness,
  whatIsAsked,
  whatIsOwed,
  type Timed,
  type Timeliness,
} from '../../src/reports/deadlines.js';
import { isEditable, reportActions, transitions, type ReportStatus } from '../../src/reports/lifecycle.js';
import { countedFacts } from '../../src/review/following/counts/finders.js';
import { countsOf, waitingOf } from '../../src/review/following/rules.js';
import { createTestDatabase } from '../support/database.js';
import { makeUnit } from '../support/fixtures.js';
import { makeTestPeriod } from '../support/reports.js';

// A rule that TypeScript, filters of Prisma and SQL must all know says the same in each.
const { db } = await createTestDatabase();
const [FIRST, SECOND, THIRD] = [isoDay('2026-08-25'), isoDay('2026-09-10'), isoDay('2026-11-01')];
const DAYS = [FIRST, SECOND, THIRD];
const beside = (day: Date) => [-1, 0, 1].map((offset) => new Date(day.getTime() + offset));
let parentId: number;
let periodId: number;

beforeAll(async () => {
  parentId = (await makeUnit(db)).id;
  periodId = (await makeTestPeriod(db, 2026)).id;
});

describe('The rule of time', () => {
  const STATUSES = [
    ...new Set(reportActions.flatMap((action): ReportStatus[] => [...transitions[action].from])),
  ];
  /** Every state with every order of its days, also those that no action leads to. */
  const STATES = STATUSES.flatMap((status) =>
    DAYS.flatMap((dueBefore) =>
      DAYS.flatMap((lockOn) =>
        [null, ...beside(SECOND)].flatMap((firstSubmittedAt) =>
          [null, ...DAYS].map((correctBefore): Timed => ({
            ...{ status, dueBefore, lockOn, firstSubmittedAt, correctBefore },
          })),
        ),
      ),
    ),
  );
  const INSTANTS = DAYS.flatMap(beside);

  beforeAll(async () => {
    const unit = { level: 'GRASSROOTS', parentId, activeFrom: new Date(0) } as const;
    const units = await db.unit.createManyAndReturn({
      data: STATES.map((_, at) => ({ ...unit, code: `T${at}`, name: 'CĐCS', nameFolded: 'cdcs' })),
      select: { id: true },
    });
    await db.report.createMany({
      data: STATES.map((state, at) => ({
        ...{ ...state, periodId, parentId, unitId: units[at]!.id, lastSubmittedAt: state.firstSubmittedAt },
        ...{ unitName: 'CĐCS', unitNameFolded: 'cdcs', unitLevel: 'GRASSROOTS' as const },
        acceptedAt: state.status === 'ACCEPTED' ? SECOND : null,
      })),
    });
  });

  it('owes, asks and locks alike in TypeScript and in SQL, in every state at every instant', async () => {
    expect(STATUSES).toHaveLength(6);
    for (const now of INSTANTS) {
      const { owed, asked, askedLate, askedAnything, toFile, toCorrect, editable } = inDatabase;
      const rows = await db.$queryRaw`
        SELECT ${owed(now)} AS owed, ${askedAnything(now)} AS asked,
               ${asked('deadline', now)} AS "toFile", ${asked('correction', now)} AS "toCorrect",
               ${askedLate('deadline', now)} AS "lateToFile", ${askedLate('correction', now)} AS "lateToCorrect",
               ${inDatabase.lockedFrom()} AS "lockedFrom", ${editable} AS editable,
               CASE WHEN ${toFile} THEN ${inDatabase.dayOwed.deadline}
                    WHEN ${toCorrect} THEN ${inDatabase.dayOwed.correction} END AS "dayOwed",
               CASE WHEN ${toFile} OR ${toCorrect} THEN ${inDatabase.dayOwedFirst} END AS "dayOwedFirst",
               ${inDatabase.presentDeadline} AS "presentDeadline"
        FROM reports report ORDER BY report.id`;
      const rules = STATES.map((state) => {
        const what = whatIsAsked(state, now);
        return {
          owed: whatIsOwed(state, now) ?? null,
          asked: what !== undefined,
          toFile: what === 'due' || what === 'overdue',
          toCorrect: what === 'correction-due' || what === 'correction-overdue',
          lateToFile: what === 'overdue',
          lateToCorrect: what === 'correction-overdue',
          lockedFrom: lockedFrom(state),
          editable: isEditable(state.status),
          dayOwed: isToFile(state) || isToCorrect(state) ? dayOwed(state) : null,
          dayOwedFirst: isToFile(state) || isToCorrect(state) ? dayOwed(state) : null,
          presentDeadline: presentDeadline(state),
        };
      });
      expect(rows).toEqual(rules);
    }
  });

  it('filters as it judges, in every state at every instant', async () => {
    const found = async (where: Prisma.ReportWhereInput) => {
      const rows = await db.report.findMany({ where, select: { id: true } });
      return new Set(rows.map(({ id }) => id));
    };
    const ids = (await db.report.findMany({ select: { id: true }, orderBy: { id: 'asc' } })).map(
      ({ id }) => id,
    );
    const those = (holds: (state: Timed) => boolean) => new Set(ids.filter((_, at) => holds(STATES[at]!)));
    const { withCorrection, withTimeliness } = inDatabase;
    const kinds: Timeliness[] = ['exempt', 'on-time', 'late', 'due', 'overdue'];
    for (const now of INSTANTS) {
      for (const kind of kinds)
        expect(await found(withTimeliness(db, kind, now))).toEqual(
          those((state) => timeliness(state, now) === kind),
        );
      expect(await found(withCorrection({ lte: now }))).toEqual(
        those((state) => isCorrectionOverdue(state, now)),
      );
      expect(await found(withCorrection({ gt: now }))).toEqual(
        those((state) => isToCorrect(state) && !isCorrectionOverdue(state, now)),
      );
    }
    expect(await found(withCorrection({ not: null }))).toEqual(those(isToCorrect));
  });

  it('is counted as it changes as it judges, at every instant', async () => {
    const facts = (await countedFacts(db, parentId, [periodId]))(periodId).children;
    const count = (holds: (state: Timed) => boolean) => STATES.filter(holds).length;
    for (const now of INSTANTS) {
      const is = (kind: Timeliness) => (state: Timed) => timeliness(state, now) === kind;
      expect(countsOf(facts)).toEqual({
        expected: count((state) => !is('exempt')(state)),
        received: count((state) => is('on-time')(state) || is('late')(state)),
        onTime: count(is('on-time')),
        accepted: count(({ status }) => status === 'ACCEPTED'),
      });
      expect(waitingOf(facts, now, SECOND)).toEqual({
        toReview: count(({ status }) => status === 'SUBMITTED'),
        correctionsOverdue: count((state) => isCorrectionOverdue(state, now)),
        overdue: count(is('overdue')),
        dueSoon: count((state) => is('due')(state) && state.dueBefore <= SECOND),
        noContact: count((state) => !is('exempt')(state)),
      });
    }
  });

  it('gives a unit the day of whom it reports to', async () => {
    const period = { dueBeforeGrassroots: FIRST, dueBeforeUpperLevel: SECOND, dueBeforeProvince: THIRD };
    for (const level of [null, 'PROVINCE', 'UPPER_LEVEL'] as const) {
      const above = Prisma.sql`${level}::"Level"`;
      const [row] = await db.$queryRaw<[object]>`
        SELECT ${inDatabase.dueBefore(period, above)} AS due, ${inDatabase.dueBefore({}, above)} AS none`;
      expect(row).toEqual({ due: dueBeforeFor(period, level && { level }), none: null });
    }
  });
});

describe('Who can be reached by mail', () => {
  const ACCOUNTS = ['', 'a@congdoan.vn'].flatMap((email) =>
    [null, FIRST].flatMap((deactivatedAt) =>
      [[], ...everyRole.map((role) => [role]), ['LEADER' as const, 'SIGNATORY' as const]].flatMap((roles) =>
        [[], ['reminded'], ['receipt']].map((mutedMessages) => ({
          email,
          deactivatedAt,
          roles,
          mutedMessages,
        })),
      ),
    ),
  );

  it('is the same in TypeScript, in SQL and as a filter of Prisma', async () => {
    const unit = { level: 'GRASSROOTS', parentId, activeFrom: new Date(0) } as const;
    const units = await db.unit.createManyAndReturn({
      data: ACCOUNTS.map((_, at) => ({ ...unit, code: `M${at}`, name: 'CĐCS', nameFolded: 'cdcs' })),
    });
    const person = { fullName: 'Nguyễn An', nameFolded: 'nguyen an', createdAt: FIRST };
    await db.account.createMany({
      data: ACCOUNTS.map((account, at) => ({
        ...{ ...person, ...account, username: `m${at}`, unitId: units[at]!.id },
      })),
    });
    const ids = units.map(({ id }) => id);
    const filtered = async (where: Prisma.AccountWhereInput) => {
      const rows = await db.account.findMany({ where, select: { unitId: true } });
      return ids.map((id) => rows.some(({ unitId }) => unitId === id));
    };
    const [byRule, unmuted] = [
      ACCOUNTS.map(isReachable),
      ACCOUNTS.map((one) => isReachable(one) && !one.mutedMessages.includes('reminded')),
    ];
    expect(new Set(byRule).size + new Set(unmuted).size).toBe(4);
    expect(await filtered(reachable)).toEqual(byRule);
    expect(await filtered(reader('reminded', FILING_ROLES))).toEqual(unmuted);
    // Nobody can choose not to get a receipt.
    expect(await filtered(reader('receipt', FILING_ROLES))).toEqual(byRule);
    const rows = await db.$queryRaw<{ has: boolean; reminded: boolean; receipt: boolean }[]>`
      SELECT unit_has_contact(unit_id) AS has, ${hasReader('reminded')} AS reminded, ${hasReader('receipt')} AS receipt
      FROM (SELECT id AS unit_id FROM units WHERE code LIKE 'M%') report ORDER BY unit_id`;
    expect(rows).toEqual(byRule.map((has, at) => ({ has, reminded: unmuted[at], receipt: has })));
  });
});

describe('Words are folded for search', () => {
  const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
  const marked = vowels.flatMap((vowel) =>
    ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'].map((mark) => vowel + mark),
  );
  const letters = [...marked, ...Array.from('bcdđghklmnpqrstvxfjwz')].flatMap((one) => [
    one,
    one.toUpperCase(),
  ]);
  const others = Array.from('ðÐɖƉ0123456789 .,;:/-–_()"“”%+@&\n\t');
  const character = fc.constantFrom(...letters, ...letters.map((one) => one.normalize('NFC')), ...others);

  it('alike in TypeScript and in SQL, composed or not', async () => {
    const texts = fc.sample(
      fc.array(character, { maxLength: 30 }).map((all) => all.join('')),
      3000,
    );
    const folded = texts.map((text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, ' '));
    // Whatever the locale of the database.
    for (const collation of ['default', 'C', 'vietnamese', 'en-x-icu']) {
      const rows = await db.$queryRaw<{ folded: string }[]>`
        SELECT fold_text(text COLLATE ${Prisma.raw(`"${collation}"`)}) AS folded
        FROM unnest(${texts}::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place`;
      expect(rows.map((row) => row.folded)).toEqual(folded);
    }
  });
});

describe('The name of a unit, as of its report', () => {
  it('is the same in every copy, whatever the unit is called since', async () => {
    const unit = await makeUnit(db, { name: 'Công đoàn xã cũ', level: 'UPPER_LEVEL', parentId });
    const child = await makeUnit(db, { name: 'CĐCS cũ', parentId: unit.id });
    const times = { periodId, dueBefore: SECOND, lockOn: THIRD };
    const reportOf = (of: typeof unit) =>
      db.report.create({
        data: {
          ...{ ...times, unitId: of.id, parentId: of.parentId, unitName: of.name },
          ...{ unitNameFolded: of.nameFolded, unitLevel: of.level },
        },
      });
    const [own, below] = [await reportOf(unit), await reportOf(child)];
    for (const { id } of [unit, child])
      await db.unit.update({ where: { id }, data: { name: 'Tên mới', nameFolded: 'ten moi' } });
    const submit = async (reportId: number) => {
      const by = { submittedAt: FIRST, submittedById: 0, submittedByName: '' };
      const said = {
        content: { sections: {} },
        sha256: '0'.repeat(64),
        verificationCode: `N${reportId}`,
      };
      await db.submission.create({ data: { reportId, number: 1, ...said, ...by } });
      const data = { status: 'SUBMITTED', firstSubmittedAt: FIRST, lastSubmittedAt: FIRST } as const;
      await db.report.update({ where: { id: reportId }, data });
    };
    await submit(below.id);
    await submit(own.id);
    const names = await db.$queryRaw<{ name: string }[]>`
      SELECT unit_name AS name FROM reports WHERE id = ${below.id}
      UNION ALL SELECT unit_name FROM report_figures WHERE report_id = ${below.id}
      UNION ALL SELECT unit_name FROM snapshot_reports WHERE child_id = ${below.id}`;
    expect(names.map(({ name }) => name)).toEqual(['CĐCS cũ', 'CĐCS cũ', 'CĐCS cũ']);
  });
});
