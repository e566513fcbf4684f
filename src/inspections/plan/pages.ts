import { hasRole, type Overseer, OWN_ROLES } from '../../platform/actor.js';
import { addDays, dayStart, inZone } from '../../platform/text/calendar.js';
import { ui } from '../../platform/page/components.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { Form } from '../../platform/page/forms.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { paperLetters, type Paper } from '../document/rules.js';
import type { Shown } from '../finders.js';
import { kindInText } from '../letters.js';
import { statusWords, type InspectionStatus } from '../lifecycle.js';
import { kinds, kindWords, reasons, reasonWords } from '../names.js';
import {
  hasOverdue,
  plannedWords,
  statusFilters,
  type DayCount,
  type Listed,
  type ListQuery,
  type StateCount,
} from '../rules.js';
import { clashes, teamWords } from '../team.js';
import type { Visit } from './finders.js';
import { listSearch, planValues } from './forms.js';
import {
  OWN_INSPECTIONS,
  inspectionAddress,
  inspectionPlanAddress,
  ownInspectionAddress,
} from '../addresses.js';

export interface CalendarPage extends Frame {
  /** Day by day who goes where; '' where nobody goes anywhere. */
  visits: SafeHtml;
  lead: string;
  weeks: readonly (readonly {
    day: string;
    count: string;
    /** Of those that were cancelled, struck. */
    cancelled: string;
    href: string;
    /** What the struck number and the other say, in words, for who hears them. */
    label: string;
  }[])[];
  total: string;
  listHref: string;
  pager: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'inspections/calendar': CalendarPage;
  }
}

const TONES = {
  PLANNED: 'grey',
  ANNOUNCED: 'blue',
  CONCLUDED: 'yellow',
  CLOSED: 'green',
  CANCELLED: 'grey',
} as const;

export function stateTag(status: InspectionStatus): SafeHtml {
  return ui.tag({ text: statusWords[status], tone: TONES[status] });
}

export function inspectionsPage(
  actor: Overseer,
  year: number,
  { query, unknown }: { query: ListQuery; unknown: readonly string[] },
  { rows, more, counts, days, clash }: YearFound,
  now: Date,
): ListPage {
  const address = inspectionPlanAddress(year);
  const last = rows.at(-1);
  return listPage({
    title: `Kiểm tra, giám sát năm ${year}`,
    nav: 'inspections',
    lead: yearWords(actor, counts),
    hasErrors: unknown.length > 0,
    warning: unknown.length > 0 ? `Bộ lọc có mục không đọc được, đã bỏ qua: ${unknown.join(', ')}.` : '',
    button: hasRole(actor, 'REVIEWER')
      ? { text: 'Thêm cuộc kiểm tra, giám sát', href: `${address}/moi` }
      : null,
    buttons: listButtons(actor, year),
    filter: {
      action: address,
      label: 'Lọc danh sách',
      controls: filterControls(query),
      clear: listSearch(query) ? address : '',
    },
    table: `${monthTabs(address, query, days)}${inspectionsTable(
      rows,
      { addressOf: inspectionAddress, side: 'unit', empty: 'Không có cuộc nào khớp.', clash },
      now,
    )}`,
    pager: ui.pager({
      previous: query.after ? { href: address + listSearch(query), text: 'Về trang đầu' } : undefined,
      next: more && last ? { href: address + listSearch(query, last.id) } : undefined,
    }),
    after: rows.length > 0 ? exportLinks(address, query) : '',
  });
}

export interface YearFound {
  readonly rows: readonly Listed[];
  readonly more: boolean;
  readonly counts: readonly StateCount[];
  /** The year's days by the list's filter, whatever month is chosen. */
  readonly days: readonly DayCount[];
  /** By inspection: who of its team is elsewhere on the same day. */
  readonly clash: ReadonlyMap<number, readonly string[]>;
}

/** "12 cuộc: 5 đã lên kế hoạch, 3 đã thông báo, 4 đã kết luận (1 quá hạn trả lời)." */
function yearWords({ unit }: Overseer, counts: readonly StateCount[]): string {
  const sum = (of: readonly StateCount[]) => of.reduce((total, { count }) => total + count, 0);
  const late = counts.reduce((total, { overdue }) => total + overdue, 0);
  const parts = (Object.keys(statusWords) as InspectionStatus[]).flatMap((status) => {
    const count = sum(counts.filter((one) => one.status === status));
    const lateWords = status === 'CONCLUDED' && late > 0 ? ` (${formatNumber(late)} quá hạn trả lời)` : '';
    return count === 0 ? [] : [`${formatNumber(count)} ${statusWords[status].toLowerCase()}${lateWords}`];
  });
  if (parts.length === 0) return `${unit.name} chưa có cuộc nào trong năm.`;
  return `${unit.name} có ${formatNumber(sum(counts))} cuộc ở đơn vị trực thuộc: ${parts.join(', ')}.`;
}

/** The year, and each month in which the filter finds something, with what the list of its link has. */
function monthTabs(address: string, query: ListQuery, days: readonly DayCount[]): SafeHtml {
  const { month: chosen, day: _, after: __, ...rest } = query;
  const monthOf = ({ day }: DayCount) => inZone(day).month() + 1;
  const months = [...new Set([...days.map(monthOf), ...(chosen ? [chosen] : [])])];
  if (months.length === 0) return '';
  const tab = (text: string, month?: number) => ({
    text,
    href: address + listSearch({ ...rest, ...(month === undefined ? {} : { month }) }),
    isCurrent: month === chosen,
  });
  const tabs = months
    .sort((a, b) => a - b)
    .map((month) => {
      const found = days.filter((one) => monthOf(one) === month);
      return tab(`Tháng ${month} (${plannedWords(found, '')})`, month);
    });
  return ui.tabs({ label: 'Theo tháng', items: [tab('Cả năm'), ...tabs] });
}

function exportLinks(address: string, query: ListQuery): SafeHtml {
  const links = (['xlsx', 'csv'] as const).map((kind) =>
    ui.fileLink({
      text: `Tải danh sách ${kind.toUpperCase()}`,
      href: `${address}/danh-sach.${kind}${listSearch(query)}`,
    }),
  );
  return `<p class="row-actions">${links.join(' ')}</p>`;
}

function listButtons(actor: Overseer, year: number): ListPage['buttons'] {
  const address = inspectionPlanAddress(year);
  return [
    { text: 'Lịch theo tháng', href: `${address}/lich` },
    { text: `Năm ${year - 1}`, href: inspectionPlanAddress(year - 1) },
    { text: `Năm ${year + 1}`, href: inspectionPlanAddress(year + 1) },
    ...(hasRole(actor, ...OWN_ROLES) && actor.unit.parentId !== null
      ? [{ text: 'Các cuộc ở đơn vị mình', href: OWN_INSPECTIONS }]
      : []),
  ];
}

/** What is done at the own unit. */
export function ownInspectionsPage(
  unit: string,
  { rows, more }: { rows: readonly Listed[]; more: boolean },
  after: number | undefined,
  now: Date,
): ListPage {
  const last = rows.at(-1);
  return listPage({
    title: 'Kiểm tra, giám sát tại đơn vị',
    nav: 'inspections',
    lead: `Các cuộc đã thông báo hoặc đã kết luận ở ${unit}`,
    table: inspectionsTable(
      rows,
      { addressOf: ownInspectionAddress, side: 'parent', empty: 'Chưa có cuộc kiểm tra, giám sát nào.' },
      now,
    ),
    pager: ui.pager({
      previous: after ? { href: OWN_INSPECTIONS, text: 'Về trang đầu' } : undefined,
      next: more && last ? { href: `${OWN_INSPECTIONS}?sau=${last.id}` } : undefined,
    }),
  });
}

interface InspectionsTable {
  readonly addressOf: (id: number) => string;
  readonly side: 'unit' | 'parent';
  readonly empty: string;
  readonly clash?: ReadonlyMap<number, readonly string[]>;
}

/** `side`: the unit of each inspection that the reader is not. */
function inspectionsTable(
  rows: readonly Listed[],
  { addressOf, side, empty, clash = new Map() }: InspectionsTable,
  now: Date,
): SafeHtml {
  return ui.table({
    caption: 'Các cuộc kiểm tra, giám sát',
    rows,
    columns: [
      [
        side === 'unit' ? 'Đơn vị' : 'Đơn vị kiểm tra',
        (row) => ({ text: row[side].name, href: addressOf(row.id) }),
      ],
      ['Ngày dự kiến', ({ plannedOn }) => formatDay(plannedOn), 'nowrap'],
      ['Hình thức', ({ kind, reason }) => `${kindWords[kind]}, ${reasonWords[reason].toLowerCase()}`],
      ['Nội dung', ({ topic }) => topic],
      [
        'Trạng thái',
        (row) => ({
          html:
            stateTag(row.status) +
            (hasOverdue(row, now) ? ` ${ui.tag({ text: 'Quá hạn trả lời', tone: 'red' })}` : '') +
            (clash.has(row.id) ? ` ${ui.tag({ text: 'Trùng người', tone: 'orange' })}` : ''),
        }),
      ],
    ],
    empty,
  });
}

function filterControls({ kind, status, name, month, day }: ListQuery): SafeHtml[] {
  const all = { value: '', text: 'Tất cả' };
  const items = <T extends string>(known: readonly T[], words: Readonly<Record<T, string>>) => [
    all,
    ...known.map((value) => ({ value, text: words[value] })),
  ];
  const states = { ...statusWords, OVERDUE: 'Quá hạn trả lời kiến nghị' };
  // The month is chosen above the list, the day in the calendar: a filter stays within them.
  const kept = (field: string, value: number | undefined) =>
    value === undefined ? '' : `<input type="hidden" name="${field}" value="${value}">`;
  return [
    ui.select({ name: 'loai', label: 'Hình thức', items: items(kinds, kindWords), value: kind ?? '' }),
    ui.select({
      name: 'trang-thai',
      label: 'Trạng thái',
      items: items(statusFilters, states),
      value: status ?? '',
    }),
    ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' }),
    kept('thang', month) + kept('ngay', day),
  ];
}

/** One month: in each day how many inspections are planned. */
export function calendarPage(
  { unit }: Overseer,
  year: number,
  month: number,
  planned: readonly DayCount[],
  visits: readonly Visit[],
): CalendarPage {
  const list = inspectionPlanAddress(year);
  const place = (months: number) => {
    const at = year * 12 + month - 1 + months;
    const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
    return {
      href: `${inspectionPlanAddress(y)}/lich?thang=${m}`,
      text: `Tháng ${m}/${y}`,
    };
  };
  return {
    title: `Lịch kiểm tra, giám sát tháng ${month}/${year}`,
    nav: 'inspections',
    crumbs: crumbs(year, 'Lịch'),
    lead: `Các cuộc do ${unit.name} tiến hành`,
    weeks: weeksOf(year, month, planned),
    visits: visitsTable(visits),
    total: `Trong tháng: ${plannedWords(planned)}`,
    listHref: list + listSearch({ name: '', month }),
    pager: ui.pager({ previous: place(-1), next: place(1) }),
  };
}

/** Of a cancelled one: nobody goes. */
function struck(text: string, status: InspectionStatus): SafeHtml {
  return status === 'CANCELLED' ? `<del>${ui.words(text)}</del>` : ui.words(text);
}

/** The team's days: who goes where, and who is wanted twice. */
function visitsTable(visits: readonly Visit[]): SafeHtml {
  const clash = clashes(visits.filter(({ status }) => status !== 'CANCELLED'));
  const warned = (id: number) =>
    clash
      .get(id)
      ?.map((text) => ui.tag({ text, tone: 'orange' }))
      .join(' ') ?? '';
  return ui.table({
    caption: 'Lịch của đoàn',
    rows: visits,
    columns: [
      ['Ngày', ({ plannedOn }) => formatDay(plannedOn), 'nowrap'],
      ['Đơn vị', ({ id, unit }) => ({ text: unit.name, href: inspectionAddress(id) }), 'heading'],
      ['Đoàn', ({ id, team, status }) => ({ html: `${struck(teamWords(team), status)} ${warned(id)}` })],
      ['Trạng thái', ({ status }) => ({ html: stateTag(status) })],
    ],
  });
}

function weeksOf(year: number, month: number, planned: readonly DayCount[]) {
  const first = dayStart(year, month, 1) as Date;
  const length = inZone(first).daysInMonth();
  const lead = (inZone(first).day() + 6) % 7;
  const blank = { day: '', count: '', cancelled: '', href: '', label: '' };
  const cells = Array.from({ length: Math.ceil((lead + length) / 7) * 7 }, (_, at) => {
    const day = at - lead + 1;
    if (day < 1 || day > length) return blank;
    const date = addDays(first, day - 1);
    const found = planned.filter((one) => one.day.getTime() === date.getTime());
    const number = (of: 'count' | 'cancelled') => {
      const total = found.reduce((sum, one) => sum + one[of], 0);
      return total === 0 ? '' : formatNumber(total);
    };
    const href = `${inspectionPlanAddress(year)}${listSearch({ name: '', month, day })}`;
    return found.length === 0
      ? { ...blank, day: String(day) }
      : {
          day: String(day),
          count: number('count'),
          cancelled: number('cancelled'),
          href,
          label: `${plannedWords(found)}, ngày ${formatDay(date)}`,
        };
  });
  return Array.from({ length: cells.length / 7 }, (_, at) => cells.slice(7 * at, 7 * at + 7));
}

export function crumbs(year: number, ...rest: string[]): Crumb[] {
  const list = { text: `Kiểm tra, giám sát năm ${year}`, href: inspectionPlanAddress(year) };
  return [list, ...rest.map((text) => ({ text }))];
}

/** Of a page about one inspection, whose own page is the way back. */
export function visitCrumbs(
  { id, plannedOn, unit }: Pick<Shown, 'id' | 'plannedOn' | 'unit'>,
  text: string,
): Crumb[] {
  const above = { text: unit.name, href: inspectionAddress(id) };
  return [...crumbs(inZone(plannedOn).year()), above, { text }];
}

/** "12/TB-LĐLĐ": asked for where a paper is issued. */
export function paperNumber(name: string, label: string, paper: Paper, form: Form): SafeHtml {
  const hint = `Ví dụ 12/${paperLetters[paper]}-LĐLĐ. Để trống nếu ghi số bằng tay.`;
  return ui.field({ name, label, hint, width: 20, optional: true, form });
}

type Children = readonly { code: string; name: string }[];

export function newPlanPage(year: number, children: Children, form: Form): FormPage {
  return formPage(
    {
      title: 'Thêm cuộc kiểm tra, giám sát',
      nav: 'inspections',
      crumbs: crumbs(year, 'Thêm cuộc kiểm tra, giám sát'),
      action: `${inspectionPlanAddress(year)}/moi`,
      submit: 'Lưu vào kế hoạch',
    },
    form,
    planControls(children, form),
  );
}

/** `isStale`: somebody else saved meanwhile. */
export function planPage(saved: Shown, children: Children, form: Form, isStale = false): FormPage {
  const { version, ...values } = planValues(saved);
  const words = { kind: kindWords[saved.kind], reason: reasonWords[saved.reason] };
  return formPage(
    {
      title: 'Sửa kế hoạch',
      nav: 'inspections',
      crumbs: visitCrumbs(saved, 'Sửa kế hoạch'),
      lead: saved.unit.name,
      action: `${inspectionAddress(saved.id)}/sua`,
      version: (isStale ? version : form.values['version']) ?? version ?? '',
      submit: saved.announcedAt ? 'Lưu và ban hành thông báo thay thế' : 'Lưu thay đổi',
    },
    form,
    { ...planControls(choosable(saved, children), form), ...changeControls(saved, form) },
    isStale ? differing(values, form.values, words) : {},
  );
}

/** The unit that was told of an inspection stays its unit. */
function choosable({ announcedAt, unit }: Shown, children: Children): Children {
  return announcedAt ? [unit] : children;
}

/** Why it is changed; and of what the unit has, the number of the notice in its place. */
function changeControls({ announcedAt }: Shown, form: Form): Record<string, SafeHtml> {
  const hint = announcedAt ? 'Đơn vị và đoàn đọc lý do này.' : 'Đoàn đọc lý do này.';
  const reason = ui.field({
    name: 'changeReason',
    label: announcedAt
      ? 'Lý do thay đổi (bắt buộc khi đổi điều đã thông báo)'
      : 'Lý do thay đổi (bắt buộc khi đổi ngày)',
    hint,
    kind: 'textarea',
    rows: 2,
    form,
  });
  if (!announcedAt) return { changeReason: reason };
  return {
    changeReason: reason,
    number: paperNumber('number', 'Số của thông báo thay thế', 'thong-bao', form),
  };
}

function planControls(children: Children, form: Form): Record<string, SafeHtml> {
  const choices = <T extends string>(known: readonly T[], words: Readonly<Record<T, string>>) =>
    known.map((value) => ({ value, text: words[value] }));
  return {
    unit: unitControl(children, form),
    kind: ui.radios({ name: 'kind', legend: 'Hình thức', items: choices(kinds, kindWords), form }),
    reason: ui.radios({
      name: 'reason',
      legend: 'Lý do',
      items: choices(reasons, reasonWords).map((item) =>
        item.value === 'UNANNOUNCED' ? { ...item, hint: 'Đơn vị chỉ biết sau khi có kết luận.' } : item,
      ),
      form,
    }),
    plannedOn: ui.field({ name: 'plannedOn', label: 'Ngày dự kiến', kind: 'day', form }),
    team: ui.field({
      name: 'team',
      label: 'Đoàn kiểm tra, giám sát',
      hint: 'Mỗi người một dòng, trưởng đoàn ở dòng đầu. Người chưa có tài khoản: ghi thêm địa chỉ thư để nhận thư của cổng.',
      kind: 'textarea',
      rows: 3,
      form,
    }),
    topic: ui.field({ name: 'topic', label: 'Nội dung', kind: 'textarea', rows: 3, form }),
  };
}

/** A list where the children fit in one, and what was typed is in it; else code or name by hand. */
function unitControl(children: Children, form: Form): SafeHtml {
  const typed = form.values['unit'] ?? '';
  const fits = children.length > 0 && (typed === '' || children.some(({ code }) => code === typed));
  if (!fits) {
    const hint = 'Mã đơn vị, hoặc tên (không cần gõ dấu). Chỉ đơn vị trực thuộc.';
    return ui.field({ name: 'unit', label: 'Đơn vị', hint, form });
  }
  const items = children.map(({ code, name }) => ({ value: code, text: `${name} (${code})` }));
  return ui.select({
    name: 'unit',
    label: 'Đơn vị',
    items: [{ value: '', text: 'Chọn đơn vị' }, ...items],
    form,
  });
}

/** Asks before it is cancelled, and why. `letters`: who is written to. */
export function cancelPage(saved: Shown, letters: readonly string[], form: Form): ConfirmPage {
  const { id, unit, plannedOn, announcedAt, version } = saved;
  const kind = kindInText(saved);
  const base = inspectionAddress(id);
  const known = `${unit.name} và đoàn thấy trên cổng là đã hủy, và đọc lý do.`;
  const unknown = `Đoàn đọc lý do này. ${unit.name} chưa được thông báo nên không được báo.`;
  const given = {
    title: `Hủy cuộc ${kind} tại ${unit.name}, ngày ${formatDay(plannedOn)}?`,
    nav: 'inspections' as const,
    crumbs: visitCrumbs(saved, 'Hủy'),
    follows: [
      announcedAt ? known : unknown,
      ...letters,
      'Cuộc đã hủy không mở lại được; muốn tiến hành thì thêm cuộc khác.',
    ],
    action: `${base}/huy`,
    version: form.values['version'] ?? String(version),
    submit: `Hủy cuộc ${kind}`,
    back: { text: 'Quay lại, không hủy', href: base },
  };
  const reason = ui.field({ name: 'reason', label: 'Lý do hủy', kind: 'textarea', rows: 3, form });
  return confirmPage(given, [reason], form);
}
