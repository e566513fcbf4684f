import { ui } from '../platform/page/components.js';
import type { Form } from '../platform/page/forms.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import { formatDay, formatDueBefore, formatTime } from '../platform/text/format.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { ADMINISTRATION_CRUMB, PERIODS_CRUMB, periodCrumbs } from './crumbs.js';
import type { PeriodRecord } from './finders.js';
import { dateLabels, type PeriodDates } from './rules.js';
import {
  PERIODS,
  datesAddress,
  formEditorAddress,
  ladderAddress,
  lateUnitsAddress,
  openingAddress,
  periodAddress,
} from './addresses.js';

/** One period: its dates, which are moved on a page of their own once it is open, and the way to its form. */
export interface PeriodPage extends Frame {
  facts: SafeHtml;
  isOpen: boolean;
  /** Its day to open has come. */
  canOpen: boolean;
  opensOn: string;
  /** The check box that asks units to confirm that they heard. */
  receipt: SafeHtml;
  /** Posted by the button that opens the period. */
  openAction: string;
  version: string;
  editHref: string;
  formHref: string;
  lateHref: string;
  /** Where dates are moved once it is open. */
  datesHref: string;
  ladderHref: string;
  /** The form has changes that no unit sees yet. */
  hasFormDraft: boolean;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'periods/period': PeriodPage;
  }
}

const NAV = 'administration' as const;
type Listed = Omit<PeriodRecord, 'form' | 'formDraft'>;

export function periodsPage(periods: readonly Listed[]): ListPage {
  return listPage({
    title: 'Kỳ báo cáo',
    crumbs: [ADMINISTRATION_CRUMB, { text: 'Kỳ báo cáo' }],
    nav: NAV,
    button: { text: 'Tạo kỳ báo cáo', href: `${PERIODS}/moi` },
    table: ui.table({
      caption: 'Các kỳ báo cáo',
      rows: periods,
      columns: [
        ['Năm', (period) => ({ text: `Năm ${period.year}`, href: periodAddress(period.year) })],
        ['Mở từ ngày', ({ opensOn }) => formatDay(opensOn)],
        ['Nộp LĐLĐ tỉnh trước ngày', ({ dueBeforeUpperLevel }) => formatDay(dueBeforeUpperLevel)],
        ['Khóa từ ngày', ({ lockOn }) => formatDay(lockOn)],
        ['Trạng thái', ({ openedAt }) => ({ html: ui.tag(openedAt ? OPENED : NOT_OPENED) })],
      ],
      empty: 'Chưa có kỳ báo cáo nào.',
    }),
  });
}
const OPENED = { text: 'Đã mở', tone: 'green' } as const;
const NOT_OPENED = { text: 'Chưa mở', tone: 'grey' } as const;

export function newPeriodPage(form: Form): FormPage {
  return formPage(
    {
      title: 'Tạo kỳ báo cáo',
      crumbs: [ADMINISTRATION_CRUMB, PERIODS_CRUMB, { text: 'Tạo kỳ báo cáo' }],
      nav: NAV,
      lead: 'Các ngày gợi ý theo kỳ trước; chưa có kỳ nào thì theo Hướng dẫn (mục III.2: trước ngày 10/9). Kỳ chưa mở ngay: bạn xem lại rồi mới mở.',
      action: `${PERIODS}/moi`,
      submit: 'Tạo kỳ báo cáo',
    },
    form,
    periodControls(form),
  );
}

/** `saved` is the row as it is now; after a conflict what differs from it is shown under each field. */
export function editPeriodPage(saved: PeriodRecord, form: Form, isStale = false): FormPage {
  const title = `Sửa kỳ báo cáo năm ${saved.year}`;
  return formPage(
    {
      title,
      crumbs: periodCrumbs(saved.year, { text: 'Sửa' }),
      nav: NAV,
      action: `${periodAddress(saved.year)}/sua`,
      version: String(isStale ? saved.version : (form.values['version'] ?? saved.version)),
      submit: 'Lưu',
    },
    form,
    periodControls(form),
    isStale ? differing(periodValues(saved), form.values) : {},
  );
}

export function periodPage(period: PeriodRecord, now: Date): PeriodPage {
  const row = (name: keyof PeriodDates) => ({ key: dateLabels[name], value: formatDay(period[name]) });
  const due = (name: 'dueBeforeGrassroots' | 'dueBeforeUpperLevel' | 'dueBeforeProvince') => ({
    key: dateLabels[name].replace(/ trước ngày$/, ''),
    value: formatDueBefore(period[name]),
  });
  return {
    title: `Kỳ báo cáo năm ${period.year}`,
    crumbs: periodCrumbs(period.year),
    nav: NAV,
    facts: ui.summaryList([
      { key: 'Trạng thái', value: period.openedAt ? `Đã mở lúc ${formatTime(period.openedAt)}` : 'Chưa mở' },
      row('coverageFrom'),
      row('coverageTo'),
      row('opensOn'),
      due('dueBeforeGrassroots'),
      due('dueBeforeUpperLevel'),
      due('dueBeforeProvince'),
      row('lockOn'),
    ]),
    isOpen: period.openedAt !== null,
    canOpen: now >= period.opensOn,
    opensOn: formatDay(period.opensOn),
    receipt: ui.checkboxes({
      name: 'receipt',
      legend: 'Xác nhận đã nhận',
      items: [{ value: 'yes', text: 'Đề nghị các đơn vị xác nhận đã nhận, trong 10 ngày làm việc' }],
      values: ['yes'],
    }),
    openAction: openingAddress(period.year),
    version: String(period.version),
    editHref: `${periodAddress(period.year)}/sua`,
    formHref: formEditorAddress(period.year),
    lateHref: lateUnitsAddress(period.year),
    datesHref: datesAddress(period.year),
    ladderHref: ladderAddress(period.year),
    hasFormDraft: period.formDraft !== null,
  };
}

/** The period as its form shows it. */
export function periodValues(period: PeriodDates & { year: number }): Record<string, string> {
  const dates = (Object.keys(dateLabels) as (keyof PeriodDates)[]).map((name) => [
    name,
    formatDay(period[name]),
  ]);
  return { year: String(period.year), ...(Object.fromEntries(dates) as Record<string, string>) };
}

const HINTS: Partial<Record<keyof PeriodDates, string>> = {
  opensOn: 'Từ ngày này người quản trị mở được kỳ; mở kỳ thì mỗi đơn vị đang hoạt động có một báo cáo.',
  dueBeforeGrassroots: 'Nộp trong ngày này là chậm: chậm nhất là hết ngày hôm trước.',
  dueBeforeUpperLevel: 'Hướng dẫn, mục III.2: trước ngày 10/9.',
  lockOn: 'Từ ngày này không nộp được nữa, trừ đơn vị được gia hạn.',
};

function periodControls(form: Form): Record<string, SafeHtml> {
  const dates = (Object.keys(dateLabels) as (keyof PeriodDates)[]).map((name) => [
    name,
    ui.field({ name, label: dateLabels[name], kind: 'day', hint: HINTS[name], form }),
  ]);
  return {
    year: ui.field({ name: 'year', label: 'Năm', kind: 'number', width: 5, form }),
    ...(Object.fromEntries(dates) as Record<string, SafeHtml>),
  };
}
