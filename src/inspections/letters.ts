import { formatDay, formatDueBefore } from '../platform/text/format.js';
import type { LetterContent } from '../mail/letter.js';
import { kindWords, type InspectionKind } from './names.js';
import { teamWords } from './team.js';
import { inspectionAddress, ownInspectionAddress } from './addresses.js';

interface About {
  readonly id: number;
  readonly kind: InspectionKind;
  readonly plannedOn: Date;
  readonly team: string;
  readonly topic: string;
  readonly unit: { readonly name: string };
  readonly parent: { readonly name: string };
}

/** "kiểm tra" */
export const kindInText = ({ kind }: Pick<About, 'kind'>) => kindWords[kind].toLowerCase();

export function announcedLetter(about: About): LetterContent {
  return toUnit(about, `Thông báo ${kindInText(about)}`, [
    `${about.parent.name} sẽ ${kindInText(about)} tại đơn vị, dự kiến ngày ${formatDay(about.plannedOn)}.`,
  ]);
}

export function movedLetter(about: About, before: Date, reason: string): LetterContent {
  return toUnit(about, `Dời ngày ${kindInText(about)}`, [
    `${about.parent.name} dời ngày ${kindInText(about)} từ ${formatDay(before)} sang ${formatDay(about.plannedOn)}.`,
    `Lý do: ${reason}`,
  ]);
}

export function cancelledLetter(about: About, before: Date, reason: string): LetterContent {
  return toUnit(about, `Hủy cuộc ${kindInText(about)}`, [
    `${about.parent.name} không tiến hành cuộc ${kindInText(about)} dự kiến ngày ${formatDay(before)} nữa.`,
    `Lý do: ${reason}`,
  ]);
}

/** Of anything but the day. */
export function editedLetter(about: About, reason: string): LetterContent {
  return toUnit(about, `Thông báo ${kindInText(about)} được sửa`, [
    `${about.parent.name} đã sửa thông báo ${kindInText(about)} dự kiến ngày ${formatDay(about.plannedOn)}.`,
    `Lý do: ${reason}`,
  ]);
}

/** The same for a member of the team, whose page is the inspecting union's. */
export function teamLetter(content: LetterContent, { id }: Pick<About, 'id'>): LetterContent {
  const text = 'Xem trên cổng (cần đăng nhập)';
  return { ...content, links: [{ text, path: inspectionAddress(id) }] };
}

export function correctedLetter(about: About, reason: string): LetterContent {
  return toUnit(about, `Kết luận ${kindInText(about)} được đính chính`, [
    `${about.parent.name} đã ban hành bản đính chính của kết luận ${kindInText(about)}.`,
    `Lý do: ${reason}`,
  ]);
}

/** To the unit, of a recommendation that it has not answered: `isOverdue`, or the day is near. */
export function chasingLetter(
  about: About,
  { number, text, dueBefore }: { number: number; text: string; dueBefore: Date },
  isOverdue: boolean,
): LetterContent {
  return toUnit(about, `Kiến nghị ${number} ${isOverdue ? 'đã quá hạn trả lời' : 'sắp đến hạn trả lời'}`, [
    isOverdue
      ? `Đơn vị phải trả lời ${formatDueBefore(dueBefore)}, nhưng chưa trả lời. Đề nghị đơn vị trả lời ngay trên cổng.`
      : `Đề nghị đơn vị thực hiện và trả lời ${formatDueBefore(dueBefore)}.`,
    text,
  ]);
}

export function concludedLetter(about: About, count: number): LetterContent {
  const rest =
    count > 0
      ? `Kết luận có ${count} kiến nghị; đề nghị đơn vị thực hiện và trả lời từng kiến nghị trên cổng.`
      : 'Kết luận không có kiến nghị nào phải trả lời.';
  return toUnit(about, `Kết luận ${kindInText(about)}`, [
    `${about.parent.name} đã ban hành kết luận ${kindInText(about)}.`,
    rest,
  ]);
}

export function askedAgainLetter(
  about: About,
  { number, text, dueBefore }: { number: number; text: string; dueBefore: Date },
): LetterContent {
  return toUnit(about, `Kiến nghị ${number} cần thực hiện tiếp`, [
    `Thực hiện và trả lời ${formatDueBefore(dueBefore)}.`,
    text,
  ]);
}

export function answeredLetter(about: About, number: number, text: string): LetterContent {
  return {
    subject: `${about.unit.name} đã trả lời kiến nghị ${number}`,
    before: [text],
    facts: facts(about),
    links: [{ text: 'Xem và trả lời trên cổng (cần đăng nhập)', path: inspectionAddress(about.id) }],
  };
}

function toUnit(about: About, subject: string, before: string[]): LetterContent {
  return {
    subject: `${subject} – ${about.unit.name}`,
    before,
    facts: facts(about),
    links: [{ text: 'Xem trên cổng (cần đăng nhập)', path: ownInspectionAddress(about.id) }],
  };
}

function facts(about: About): [string, string][] {
  return [
    ['Đơn vị', about.unit.name],
    ['Hình thức', kindWords[about.kind]],
    ['Nội dung', about.topic],
    ['Đoàn', teamWords(about.team).replaceAll('\n', '; ')],
  ];
}
