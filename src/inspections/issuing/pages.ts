import { confirmPage, type ConfirmPage, type Question } from '../../platform/page/confirm-page.js';
import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { Form } from '../../platform/page/forms.js';
import type { Paper } from '../document/rules.js';
import type { Shown } from '../finders.js';
import { kindInText } from '../letters.js';
import { paperNumber, visitCrumbs } from '../plan/pages.js';
import { inspectionAddress } from '../addresses.js';
import { issuingPaths } from './rules.js';

/** What is asked before a paper of an inspection is issued. */
export interface Issuing {
  readonly paper: Paper;
  readonly title: string;
  readonly follows: readonly string[];
  readonly submit: string;
  readonly back: string;
}

/** `letters`: who is written to. */
export function announcing(inspection: Shown, letters: readonly string[]): Issuing {
  const { unit, plannedOn } = inspection;
  const kind = kindInText(inspection);
  return {
    paper: 'thong-bao',
    title: `Ban hành thông báo ${kind} đến ${unit.name}?`,
    follows: [
      `${unit.name} thấy cuộc ${kind} dự kiến ngày ${formatDay(plannedOn)} trên cổng và tải được thông báo.`,
      ...letters,
      'Thông báo đã ban hành không sửa được. Muốn đổi ngày, đoàn hoặc nội dung thì phải ghi lý do; cổng ban hành thông báo khác thay thông báo này.',
    ],
    submit: 'Ban hành thông báo',
    back: 'Quay lại, chưa ban hành',
  };
}

/** Before the notice that the unit has is replaced by one that says what was typed. `letters`: who is written to. */
export function replacing(
  before: Shown,
  { plannedOn, changeReason, number }: { plannedOn: Date; changeReason: string; number: string },
  letters: readonly string[],
): Question {
  const { unit } = before;
  const isMoved = plannedOn.getTime() !== before.plannedOn.getTime();
  const days = `Ngày dự kiến đổi từ ${formatDay(before.plannedOn)} sang ${formatDay(plannedOn)}.`;
  return {
    title: `Ban hành thông báo ${kindInText(before)} thay thông báo trước đến ${unit.name}?`,
    nav: 'inspections',
    crumbs: visitCrumbs(before, 'Ban hành thông báo thay thế'),
    follows: [
      ...(isMoved ? [days] : []),
      `${unit.name} tải được thông báo mới trên cổng, ${number ? `số ${number}` : 'số để trống, ghi bằng tay'}. Thông báo trước được giữ nguyên và ghi là đã được thay.`,
      `Lý do ghi trong thông báo và thư: ${changeReason}`,
      ...letters,
      'Thông báo đã ban hành không sửa được.',
    ],
    submit: 'Ban hành thông báo thay thế',
  };
}

export function signing({ unit, carriedOutOn }: Shown): Issuing {
  const day = carriedOutOn ? ` ngày ${formatDay(carriedOutOn)}` : '';
  return {
    paper: 'bien-ban',
    title: 'Chốt biên bản hai bên đã ký?',
    follows: [
      `Biên bản buổi làm việc${day} với ${unit.name} được giữ nguyên như bản hai bên đã ký.`,
      'Biên bản đã chốt không sửa được. Muốn sửa thì phải ghi lý do; cổng lập biên bản khác thay biên bản này.',
      'Đơn vị chỉ thấy biên bản trên cổng khi kết luận được ban hành.',
    ],
    submit: 'Chốt biên bản',
    back: 'Quay lại, chưa chốt',
  };
}

/** `letters`: who is written to. */
export function concluding(inspection: Shown, letters: readonly string[]): Issuing {
  const { unit, recommendations } = inspection;
  const kind = kindInText(inspection);
  const count = recommendations.length;
  const [first] = recommendations.map(({ dueBefore }) => dueBefore).sort((a, b) => Number(a) - Number(b));
  const answers = first
    ? [`Đơn vị phải trả lời ${formatNumber(count)} kiến nghị, sớm nhất trước ngày ${formatDay(first)}.`]
    : ['Kết luận này không có kiến nghị nào.'];
  return {
    paper: 'ket-luan',
    title: `Ban hành kết luận ${kind} đến ${unit.name}?`,
    follows: [
      `${unit.name} thấy biên bản, kết luận, kiến nghị và các tệp kèm theo trên cổng.`,
      ...answers,
      ...letters,
      'Kết luận đã ban hành không sửa được. Muốn sửa thì phải đính chính: ghi lý do và ban hành kết luận khác thay kết luận này.',
    ],
    submit: 'Ban hành kết luận',
    back: 'Quay lại, chưa ban hành',
  };
}

const NUMBERS: Readonly<Record<Paper, string>> = {
  'thong-bao': 'Số của thông báo',
  'bien-ban': 'Số của biên bản',
  'ket-luan': 'Số của kết luận',
};

/** Asks before the paper is issued, and for its number. */
export function issuingPage(inspection: Shown, issuing: Issuing, form: Form): ConfirmPage {
  const { paper, title, follows, submit, back } = issuing;
  const base = inspectionAddress(inspection.id);
  const given = {
    title,
    follows,
    submit,
    nav: 'inspections' as const,
    crumbs: visitCrumbs(inspection, submit),
    action: `${base}/${issuingPaths[paper]}`,
    version: String(inspection.version),
    back: { text: back, href: base },
  };
  return confirmPage(given, [paperNumber('number', NUMBERS[paper], paper, form)], form);
}
