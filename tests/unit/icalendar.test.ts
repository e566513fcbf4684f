import fc from 'fast-check';
import { expect, test } from 'vitest';
import { icalendar, type CalendarDay } from '../../src/platform/text/icalendar.js';
import { calendarDays, type DatedReport } from '../../src/reminders/calendar/rules.js';

const day = (text: string) => new Date(`${text}T00:00:00+07:00`);
const NOW = new Date('2026-08-20T08:00:00+07:00');
const EVENT: CalendarDay = {
  uid: 'nop-2026-1@cong-neu-guong',
  day: day('2026-09-09'),
  title: 'Hạn nộp',
  description: '',
  url: 'https://neuguong.example.vn/bao-cao/2026',
  sequence: 3,
  changedAt: new Date('2026-08-19T23:30:00+07:00'),
  alarms: [3, 0],
};

/** Lines as RFC 5545 parts and joins them; throws where a line is too long or does not end with CRLF. */
function unfolded(file: string): string[] {
  expect(file.endsWith('\r\n')).toBe(true);
  expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  const lines = file.split('\r\n').slice(0, -1);
  for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  return lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
}
const valueOf = (lines: readonly string[], name: string) => lines.find((line) => line.startsWith(name));
const read = (text: string) => text.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign));

test('an event is a whole day, ends before the next, and says when it changed', () => {
  const lines = unfolded(icalendar('Lịch', [EVENT], NOW));
  expect(lines.slice(lines.indexOf('BEGIN:VEVENT'))).toEqual([
    'BEGIN:VEVENT',
    'UID:nop-2026-1@cong-neu-guong',
    'DTSTAMP:20260820T010000Z',
    'LAST-MODIFIED:20260819T163000Z',
    'SEQUENCE:3',
    'DTSTART;VALUE=DATE:20260909',
    'DTEND;VALUE=DATE:20260910',
    'SUMMARY:Hạn nộp',
    'DESCRIPTION:',
    'URL:https://neuguong.example.vn/bao-cao/2026',
    'TRANSP:TRANSPARENT',
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:-P2DT16H', 'DESCRIPTION:Hạn nộp', 'END:VALARM'],
    ...['BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT8H', 'DESCRIPTION:Hạn nộp', 'END:VALARM'],
    'END:VEVENT',
    'END:VCALENDAR',
  ]);
});

test('any text comes out as it went in, in lines of 75 octets at most, with no letter cut in two', () => {
  const letters = fc.constantFrom('a', 'ộ', '𝒜', ',', ';', '\\', '\n', ' ', ':', '"');
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 300 }), (description) => {
      const lines = unfolded(icalendar('Lịch', [{ ...EVENT, description }], NOW));
      expect(read(valueOf(lines, 'DESCRIPTION:')!.slice('DESCRIPTION:'.length))).toBe(description);
    }),
  );
});

const REPORT: DatedReport = {
  ...{ year: 2026, unitId: 7, status: 'NOT_STARTED', opensOn: day('2026-01-02'), changes: 2, changedAt: NOW },
  ...{ dueBefore: day('2026-09-10'), lockOn: day('2027-01-01'), firstSubmittedAt: null, correctBefore: null },
  childrenBefore: null,
  childrenWithOwnDay: 0,
};
const told = (report: DatedReport) =>
  calendarDays([report], 'https://neuguong.example.vn', NOW).map(
    ({ uid, day: at }) => `${uid.split('-2026')[0]} ${at.toISOString()}`,
  );
const on = (text: string) => day(text).toISOString();

test('"before 10/9" is the 9th in the calendar, which is the last day in time', () => {
  expect(told(REPORT)).toEqual([
    `mo ${on('2026-01-02')}`,
    `nop ${on('2026-09-09')}`,
    `khoa ${on('2026-12-31')}`,
  ]);
  const [, due] = calendarDays([REPORT], '', NOW);
  expect(due?.description).toBe('Hạn nộp: trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026).');
  expect(due?.alarms).toEqual([7, 3, 0]);
});

test('a report that was returned has its day to correct by; filing ends with it where it is later than the lock', () => {
  const returned: DatedReport = {
    ...REPORT,
    ...{ status: 'RETURNED', firstSubmittedAt: NOW, correctBefore: day('2027-01-06') },
  };
  expect(told(returned).slice(2)).toEqual([`sua ${on('2027-01-05')}`, `khoa ${on('2027-01-05')}`]);
});

test('what was filed reminds of nothing, and who is exempt has no deadline', () => {
  const filed: DatedReport = { ...REPORT, status: 'SUBMITTED', firstSubmittedAt: NOW };
  const [, due, ...rest] = calendarDays([filed], '', NOW);
  expect(due).toMatchObject({ alarms: [] });
  expect(due?.description).toContain('Đơn vị đã nộp ngày 20/8/2026.');
  expect(rest).toEqual([]);
  expect(told({ ...REPORT, status: 'EXEMPT' })).toEqual([`mo ${on('2026-01-02')}`]);
});

test('who looks after units has the day by which they file', () => {
  expect(told({ ...REPORT, childrenBefore: day('2026-08-25') })).toContain(`xet-duyet ${on('2026-08-24')}`);
});

test('the day for all units is said to be that, and how many have another', () => {
  const words = (childrenWithOwnDay: number) => {
    const report = { ...REPORT, childrenBefore: day('2026-08-25'), childrenWithOwnDay };
    return calendarDays([report], '', NOW).at(-1)?.description;
  };
  const common = 'Hạn chung các đơn vị trực thuộc nộp: trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026).';
  expect(words(0)).toContain(`${common} Sau đó`);
  expect(words(4)).toContain(`${common} 4 đơn vị có hạn riêng. Sau đó`);
});
