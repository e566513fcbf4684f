import { formatDay } from '../../platform/format.js';
import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { officialLayout } from '../../platform/documents/layout.js';
import { receiverName } from '../../reports/words.js';

/** What its writer says of an official reminder letter. */
export interface LetterWords {
  readonly number: string;
  readonly place: string;
  readonly body: string;
  readonly authority: string;
  readonly position: string;
  readonly name: string;
}
export interface LetterHead {
  readonly year: number;
  /** Who writes, and whose child that is. */
  readonly unit: string;
  readonly parent: { readonly name: string } | null;
}
interface Named {
  readonly unit: string;
  readonly dueBefore: Date;
  readonly toCorrect: boolean;
}

/** Công văn đôn đốc: to the units of its annex, without a type of its own (Decree 30/2020/NĐ-CP, Annex III, form 1.5). */
export function letterDocument(
  head: LetterHead,
  words: LetterWords,
  units: readonly Named[],
  madeAt: Date,
): OfficialDocument {
  const year = String(head.year);
  return {
    title: `Công văn đôn đốc báo cáo nêu gương năm ${year}`,
    draft: false,
    madeAt,
    letterhead: {
      parentBody: receiverName(head),
      issuingBody: head.unit,
      number: words.number,
      place: words.place || officialLayout.place,
    },
    type: '',
    subject: `đôn đốc báo cáo kết quả thực hiện trách nhiệm nêu gương năm ${year}`,
    to: 'Các đơn vị có tên trong danh sách kèm theo',
    blocks: [{ kind: 'paragraph', text: words.body }],
    closing: {
      recipients: ['Như trên', 'Lưu: VT'],
      authority: words.authority,
      position: words.position,
      name: words.name,
    },
    annexes: [{ blocks: annex(year, units) }],
  };
}

function annex(year: string, units: readonly Named[]): Block[] {
  return [
    { kind: 'heading', level: 1, text: `Danh sách đơn vị chưa hoàn thành báo cáo năm ${year}` },
    {
      kind: 'table',
      widths: [0.08, 0.57, 0.35],
      header: ['TT', 'Đơn vị', 'Việc phải làm'],
      figures: 0,
      rows: units.map(({ unit, dueBefore, toCorrect }, at) => [
        String(at + 1),
        unit,
        `${toCorrect ? 'Sửa, nộp lại' : 'Nộp'} trước ngày ${formatDay(dueBefore)}`,
      ]),
    },
  ];
}

/** What stands ready in the form. */
export function defaultBody(year: number, unit: string): string {
  return `Thực hiện kế hoạch báo cáo kết quả thực hiện trách nhiệm nêu gương năm ${String(year)}, đến nay ${unit} chưa nhận được báo cáo hoặc bản sửa của các đơn vị có tên trong danh sách kèm theo.\nĐề nghị các đơn vị khẩn trương hoàn thành và nộp báo cáo trên Cổng Nêu gương. Đơn vị có khó khăn, vướng mắc đề nghị trao đổi ngay để được hướng dẫn.`;
}
