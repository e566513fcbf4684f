import { inZone, yearOf } from '../platform/text/calendar.js';
import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import type { FieldError, Form } from '../platform/page/forms.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import type { HolidayRow } from './finders.js';
import { gapWords, type CalendarGaps } from './rules.js';
import { HOLIDAYS } from './addresses.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';

export interface HolidaysPage extends Frame {
  errors: readonly FieldError[];
  year: string;
  years: readonly { text: string; href: string; isCurrent: boolean }[];
  /** Said where a year that needs days has none; '' otherwise. */
  warning: string;
  table: SafeHtml;
  /** "Xác nhận cả 12 ngày của năm 2026"; '' where all are. */
  confirmText: string;
  controls: readonly SafeHtml[];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'holidays/index': HolidaysPage;
  }
}

export interface HolidayParts {
  readonly year: number;
  readonly rows: readonly HolidayRow[];
  readonly gaps: CalendarGaps;
  /** The day that runs begins then. */
  readonly today: Date;
}

const WEEKDAYS = ['chủ nhật', 'thứ hai', 'thứ ba', 'thứ tư', 'thứ năm', 'thứ sáu', 'thứ bảy'];

export function holidaysPage({ year, rows, gaps, today }: HolidayParts, form: Form): HolidaysPage {
  const now = yearOf(today);
  const years = [...new Set([year - 1, now, now + 1, year, year + 1])].sort((a, b) => a - b);
  const open = rows.filter(({ isConfirmed }) => !isConfirmed).length;
  return {
    title: 'Lịch ngày nghỉ',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Lịch ngày nghỉ' }],
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    year: String(year),
    years: years.map((of) => ({
      text: String(of),
      href: `${HOLIDAYS}?nam=${of}`,
      isCurrent: of === year,
    })),
    warning: gapWords(gaps),
    confirmText: open > 0 ? `Xác nhận cả ${open} ngày của năm ${year}` : '',
    table: foldedTable(year, rows, today),
    controls: [
      ui.field({ name: 'day', label: 'Ngày', kind: 'day', form }),
      ui.field({ name: 'name', label: 'Tên', hint: 'Ví dụ: Tết Nguyên đán, nghỉ hoán đổi', form }),
      ui.radios({
        name: 'kind',
        legend: 'Loại ngày',
        items: [
          { value: 'off', text: 'Ngày nghỉ' },
          { value: 'working', text: 'Ngày làm bù (thứ bảy, chủ nhật đi làm)' },
        ],
        value: form.values['kind'] ?? 'off',
      }),
    ],
  };
}

/** What is over and confirmed of the year that runs folds to a line: nothing is to be done about it. */
function foldedTable(year: number, rows: readonly HolidayRow[], today: Date): SafeHtml {
  const isPast = ({ day, isConfirmed }: HolidayRow) => year === yearOf(today) && day < today && isConfirmed;
  const past = rows.filter(isPast);
  if (past.length === 0) return holidaysTable(year, rows);
  const html = holidaysTable(year, past);
  const fold = ui.details({ text: `Đã qua (${past.length} ngày)`, html, isOpen: false });
  const rest = rows.filter((row) => !isPast(row));
  return fold + (rest.length > 0 ? holidaysTable(year, rest) : '');
}

function holidaysTable(year: number, rows: readonly HolidayRow[]): SafeHtml {
  return ui.table({
    caption: `Ngày nghỉ và ngày làm bù năm ${year}`,
    rows,
    columns: [
      ['Ngày', ({ day }) => `${formatDay(day)}, ${WEEKDAYS[inZone(day).day()] ?? ''}`, 'nowrap'],
      ['Tên', ({ name }) => name, 'short'],
      ['Loại', (row) => ({ html: kindOf(row) }), 'short'],
      ['Việc', (row) => ({ html: buttonsOf(row) }), 'actions'],
    ],
    empty: 'Năm này chưa có ngày nào trong lịch.',
  });
}

function kindOf({ isWorking, isConfirmed }: HolidayRow): SafeHtml {
  const kind = isWorking ? 'Làm bù' : 'Nghỉ';
  return isConfirmed ? kind : `${kind} ${ui.tag({ text: 'Cần xác nhận', tone: 'yellow' })}`;
}

function buttonsOf({ day, isConfirmed }: HolidayRow): SafeHtml {
  const hidden = formatDay(day);
  const button = (text: string, action: string) =>
    ui.buttonForm({
      action: `${HOLIDAYS}/${action}`,
      fields: { day: hidden },
      button: ui.button({ text, hidden, kind: 'link' }),
    });
  return `${isConfirmed ? '' : button('Xác nhận', 'xac-nhan')} ${button('Bỏ', 'bo')}`;
}
