import { addDays } from '../platform/text/calendar.js';
import { formatDay } from '../platform/text/format.js';

/** What an announcement says, to whom, and when: `showFrom` and `showUntil` are instants at which days begin in +07:00. */
export interface AnnouncementContent {
  readonly title: string;
  readonly text: string;
  readonly audience: 'EVERYONE' | 'UNITS';
  readonly showFrom: Date;
  /** The day after the last on which it is shown. */
  readonly showUntil: Date;
}

type Shown = Pick<AnnouncementContent, 'showFrom' | 'showUntil'>;

export function announcementState(
  { showFrom, showUntil, withdrawnAt }: Shown & { readonly withdrawnAt: Date | null },
  now: Date,
): 'withdrawn' | 'to come' | 'shown' | 'past' {
  if (withdrawnAt) return 'withdrawn';
  if (now < showFrom) return 'to come';
  return now < showUntil ? 'shown' : 'past';
}

/** "Từ ngày 01/9/2026 đến hết ngày 09/9/2026" */
export function showDays({ showFrom, showUntil }: Shown): string {
  return `Từ ngày ${formatDay(showFrom)} đến hết ngày ${formatDay(addDays(showUntil, -1))}`;
}

export interface Announced extends Shown {
  readonly id: number;
  readonly title: string;
}

/** Announcements as links below `list`, the address of where all of them stand. */
export function announcementLinks(list: string, announcements: readonly Announced[]) {
  return announcements.map((one) => ({
    href: `${list}/${one.id}`,
    title: one.title,
    days: showDays(one),
  }));
}
