import { ui } from '../../platform/page/components.js';
import { formatDay, formatNumber, formatTime } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import type { PeriodRecord } from '../../periods/finders.js';
import { dateLabels } from '../../periods/rules.js';
import type { DateChangeRow } from './finders.js';
import { datesWords } from './letters.js';
import { isHarsh, movableDates, type Branch, type NewDates, type Touched } from './rules.js';
import { datesAddress } from '../../periods/addresses.js';

export interface DatesPage extends Frame {
  errors: readonly FieldError[];
  /** That somebody else changed the period meanwhile; '' otherwise. */
  stale: string;
  action: string;
  version: string;
  controls: readonly SafeHtml[];
  /** What follows from the dates as they are typed; null before that was asked for. */
  preview: Preview | null;
  changes: readonly { title: string; dates: string; reason: string; by: string }[];
}
interface Preview {
  title: string;
  lines: readonly string[];
  /** The box that asks for a deliberate yes; '' where nobody loses anything. */
  agree: SafeHtml;
  seen: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/dates': DatesPage;
  }
}

/** What the new dates would do. */
export interface Consequences {
  readonly branch: Branch | null;
  readonly dates: NewDates;
  readonly touched: Touched;
  readonly seen: string;
}

export function datesPage(
  period: PeriodRecord,
  changes: readonly DateChangeRow[],
  form: Form,
  { consequences = null, isStale = false }: { consequences?: Consequences | null; isStale?: boolean } = {},
): DatesPage {
  const year = String(period.year);
  const title = `Đổi thời hạn của kỳ báo cáo năm ${year}`;
  return {
    title,
    nav: 'administration',
    crumbs: periodCrumbs(period.year, { text: 'Đổi thời hạn' }),
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    stale: isStale ? STALE : '',
    action: datesAddress(period.year),
    version: isStale ? String(period.version) : (form.values['version'] ?? String(period.version)),
    controls: controls(period, form),
    preview: consequences && preview(period, consequences, form),
    changes: changes.map(changeRow),
  };
}

const STALE =
  'Có người vừa thay đổi kỳ báo cáo này. Chưa ngày nào của bạn được lưu: hãy xem các ngày hiện nay dưới mỗi ô rồi xem trước lại.';

function controls(period: PeriodRecord, form: Form): SafeHtml[] {
  const scopes = [
    { value: 'all', text: 'Cả kỳ báo cáo' },
    { value: 'branch', text: 'Một đơn vị và mọi đơn vị dưới nó, theo cây báo cáo của kỳ này' },
  ];
  return [
    ui.radios({ name: 'scope', legend: 'Đổi cho', items: scopes, value: form.values['scope'] ?? 'all' }),
    ui.field({
      name: 'unit',
      label: 'Đơn vị đứng đầu nhánh (khi đổi cho một nhánh)',
      hint: 'Ghi mã hoặc tên đơn vị; không cần gõ dấu.',
      form,
    }),
    ...movableDates.map((name) =>
      ui.field({
        name,
        label: dateLabels[name],
        kind: 'day',
        hint: `Ngày chung của kỳ hiện nay: ${formatDay(period[name])}. Để trống nếu không đổi.`,
        form,
      }),
    ),
    ui.field({
      name: 'reason',
      label: 'Lý do',
      kind: 'textarea',
      rows: 3,
      hint: 'Các đơn vị đều thấy. Ví dụ: ảnh hưởng của bão lụt',
      form,
    }),
  ];
}

function preview(period: PeriodRecord, consequences: Consequences, form: Form): Preview {
  const { branch, touched, seen } = consequences;
  const agree = ui.checkboxes({
    name: 'agreed',
    legend: 'Có đơn vị bị thiệt vì thay đổi này',
    items: [{ value: 'yes', text: `Tôi biết ${harm(touched)}, và vẫn đổi.` }],
    form,
  });
  return {
    title: branch ? `Nếu đổi cho nhánh ${branch.name}` : 'Nếu đổi cho cả kỳ',
    lines: [...consequenceLines(touched), ...beyondWords(period, consequences)],
    agree: isHarsh(touched) ? agree : '',
    seen,
  };
}

function harm({ overdue, locked }: Touched): string {
  return [
    ...(overdue > 0 ? [`${formatNumber(overdue)} đơn vị chưa nộp thành quá hạn ngay`] : []),
    ...(locked > 0 ? [`${formatNumber(locked)} đơn vị không nộp được nữa`] : []),
  ].join(' và ');
}

const LINES: readonly (readonly [keyof Touched, (count: string) => string])[] = [
  ['later', (count) => `${count} đơn vị chưa nộp có hạn muộn hơn.`],
  ['earlier', (count) => `${count} đơn vị chưa nộp có hạn sớm hơn.`],
  ['overdue', (count) => `${count} đơn vị chưa nộp, đang trong hạn, thành quá hạn ngay.`],
  ['locked', (count) => `${count} đơn vị đang lập hoặc đang sửa không nộp được nữa.`],
  ['relieved', (count) => `${count} đơn vị chưa nộp đang quá hạn lại trong hạn.`],
  ['cleared', (count) => `${count} đơn vị đã nộp trễ theo hạn cũ được tính là đúng hạn.`],
  [
    'keptByFiling',
    (count) => `${count} đơn vị đã nộp giữ nguyên: hạn sớm hơn không làm ai đã nộp thành trễ.`,
  ],
  ['keptByExtension', (count) => `${count} đơn vị giữ hạn riêng đã được gia hạn, vì muộn hơn hạn mới.`],
  ['told', (count) => `${count} đơn vị được báo bằng thư và trên trang báo cáo của mình.`],
];

function consequenceLines(touched: Touched): string[] {
  const lines = LINES.filter(([name]) => touched[name] > 0).map(([name, words]) =>
    words(formatNumber(touched[name])),
  );
  return [
    touched.changed > 0
      ? `${formatNumber(touched.changed)} báo cáo đổi thời hạn.`
      : 'Không báo cáo nào đổi thời hạn.',
    ...lines,
  ];
}

/** A branch may be due after the federation itself must send: said, since then it comes too late to be counted. */
function beyondWords({ dueBeforeProvince }: PeriodRecord, { branch, dates }: Consequences): string[] {
  const last = [dates.dueBeforeGrassroots, dates.dueBeforeUpperLevel].filter((date) => date != null);
  if (!branch || !last.some((date) => date > dueBeforeProvince)) return [];
  return [
    `Hạn mới muộn hơn ngày cấp tỉnh phải báo cáo lên cấp trên (trước ngày ${formatDay(dueBeforeProvince)}): báo cáo nộp sau ngày ấy có thể không kịp đưa vào tổng hợp.`,
  ];
}

function changeRow(change: DateChangeRow) {
  return {
    title: change.unitId === null ? 'Cả kỳ' : `Nhánh ${change.unitName}`,
    dates: datesWords(change),
    reason: change.reason,
    by: `${change.changedByName}, ${formatTime(change.changedAt)}; ${formatNumber(change.reports)} báo cáo đổi thời hạn`,
  };
}
