import { hasRole, type Actor, type Overseer, FILING_ROLES } from '../../platform/actor.js';
import { inZone } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import { formatDay, formatSize, formatTime } from '../../platform/text/format.js';
import { riskWords } from '../../uploads/look-rules.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { minutes as readMinutes } from '../minutes.js';
import type { Shown, ShownRecommendation } from '../finders.js';
import { allows, type InspectionAction } from '../lifecycle.js';
import { kindWords, reasonWords } from '../names.js';
import { nextStep, type May, type NextStep } from './next-pages.js';
import { papersTable } from './paper-pages.js';
import { isOverdue, recordOf } from '../rules.js';
import { withHead } from '../team.js';
import { crumbs, stateTag, visitCrumbs } from '../plan/pages.js';
import { adviceRows } from './forms.js';
import {
  conclusionControls,
  findingControls,
  minutesControls,
  signedControls,
} from './record-controls-pages.js';
import { OWN_INSPECTIONS, inspectionAddress, ownInspectionAddress } from '../addresses.js';

export interface InspectionPage extends Frame {
  errors: readonly FieldError[];
  state: SafeHtml;
  /** What is in the way: two visits on one day, people whom no mail reaches. */
  warning: string;
  /** What is done now, for who may; null where nothing is. */
  next: NextStep | null;
  facts: SafeHtml;
  /** When it was moved or cancelled, and why. */
  changes: readonly string[];
  /** The official documents, each in its versions and formats; '' where there are none. */
  papers: SafeHtml;
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
  isFirst: boolean;
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
      crumbs: visitCrumbs(inspection, 'Biên bản'),
      lead: `${inspection.unit.name}. Ghi dần được, ô trống vẫn lưu; đơn vị không thấy gì cho đến khi ban hành kết luận.`,
      action: `${inspectionAddress(inspection.id)}/bien-ban`,
      version: (isStale ? version : form.values['version']) ?? version ?? '',
      submit: 'Lưu bản nháp',
    },
    form,
    {
      ...minutesControls(inspection, form),
      ...findingControls(words, form),
      ...adviceControls(form, isStale ? values : {}),
      ...conclusionControls(form),
      ...signedControls(inspection, form),
    },
    isStale ? differing(values, form.values) : {},
  );
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
          form,
        }),
      ],
      [
        due,
        ui.field({
          name: due,
          label: `Thực hiện kiến nghị ${number} trước ngày`,
          kind: 'day',
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

interface Seen {
  readonly words: ReadonlyMap<string, string>;
  readonly clash: readonly string[];
  /** It is still to come, on a day on which nobody works. */
  readonly isOnDayOff: boolean;
  readonly unreached: readonly string[];
}

/** The inspecting unit's own view. */
export function inspectionPage(
  actor: Overseer,
  inspection: Shown,
  { words, clash, isOnDayOff, unreached }: Seen,
  now: Date,
  errors: readonly FieldError[] = [],
): InspectionPage {
  const base = inspectionAddress(inspection.id);
  const isReviewer = hasRole(actor, 'REVIEWER');
  const may = (action: InspectionAction) => action !== 'answer' && isReviewer && allows(action, inspection);
  return {
    ...common(inspection, words, base, may('record') ? base : ''),
    crumbs: crumbs(inZone(inspection.plannedOn).year(), inspection.unit.name),
    hasErrors: errors.length > 0,
    errors,
    warning: [...dayOffWords(inspection, isOnDayOff), ...clash, ...unreachedWords(unreached)].join(' '),
    next: isReviewer ? nextStep(inspection, base, may, now) : null,
    papers: papersTable(inspection, base, may('record')),
    draftNote: draftWords(inspection),
    upload: may('record') ? upload(base, errors) : null,
    recommendations: advisedRows(inspection, base, now, may),
  };
}

function dayOffWords({ plannedOn }: Shown, isOnDayOff: boolean): string[] {
  if (!isOnDayOff) return [];
  const weekday = new Map([
    [0, ' (Chủ nhật)'],
    [6, ' (thứ bảy)'],
  ]).get(inZone(plannedOn).day());
  return [
    `Ngày dự kiến ${formatDay(plannedOn)}${weekday ?? ''} là ngày nghỉ; nếu nhầm thì sửa hoặc dời ngày.`,
  ];
}

/** Of an empty section it is said that it is empty, not that nobody sees it. */
function draftWords(inspection: Shown): string {
  const { concludedAt, files } = inspection;
  if (concludedAt) return '';
  const { carriedOutOn, conclusion, findings, minutes } = recordOf(inspection);
  const texts = [conclusion, ...Object.values(findings), ...Object.values(minutes)];
  const isEmpty = !carriedOutOn && files.length === 0 && texts.every((text) => text === '');
  if (!isEmpty) return 'Bản nháp: đơn vị chưa thấy phần này.';
  return inspection.status === 'CANCELLED'
    ? 'Không có biên bản và kết luận.'
    : 'Chưa ghi gì. Đơn vị chỉ thấy biên bản và kết luận khi kết luận được ban hành.';
}

function unreachedWords(unreached: readonly string[]): string[] {
  if (unreached.length === 0) return [];
  return [`Chưa có địa chỉ thư, nên phải báo bằng cách khác: ${unreached.join('; ')}.`];
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
    warning: '',
    next: null,
    papers: papersTable(inspection, base, false),
    draftNote: inspection.concludedAt || inspection.status === 'CANCELLED' ? '' : 'Chưa có kết luận.',
    upload: null,
    recommendations: advisedRows(inspection, base, now, may),
  };
}

function common(inspection: Shown, words: ReadonlyMap<string, string>, base: string, removable: string) {
  return {
    title: `${kindWords[inspection.kind]} ${inspection.unit.name}`,
    nav: 'inspections' as const,
    state: stateTag(inspection.status),
    facts: ui.summaryList(facts(inspection, base)),
    changes: inspection.changes.map(changeWords),
    conclusion: inspection.conclusion === '' ? '' : ui.words(inspection.conclusion),
    findings: findingsTable(words, inspection),
    files: inspection.files.map((file) => ({
      link: fileLink(file, base),
      name: file.name,
      remove: removable && `${removable}/tep/${file.id}/bo`,
    })),
  };
}

/** "Dời từ 15/9/2026 sang 22/9/2026. Lý do: … (Lê Thị Hồng Nhung, 08:00 ngày 20/8/2026)" */
function changeWords({ fromDay, toDay, reason, byName, at }: Shown['changes'][number]): string {
  const what = toDay
    ? `Dời từ ${formatDay(fromDay)} sang ${formatDay(toDay)}`
    : `Hủy cuộc dự kiến ngày ${formatDay(fromDay)}`;
  return `${what}. Lý do: ${reason} (${byName}, ${formatTime(at)})`;
}

function findingsTable(words: ReadonlyMap<string, string>, inspection: Shown): SafeHtml {
  const findings = inspection.findings as Record<string, string>;
  const { results } = readMinutes.parse(inspection.minutes);
  const general = results ? `<h3>Kết quả chung</h3><p>${ui.words(results)}</p>` : '';
  return (
    general +
    ui.table({
      caption: 'Kết quả theo từng nội dung nêu gương',
      rows: [...words].filter(([code]) => findings[code]),
      columns: [
        ['Nội dung nêu gương', ([, obligation]) => obligation],
        ['Kết quả', ([code]) => findings[code] ?? '', 'prewrap'],
      ],
    })
  );
}

function facts(inspection: Shown, base: string) {
  const { announcedAt, carriedOutOn, concludedAt, concludedByName, endedAt } = inspection;
  return [
    ...(base === inspectionAddress(inspection.id) ? [] : [{ key: 'Do', value: inspection.parent.name }]),
    {
      key: 'Hình thức',
      value: `${kindWords[inspection.kind]}, ${reasonWords[inspection.reason].toLowerCase()}`,
    },
    { key: 'Ngày dự kiến', value: formatDay(inspection.plannedOn) },
    { key: 'Nội dung', html: ui.words(inspection.topic) },
    { key: 'Đoàn', html: ui.words(withHead(inspection.team)) },
    ...(announcedAt ? [{ key: 'Thông báo', value: paperInForce(inspection, 'NOTICE', announcedAt) }] : []),
    ...(carriedOutOn ? [{ key: 'Ngày tiến hành', value: visitWords(carriedOutOn, inspection) }] : []),
    ...(concludedAt
      ? [{ key: 'Kết luận', value: paperInForce(inspection, 'CONCLUSION', concludedAt, concludedByName) }]
      : []),
    ...ending(endedAt, inspection),
  ];
}

/** "27/TB-LĐLĐ, ngày 08/9/2026": the paper in force, as the table of papers has it; `first` where none was kept. */
function paperInForce(
  { papers }: Shown,
  kind: Shown['papers'][number]['kind'],
  first: Date,
  byName: string | null = null,
): string {
  const last = papers.findLast((one) => one.kind === kind);
  const by = byName === null ? null : (last?.issuedByName ?? byName);
  const replaced = last && last.version > 1 ? `thay bản ngày ${formatDay(first)}` : '';
  return [last?.number, `ngày ${formatDay(last?.issuedAt ?? first)}`, by, replaced]
    .filter(Boolean)
    .join(', ');
}

/** "08/8/2026, từ 08:00 đến 11:30, tại Trụ sở …" */
function visitWords(day: Date, { minutes: given }: Shown): string {
  const { from, to, place } = readMinutes.parse(given);
  const parts = [from && `từ ${from}`, to && `đến ${to}`].filter(Boolean).join(' ');
  return [formatDay(day), parts, place && `tại ${place}`].filter(Boolean).join(', ');
}

function ending(endedAt: Date | null, { status, endedByName, endReason }: Shown) {
  if (!endedAt) return [];
  const words = `${endedByName}, ${formatTime(endedAt)}${endReason ? `\n${endReason}` : ''}`;
  return [{ key: status === 'CANCELLED' ? 'Hủy' : 'Kết thúc', html: ui.words(words) }];
}

function fileLink({ id, name, size, risk }: Shown['files'][number], base: string): SafeHtml {
  const text = `${name} (${formatSize(size)})`;
  return ui.fileLink({ text, href: `${base}/tep/${id}`, note: riskWords(risk) });
}

/** The first answer to be looked at has the page's primary action. */
function advisedRows(inspection: Shown, base: string, now: Date, may: May): Advised[] {
  const first = inspection.recommendations.find(({ status }) => status === 'ANSWERED');
  return inspection.recommendations.map((one) => ({
    ...advised(one, inspection, base, now, may),
    isFirst: one.id === first?.id,
  }));
}

function advised(
  one: ShownRecommendation,
  { concludedAt, unit, parent }: Shown,
  base: string,
  now: Date,
  may: May,
): Omit<Advised, 'isFirst'> {
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
