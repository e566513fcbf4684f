import { formatDay, formatTime } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { changedPlaces } from '../comparison.js';
import type { GuidanceContent } from '../content.js';
import { audienceChoices } from './boxes.js';
import type { GuidanceOverview, GuidanceDraft, ScheduledVersion } from './finders.js';
import { documentHref, partHref, problemsOf, type Problem } from './rules.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { GUIDANCE_ADMIN } from '../addresses.js';

interface Row {
  readonly anchor: string;
  readonly title: string;
  /** "3 ý; dành cho Viên chức" */
  readonly hint: string;
  readonly href: string;
  /** Where a part is added to this section; '' where none can be. */
  readonly addHref: string;
}
interface DraftOverview {
  readonly lead: string;
  readonly version: string;
  readonly problems: readonly Problem[];
  readonly changes: readonly string[];
  readonly sections: readonly (Row & { readonly parts: readonly Row[] })[];
  readonly documents: readonly Row[];
}
export interface OverviewPage extends Frame {
  address: string;
  current: string;
  draft: DraftOverview | null;
  scheduled: { readonly text: string; readonly note: string; readonly number: string } | null;
  /** Whether a working copy can be begun. */
  canStart: boolean;
}
declare module '../../platform/page/render.js' {
  interface Pages {
    'guidance/drafts': OverviewPage;
  }
}

export function overviewPage({ current, draft, scheduled }: GuidanceOverview): OverviewPage {
  return {
    title: 'Soạn hướng dẫn',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Soạn hướng dẫn' }],
    address: GUIDANCE_ADMIN,
    current: `Đang áp dụng bản số ${current.number}, công bố ngày ${formatDay(current.publishedAt)}.`,
    draft: draft && draftOverview(draft, current.content),
    scheduled: scheduled && scheduledOverview(scheduled),
    canStart: !draft && !scheduled,
  };
}

function draftOverview(draft: GuidanceDraft, inForce: GuidanceContent): DraftOverview {
  const { content, basedOn, startedAt, startedByName, savedAt, savedByName, version } = draft;
  return {
    lead: `Bản số ${basedOn + 1} đang soạn: ${startedByName} bắt đầu lúc ${formatTime(startedAt)}; ${savedByName} lưu lần cuối lúc ${formatTime(savedAt)}.`,
    version: String(version),
    problems: problemsOf(content),
    changes: changedPlaces(inForce, content),
    sections: content.sections.map((section) => ({
      ...partRow(section, `${GUIDANCE_ADMIN}/sua/muc?trong=${section.anchor}`),
      parts: section.parts.map((part) => partRow(part, '')),
    })),
    documents: content.basisDocuments.map(({ anchor, kind, number, about }) => ({
      anchor,
      title: `${kind} ${number}`,
      hint: about,
      href: documentHref(anchor),
      addHref: '',
    })),
  };
}

function partRow(part: GuidanceContent['sections'][number], addHref: string): Row {
  const { anchor, number, heading, audience, bullets, parts } = part;
  const name = audienceChoices.find(({ value }) => value === audience)?.text;
  const counted = [
    bullets.length > 0 || parts.length === 0 ? `${bullets.length} ý` : '',
    parts.length > 0 ? `${parts.length} mục nhỏ` : '',
    name ? `nội dung nêu gương của: ${name}` : '',
  ];
  const hint = counted.filter(Boolean).join('; ');
  return { anchor, title: `${number}. ${heading}`, hint, href: partHref(anchor), addHref };
}

function scheduledOverview({ number, publishedAt, note, publishedByName }: ScheduledVersion) {
  return {
    number: String(number),
    text: `Bản số ${number} sẽ được công bố từ 0 giờ ngày ${formatDay(publishedAt)} (${publishedByName} hẹn). Trước đó chỉ người quản trị của LĐLĐ tỉnh xem được.`,
    note,
  };
}
