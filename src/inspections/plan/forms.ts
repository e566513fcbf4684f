import { z } from 'zod';
import { formatDay } from '../../platform/text/format.js';
import {
  choiceField,
  dayField,
  lineField,
  numberField,
  optionalLine,
  optionalText,
  textField,
  type Values,
} from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import type { InspectionReason } from '../lifecycle.js';
import { kinds, reasons, type InspectionKind } from '../names.js';
import { statusFilters, type ListQuery } from '../rules.js';
import { wrongAddress } from '../team.js';

/** Of an official document: "12/TB-LĐLĐ"; may be left to be written by hand. */
const numberOfPaper = optionalLine('Số văn bản', 60);

const plan = {
  unit: lineField('Đơn vị', 200),
  kind: choiceField('Hình thức', kinds),
  reason: choiceField('Lý do', reasons),
  plannedOn: dayField('Ngày dự kiến'),
  team: textField('Đoàn kiểm tra, giám sát', 2000).superRefine((team, ctx) => {
    const wrong = wrongAddress(team);
    if (wrong) ctx.addIssue({ code: 'custom', message: `“${wrong}” không phải là địa chỉ thư điện tử.` });
  }),
  topic: textField('Nội dung', 2000),
};
export const newPlanForm = z.object(plan);
export const planForm = z.object({
  version: numberField('Số phiên bản'),
  ...plan,
  changeReason: optionalText('Lý do thay đổi', 2000),
  number: numberOfPaper,
});
export const cancelForm = z.object({
  version: numberField('Số phiên bản'),
  reason: textField('Lý do hủy', 2000),
});
export const versionForm = z.object({ version: numberField('Số phiên bản') });
/** Issues a paper, which was asked about. */
export const issueForm = z.object({ version: numberField('Số phiên bản'), number: numberOfPaper });

export interface Plan {
  readonly kind: InspectionKind;
  readonly reason: InspectionReason;
  readonly plannedOn: Date;
  readonly team: string;
  readonly topic: string;
}

/** The plan as its form shows it. */
export function planValues(saved: Plan & { unit: { code: string }; version: number }): Values {
  const { unit, kind, reason, plannedOn, team, topic, version } = saved;
  const fields = { unit: unit.code, kind, reason, plannedOn: formatDay(plannedOn), team, topic };
  return { version: String(version), ...fields };
}

/** Reads the list's query; `unknown` has the labels of what means nothing there, which is left out. */
export function readListQuery(given: Record<string, unknown>): { query: ListQuery; unknown: string[] } {
  const unknown: string[] = [];
  const read = <T>(name: string, label: string, meaning: (text: string) => T | undefined): T | undefined => {
    const value = given[name];
    if (value === undefined || value === '') return undefined;
    const found = typeof value === 'string' ? meaning(value) : undefined;
    if (found === undefined) unknown.push(label);
    return found;
  };
  const parts = {
    kind: read('loai', 'Hình thức', (text) => kinds.find((one) => one === text)),
    status: read('trang-thai', 'Trạng thái', (text) => statusFilters.find((one) => one === text)),
    month: read('thang', 'Tháng', (text) => numberUpTo(text, 12)),
    day: read('ngay', 'Ngày', (text) => numberUpTo(text, 31)),
    after: readId(given['sau']),
  };
  const name = read('ten', 'Tên đơn vị', (text) => clip(cleanLine(text), 200)) ?? '';
  const some = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  return { query: { name, ...some }, unknown };
}

/** "?thang=9&ten=…"; '' where nothing is asked for. */
export function listSearch({ kind, status, name, month, day }: ListQuery, after?: number): string {
  const pairs = { loai: kind, 'trang-thai': status, ten: name, thang: month, ngay: day, sau: after };
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(pairs))
    if (value !== undefined && value !== '') params.set(key, String(value));
  return params.size > 0 ? `?${params.toString()}` : '';
}

export function numberUpTo(text: string, most: number): number | undefined {
  return /^[1-9]\d?$/.test(text.trim()) && Number(text) <= most ? Number(text) : undefined;
}
