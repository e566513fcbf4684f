import { hasRole, type Actor, type Overseer, FILING_ROLES } from '../../platform/actor.js';
import { inZone } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import { formatDay, formatSize, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { paperNames, papersOf } from '../document/rules.js';
import type { Shown, ShownRecommendation } from '../finders.js';
import { allows, type InspectionAction } from '../lifecycle.js';
import { kindWords, reasonWords } from '../names.js';
import { isOverdue } from '../rules.js';
import { crumbs, stateTag } from '../plan/pages.js';
import { adviceRows } from './forms.js';
import { audienceNames, type Audience } from '../../form/audiences.js';
import { OWN_INSPECTIONS, inspectionAddress, ownInspectionAddress } from '../addresses.js';

export interface InspectionPage extends Frame {
  errors: readonly FieldError[];
  state: SafeHtml;
  facts: SafeHtml;
  version: string;
  links: readonly { text: string; href: string; isMain: boolean }[];
  buttons: readonly { text: string; action: string; hint: string }[];
  /** The official documents to be signed, each in its formats. */
  papers: readonly { name: string; files: readonly { text: string; href: string }[] }[];
  draftNote: string;
  conclusion: SafeHtml;
  findings: SafeHtml;
  files: readonly { link: SafeHtml; name: string; remove: string }[];
  upload: { action: string; control: SafeHtml } | null;
  recommendations: readonly Advised[];
}
interface Advised {
  heading: string;
  text: string;
  state: SafeHtml;
  replies: readonly { who: string; text: string; files: readonly SafeHtml[] }[];
  links: readonly { text: string; href: string }[];
  accept: { action: string; version: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'inspections/inspection': InspectionPage;
  }
}

/** `isStale`: somebody else saved meanwhile; `saved` is then what stands. */
export function recordPage(
  inspection: Shown,
  words: ReadonlyMap<string, string>,
  form: Form,
  saved: Record<string, string>,
  isStale = false,
): FormPage {
  const { version, ...values } = saved;
  return formPage(
    {
      title: 'Biên bản và kết luận',
      nav: 'inspections',
      crumbs: crumbs(inZone(inspection.plannedOn).year(), inspection.unit.name, 'Biên bản'),
      lead: `${inspection.unit.name}. Bản nháp: đơn vị không thấy gì cho đến khi ban hành kết luận.`,
      action: `${inspectionAddress(inspection.id)}/bien-ban`,
      version: (isStale ? version : form.values['version']) ?? version ?? '',
      submit: 'Lưu bản nháp',
    },
    form,
    {
      ...mainControls(form),
      ...adviceControls(form, isStale ? values : {}),
      ...findingControls(words, form),
    },
    isStale ? differing(values, form.values) : {},
  );
}

function mainControls(form: Form): Record<string, SafeHtml> {
  return {
    carriedOutOn: ui.field({
      name: 'carriedOutOn',
      label: 'Ngày tiến hành',
      kind: 'day',
      optional: true,
      form,
    }),
    conclusion: ui.field({
      name: 'conclusion',
      label: 'Kết luận',
      hint: 'Cần có khi ban hành kết luận.',
      kind: 'textarea',
      rows: 8,
      form,
    }),
  };
}

/** As many rows as what was typed needs, and what stands saved beside it. */
function adviceControls(form: Form, saved: Readonly<Record<string, string>>): Record<string, SafeHtml> {
  const rows = adviceRows({ ...saved, ...filled(form.values) }).flatMap((row) => {
    const number = String(row);
    const [text, due] = [`recommendation_${number}_text`, `recommendation_${number}_due`];
    return [
      [
        text,
        ui.field({
          name: text,
          label: `Kiến nghị ${number}`,
          kind: 'textarea',
          rows: 2,
          optional: true,
          form,
        }),
      ],
      [
        due,
        ui.field({
          name: due,
          label: `Thực hiện kiến nghị ${number} trước ngày`,
          kind: 'day',
          optional: true,
          form,
        }),
      ],
    ] as const;
  });
  const hint = '<p class="hint">Mỗi lần lưu có thêm ô trống, nhiều nhất 20 kiến nghị.</p>';
  return { 'heading-advice': `<h2>Kiến nghị</h2>${hint}`, ...Object.fromEntries(rows) };
}

function filled(values: Form['values']): Form['values'] {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));
}

function findingControls(words: ReadonlyMap<string, string>, form: Form): Record<string, SafeHtml> {
  const all: Record<string, SafeHtml> = {
    'heading-findings':
      '<h2>Kết quả theo từng nội dung nêu gương</h2><p class="hint">Chỉ ghi nội dung đã kiểm tra.</p>',
  };
  for (const [code, text] of words) {
    const audience = code.replace(/-\d+$/, '');
    const heading = Object.hasOwn(audienceNames, audience) ? audienceNames[audience as Audience] : undefined;
    if (heading && code.endsWith('-1')) all[`heading-${audience}`] = `<h3>${heading}</h3>`;
    const name = `finding_${code}`;
    all[name] = ui.field({ name, label: text, kind: 'textarea', rows: 2, form });
  }
  return all;
}

/** The inspecting unit's own view. */
export function inspectionPage(
  actor: Overseer,
  inspection: Shown,
  words: ReadonlyMap<string, string>,
  now: Date,
  errors: readonly FieldError[] = [],
): InspectionPage {
  const base = inspectionAddress(inspection.id);
  const may = (action: InspectionAction) => hasRole(actor, 'REVIEWER') && allows(action, inspection);
  const removable = may('record') ? base : '';
  return {
    ...common(inspection, words, base, removable),
    crumbs: crumbs(inZone(inspection.plannedOn).year(), inspection.unit.name),
    hasErrors: errors.length > 0,
    errors,
    ...deeds(base, may),
    papers: paperLinks(inspection, base),
    draftNote: inspection.concludedAt ? '' : 'Bản nháp: đơn vị chưa thấy phần này.',
    upload: may('record') ? upload(base, errors) : null,
    recommendations: inspection.recommendations.map((one) => advised(one, inspection, base, now, may)),
  };
}

type May = (action: InspectionAction) => boolean;

/** What the reviewer may do now: pages of their own, and buttons that act at once. */
function deeds(base: string, may: May): Pick<InspectionPage, 'links' | 'buttons'> {
  const link = (action: InspectionAction, text: string, path: string, isMain = false) =>
    may(action) ? [{ text, href: base + path, isMain }] : [];
  const button = (action: InspectionAction, text: string, path: string, hint: string) =>
    may(action) ? [{ text, action: base + path, hint }] : [];
  const concluding = 'Đơn vị sẽ thấy biên bản, kết luận, kiến nghị và nhận thư. Sau đó không sửa được nữa.';
  return {
    links: [
      ...link('record', 'Ghi biên bản và kết luận', '/bien-ban', true),
      ...link('edit', 'Sửa kế hoạch', '/sua'),
      ...link('cancel', 'Hủy cuộc này', '/huy'),
      ...link('close', 'Kết thúc cuộc này', '/dong'),
    ],
    buttons: [
      ...button('announce', 'Thông báo cho đơn vị', '/thong-bao', 'Đơn vị sẽ thấy cuộc này và nhận thư.'),
      ...button('conclude', 'Ban hành kết luận', '/ket-luan', concluding),
    ],
  };
}

function paperLinks(inspection: Shown, base: string): InspectionPage['papers'] {
  return papersOf(inspection).map((paper) => ({
    name: paperNames[paper],
    files: ['docx', 'pdf'].map((format) => ({
      text: format.toUpperCase(),
      href: `${base}/${paper}.${format}`,
    })),
  }));
}

function upload(base: string, errors: readonly FieldError[]): InspectionPage['upload'] {
  return {
    action: `${base}/tep`,
    control: ui.file({
      name: 'files',
      label: 'Thêm tệp vào biên bản',
      hint: 'PDF, ảnh, DOCX hoặc XLSX; mỗi tệp không quá 20 MB.',
      multiple: true,
      error: errors.find(({ field }) => field === 'files')?.message,
    }),
  };
}

/** What the unit sees of an inspection of itself. */
export function ownInspectionPage(
  actor: Actor,
  inspection: Shown,
  words: ReadonlyMap<string, string>,
  now: Date,
): InspectionPage {
  const base = ownInspectionAddress(inspection.id);
  const list: Crumb = { text: 'Kiểm tra, giám sát tại đơn vị', href: OWN_INSPECTIONS };
  const may = (action: InspectionAction) =>
    action === 'answer' && hasRole(actor, ...FILING_ROLES) && allows(action, inspection);
  return {
    ...common(inspection, words, base, ''),
    crumbs: [list, { text: kindWords[inspection.kind] }],
    errors: [],
    links: [],
    buttons: [],
    papers: [],
    draftNote: inspection.concludedAt ? '' : 'Chưa có kết luận.',
    upload: null,
    recommendations: inspection.recommendations.map((one) => advised(one, inspection, base, now, may)),
  };
}

function common(inspection: Shown, words: ReadonlyMap<string, string>, base: string, removable: string) {
  return {
    title: `${kindWords[inspection.kind]} ${inspection.unit.name}`,
    nav: 'inspections' as const,
    state: stateTag(inspection.status),
    facts: ui.summaryList(facts(inspection)),
    version: String(inspection.version),
    conclusion: inspection.conclusion === '' ? '' : ui.words(inspection.conclusion),
    findings: findingsTable(words, inspection),
    files: inspection.files.map((file) => ({
      link: fileLink(file, base),
      name: file.name,
      remove: removable && `${removable}/tep/${file.id}/bo`,
    })),
  };
}

function findingsTable(words: ReadonlyMap<string, string>, inspection: Shown): SafeHtml {
  const findings = inspection.findings as Record<string, string>;
  return ui.table({
    caption: 'Kết quả theo từng nội dung nêu gương',
    rows: [...words].filter(([code]) => findings[code]),
    columns: [
      ['Nội dung nêu gương', ([, obligation]) => obligation],
      ['Kết quả', ([code]) => findings[code] ?? '', 'prewrap'],
    ],
  });
}

function facts(inspection: Shown) {
  const { announcedAt, carriedOutOn, concludedAt, concludedByName, endedAt } = inspection;
  return [
    { key: 'Đơn vị', value: `${inspection.unit.name} (${inspection.unit.code})` },
    { key: 'Do', value: inspection.parent.name },
    {
      key: 'Hình thức',
      value: `${kindWords[inspection.kind]}, ${reasonWords[inspection.reason].toLowerCase()}`,
    },
    { key: 'Ngày dự kiến', value: formatDay(inspection.plannedOn) },
    { key: 'Nội dung', html: ui.words(inspection.topic) },
    { key: 'Đoàn', html: ui.words(inspection.team) },
    ...(announcedAt ? [{ key: 'Thông báo', value: formatTime(announcedAt) }] : []),
    ...(carriedOutOn ? [{ key: 'Ngày tiến hành', value: formatDay(carriedOutOn) }] : []),
    ...(concludedAt
      ? [{ key: 'Ban hành kết luận', value: `${concludedByName}, ${formatTime(concludedAt)}` }]
      : []),
    ...ending(endedAt, inspection),
  ];
}

function ending(endedAt: Date | null, { status, endedByName, endReason }: Shown) {
  if (!endedAt) return [];
  const words = `${endedByName}, ${formatTime(endedAt)}${endReason ? `\n${endReason}` : ''}`;
  return [{ key: status === 'CANCELLED' ? 'Hủy' : 'Kết thúc', html: ui.words(words) }];
}

function fileLink({ id, name, size }: Shown['files'][number], base: string): SafeHtml {
  return ui.fileLink({ text: `${name} (${formatSize(size)})`, href: `${base}/tep/${id}` });
}

function advised(
  one: ShownRecommendation,
  { concludedAt, unit, parent }: Shown,
  base: string,
  now: Date,
  may: May,
): Advised {
  const place = `${base}/kien-nghi/${one.id}`;
  const isAnswered = one.status === 'ANSWERED';
  return {
    heading: `Kiến nghị ${one.number} (trước ngày ${formatDay(one.dueBefore)})`,
    text: one.text,
    state: concludedAt ? adviceTag(one, now) : '',
    replies: one.replies.map((reply) => ({
      who: `${reply.byName}, ${reply.dueBefore ? parent.name : unit.name}, ${formatTime(reply.at)}${
        reply.dueBefore ? ` – yêu cầu thực hiện tiếp trước ngày ${formatDay(reply.dueBefore)}` : ''
      }`,
      text: reply.text,
      files: reply.files.map((file) => fileLink(file, base)),
    })),
    links: [
      ...(may('answer') && one.status === 'OPEN' ? [{ text: 'Trả lời', href: `${place}/tra-loi` }] : []),
      ...(may('askAgain') && isAnswered
        ? [{ text: 'Yêu cầu thực hiện tiếp', href: `${place}/yeu-cau` }]
        : []),
    ],
    accept:
      may('accept') && isAnswered ? { action: `${place}/chap-nhan`, version: String(one.version) } : null,
  };
}

function adviceTag(one: ShownRecommendation, now: Date): SafeHtml {
  if (one.status === 'DONE') return ui.tag({ text: 'Đã thực hiện xong', tone: 'green' });
  if (one.status === 'ANSWERED') return ui.tag({ text: 'Đã trả lời, chờ xem xét', tone: 'blue' });
  if (isOverdue(one, now)) return ui.tag({ text: 'Quá hạn trả lời', tone: 'red' });
  return ui.tag({ text: 'Chờ đơn vị trả lời', tone: 'yellow' });
}
