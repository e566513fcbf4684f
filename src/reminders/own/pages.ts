import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { reportCrumbs } from '../../reports/crumbs.js';
import { deliveryOutcome, deliveryOutcomeWords, pushedWords } from '../overview/rules.js';
import { paragraphs } from '../wording.js';
import type { OwnReminder } from './finders.js';

export interface OwnRemindersPage extends Frame {
  rows: readonly {
    when: string;
    text: string;
    /** The letter itself; null where its words were not kept. */
    letter: { subject: string; text: readonly string[] } | null;
  }[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/own': OwnRemindersPage;
  }
}

export function ownRemindersPage(year: number, reminders: readonly OwnReminder[]): OwnRemindersPage {
  const text = String(year);
  const title = 'Đã được nhắc';
  return {
    title,
    nav: 'reports',
    crumbs: reportCrumbs(text, { text: title }),
    rows: reminders.map((reminder) => ({
      when: formatTime(reminder.at),
      text: [reminder.title, deliveryOutcomeWords[deliveryOutcome(reminder)], ...pushedWords(reminder.pushes)]
        .map((words) => `${words}.`)
        .join(' '),
      letter: reminder.text === '' ? null : { subject: reminder.subject, text: paragraphs(reminder.text) },
    })),
  };
}
