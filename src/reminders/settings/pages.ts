import { ui } from '../../platform/page/components.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { addDays } from '../../platform/text/calendar.js';
import type { WorkingCalendar } from '../../holidays/rules.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import { stepsFor, type Cause, type Steps } from '../ladder.js';
import { allWordings, placeholderNames, wordingLabels, type Wordings } from '../wording.js';
import type { LadderSettings } from './finders.js';
import { settingsValues, type Tiers } from './forms.js';
import { ladderAddress } from '../../periods/addresses.js';

export interface LadderParts {
  readonly period: Tiers & { readonly year: number };
  readonly saved: LadderSettings;
  readonly calendar: WorkingCalendar;
}

/** `isStale`: somebody else saved meanwhile. */
export function ladderPage({ period, saved, calendar }: LadderParts, form: Form, isStale = false): FormPage {
  const title = 'Đôn đốc tự động';
  return formPage(
    {
      title: `${title} năm ${period.year}`,
      nav: 'administration',
      crumbs: periodCrumbs(period.year, { text: title }),
      lead: 'Mỗi bậc gửi đúng một lần cho đơn vị còn nợ báo cáo, lúc 08:00 ngày làm việc.',
      before: datesOf(period, saved.ladder.deadline, calendar),
      action: ladderAddress(period.year),
      version: isStale ? String(saved.version) : (form.values['version'] ?? String(saved.version)),
      submit: 'Lưu',
    },
    form,
    controls(form),
    isStale ? differing(settingsValues(saved), form.values) : {},
  );
}

/** The days on which the saved ladder goes, for each deadline. */
function datesOf(period: Tiers, steps: Steps, calendar: WorkingCalendar): SafeHtml {
  const row = (key: string, dueBefore: Date) => {
    const once = stepsFor('deadline', { ...steps, every: 0 }, dueBefore, calendar, addDays(dueBefore, 366));
    const days = once.map(({ day }) => formatDay(day)).join(', ');
    const value = days ? days + againWords(steps) : 'Không nhắc';
    return { key: `${key} (trước ngày ${formatDay(dueBefore)})`, value };
  };
  return (
    '<h2>Những ngày nhắc theo cài đặt đang lưu</h2>' +
    ui.summaryList([
      row('Nộp cho công đoàn cấp trên cơ sở', period.dueBeforeGrassroots),
      row('Nộp cho LĐLĐ tỉnh', period.dueBeforeUpperLevel),
      row('Nộp cho Tổng LĐLĐ Việt Nam', period.dueBeforeProvince),
    ])
  );
}

/** How it goes on after the first reminder of those that are late. */
function againWords({ after, every }: Steps): string {
  if (after === 0 || every === 0) return '';
  return `; sau đó cứ ${formatNumber(every)} ngày làm việc nhắc một lần, đến khi đơn vị nộp hoặc kỳ báo cáo khóa`;
}

function controls(form: Form): Record<string, SafeHtml> {
  return {
    isOn: ui.radios({
      name: 'isOn',
      legend: 'Tự động đôn đốc',
      items: [
        { value: 'yes', text: 'Có' },
        { value: 'no', text: 'Không: chỉ đôn đốc bằng tay ở trang Đôn đốc' },
      ],
      form,
    }),
    ...stepControls('deadline', 'hạn nộp', form),
    ...stepControls('correction', 'hạn sửa', form),
    ...Object.fromEntries(allWordings.flatMap((name) => wordingControls(name, form))),
  };
}

function stepControls(cause: Cause, words: string, form: Form): Record<string, SafeHtml> {
  const field = (part: string, label: string, hint: string, width: 5 | 20 = 5) => {
    const name = `${cause}_${part}`;
    return [name, ui.field({ name, label, hint, width, form, optional: part === 'before' })] as const;
  };
  return Object.fromEntries([
    field('before', `Nhắc trước ${words}, số ngày làm việc`, 'Ví dụ: 20, 10, 3', 20),
    field(
      'after',
      `Nhắc sau ${words}, vào ngày làm việc thứ`,
      '1 là ngày làm việc đầu tiên đã trễ; 0 là không nhắc.',
    ),
    field('every', `Khi còn trễ ${words}, nhắc lại sau mỗi`, 'Số ngày làm việc; 0 là không nhắc lại.'),
  ]);
}

function wordingControls(name: keyof Wordings, form: Form): (readonly [string, SafeHtml])[] {
  const label = wordingLabels[name];
  const hint = `Chỗ điền: ${placeholderNames.join(', ')}`;
  return [
    [`${name}_subject`, ui.field({ name: `${name}_subject`, label: `${label}: tiêu đề thư`, form })],
    [
      `${name}_text`,
      ui.field({
        name: `${name}_text`,
        label: `${label}: nội dung thư`,
        hint,
        kind: 'textarea',
        rows: 7,
        form,
      }),
    ],
  ];
}
