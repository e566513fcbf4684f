import { z } from 'zod';
import { formatDay } from '../../platform/text/format.js';
import {
  choiceField,
  lineField,
  numberField,
  optionalLine,
  parseForm,
  postedValues,
  refuse,
  textField,
  type FieldError,
  type Form,
  type Parsed,
} from '../../platform/page/forms.js';
import type { WorkingCalendar } from '../../holidays/rules.js';
import { stepsFor, type Cause, type Ladder, type Steps } from '../ladder.js';
import {
  allWordings,
  placeholderNames,
  unknownPlaceholders,
  wordingLabels,
  type Wording,
  type Wordings,
} from '../wording.js';

export interface Settings {
  version: number;
  isOn: boolean;
  ladder: Ladder;
  wordings: Wordings;
}

/** The period as far as a ladder depends on it. */
export interface Tiers {
  readonly opensOn: Date;
  readonly dueBeforeGrassroots: Date;
  readonly dueBeforeUpperLevel: Date;
  readonly dueBeforeProvince: Date;
}

const MOST_STEPS = 10;
const MOST_DAYS = 120;

const wordingFields = Object.assign({}, ...allWordings.map(fieldsOf)) as Record<string, z.ZodType<string>>;

/** What asks for one of the texts: "late_subject", "late_text". */
export function fieldsOf(name: keyof Wordings): Record<string, z.ZodType<string>> {
  return {
    [`${name}_subject`]: templateField(lineField(`Tiêu đề thư “${wordingLabels[name]}”`, 300)),
    [`${name}_text`]: templateField(textField(`Nội dung thư “${wordingLabels[name]}”`, 5000)),
  };
}

const settingsForm = z.object({
  version: numberField('Số phiên bản của cài đặt'),
  isOn: choiceField('Tự động đôn đốc hay không', ['yes', 'no']),
  deadline_before: stepsField('Số ngày làm việc trước hạn nộp'),
  deadline_after: daysField('Ngày làm việc sau hạn nộp'),
  deadline_every: daysField('Số ngày làm việc giữa hai lần nhắc khi quá hạn nộp'),
  correction_before: stepsField('Số ngày làm việc trước hạn sửa'),
  correction_after: daysField('Ngày làm việc sau hạn sửa'),
  correction_every: daysField('Số ngày làm việc giữa hai lần nhắc khi quá hạn sửa'),
  ...wordingFields,
});

/** What was posted as settings of a period's reminders. */
export function parseSettings(body: unknown, period: Tiers, calendar: WorkingCalendar): Parsed<Settings> {
  const parsed = parseForm(settingsForm, body);
  if (!parsed.ok) return parsed;
  const data = parsed.data as typeof parsed.data & Record<string, string>;
  const ladder = { deadline: stepsOf(data, 'deadline'), correction: stepsOf(data, 'correction') };
  const early = tooEarly(ladder.deadline, period, calendar);
  if (early) return refuse(postedValues(body), early);
  const wordings = textsOf(data, allWordings) as Wordings;
  return { ok: true, data: { version: data.version, isOn: data.isOn === 'yes', ladder, wordings } };
}

/** The texts of those names, from the fields that asked for them. */
export function textsOf(data: Readonly<Record<string, unknown>>, names: readonly (keyof Wordings)[]) {
  const fields = data as Readonly<Record<string, string | undefined>>;
  const entries = names.map((name): [string, Wording] => [
    name,
    { subject: fields[`${name}_subject`] ?? '', text: fields[`${name}_text`] ?? '' },
  ]);
  return Object.fromEntries(entries) as Partial<Wordings>;
}

/** The texts as the fields that ask for them. */
export function textValues(wordings: Partial<Wordings>): Record<string, string> {
  const values = Object.entries(wordings).flatMap(([name, { subject, text }]) => [
    [`${name}_subject`, subject],
    [`${name}_text`, text],
  ]);
  return Object.fromEntries(values) as Record<string, string>;
}

/** A text with placeholders, all of them known. */
function templateField(field: z.ZodType<string>): z.ZodType<string> {
  return field.refine((text) => unknownPlaceholders(text).length === 0, {
    error: ({ input }) =>
      `Không có chỗ điền ${unknownPlaceholders(String(input)).join(', ')}. Chỉ dùng ${placeholderNames.join(', ')}.`,
  });
}

/** The settings as the form shows them. */
export function settingsValues({ isOn, ladder, wordings, version }: Settings): Form['values'] {
  const steps = (cause: Cause) => [
    [`${cause}_before`, ladder[cause].before.join(', ')],
    [`${cause}_after`, String(ladder[cause].after)],
    [`${cause}_every`, String(ladder[cause].every)],
  ];
  const values = Object.fromEntries([...steps('deadline'), ...steps('correction')]) as Record<string, string>;
  return { ...values, ...textValues(wordings), version: String(version), isOn: isOn ? 'yes' : 'no' };
}

function stepsOf(data: Record<string, unknown>, cause: Cause): Steps {
  return {
    before: data[`${cause}_before`] as number[],
    after: data[`${cause}_after`] as number,
    every: data[`${cause}_every`] as number,
  };
}

/** A step that would go before units can file at all. */
function tooEarly(steps: Steps, period: Tiers, calendar: WorkingCalendar): FieldError | undefined {
  for (const dueBefore of [
    period.dueBeforeGrassroots,
    period.dueBeforeUpperLevel,
    period.dueBeforeProvince,
  ]) {
    const [first] = stepsFor('deadline', steps, dueBefore, calendar, dueBefore);
    if (first && first.day < period.opensOn)
      return {
        field: 'deadline_before',
        message: `Với hạn nộp trước ngày ${formatDay(dueBefore)}, lần nhắc đầu rơi vào ngày ${formatDay(first.day)}, trước ngày mở nhận báo cáo (${formatDay(period.opensOn)}).`,
      };
  }
  return undefined;
}

function stepsField(label: string) {
  return optionalLine(label, 200).transform((text, ctx): number[] => {
    const parts = text.split(/[,;\s]+/).filter((part) => part !== '');
    const days = parts.map(Number);
    const problem = stepsProblem(label, parts, days);
    if (!problem) return days.sort((a, b) => b - a);
    ctx.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

function stepsProblem(label: string, parts: readonly string[], days: readonly number[]): string | undefined {
  const wrong = parts.find((part) => !/^\d{1,3}$/.test(part) || Number(part) < 1 || Number(part) > MOST_DAYS);
  if (wrong !== undefined)
    return `${label}: “${wrong}” không dùng được. Viết các số từ 1 đến ${MOST_DAYS}, cách nhau bằng dấu phẩy, ví dụ 20, 10, 3.`;
  const twice = days.find((day, at) => days.indexOf(day) !== at);
  if (twice !== undefined) return `${label}: bậc ${twice} ngày có hai lần. Mỗi bậc chỉ ghi một lần.`;
  return days.length > MOST_STEPS ? `${label}: nhiều nhất ${MOST_STEPS} bậc.` : undefined;
}

function daysField(label: string) {
  return z.string({ error: `Hãy nhập số cho ô “${label}”.` }).transform((text, ctx): number => {
    const typed = text.trim();
    if (/^\d{1,3}$/.test(typed) && Number(typed) <= MOST_DAYS) return Number(typed);
    const message = `${label} phải là một số từ 0 đến ${MOST_DAYS}; 0 là không nhắc.`;
    ctx.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}
