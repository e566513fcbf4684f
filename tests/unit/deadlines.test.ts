import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysBetween, isoDay, parseDay } from '../../src/platform/text/calendar.js';
import { formatDueBefore } from '../../src/platform/text/format.js';
import {
  afterExtension,
  dueBeforeFor,
  isCorrectionOverdue,
  isLocked,
  isRecallable,
  lockedFrom,
  movedByExtension,
  presentDeadline,
  timeliness,
  type Timed,
} from '../../src/reports/deadlines.js';
import { extendedWords } from '../../src/reports/decisions/extension-rules.js';

const due = isoDay('2026-09-10');
const report: Timed = {
  status: 'NOT_STARTED',
  dueBefore: due,
  lockOn: isoDay('2026-11-01'),
  firstSubmittedAt: null,
  correctBefore: null,
};
const at = (offset: number, from = due) => new Date(from.getTime() + offset);

describe.each([
  ['UTC', 0],
  ['Asia/Ho_Chi_Minh', -420],
  ['America/Los_Angeles', 420],
])('Before 10/9 is strict on a server in %s', (zone, offsetInSummer) => {
  const own = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = zone;
    expect(due.getTimezoneOffset()).toBe(offsetInSummer);
  });
  afterAll(() => {
    if (own === undefined) delete process.env['TZ'];
    else process.env['TZ'] = own;
  });

  it('reads 10/9/2026 as 10 September and writes it so', () => {
    expect(parseDay('10/9/2026')).toEqual(due);
    expect(formatDueBefore(due)).toBe('trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026)');
    expect(daysBetween(at(-1), due)).toBe(1);
    expect(daysBetween(at(0), due)).toBe(0);
  });

  it('begins 10/9 at 17:00 UTC of 09/9', () => {
    expect(due.toISOString()).toBe('2026-09-09T17:00:00.000Z');
  });

  it.each([
    [-1, 'on-time'],
    [0, 'late'],
    [1, 'late'],
  ] as const)('a first submission %i ms from the deadline is %s', (offset, expected) => {
    expect(timeliness({ ...report, status: 'SUBMITTED', firstSubmittedAt: at(offset) }, at(9e9))).toBe(
      expected,
    );
  });

  it.each([
    [-1, 'due'],
    [0, 'overdue'],
    [1, 'overdue'],
  ] as const)('an unfiled report %i ms from the deadline is %s', (offset, expected) => {
    expect(timeliness(report, at(offset))).toBe(expected);
  });
});

describe('On time is decided by the first submission', () => {
  it('a report returned and filed again after the deadline stays on time', () => {
    const returned: Timed = {
      ...report,
      status: 'RETURNED',
      firstSubmittedAt: at(-1),
      correctBefore: at(1e9),
    };
    expect(timeliness(returned, at(2e9))).toBe('on-time');
  });
  it('an exempt report is neither on time nor late', () => {
    expect(timeliness({ ...report, status: 'EXEMPT' }, at(1))).toBe('exempt');
  });
});

describe('A return carries its own date', () => {
  const correctBefore = isoDay('2026-09-20');
  const returned: Timed = { ...report, status: 'RETURNED', firstSubmittedAt: at(-1), correctBefore };
  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%i ms from it, an unanswered return is overdue: %s', (offset, expected) => {
    expect(isCorrectionOverdue(returned, at(offset, correctBefore))).toBe(expected);
  });
  it('an answer that was recalled leaves the return unanswered', () => {
    expect(isCorrectionOverdue({ ...returned, status: 'IN_PROGRESS' }, at(1, correctBefore))).toBe(true);
  });
  it('an answered return is not overdue', () => {
    expect(isCorrectionOverdue({ ...returned, status: 'SUBMITTED' }, at(1, correctBefore))).toBe(false);
  });
});

describe('From lockOn nothing can be filed', () => {
  it.each([
    [-1, false],
    [0, true],
    [1, true],
  ])('%i ms from it, locked: %s', (offset, expected) => {
    expect(isLocked(report, at(offset, report.lockOn))).toBe(expected);
  });
  it('a return that asks for a correction by a later day keeps filing open till then', () => {
    const correctBefore = isoDay('2026-11-15');
    expect(lockedFrom({ ...report, status: 'RETURNED', correctBefore })).toEqual(correctBefore);
    expect(lockedFrom({ ...report, status: 'IN_PROGRESS', correctBefore })).toEqual(correctBefore);
    expect(lockedFrom({ ...report, status: 'SUBMITTED', correctBefore })).toEqual(report.lockOn);
  });
  it('an extension past it moves it, an earlier one does not', () => {
    expect(afterExtension(report, isoDay('2026-11-20'))).toEqual({
      dueBefore: isoDay('2026-11-20'),
      lockOn: isoDay('2026-11-20'),
    });
    expect(afterExtension(report, isoDay('2026-09-20')).lockOn).toEqual(report.lockOn);
  });
});

describe('An extension after filing', () => {
  it('moves the day to correct before, and leaves on time or late as it was', () => {
    const late: Timed = { ...report, status: 'RETURNED', firstSubmittedAt: at(1), correctBefore: at(1e8) };
    const to = isoDay('2026-10-20');
    const extended = { ...late, ...afterExtension(late, to) };
    expect(extended).toMatchObject({ correctBefore: to, dueBefore: due });
    expect(timeliness(extended, at(2))).toBe('late');
    expect(presentDeadline(late)).toEqual(late.correctBefore);
    expect(presentDeadline(report)).toEqual(due);
  });
});

describe('An extension that was given', () => {
  const extension = { grantedAt: at(0), dueBefore: isoDay('2026-09-30') };
  it('moved the deadline before the unit filed, and the day to correct before after that', () => {
    expect(movedByExtension(report, extension)).toBe('deadline');
    expect(movedByExtension({ firstSubmittedAt: at(1) }, extension)).toBe('deadline');
    expect(movedByExtension({ firstSubmittedAt: at(-1) }, extension)).toBe('correction');
  });
  it('says which', () => {
    const day = 'trước ngày 30/9/2026 (chậm nhất hết ngày 29/9/2026)';
    expect(extendedWords(report, extension)).toBe(`Nộp ${day}`);
    expect(extendedWords({ firstSubmittedAt: at(-1) }, extension)).toBe(`Sửa và nộp lại ${day}`);
  });
});

describe('A recall is possible before the deadline while no reviewer has opened the report', () => {
  const submitted = {
    ...report,
    status: 'SUBMITTED' as const,
    firstSubmittedAt: at(-1e6),
    openedAt: null,
    parentId: 1,
  };
  it.each([
    [-1, true],
    [0, false],
    [1, false],
  ])('%i ms from the deadline: %s', (offset, expected) => {
    expect(isRecallable(submitted, at(offset))).toBe(expected);
  });
  it('not once opened, and not in another state', () => {
    expect(isRecallable({ ...submitted, openedAt: at(-1e5) }, at(-1))).toBe(false);
    expect(isRecallable({ ...submitted, status: 'ACCEPTED' }, at(-1))).toBe(false);
  });
  it('of a report that goes to nobody here, as long as it could be filed again', () => {
    const root = { ...submitted, parentId: null };
    expect(isRecallable(root, at(1))).toBe(true);
    expect(isRecallable(root, new Date(root.lockOn.getTime() - 1))).toBe(true);
    expect(isRecallable(root, root.lockOn)).toBe(false);
    expect(isRecallable({ ...root, status: 'ACCEPTED' }, at(-1))).toBe(false);
  });
});

describe('The deadline depends on whom a unit reports to', () => {
  const period = {
    dueBeforeProvince: isoDay('2026-09-30'),
    dueBeforeUpperLevel: due,
    dueBeforeGrassroots: isoDay('2026-08-25'),
  };
  it('the province answers to the confederation', () => {
    expect(dueBeforeFor(period, null)).toEqual(period.dueBeforeProvince);
  });
  it('upper-level unions and direct grassroots unions report to the province before 10/9', () => {
    expect(dueBeforeFor(period, { level: 'PROVINCE' })).toEqual(due);
  });
  it('a grassroots union of an upper-level union files earlier', () => {
    expect(dueBeforeFor(period, { level: 'UPPER_LEVEL' })).toEqual(period.dueBeforeGrassroots);
  });
});
