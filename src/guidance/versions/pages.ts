import { formatDay } from '../../platform/text/format.js';
import type { Crumb, Frame } from '../../platform/page/render.js';
import { guidanceChanges } from '../comparison.js';
import { versionPage, type Banner, type ComparisonPage, type VersionPage } from '../pages.js';
import type { PublicVersion, VersionList } from './finders.js';
import { GUIDANCE, GUIDANCE_VERSIONS, guidanceVersionAddress } from '../addresses.js';

export interface VersionsPage extends Frame {
  versions: readonly {
    number: string;
    title: string;
    inForce: string;
    note: string;
    /** "2026, 2025"; '' where no report period rests on it. */
    periods: string;
    links: readonly { text: string; href: string; hidden: string }[];
  }[];
}
declare module '../../platform/page/render.js' {
  interface Pages {
    'guidance/versions': VersionsPage;
  }
}

const CRUMBS: readonly Crumb[] = [{ text: 'Hướng dẫn', href: GUIDANCE }];

export function versionsPage(versions: VersionList): VersionsPage {
  return {
    title: 'Các bản của hướng dẫn',
    nav: 'guidance',
    crumbs: [...CRUMBS, { text: 'Các bản' }],
    versions: versions.map(({ number, publishedAt, note, periods }, at) => ({
      number: String(number),
      title: titleOf(number),
      inForce: forceOf(publishedAt, versions[at - 1]?.publishedAt ?? null),
      note,
      periods: periods.map(({ year }) => String(year)).join(', '),
      links: linksOf(number, at === 0, at < versions.length - 1),
    })),
  };
}

export function publicVersionPage({ number, content, ...version }: PublicVersion): VersionPage {
  const frame = { title: titleOf(number), nav: 'guidance' as const, crumbs: crumbs(titleOf(number)) };
  return versionPage(frame, content, bannerOf({ number, ...version }));
}

export function comparisonPage(before: PublicVersion, after: PublicVersion): ComparisonPage {
  const title = `Bản số ${after.number} so với bản số ${before.number}`;
  return {
    title,
    nav: 'guidance',
    crumbs: crumbs(title),
    lead: `Bản số ${after.number} được công bố ngày ${formatDay(after.publishedAt)}, bản số ${before.number} ngày ${formatDay(before.publishedAt)}.`,
    changes: guidanceChanges(before.content, after.content),
    links: [after, before].map(({ number }) => ({
      text: `Đọc bản số ${number}`,
      href: guidanceVersionAddress(number),
    })),
  };
}

function bannerOf({ number, publishedAt, replacedAt }: Omit<PublicVersion, 'content'>): Banner {
  const links = [
    { text: replacedAt ? 'Đọc bản hiện hành' : 'Đọc ở trang hướng dẫn', href: GUIDANCE },
    { text: 'Các bản của hướng dẫn', href: GUIDANCE_VERSIONS },
    ...(number > 1
      ? [{ text: 'Những chỗ đã thay đổi', href: `${guidanceVersionAddress(number)}/so-sanh` }]
      : []),
  ];
  const text = replacedAt
    ? `Đây là bản số ${number}, đã được thay từ ngày ${formatDay(replacedAt)}.`
    : `Đây là bản số ${number}, đang áp dụng từ ngày ${formatDay(publishedAt)}.`;
  return { text, isOld: replacedAt !== null, links };
}

function forceOf(from: Date, until: Date | null): string {
  return until
    ? `Áp dụng từ ngày ${formatDay(from)}, đã được thay từ ngày ${formatDay(until)}`
    : `Đang áp dụng, từ ngày ${formatDay(from)}`;
}

function linksOf(number: number, isCurrent: boolean, hasBefore: boolean) {
  const hidden = titleOf(number).toLowerCase();
  const read = { text: 'Đọc', href: isCurrent ? GUIDANCE : guidanceVersionAddress(number), hidden };
  const compare = {
    text: 'Chỗ thay đổi so với bản trước',
    href: `${guidanceVersionAddress(number)}/so-sanh`,
    hidden,
  };
  return hasBefore ? [read, compare] : [read];
}

const titleOf = (number: number) => `Bản số ${number}`;
const crumbs = (text: string): readonly Crumb[] => [
  ...CRUMBS,
  { text: 'Các bản', href: GUIDANCE_VERSIONS },
  { text },
];
