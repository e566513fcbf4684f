import { formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { OWN_ACCOUNT, OWN_CALENDAR } from '../../accounts/addresses.js';
import { CALENDAR_REMOVAL } from '../addresses.js';

export interface CalendarPage extends Frame {
  /** The address itself, shown once; '' at any other time. */
  address: string;
  /** When the address that holds was made; '' where there is none. */
  madeAt: string;
  action: string;
  removal: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/calendar': CalendarPage;
  }
}

export function calendarPage(madeAt: Date | null, address = ''): CalendarPage {
  const title = 'Thời hạn trên lịch của bạn';
  return {
    title,
    nav: 'account',
    crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: title }],
    address,
    madeAt: madeAt ? formatTime(madeAt) : '',
    action: OWN_CALENDAR,
    removal: CALENDAR_REMOVAL,
  };
}
