import { newReminder, remindersOf } from '../reports/addresses.js';

// Where the pages of reminders lie; remindersOf and newReminder are said with the reports.

type Part = string | number;

export { newReminder };

export const reminderLetter = (year: Part) => `${remindersOf(year)}/cong-van`;
export const reminderResend = (year: Part, delivery: Part) =>
  `${remindersOf(year)}/nhat-ky/${delivery}/gui-lai`;

/** Whom to telephone, and one call to be noted. */
export const callList = (year: Part) => `${remindersOf(year)}/goi-dien`;
export const callListFile = (year: Part, format: string) => `${remindersOf(year)}/goi-dien.${format}`;
export const callTo = (year: Part, report: Part) => `${callList(year)}/${report}`;
/** The text for the group in Zalo. */
export const zaloText = (year: Part) => `${remindersOf(year)}/zalo`;

/** An account's days, for whoever has the secret. */
export const calendarFeed = (account: Part, token: string) => `/lich/${account}/${token}.ics`;
export const CALENDAR_REMOVAL = '/tai-khoan/lich/thu-hoi';

/** A reminder that is not sent yet. */
export const reminderDraft = (year: Part, draft: Part) => `${remindersOf(year)}/thu/${draft}`;
export const reminderDraftSend = (year: Part, draft: Part) => `${reminderDraft(year, draft)}/gui`;
export const reminderDraftUnits = (year: Part, draft: Part) => `${reminderDraft(year, draft)}/bo-don-vi`;
export const reminderDraftRemoval = (year: Part, draft: Part) => `${reminderDraft(year, draft)}/bo`;
