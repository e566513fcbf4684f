import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { Announcement } from '../platform/prisma/client.js';
import { announcementState, showDays } from './rules.js';
import { ANNOUNCEMENTS, UNIT_ANNOUNCEMENTS } from './addresses.js';

export interface AnnouncementsPage extends Frame {
  lead: string;
  announcements: readonly { href: string; title: string; days: string; state: SafeHtml }[];
  empty: string;
  pager: SafeHtml;
}
export interface AnnouncementPage extends Frame {
  days: string;
  past: string;
  paragraphs: readonly string[];
  back: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'announcements/list': AnnouncementsPage;
    'announcements/announcement': AnnouncementPage;
  }
}

interface List {
  readonly rows: readonly Announcement[];
  readonly next?: number | undefined;
}

/** What was announced to everybody: what is past says so. */
export function publicListPage({ rows, next }: List, now: Date, isFirst: boolean): AnnouncementsPage {
  return {
    title: 'Thông báo',
    share: { description: 'Thông báo của Liên đoàn Lao động tỉnh trên Cổng Nêu gương.', path: ANNOUNCEMENTS },
    lead: 'Thông báo của Liên đoàn Lao động tỉnh, mới nhất trước.',
    announcements: rows.map((row) => line(ANNOUNCEMENTS, row, now)),
    empty: 'Chưa có thông báo nào.',
    pager: ui.pager({
      previous: isFirst ? undefined : { href: ANNOUNCEMENTS, text: 'Trang đầu' },
      next: next === undefined ? undefined : { href: `${ANNOUNCEMENTS}?sau=${next}` },
    }),
  };
}

/** What is announced to units now. */
export function unitListPage(rows: readonly Announcement[], now: Date): AnnouncementsPage {
  return {
    title: 'Thông báo cho đơn vị',
    lead: 'Chỉ người đã đăng nhập đọc được.',
    announcements: rows.map((row) => line(UNIT_ANNOUNCEMENTS, row, now)),
    empty: 'Hiện không có thông báo nào cho đơn vị.',
    pager: '',
  };
}

export function announcementPage(announcement: Announcement, now: Date): AnnouncementPage {
  const { id, title, text, audience } = announcement;
  const [list, name] =
    audience === 'EVERYONE' ? [ANNOUNCEMENTS, 'Thông báo'] : [UNIT_ANNOUNCEMENTS, 'Thông báo cho đơn vị'];
  const isPast = announcementState(announcement, now) === 'past';
  return {
    title,
    crumbs: [{ text: name, href: list }, { text: title }],
    share: { description: text.replace(/\s+/g, ' ').slice(0, 200), path: `${list}/${id}` },
    days: showDays(announcement),
    past: isPast ? `Thông báo này đã hết hạn từ ngày ${formatDay(announcement.showUntil)}.` : '',
    paragraphs: text.split('\n').filter((paragraph) => paragraph.trim() !== ''),
    back: list,
  };
}

function line(list: string, announcement: Announcement, now: Date) {
  const isPast = announcementState(announcement, now) === 'past';
  return {
    href: `${list}/${announcement.id}`,
    title: announcement.title,
    days: showDays(announcement),
    state: isPast ? ui.tag({ text: 'Đã hết hạn', tone: 'grey' }) : '',
  };
}
