import { daysBetween } from '../platform/text/calendar.js';
import { formatDay, formatDueBefore } from '../platform/text/format.js';
import { ui } from '../platform/page/components.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { announcementLinks, type Announced } from '../announcements/rules.js';
import type { CurrentPeriod } from '../periods/finders.js';
import { ANNOUNCEMENTS } from '../announcements/addresses.js';
import { SEARCH } from '../search/addresses.js';

export interface HomePage extends Frame {
  /** The newest year whose results are public; '' where none is. */
  results: string;
  /** What is announced to everybody now; '' where nothing is. */
  announcements: SafeHtml;
  period: {
    year: string;
    coverage: string;
    /** "Còn 12 ngày" */
    daysLeft: string;
    /** After the deadline: what a unit that has not filed can still do; '' before it. */
    whatNow: string;
    dueToProvince: string;
    dueToUpperLevel: string;
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
}

/** The deadline that leads is that of reports to the province (guidance III.2). */
export function homePage({ period, results, announcements }: HomeParts, now: Date): HomePage {
  return {
    title: 'Cổng Nêu gương',
    nav: 'home',
    share: {
      description:
        'Hướng dẫn thực hiện trách nhiệm nêu gương trong học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh, và báo cáo hằng năm của các cấp công đoàn trong tỉnh.',
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
    period: period && {
      year: String(period.year),
      coverage: `từ ngày ${formatDay(period.coverageFrom)} đến ngày ${formatDay(period.coverageTo)}`,
      daysLeft: daysLeft(now, period),
      whatNow: whatNow(now, period),
      dueToProvince: formatDueBefore(period.dueBeforeUpperLevel),
      dueToUpperLevel: `${formatDueBefore(period.dueBeforeGrassroots)}${now < period.dueBeforeGrassroots ? '' : '; hạn này đã qua'}`,
    },
  };
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

function daysLeft(now: Date, { dueBeforeUpperLevel, lockOn }: CurrentPeriod): string {
  if (now >= lockOn) return 'Kỳ báo cáo đã khóa';
  if (now >= dueBeforeUpperLevel) return 'Đã hết hạn';
  const days = daysBetween(now, dueBeforeUpperLevel) - 1;
  return days === 0 ? 'Hôm nay là ngày cuối' : `Còn ${days} ngày`;
}

function whatNow(now: Date, { dueBeforeUpperLevel, lockOn }: CurrentPeriod): string {
  if (now < dueBeforeUpperLevel) return '';
  return now < lockOn
    ? `Đơn vị chưa nộp vẫn nộp được ${formatDueBefore(lockOn)}; nộp sau hạn của đơn vị mình thì được ghi là nộp trễ hạn. Đơn vị được gia hạn, hoặc có thời hạn riêng, xem hạn ở trang báo cáo của mình.`
    : 'Đơn vị chưa nộp chỉ nộp được khi công đoàn cấp trên gia hạn.';
}
