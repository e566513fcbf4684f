import { expect, test } from 'vitest';
import { backupName, isStale, lastDue, outlived } from '../../src/backups/rules.js';
import { addDays } from '../../src/platform/text/calendar.js';

const at = (text: string) => new Date(`${text}+07:00`);
const daily = (from: string, days: number) =>
  Array.from({ length: days }, (_, day) => backupName(addDays(at(`${from}T00:00`), day)));

test('a backup is named by the clock of Viet Nam', () => {
  expect(backupName(new Date('2026-09-09T18:30:00Z'))).toBe('cong-neu-guong-2026-09-10-0130.backup');
});

test('of two years of daily backups the last 14 days, 8 weeks and 12 months stay, the newest of each', () => {
  const files = daily('2025-01-01', 730);
  const gone = new Set(outlived(files));
  const kept = files.filter((file) => !gone.has(file)).map((file) => file.slice(15, 25));
  expect(kept.slice(-14)).toEqual(daily('2026-12-18', 14).map((file) => file.slice(15, 25)));
  expect(kept).toContain('2026-12-13');
  expect(kept).toContain('2026-11-15');
  expect(kept).not.toContain('2026-11-08');
  expect(kept[0]).toBe('2026-01-31');
  expect(kept).toHaveLength(14 + 6 + 10);
});

test('nothing is removed for want of newer ones: old backups stay as long as no others come', () => {
  expect(outlived(daily('2020-01-01', 14))).toEqual([]);
});

test('files of other names stay', () => {
  expect(
    outlived(['cong-neu-guong-2020-01-01-0130.backup.part', 'ghi-chu.txt', 'cong-neu-guong.backup']),
  ).toEqual([]);
});

test('the last time it was due is today’s, or yesterday’s before that', () => {
  expect(lastDue(at('2026-09-10T01:30'), '01:30')).toEqual(at('2026-09-10T01:30'));
  expect(lastDue(at('2026-09-10T01:29:59'), '01:30')).toEqual(at('2026-09-09T01:30'));
  expect(lastDue(at('2026-01-01T00:10'), '23:45')).toEqual(at('2025-12-31T23:45'));
});

test('a backup is stale after 26 hours, and where there is none', () => {
  expect(isStale(at('2026-09-09T01:30'), at('2026-09-10T03:30'))).toBe(false);
  expect(isStale(at('2026-09-09T01:30'), at('2026-09-10T03:31'))).toBe(true);
  expect(isStale(undefined, at('2026-09-10T03:31'))).toBe(true);
});
