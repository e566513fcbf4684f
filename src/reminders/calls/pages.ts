import { hasRole, type Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import { formatTime } from '../../platform/text/format.js';
import { phoneHref } from '../../platform/text/phone-href.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { formatPhone } from '../../accounts/phones.js';
import type { Callee } from '../../accounts/finders.js';
import { unitProfile } from '../../reports/addresses.js';
import { callList, callListFile, callTo } from '../addresses.js';
import { callResults } from '../deliveries/rules.js';
import type { OpenedReminders } from '../overview/finders.js';
import { crumbs, kindControl, nameControl } from '../overview/pages.js';
import { countedWords, reachHints, reachWords, type OwingFilter, type Reach } from '../overview/rules.js';
import type { CallsPage as FoundCalls, ContactBefore, OpenedCall } from './finders.js';
import { callAddress } from './forms.js';
import {
  calleeWords,
  callResultWords,
  contactWords,
  lateWords,
  type CallQuery,
  type CallRow,
} from './rules.js';

export interface CallsPage extends Frame {
  problem: string;
  tabs: SafeHtml;
  /** What the chosen tab means; '' of all. */
  meaning: string;
  action: string;
  reach: string;
  controls: readonly SafeHtml[];
  table: SafeHtml;
  pager: SafeHtml;
  files: readonly { text: string; href: string }[];
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/calls': CallsPage;
  }
}

/** The ways to look at the list: everybody, and whom it is hard to reach. */
export const callTabs = ['unmailed', undefined, 'unreached'] as const satisfies (Reach | undefined)[];

export interface CallsParts {
  readonly of: OpenedReminders<Overseer>;
  readonly query: CallQuery;
  readonly unknown: readonly string[];
  /** Of `callTabs`, each. */
  readonly counts: readonly number[];
  readonly found: FoundCalls;
}

export function callsPage({ of, query, unknown, counts, found }: CallsParts, now: Date): CallsPage {
  const { filter, after } = query;
  const base = callList(of.period.year);
  const last = found.rows.at(-1);
  return {
    title: 'Gọi điện đôn đốc',
    nav: 'reminders',
    crumbs: crumbs(of, 'Gọi điện đôn đốc'),
    hasErrors: unknown.length > 0,
    problem: unknown.length > 0 ? `Bộ lọc có mục không đọc được, đã bỏ qua: ${unknown.join(', ')}.` : '',
    tabs: tabsOf(base, filter, counts),
    meaning: filter.reach ? reachHints[filter.reach] : '',
    action: base,
    reach: new URLSearchParams(callAddress('', filter)).get('lien-he') ?? '',
    controls: [kindControl(filter), nameControl(filter)],
    table: callTable(found.rows, query, of, now),
    pager: ui.pager({
      previous: after ? { href: callAddress(base, filter), text: 'Về trang đầu' } : undefined,
      next: found.more && last ? { href: callAddress(base, filter, last.reportId) } : undefined,
    }),
    files: [
      { text: 'Tải Excel', href: callAddress(callListFile(of.period.year, 'xlsx'), filter) },
      { text: 'Tải CSV', href: callAddress(callListFile(of.period.year, 'csv'), filter) },
    ],
  };
}

function tabsOf(base: string, filter: OwingFilter, counts: readonly number[]): SafeHtml {
  const items = callTabs.map((reach, at) => {
    const { reach: chosen, ...rest } = filter;
    return {
      text: `${reach ? reachWords[reach] : 'Mọi đơn vị còn nợ'}: ${countedWords(counts[at] ?? 0)}`,
      href: callAddress(base, reach ? { ...rest, reach } : rest),
      isCurrent: chosen === reach,
    };
  });
  return ui.tabs({ label: 'Gọi cho ai', items });
}

function callTable(
  rows: readonly CallRow[],
  query: CallQuery,
  { actor, period }: OpenedReminders<Overseer>,
  now: Date,
): SafeHtml {
  return ui.table({
    caption: 'Đơn vị cần gọi, quá hạn lâu nhất trước',
    rows,
    rowId: ({ reportId }) => rowId(reportId),
    columns: [
      ['Đơn vị', ({ unit, unitId }) => ({ text: unit, href: unitProfile(unitId) })],
      ['Việc phải làm', (row) => lateWords(row, now)],
      ['Gọi cho', ({ callees }) => ({ html: calleeLines(callees) })],
      ['Lần liên hệ gần nhất', ({ last }) => (last ? lastWords(last) : 'Chưa liên hệ lần nào')],
      hasRole(actor, 'REVIEWER') && [
        'Việc làm',
        ({ reportId, unit }) => ({
          text: 'Ghi cuộc gọi',
          href: callAddress(callTo(period.year, reportId), query.filter, query.after),
          hidden: unit,
        }),
        'nowrap',
      ],
    ],
    empty: 'Không có đơn vị nào ở đây. Xem “Mọi đơn vị còn nợ” để gọi cả những đơn vị đã nhận được thư.',
  });
}

/** The id of a unit's row, to come back to. */
export function rowId(reportId: number): string {
  return `goi-${reportId}`;
}

/** Two at most: who has none shows where nobody has one. */
function calleeLines(callees: readonly Callee[]): SafeHtml {
  const reachable = callees.filter(({ phone }) => phone !== '');
  if (reachable.length > 0)
    return `<ul class="quiet-links">${reachable.slice(0, 2).map(calleeLine).join('')}</ul>`;
  const [first] = callees;
  return markup`${first ? `${first.name}: chưa có số điện thoại` : 'Chưa có người liên hệ'}`.html;
}

/** The number stands in a line of its own, for a thumb, and does not break. */
function calleeLine({ name, phone, zaloName }: Callee): SafeHtml {
  const number = formatPhone(phone).replaceAll(' ', '\u00a0');
  const who = markup`${name}${zaloName && ` (Zalo: ${zaloName})`}`.html;
  return `<li>${who}<br>${ui.quietLink({ text: number, href: phoneHref(phone), hidden: name })}</li>`;
}

function lastWords(last: NonNullable<CallRow['last']>): string {
  const note = last.note && `. ${last.note}`;
  return `${contactWords(last)}, ${formatTime(last.at)}${note}`;
}

/** A call to be noted: whom to call, what was tried before, what came of it. `action`: with the list to come back to. */
export function callPage(
  { open, before, action }: { open: OpenedCall; before: readonly ContactBefore[]; action: string },
  form: Form,
  now: Date,
): FormPage {
  const { reminders, report, callees } = open;
  const list = { text: 'Gọi điện đôn đốc', href: action.replace(/\/\d+(?=$|\?)/, '') };
  return formPage(
    {
      title: report.unitName,
      nav: 'reminders',
      crumbs: [...crumbs(reminders).slice(0, -1), list, { text: report.unitName }],
      lead: lateWords(report, now) || 'Đơn vị hiện không còn nợ báo cáo.',
      before: numbers(callees) + triedBefore(before),
      action,
      submit: 'Lưu cuộc gọi',
    },
    form,
    callControls(callees, form),
  );
}

function numbers(callees: readonly Callee[]): SafeHtml {
  const buttons = callees
    .filter(({ phone }) => phone !== '')
    .map(({ name, phone, zaloName }) => {
      const zalo = zaloName && ` (Zalo: ${zaloName})`;
      const text = `Gọi ${formatPhone(phone)}, ${name}${zalo}`;
      return ui.button({ text, href: phoneHref(phone), kind: 'secondary' });
    });
  const none = '<p>Đơn vị chưa ghi số điện thoại nào. Người của đơn vị tự ghi ở trang Tài khoản của tôi.</p>';
  return buttons.length > 0 ? `<div class="button-row">${buttons.join('')}</div>` : none;
}

function triedBefore(before: readonly ContactBefore[]): SafeHtml {
  if (before.length === 0)
    return '<p>Chưa gọi điện lần nào và chưa có thư nào đến được đơn vị trong kỳ này.</p>';
  const rows = before.map((one) => ({
    key: formatTime(one.at),
    value: [one.title, contactWords(one), one.note].filter((words) => words !== '').join('. '),
  }));
  return `<h2>Đã liên hệ</h2>${ui.summaryList(rows)}`;
}

function callControls(callees: readonly Callee[], form: Form): Record<string, SafeHtml> {
  const numbered = callees.filter(({ phone }) => phone !== '');
  const who = ui.select({
    name: 'who',
    label: 'Đã gọi cho',
    items: numbered.map((callee) => ({ value: callee.phone, text: calleeWords(callee) })),
    form,
  });
  return {
    ...(numbered.length > 0 ? { who } : {}),
    result: ui.radios({
      name: 'result',
      legend: 'Kết quả cuộc gọi',
      items: callResults.map((value) => ({ value, text: callResultWords[value] })),
      form,
    }),
    note: ui.field({
      name: 'note',
      label: 'Ghi chú',
      hint: 'Ghi chú không hiện cho đơn vị; người được gọi đọc được khi lấy bản sao dữ liệu của mình. Ví dụ: hẹn nộp thứ Sáu.',
      kind: 'textarea',
      rows: 3,
      optional: true,
      form,
    }),
  };
}
