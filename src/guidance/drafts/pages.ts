import { ui } from '../../platform/components.js';
import { formatDay, formatTime } from '../../platform/format.js';
import { differing, formPage, type FormPage } from '../../platform/form-page.js';
import type { Form, Values } from '../../platform/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/render.js';
import { changedPlaces, guidanceChanges } from '../comparison.js';
import type { GuidanceContent } from '../content.js';
import { versionPage, type ComparisonPage, type VersionPage } from '../pages.js';
import { audienceChoices, type Box } from './boxes.js';
import type { GuidanceDesk, GuidanceDraft, OpenedDraft, ScheduledVersion } from './finders.js';
import type { EditedPart } from './parts.js';
import { DESK, documentHref, partHref, problemsOf, type Problem } from './rules.js';

interface Row {
  readonly anchor: string;
  readonly title: string;
  /** "3 ý; dành cho Viên chức" */
  readonly hint: string;
  readonly href: string;
  /** Where a part is added to this section; '' where none can be. */
  readonly addHref: string;
}
interface DraftDesk {
  readonly lead: string;
  readonly version: string;
  readonly problems: readonly Problem[];
  readonly changes: readonly string[];
  readonly sections: readonly (Row & { readonly parts: readonly Row[] })[];
  readonly documents: readonly Row[];
}
export interface DeskPage extends Frame {
  desk: string;
  current: string;
  draft: DraftDesk | null;
  scheduled: { readonly text: string; readonly note: string; readonly number: string } | null;
  /** Whether a working copy can be begun. */
  canStart: boolean;
}
declare module '../../platform/render.js' {
  interface Pages {
    'guidance/desk': DeskPage;
  }
}

const CRUMBS: readonly Crumb[] = [
  { text: 'Quản trị', href: '/quan-tri' },
  { text: 'Soạn hướng dẫn', href: DESK },
];
const frameOf = (title: string) => ({
  title,
  nav: 'administration' as const,
  crumbs: [...CRUMBS, { text: title }],
});

export function deskPage({ current, draft, scheduled }: GuidanceDesk): DeskPage {
  return {
    title: 'Soạn hướng dẫn',
    nav: 'administration',
    crumbs: [CRUMBS[0]!, { text: 'Soạn hướng dẫn' }],
    desk: DESK,
    current: `Đang áp dụng bản số ${String(current.number)}, công bố ngày ${formatDay(current.publishedAt)}.`,
    draft: draft && draftDesk(draft, current.content),
    scheduled: scheduled && scheduledDesk(scheduled),
    canStart: !draft && !scheduled,
  };
}

function draftDesk(draft: GuidanceDraft, inForce: GuidanceContent): DraftDesk {
  const { content, basedOn, startedAt, startedByName, savedAt, savedByName, version } = draft;
  return {
    lead: `Bản số ${String(basedOn + 1)} đang soạn: ${startedByName} bắt đầu lúc ${formatTime(startedAt)}; ${savedByName} lưu lần cuối lúc ${formatTime(savedAt)}.`,
    version: String(version),
    problems: problemsOf(content),
    changes: changedPlaces(inForce, content),
    sections: content.sections.map((section) => ({
      ...partRow(section, `${DESK}/sua/muc?trong=${section.anchor}`),
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
    bullets.length > 0 || parts.length === 0 ? `${String(bullets.length)} ý` : '',
    parts.length > 0 ? `${String(parts.length)} mục nhỏ` : '',
    name ? `nghĩa vụ của: ${name}` : '',
  ];
  const hint = counted.filter(Boolean).join('; ');
  return { anchor, title: `${number}. ${heading}`, hint, href: partHref(anchor), addHref };
}

function scheduledDesk({ number, publishedAt, note, publishedByName }: ScheduledVersion) {
  return {
    number: String(number),
    text: `Bản số ${String(number)} sẽ được công bố từ 0 giờ ngày ${formatDay(publishedAt)} (${publishedByName} hẹn). Trước đó chỉ quản trị viên của LĐLĐ tỉnh xem được.`,
    note,
  };
}

/** `saved`: what stands saved, after a conflict. */
export function editPage(
  { draft }: OpenedDraft,
  part: EditedPart,
  action: string,
  form: Form,
  saved?: Values,
): FormPage {
  const controls = part.boxes.map((box) => [box.name, control(box, form)] as const);
  const isNew = Object.keys(part.values).length === 0;
  const theirs = saved && !isNew ? differing(boxed(part, saved), form.values) : {};
  const given = {
    ...frameOf(part.title),
    action,
    version: String(draft.version),
    submit: 'Lưu',
    before: ui.warningText(saved && Object.keys(theirs).length === 0 ? STALE : ''),
  };
  return formPage(given, form, Object.fromEntries(controls), theirs);
}

const STALE =
  'Có người vừa lưu thay đổi khác trong bản đang soạn. Chưa có gì của bạn được lưu, và không có gì bị mất: hãy xem lại rồi bấm lưu.';

/** What is saved at each box, '' included. */
function boxed({ boxes }: EditedPart, saved: Values): Values {
  return Object.fromEntries(boxes.map(({ name }) => [name, saved[name] ?? '']));
}

function control({ name, label, kind, optional, hint, rows }: Box, form: Form): SafeHtml {
  if (kind === 'audience') return ui.select({ name, label, items: audienceChoices, form });
  const isShort = ['number', 'order'].includes(kind) || name === 'number';
  return ui.field({
    name,
    label,
    hint,
    optional: optional && !/\d$/.test(name),
    form,
    ...(rows > 1 ? { kind: 'textarea', rows } : { width: isShort ? 10 : kind === 'anchor' ? 20 : 'full' }),
  });
}

export function publicationPage({ draft, current }: OpenedDraft, form: Form, wasChanged = false): FormPage {
  const problems = problemsOf(draft.content);
  const changed = changedPlaces(current.content, draft.content).length;
  const given = {
    ...frameOf('Công bố bản mới'),
    lead: `Bản số ${String(draft.basedOn + 1)} sẽ thay bản số ${String(current.number)}: ${String(changed)} chỗ thay đổi. Các kỳ báo cáo đã lập vẫn theo bản cũ.`,
    before: [
      ui.warningText(
        wasChanged ? 'Có người vừa sửa bản đang soạn sau khi bạn mở trang. Hãy xem lại rồi bấm công bố.' : '',
      ),
      ui.warningText(problems.length > 0 ? 'Bản này còn chỗ phải sửa, chưa công bố được.' : ''),
      `<p>${ui.link({ text: 'Xem những chỗ thay đổi', href: `${DESK}/so-sanh` })}</p>`,
    ].join(''),
    action: `${DESK}/cong-bo`,
    version: String(draft.version),
    submit: 'Công bố',
  };
  return formPage(given, form, {
    note: ui.field({
      name: 'note',
      label: 'Nội dung thay đổi và lý do',
      hint: 'Mọi người đọc được câu này trong danh sách các bản.',
      kind: 'textarea',
      form,
    }),
    day: ui.field({
      name: 'day',
      label: 'Ngày công bố',
      hint: 'Ghi hôm nay để công bố ngay; ghi ngày sau để công bố từ 0 giờ ngày ấy. Ví dụ: 09/9/2026',
      kind: 'day',
      form,
    }),
  });
}

/** The next version as readers will see it. */
export function previewPage(desk: GuidanceDesk): VersionPage | undefined {
  const next = nextOf(desk);
  return (
    next &&
    versionPage(frameOf(`Xem trước bản số ${next.number}`), next.content, {
      text: `Xem trước bản số ${next.number}: ${next.state}. Người đọc chưa thấy bản này.`,
      isOld: true,
      links: [
        { text: 'Trở lại trang soạn', href: DESK },
        { text: 'Xem những chỗ thay đổi', href: `${DESK}/so-sanh` },
      ],
    })
  );
}

export function draftComparisonPage(desk: GuidanceDesk): ComparisonPage | undefined {
  const next = nextOf(desk);
  const { current } = desk;
  return (
    next && {
      ...frameOf(`Bản số ${next.number} so với bản đang áp dụng`),
      lead: `Bản số ${next.number} (${next.state}) so với bản số ${String(current.number)}.`,
      changes: guidanceChanges(current.content, next.content),
      links: [
        { text: 'Trở lại trang soạn', href: DESK },
        { text: 'Xem trước như người đọc thấy', href: `${DESK}/xem-truoc` },
      ],
    }
  );
}

/** The version that is to come; undefined where none is prepared. */
function nextOf({ draft, scheduled }: GuidanceDesk) {
  if (draft) return { number: String(draft.basedOn + 1), content: draft.content, state: 'đang soạn' };
  if (!scheduled) return undefined;
  const { number, content, publishedAt } = scheduled;
  return { number: String(number), content, state: `công bố từ ngày ${formatDay(publishedAt)}` };
}
