import { hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { withQuery } from '../../platform/http/query.js';
import { ui } from '../../platform/page/components.js';
import { formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import { selectionControls } from '../../platform/page/selection-controls.js';
import type { Crumb, Frame, SafeHtml } from '../../platform/page/render.js';
import { markup } from '../../platform/page/table.js';
import { following, remindersOf, unitProfile } from '../../reports/addresses.js';
import {
  callList,
  newReminder,
  reminderDraft,
  reminderLetter,
  reminderResend,
  zaloText,
} from '../addresses.js';
import { levelNames, lowerLevels } from '../../units/rules.js';
import type { OpenedReminders, DraftRow, LogQuery, LogRow, OwingUnits } from './finders.js';
import { nextStepWords, type NextStep } from './next-rules.js';
import { filterValues, reachOf, reachParams } from './forms.js';
import {
  countedWords,
  countWords,
  dueWords,
  deliveryOutcome,
  deliveryOutcomes,
  deliveryOutcomeWords,
  owingKinds,
  owingWords,
  pushedWords,
  reachWords,
  situations,
  unitsIn,
  type DeliveryOutcome,
  type OwingFilter,
} from './rules.js';

export interface RemindersPage extends Frame {
  unit: string;
  ladder: string;
  next: readonly string[];
  mailWarning: string;
  /** How many units are in which situation, and where each is looked after. */
  groups: readonly { count: string; text: string; href: string; note: string }[];
  newHref: string;
  letterHref: string;
  callsHref: string;
  zaloHref: string;
  drafts: readonly { href: string; text: string; state: string }[];
  action: string;
  controls: readonly SafeHtml[];
  /** What was sent to whom. */
  table: SafeHtml;
  pager: SafeHtml;
}

export interface ChoosePage extends Frame {
  problem: string;
  errors: readonly FieldError[];
  action: string;
  controls: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  count: string;
  /** How many owe what. */
  counts: string;
  /** '' where nobody is found. */
  table: SafeHtml;
  more: string;
  /** Beside the ticks of the table: all that match, and codes. */
  selection: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/overview': RemindersPage;
    'reminders/choose': ChoosePage;
  }
}

const LEVELS = lowerLevels.map((level) => [level, levelNames[level]] as const);
const TONES: Record<DeliveryOutcome, 'green' | 'yellow' | 'red' | 'grey'> = {
  sent: 'green',
  waiting: 'yellow',
  failed: 'red',
  'no-address': 'red',
  skipped: 'grey',
  answered: 'green',
  'no-answer': 'yellow',
  'wrong-number': 'red',
};

type AnyReminders = OpenedReminders<Overseer> | OpenedReminders<Reviewer>;
const titleOf = ({ period }: AnyReminders) => `Đôn đốc năm ${period.year}`;

export interface RemindersParts {
  readonly of: OpenedReminders<Overseer>;
  readonly isOn: boolean;
  /** What the ladder does next, and for how many. */
  readonly next: readonly NextStep[];
  readonly isMailSet: boolean;
  /** Of `groupFilters`, each. */
  readonly counts: readonly number[];
  readonly drafts: readonly DraftRow[];
  readonly query: LogQuery;
  readonly log: { rows: readonly LogRow[]; more: boolean };
}

export function remindersPage({
  of,
  isOn,
  next,
  isMailSet,
  counts,
  drafts,
  query,
  log,
}: RemindersParts): RemindersPage {
  const { year } = of.period;
  const acts = hasRole(of.actor, 'REVIEWER');
  const last = log.rows.at(-1);
  return {
    title: titleOf(of),
    nav: 'reminders',
    crumbs: crumbs(of),
    unit: of.actor.unit.name,
    ladder: isOn
      ? 'Thư nhắc tự động gửi lúc 08:00 ngày làm việc cho đơn vị còn nợ báo cáo, mỗi mốc nhắc một lần.'
      : 'Thư nhắc tự động đang tắt cho kỳ này; chỉ có thư gửi bằng tay.',
    next: isOn ? next.map(nextStepWords) : [],
    mailWarning: isMailSet ? '' : NO_MAIL,
    groups: groupsOf(year, counts, acts),
    newHref: acts ? newReminder(year) : '',
    letterHref: acts ? reminderLetter(year) : '',
    callsHref: callList(year),
    zaloHref: zaloText(year),
    drafts: drafts.map((draft) => draftRow(draft, year)),
    action: remindersOf(year),
    controls: logControls(query),
    table: logTable(log.rows, year, acts),
    pager: ui.pager({
      previous: query.after ? { href: logAddress(year, query), text: 'Về trang đầu' } : undefined,
      next: log.more && last ? { href: logAddress(year, query, last.id) } : undefined,
    }),
  };
}

function draftRow(draft: DraftRow, year: number): RemindersPage['drafts'][number] {
  return {
    href: reminderDraft(year, draft.id),
    text: `Thư soạn lúc ${formatTime(draft.createdAt)}`,
    state: draft.sentAt
      ? `${draft.sentByName} gửi lúc ${formatTime(draft.sentAt)}`
      : `Bản nháp của ${draft.createdByName}, chưa gửi`,
  };
}

/** Each situation, and last whom nobody reached. */
export const groupFilters: readonly OwingFilter[] = [
  ...situations.map((kind): OwingFilter => ({ kind, name: '' })),
  { kind: 'all', name: '', reach: 'unreached' },
];

/** Who reviews writes to a group; others look at it in the list of whom to call. Whom nobody reached is called. */
function groupsOf(year: number, counts: readonly number[], acts: boolean): RemindersPage['groups'] {
  return groupFilters.flatMap((filter, at) => {
    const { kind, reach } = filter;
    const count = counts[at] ?? 0;
    if (count === 0) return [];
    const writes = acts && reach === undefined;
    const path = writes ? newReminder(year) : callList(year);
    const who = reach ? filterValues(filter)['lien-he'] : writes ? '' : 'tat-ca';
    return [
      {
        count: countedWords(count),
        text: reach ? reachWords[reach] : owingWords[kind],
        href: withQuery(path, { loai: kind, 'lien-he': who }),
        note: reach ? UNREACHED : '',
      },
    ];
  });
}

const NO_MAIL =
  'Cổng chưa cấu hình thư điện tử nên chưa gửi được thư: thư mới đang chờ, thư chờ quá 7 ngày không tự gửi nữa. Thư “Không gửi được” thì bấm “Gửi lại” trong nhật ký, sau khi cổng đã có cấu hình.';
const UNREACHED = 'Thư không đến được, chưa ai đăng nhập trong kỳ này, chưa ai nghe máy. Hãy gọi điện.';

function logControls({ name, fate }: LogQuery): SafeHtml[] {
  const words = deliveryOutcomes.map((one) => [one, deliveryOutcomeWords[one]] as const);
  return [nameControl({ name }), select('ket-qua', 'Kết quả', words, fate ?? '', 'Tất cả')];
}

export function crumbs(of: AnyReminders, ...rest: string[]): Crumb[] {
  const year = String(of.period.year);
  const follow = { text: `Theo dõi năm ${year}`, href: following(year) };
  if (rest.length === 0) return [follow, { text: 'Đôn đốc' }];
  return [follow, { text: 'Đôn đốc', href: remindersOf(year) }, ...rest.map((text) => ({ text }))];
}

function logAddress(year: number, { name, fate }: LogQuery, after?: number): string {
  return withQuery(remindersOf(year), { ten: name, 'ket-qua': fate, sau: after?.toString() });
}

function logTable(rows: readonly LogRow[], year: number, acts: boolean): SafeHtml {
  return ui.table({
    caption: 'Các lần đôn đốc',
    rows,
    columns: [
      ['Đơn vị', ({ report }) => ({ text: report.unitName, href: unitProfile(report.unitId) })],
      ['Lần nhắc', ({ title, byName }) => (byName ? `${title} (${byName} gọi)` : title)],
      ['Lúc', ({ at }) => formatTime(at), 'nowrap'],
      ['Kết quả', (row) => ({ html: outcome(row) + (acts ? againButton(row, year) : '') })],
    ],
    empty: 'Không có lần đôn đốc nào.',
  });
}

/** What became of it, with the addresses. */
function outcome(row: LogRow): SafeHtml {
  const fate = deliveryOutcome(row);
  const failed = row.messages.filter(({ failedAt }) => failedAt).map((m) => `${m.toAddress}: ${m.lastError}`);
  const sent = row.messages.filter(({ sentAt }) => sentAt).map((m) => m.toAddress);
  const note = row.note ? [row.note] : [];
  const detail = [...sent, ...failed, ...pushedWords(row.pushes), ...note].join('; ');
  const tag = ui.tag({ text: deliveryOutcomeWords[fate], tone: TONES[fate] });
  return tag + (detail && markup`<span class="hint"> ${detail}</span>`.html);
}

function againButton(row: LogRow, year: number): SafeHtml {
  const fate = deliveryOutcome(row);
  if (fate !== 'failed' && fate !== 'no-address') return '';
  return ui.buttonForm({
    action: reminderResend(year, row.id),
    button: ui.button({ text: 'Gửi lại', hidden: `cho ${row.report.unitName}`, kind: 'secondary' }),
  });
}

export interface ChooseParts {
  readonly of: OpenedReminders<Reviewer>;
  readonly filter: OwingFilter;
  readonly unknown: readonly string[];
  readonly found: OwingUnits;
  readonly ticked: readonly number[];
  readonly form: Form;
}

export function choosePage({ of, filter, unknown, found, ticked, form }: ChooseParts, now: Date): ChoosePage {
  const { counts, rows } = found;
  const count = unitsIn(counts);
  return {
    title: 'Soạn thư đôn đốc',
    nav: 'reminders',
    crumbs: crumbs(of, 'Soạn thư đôn đốc'),
    hasErrors: form.errors.length > 0 || unknown.length > 0,
    problem: unknown.length > 0 ? `Bộ lọc có mục không đọc được, đã bỏ qua: ${unknown.join(', ')}.` : '',
    errors: form.errors,
    action: newReminder(of.period.year),
    controls: filterControls(filter),
    hidden: Object.entries(filterValues(filter)).map(([name, value]) => ({ name, value })),
    count: formatNumber(count),
    counts: countWords(counts),
    table: ui.table({
      caption: 'Đơn vị khớp bộ lọc',
      rows,
      columns: [
        ['Đơn vị', ({ reportId, unit }) => ({ html: reportTick(reportId, unit, ticked.includes(reportId)) })],
        ['Việc phải làm', (row) => dueWords(row, now) ?? ''],
        ['Liên hệ', ({ isReachable }) => addressWords(isReachable)],
      ],
    }),
    more:
      count > rows.length
        ? `Hiện ${formatNumber(rows.length)} đơn vị đầu. Thu hẹp bộ lọc để đánh dấu đơn vị khác, hoặc dán mã.`
        : '',
    selection: selectionControls({ count, noun: 'đơn vị', form, limit: Infinity }),
  };
}

/** The box by which a unit's report is chosen. */
export function reportTick(reportId: number, unit: string, isTicked = false): SafeHtml {
  return ui.tick({ name: 'reports', value: reportId, label: unit, isTicked });
}

export function filterControls(filter: OwingFilter): SafeHtml[] {
  const values = filterValues(filter);
  return [
    kindControl(filter),
    select('cap', 'Cấp', LEVELS, values['cap'] ?? '', 'Tất cả'),
    select(
      'lien-he',
      'Liên hệ',
      reachParams.map((param) => [param, reachWords[reachOf(param)]]),
      values['lien-he'] ?? '',
      'Tất cả',
    ),
    nameControl(filter),
    ui.field({
      name: 'khong-nhac',
      label: 'Chưa nhắc trong (ngày)',
      value: values['khong-nhac'],
      width: 3,
      kind: 'number',
      hint: 'Để trống nếu không cần.',
    }),
  ];
}

export function kindControl({ kind: chosen }: OwingFilter): SafeHtml {
  const kinds = owingKinds.map((kind) => [kind, owingWords[kind]] as const);
  return select('loai', 'Đơn vị', kinds, chosen);
}

export function nameControl({ name }: Pick<OwingFilter, 'name'>): SafeHtml {
  return ui.field({ name: 'ten', label: 'Tên đơn vị', value: name, width: 20, hint: 'Không cần gõ dấu.' });
}

function select(
  name: string,
  label: string,
  items: readonly (readonly [string, string])[],
  value: string,
  all?: string,
): SafeHtml {
  const choices = items.map(([key, text]) => ({ value: key, text }));
  return ui.select({ name, label, items: [...(all ? [{ value: '', text: all }] : []), ...choices], value });
}

export function addressWords(isReachable: boolean): string {
  return isReachable ? 'Có địa chỉ thư' : reachWords['no-address'];
}
