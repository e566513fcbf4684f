import { daysBetween } from '../platform/text/calendar.js';
import { formatDay, formatDueBefore } from '../platform/text/format.js';
import { ui } from '../platform/page/components.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { announcementLinks, type Announced } from '../announcements/rules.js';
import type { CurrentPeriod } from '../periods/finders.js';
import { ANNOUNCEMENTS } from '../announcements/addresses.js';
import { levelNames } from '../units/rules.js';
import { SEARCH } from '../search/addresses.js';

export interface HomePage extends Frame {
  /** The newest year whose results are public; '' where none is. */
  results: string;
  /** What is announced to everybody now; '' where nothing is. */
  announcements: SafeHtml;
  /** Whose portal it is. */
  federation: string;
  period: {
    year: string;
    coverage: string;
    /** Who reports to whom, and how long it takes until the deadline: "Còn 12 ngày". */
    tiers: readonly { from: string; to: string; left: string; isPast: boolean; due: string }[];
    /** Once the first deadline has passed: what a unit that has not filed can still do; '' before. */
    whatNow: string;
  } | null;
}
export interface StaticPage extends Frame {
  title: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'home/home': HomePage;
    'home/accessibility': StaticPage;
  }
}

export interface HomeParts {
  readonly period: CurrentPeriod | null;
  /** The newest year whose results are public. */
  readonly results: number | null;
  /** What is announced to everybody now. */
  readonly announcements: readonly Announced[];
  readonly federation: string;
}

export function homePage({ period, results, announcements, federation }: HomeParts, now: Date): HomePage {
  return {
    title: 'Cổng Nêu gương',
    nav: 'home',
    share: {
      description: `Hướng dẫn thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, và báo cáo hằng năm của các cấp công đoàn thuộc ${federation}.`,
      path: '/',
      data: portalData,
    },
    announcements: ui.announcements({
      heading: 'Thông báo',
      items: announcementLinks(ANNOUNCEMENTS, announcements),
      allText: 'Tất cả thông báo',
      allHref: ANNOUNCEMENTS,
    }),
    results: results === null ? '' : String(results),
    federation,
    period: period && {
      year: String(period.year),
      coverage: `từ ngày ${formatDay(period.coverageFrom)} đến ngày ${formatDay(period.coverageTo)}`,
      tiers: tiersOf(period, federation, now),
      whatNow: whatNow(now, period),
    },
  };
}

/** In the order in which they report: each waits for the one before (guidance III.2). */
function tiersOf(period: CurrentPeriod, federation: string, now: Date) {
  const { GRASSROOTS, UPPER_LEVEL } = levelNames;
  return [
    { from: GRASSROOTS, to: UPPER_LEVEL.toLowerCase(), before: period.dueBeforeGrassroots },
    { from: `${UPPER_LEVEL}, CĐCS trực thuộc`, to: federation, before: period.dueBeforeUpperLevel },
    { from: federation, to: 'Tổng Liên đoàn Lao động Việt Nam', before: period.dueBeforeProvince },
  ].map(({ before, ...who }) => ({
    ...who,
    left: daysLeft(now, before),
    isPast: now >= before,
    due: formatDueBefore(before),
  }));
}

/** The federation, its portal, and where one searches it. */
function portalData({ origin, federation }: { origin: string; federation: string }) {
  const publisher = {
    '@type': 'Organization',
    '@id': `${origin}/#to-chuc`,
    name: federation,
    url: `${origin}/`,
  };
  const potentialAction = {
    '@type': 'SearchAction',
    target: { '@type': 'EntryPoint', urlTemplate: `${origin}${SEARCH}?q={search_term_string}` },
    'query-input': 'required name=search_term_string',
  };
  return {
    '@context': 'https://schema.org',
    '@type': 'WebSite',
    name: 'Cổng Nêu gương',
    url: `${origin}/`,
    inLanguage: 'vi',
    publisher,
    potentialAction,
  };
}

function daysLeft(now: Date, before: Date): string {
  if (now >= before) return 'Đã hết hạn';
  const days = daysBetween(now, before) - 1;
  return days === 0 ? 'Hôm nay là ngày cuối' : `Còn ${days} ngày`;
}

function whatNow(now: Date, { dueBeforeGrassroots, lockOn }: CurrentPeriod): string {
  if (now < dueBeforeGrassroots) return '';
  return now < lockOn
    ? `Đơn vị quá hạn chưa nộp vẫn nộp được ${formatDueBefore(lockOn)} và được ghi là nộp trễ hạn. Đơn vị được gia hạn, hoặc có thời hạn riêng, xem hạn ở trang báo cáo của mình.`
    : `Kỳ báo cáo đã khóa từ ngày ${formatDay(lockOn)}. Đơn vị chưa nộp chỉ nộp được khi công đoàn cấp trên gia hạn.`;
}
