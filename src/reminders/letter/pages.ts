import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import type { Reviewer } from '../../platform/actor.js';
import { following, remindersOf } from '../../reports/addresses.js';
import { owedKinds, type Owed } from '../../reports/deadlines.js';
import { reminderLetter } from '../addresses.js';
import type { OpenedReminders } from '../overview/finders.js';
import { filterValues } from '../overview/forms.js';
import { filterControls } from '../overview/pages.js';
import { countWords, unitsIn, type OwingCount, type OwingFilter } from '../overview/rules.js';

export interface LetterPage extends Frame {
  errors: readonly FieldError[];
  problem: string;
  action: string;
  filters: readonly SafeHtml[];
  hidden: readonly { name: string; value: string }[];
  count: string;
  counts: string;
  /** What is owed by those in the lists, as the page shows it. */
  lists: string;
  controls: readonly SafeHtml[];
  /** Whether there is a letter to make; what was typed stays where there is nobody to send it to any more. */
  hasForm: boolean;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/letter': LetterPage;
  }
}

export interface LetterParts {
  readonly of: OpenedReminders<Reviewer>;
  readonly filter: OwingFilter;
  readonly unknown: readonly string[];
  readonly counts: readonly OwingCount[];
}

/** "overdue correction-due" */
export function listNames(kinds: readonly Owed[]): string {
  return owedKinds.filter((kind) => kinds.includes(kind)).join(' ');
}

/** `isTyped`: the form is what was posted. */
export function letterPage(
  { of, filter, unknown, counts }: LetterParts,
  form: Form,
  isTyped: boolean,
): LetterPage {
  const year = String(of.period.year);
  return {
    title: 'Công văn đôn đốc',
    nav: 'reminders',
    crumbs: [
      { text: `Theo dõi năm ${year}`, href: following(year) },
      { text: 'Đôn đốc', href: remindersOf(of.period.year) },
      { text: 'Công văn đôn đốc' },
    ],
    hasErrors: form.errors.length > 0 || unknown.length > 0,
    errors: form.errors,
    problem: unknown.length > 0 ? `Bộ lọc có mục không đọc được, đã bỏ qua: ${unknown.join(', ')}.` : '',
    action: reminderLetter(of.period.year),
    filters: filterControls(filter),
    hidden: Object.entries(filterValues(filter)).map(([name, value]) => ({ name, value })),
    count: formatNumber(unitsIn(counts)),
    counts: countWords(counts),
    lists: listNames(counts.map(({ owed }) => owed)),
    controls: wordControls(form),
    hasForm: isTyped || unitsIn(counts) > 0,
  };
}

function wordControls(form: Form): SafeHtml[] {
  return [
    ui.field({
      name: 'number',
      label: 'Số, ký hiệu',
      hint: 'Ví dụ: 15/LĐLĐ-TGNC. Để trống thì chừa chỗ.',
      optional: true,
      width: 20,
      form,
    }),
    ui.field({ name: 'place', label: 'Địa danh', optional: true, width: 20, form }),
    ui.field({ name: 'body', label: 'Nội dung', kind: 'textarea', rows: 12, form }),
    ui.field({
      name: 'authority',
      label: 'Ký thay mặt',
      hint: 'Ví dụ: TM. BAN THƯỜNG VỤ',
      optional: true,
      form,
    }),
    ui.field({ name: 'position', label: 'Chức vụ người ký', form }),
    ui.field({ name: 'name', label: 'Họ và tên người ký', form }),
  ];
}
