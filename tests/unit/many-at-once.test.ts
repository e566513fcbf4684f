import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCodes } from '../../src/platform/page/selection.js';
import { mailedUnitsWords } from '../../src/mail/rules.js';
import { standingWords } from '../../src/reports/bulk/rules.js';
import { evenly } from '../../src/reports/assignment/rules.js';
import { namedStrangers, selectionProblem } from '../../src/reports/selection/rules.js';

describe('Pasted codes are read', () => {
  test.each([
    ['GD01, gd02;\nGD03\tGD04  gd05', ['GD01', 'gd02', 'GD03', 'GD04', 'gd05']],
    ['gd01\r\nGD01\n GD01,', ['gd01']],
    ['', []],
    [' ,;\t\n', []],
    ['đl-01/a', ['đl-01/a']],
  ])('whatever stands between them, in any case, each once, as they were typed: %j', (text, codes) => {
    expect(readCodes(text)).toEqual(codes);
  });
});

const reports = fc
  .array(fc.option(fc.integer({ min: 1, max: 4 })), { maxLength: 60 })
  .map((assignees) => assignees.map((assigneeId, at) => ({ id: at + 1, assigneeId })));
const reviewers = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 });

describe('Reports are shared out evenly', () => {
  const loads = (given: Iterable<number>, among: readonly number[]) => {
    const all = [...given];
    return among.map((id) => all.filter((to) => to === id).length);
  };

  test('anew: nobody has more than one more than anybody else, and every report has somebody', () => {
    fc.assert(
      fc.property(reports, reviewers, (all, among) => {
        const given = evenly(all, among, true);
        const load = loads(given.values(), among);
        expect(given.size).toBe(all.length);
        expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(1);
        expect(evenly(all, among, true)).toEqual(given);
      }),
    );
  });

  test('else: who has one keeps it, and nobody gets one while somebody has fewer', () => {
    fc.assert(
      fc.property(reports, reviewers, (all, among) => {
        const given = evenly(all, among, false);
        for (const { id, assigneeId } of all) expect(given.has(id)).toBe(assigneeId === null);
        const kept = all.flatMap(({ assigneeId }) => (assigneeId === null ? [] : [assigneeId]));
        const before = loads(kept, among);
        const after = loads([...kept, ...given.values()], among);
        const least = Math.min(...after);
        for (const [at, load] of after.entries())
          if (load > (before[at] ?? 0)) expect(load).toBeLessThanOrEqual(least + 1);
      }),
    );
  });
});

describe('A selection', () => {
  const found = { rows: [], strangers: [], matchesNow: undefined };

  test('of all that match is asked for again where their number has changed', () => {
    expect(
      selectionProblem({ ...found, rows: [{}], matchesNow: 1198 }, { matched: 1200 })?.message,
    ).toContain('có 1.200 đơn vị khớp bộ lọc, nay có 1.198');
  });

  test('of nothing says what to do, or which codes are none', () => {
    expect(selectionProblem(found, { matched: undefined })?.message).toContain('Chưa chọn đơn vị nào');
    const strangers = [{ name: 'X1', why: 'không có' }];
    expect(selectionProblem({ ...found, strangers }, { matched: undefined })).toEqual({
      field: 'codes',
      message: 'Không chọn được đơn vị nào: X1 không có.',
    });
    expect(selectionProblem({ ...found, rows: [{}], strangers }, { matched: undefined })).toBeUndefined();
  });

  test('names twenty codes and counts the others', () => {
    const strangers = Array.from({ length: 23 }, (_, at) => ({ name: `X${at}`, why: 'không có' }));
    expect(namedStrangers(strangers)).toMatch(/X19 không có; và 3 mã khác$/);
  });
});

describe('What is said of many', () => {
  test.each([
    [{ units: 9, unmailed: 0 }, true, /^Thư báo đang được gửi đến 9 đơn vị\.$/],
    [{ units: 24, unmailed: 19 }, true, /^Thư báo đang được gửi đến 5 đơn vị\. 19 đơn vị không có thư báo: /],
    [{ units: 2, unmailed: 2 }, true, /^2 đơn vị không có thư báo: /],
    [{ units: 2, unmailed: 0 }, false, /^Thư báo chưa được gửi: /],
    [{ units: 0, unmailed: 0 }, true, /^$/],
  ])('counts to how many units a letter goes, and to how many none: %j', (told, isMailSet, words) => {
    expect(mailedUnitsWords(told, isMailSet)).toMatch(words);
  });

  test.each([
    ['ACCEPTED', 'đã được chấp nhận ngày 14/8/2026'],
    ['SUBMITTED', 'đã nộp ngày 03/8/2026, chờ xét duyệt'],
    ['EXEMPT', 'đã được miễn báo cáo'],
  ] as const)('a report that is %s is refused with its state and its day', (status, words) => {
    const lastSubmittedAt = new Date('2026-08-03T10:00:00+07:00');
    const acceptedAt = new Date('2026-08-14T10:00:00+07:00');
    expect(standingWords({ status, lastSubmittedAt, acceptedAt })).toBe(words);
  });
});
