import { ui } from '../../platform/page/components.js';
import { formatDay } from '../../platform/text/format.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { Crumb, SafeHtml } from '../../platform/page/render.js';
import { changedPlaces, guidanceChanges } from '../comparison.js';
import { versionPage, type ComparisonPage, type VersionPage } from '../pages.js';
import { audienceChoices, type Box, type EditedPart } from './boxes.js';
import type { NextVersion, OpenedDraft } from './finders.js';
import { problemsOf } from './rules.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { GUIDANCE_ADMIN } from '../addresses.js';

const CRUMBS: readonly Crumb[] = [
  { text: 'Quản trị', href: ADMINISTRATION },
  { text: 'Soạn hướng dẫn', href: GUIDANCE_ADMIN },
];
const frameOf = (title: string) => ({
  title,
  nav: 'administration' as const,
  crumbs: [...CRUMBS, { text: title }],
});

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
    lead: `Bản số ${draft.basedOn + 1} sẽ thay bản số ${current.number}: ${changed} chỗ thay đổi. Các kỳ báo cáo đã lập vẫn theo bản cũ.`,
    before: [
      ui.warningText(
        wasChanged ? 'Có người vừa sửa bản đang soạn sau khi bạn mở trang. Hãy xem lại rồi bấm công bố.' : '',
      ),
      ui.warningText(problems.length > 0 ? 'Bản này còn chỗ phải sửa, chưa công bố được.' : ''),
      `<p>${ui.link({ text: 'Xem những chỗ thay đổi', href: `${GUIDANCE_ADMIN}/so-sanh` })}</p>`,
    ].join(''),
    action: `${GUIDANCE_ADMIN}/cong-bo`,
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
export function previewPage(next: NextVersion): VersionPage {
  const name = nameOf(next);
  return versionPage(frameOf(`Xem trước ${name.toLowerCase()}`), next.content, {
    text: `Xem trước ${name.toLowerCase()}: ${stateOf(next)}. Người đọc chưa thấy bản này.`,
    isOld: true,
    links: [BACK, { text: 'Xem những chỗ thay đổi', href: `${GUIDANCE_ADMIN}/so-sanh` }],
  });
}

export function draftComparisonPage(next: NextVersion): ComparisonPage {
  const { current, content } = next;
  return {
    ...frameOf(`${nameOf(next)} so với bản đang áp dụng`),
    lead: `${nameOf(next)} (${stateOf(next)}) so với bản số ${current.number}.`,
    changes: guidanceChanges(current.content, content),
    links: [BACK, { text: 'Xem trước như người đọc thấy', href: `${GUIDANCE_ADMIN}/xem-truoc` }],
  };
}

const BACK = { text: 'Trở lại trang soạn', href: GUIDANCE_ADMIN };
const nameOf = ({ number }: NextVersion) => `Bản số ${number}`;
const stateOf = ({ from }: NextVersion) => (from ? `công bố từ ngày ${formatDay(from)}` : 'đang soạn');
