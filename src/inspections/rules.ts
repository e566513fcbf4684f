import type { FieldError } from '../platform/page/forms.js';
import { formatNumber } from '../platform/text/format.js';
import type { Shown } from './finders.js';
import type { InspectionReason, InspectionStatus } from './lifecycle.js';
import { minutes as shape, type Minutes } from './minutes.js';
import type { InspectionKind } from './names.js';

export const statusFilters = [
  'PLANNED',
  'ANNOUNCED',
  'CONCLUDED',
  'CLOSED',
  'CANCELLED',
  // Concluded, and a recommendation's day has come without an answer.
  'OVERDUE',
] as const;

/** What the list of a year is asked for. */
export interface ListQuery {
  readonly kind?: InspectionKind;
  readonly status?: (typeof statusFilters)[number];
  /** As typed; compared folded. */
  readonly name: string;
  readonly month?: number;
  readonly day?: number;
  /** The id of the last one of the page before. */
  readonly after?: number;
}

/** An inspection as lists show it. */
export interface Listed {
  readonly id: number;
  readonly kind: InspectionKind;
  readonly reason: InspectionReason;
  readonly status: InspectionStatus;
  readonly plannedOn: Date;
  readonly team: string;
  readonly topic: string;
  readonly carriedOutOn: Date | null;
  readonly concludedAt: Date | null;
  readonly unit: { readonly code: string; readonly name: string };
  readonly parent: { readonly name: string };
  readonly recommendations: readonly { readonly status: string; readonly dueBefore: Date }[];
}

/** How many are planned for a day, and how many were until they were cancelled. */
export interface DayCount {
  readonly day: Date;
  readonly count: number;
  readonly cancelled: number;
}

/** "3 cuộc, ngoài ra 1 đã hủy": the list has four. Nobody goes to one that was cancelled, so it is counted apart. */
export function plannedWords(of: readonly DayCount[], word = ' cuộc'): string {
  const total = of.reduce((sum, { count }) => sum + count, 0);
  const cancelled = of.reduce((sum, one) => sum + one.cancelled, 0);
  return `${formatNumber(total)}${word}${cancelled > 0 ? `, ngoài ra ${formatNumber(cancelled)} đã hủy` : ''}`;
}

/** Of a year's plan: how many are in one state, and how many of those wait in vain. */
export interface StateCount {
  readonly status: InspectionStatus;
  readonly count: number;
  readonly overdue: number;
}

/** How many were written to, and whom no mail reaches, by name. */
export interface Told {
  readonly count: number;
  readonly unreached: readonly string[];
}

/** What a notice adds about the letters that go with what was done: null where nobody had to be told. */
export function toldWords(told: Told | null, isMailSet: boolean): string {
  if (!told) return '';
  const { count, unreached } = told;
  const going = isMailSet
    ? ` Thư đang được gửi đến ${formatNumber(count)} người.`
    : ' Chưa có thư nào được gửi: cổng chưa cấu hình thư điện tử.';
  const sent = count > 0 ? going : ' Không có ai để gửi thư.';
  return unreached.length > 0
    ? `${sent} Chưa có địa chỉ thư nên không gửi được: ${unreached.join('; ')}.`
    : sent;
}

/** Before something is issued: who is written to, by name, and whom no mail reaches. */
export function tellingWords(
  { hearers, unreached }: { hearers: readonly { name: string }[]; unreached: readonly string[] },
  isMailSet: boolean,
): string[] {
  const names = hearers.map(({ name }) => name).join('; ');
  const going = isMailSet
    ? `Thư báo được gửi đến ${formatNumber(hearers.length)} người: ${names}.`
    : 'Không có thư nào được gửi: cổng chưa cấu hình thư điện tử.';
  return [
    hearers.length > 0 ? going : 'Không có ai để gửi thư báo.',
    ...(unreached.length > 0
      ? [`Chưa có địa chỉ thư, nên phải báo bằng cách khác: ${unreached.join('; ')}.`]
      : []),
  ];
}

/** What a conclusion recommends; `dueBefore`: the day by which. */
export interface Advice {
  readonly text: string;
  readonly dueBefore: Date;
}

/** What was found at a unit; `findings` by the code of the obligation, only those that were written. */
export interface InspectionRecord {
  readonly carriedOutOn: Date | null;
  readonly minutes: Minutes;
  readonly conclusion: string;
  readonly findings: Readonly<Record<string, string>>;
  readonly recommendations: readonly Advice[];
}

/** The record as it stands saved. */
export function recordOf(inspection: Shown): InspectionRecord {
  const { carriedOutOn, minutes, conclusion, findings, recommendations } = inspection;
  return {
    carriedOutOn,
    minutes: shape.parse(minutes),
    conclusion,
    findings: findings as Record<string, string>,
    recommendations: recommendations.map(({ text, dueBefore }) => ({ text, dueBefore })),
  };
}

export function isOverdue(one: { readonly status: string; readonly dueBefore: Date }, now: Date): boolean {
  return one.status === 'OPEN' && one.dueBefore <= now;
}

export function hasOverdue({ status, recommendations }: Listed, now: Date): boolean {
  return status === 'CONCLUDED' && recommendations.some((one) => isOverdue(one, now));
}

/** What the minutes lack to be signed by both sides, by field of the record's form. */
export function minutesProblems({ carriedOutOn, minutes }: InspectionRecord): FieldError[] {
  const needed: [field: string, value: unknown, label: string][] = [
    ['carriedOutOn', carriedOutOn, 'ngày tiến hành'],
    ['from', minutes.from, 'giờ bắt đầu'],
    ['to', minutes.to, 'giờ kết thúc'],
    ['place', minutes.place, 'địa điểm'],
    ['ourPeople', minutes.ourPeople, 'những người của đoàn có mặt'],
    ['theirPeople', minutes.theirPeople, 'những người của đơn vị có mặt'],
  ];
  return needed.flatMap(([field, value, label]) =>
    value ? [] : [{ field, message: `Biên bản còn thiếu ${label}.` }],
  );
}

/** Whether the minutes that both sides signed would say something else. */
export function changesMinutes(before: InspectionRecord, after: InspectionRecord): boolean {
  const said = ({ carriedOutOn, minutes, findings }: InspectionRecord) =>
    JSON.stringify([carriedOutOn, shape.parse(minutes), Object.entries(findings).sort()]);
  return said(before) !== said(after);
}

/** What keeps a record from being the unit's to see, by field of its form. */
export function conclusionProblems(
  { carriedOutOn, conclusion, recommendations }: InspectionRecord,
  now: Date,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!carriedOutOn) errors.push({ field: 'carriedOutOn', message: 'Hãy nhập ngày tiến hành.' });
  else if (carriedOutOn > now)
    errors.push({
      field: 'carriedOutOn',
      message: 'Ngày tiến hành chưa đến, nên chưa ban hành được kết luận.',
    });
  if (conclusion === '') errors.push({ field: 'conclusion', message: 'Hãy nhập kết luận.' });
  recommendations.forEach(({ dueBefore }, at) => {
    if (dueBefore > now) return;
    const message = `Kiến nghị ${at + 1}: hạn thực hiện đã qua. Hãy chọn một ngày sau hôm nay.`;
    errors.push({ field: `recommendation_${at + 1}_due`, message });
  });
  return errors;
}
