import { addDays, inZone } from './calendar.js';

// A calendar as programs subscribe to it (RFC 5545). All its events are whole days, so that no time zone is said, and a day
// is the same day everywhere.

export interface CalendarDay {
  /** The same for good: by it a program knows what it has already. */
  readonly uid: string;
  /** An instant of that day in Asia/Ho_Chi_Minh. */
  readonly day: Date;
  readonly title: string;
  readonly description: string;
  readonly url: string;
  /** Goes up with each change, and when the last one was. */
  readonly sequence: number;
  readonly changedAt: Date;
  /** Days before it on which a program reminds, at 8 in the morning; 0: on the day. */
  readonly alarms: readonly number[];
}

/** The whole file, with CRLF and lines of 75 octets at most. */
export function icalendar(name: string, days: readonly CalendarDay[], now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cong Neu guong//Thoi han bao cao//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT6H',
    'X-PUBLISHED-TTL:PT6H',
    ...days.flatMap((day) => eventLines(day, now)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines({ uid, day, title, description, url, ...event }: CalendarDay, now: Date): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${escaped(uid)}`,
    `DTSTAMP:${stamp(now)}`,
    `LAST-MODIFIED:${stamp(event.changedAt)}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTART;VALUE=DATE:${dayOf(day)}`,
    `DTEND;VALUE=DATE:${dayOf(addDays(day, 1))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(description)}`,
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    ...event.alarms.flatMap((before) => alarmLines(before, title)),
    'END:VEVENT',
  ];
}

function alarmLines(daysBefore: number, title: string): string[] {
  const trigger = daysBefore === 0 ? 'PT8H' : `-P${daysBefore - 1}DT16H`;
  return [
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `TRIGGER:${trigger}`,
    `DESCRIPTION:${escaped(title)}`,
    'END:VALARM',
  ];
}

function dayOf(at: Date): string {
  return inZone(at).format('YYYYMMDD');
}

/** "20260820T010000Z" */
function stamp(at: Date): string {
  return at.toISOString().replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, String.raw`\$&`).replace(/\n/g, String.raw`\n`);
}

/** Lines after the first begin with a blank, which counts; no letter is cut in two. */
function folded(line: string): string {
  const lines: string[] = [];
  let text = '';
  for (const letter of line) {
    if (Buffer.byteLength(text + letter) > 75) {
      lines.push(text);
      text = ' ';
    }
    text += letter;
  }
  return [...lines, text].join('\r\n');
}
