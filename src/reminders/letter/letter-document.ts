import { formatDay, formatNumber } from '../../platform/text/format.js';
import type { Block, OfficialDocument } from '../../platform/documents/content.js';
import { issuerClosing, issuerHead, type Issuer } from '../../document-settings/issuer.js';
import { dayOwed, owedKinds, whatIsAsked, type Owed, type Timed } from '../../reports/deadlines.js';

/** What its writer says of an official reminder letter. */
export interface LetterWords {
  readonly number: string;
  readonly place: string;
  readonly body: string;
  readonly authority: string;
  readonly position: string;
  readonly name: string;
}
interface Named extends Timed {
  readonly unit: string;
}
/** The units that owe the same. */
export interface LetterList {
  readonly owed: Owed;
  readonly units: readonly Named[];
}

/** A list for each thing that is owed, in the order in which it presses; those that owe nothing are in none. */
export function letterLists(units: readonly Named[], now: Date): LetterList[] {
  return owedKinds
    .map((owed) => ({ owed, units: units.filter((unit) => whatIsAsked(unit, now) === owed) }))
    .filter((list) => list.units.length > 0);
}

/** Công văn đôn đốc: to the units of its annex, without a type of its own (Decree 30/2020/NĐ-CP, Annex III, form 1.5). */
export function letterDocument(
  { issuer, year }: { readonly issuer: Issuer; readonly year: number },
  words: LetterWords,
  lists: readonly LetterList[],
  madeAt: Date,
): OfficialDocument {
  const { number, place, body, authority, position, name } = words;
  const head = issuerHead(issuer);
  return {
    title: `Công văn đôn đốc báo cáo nêu gương năm ${year}`,
    draft: false,
    madeAt,
    letterhead: {
      ...head,
      number,
      place: place || head.place,
    },
    type: '',
    subject: `đôn đốc báo cáo kết quả thực hiện trách nhiệm nêu gương năm ${year}`,
    to: 'Các đơn vị có tên trong danh sách kèm theo',
    blocks: [{ kind: 'paragraph', text: body }],
    closing: { ...issuerClosing(issuer, ['Như trên']), authority, position, name },
    annexes: [
      {
        label: 'Danh sách',
        title: `Đơn vị được đôn đốc báo cáo năm ${year}`,
        blocks: lists.flatMap(listBlocks),
      },
    ],
  };
}

interface ListWords {
  readonly title: string;
  readonly day: string;
  /** What is asked of them; `unit` asks. */
  readonly plea: (unit: string) => string;
}

const LISTS: Readonly<Record<Owed, ListWords>> = {
  overdue: {
    title: 'Đơn vị quá hạn nộp báo cáo',
    day: 'Hạn nộp',
    plea: (unit) =>
      `Các đơn vị quá hạn nộp: đến nay ${unit} chưa nhận được báo cáo, đề nghị hoàn thành và nộp ngay.`,
  },
  'correction-overdue': {
    title: 'Đơn vị đã nộp, được trả lại báo cáo, quá hạn sửa',
    day: 'Hạn sửa',
    plea: (unit) =>
      `Các đơn vị đã nộp, được trả lại báo cáo và quá hạn sửa: đến nay ${unit} chưa nhận được bản sửa, đề nghị sửa và nộp lại ngay.`,
  },
  due: {
    title: 'Đơn vị chưa đến hạn nộp báo cáo',
    day: 'Hạn nộp',
    plea: () => 'Các đơn vị chưa đến hạn nộp: đề nghị hoàn thành và nộp báo cáo đúng hạn.',
  },
  'correction-due': {
    title: 'Đơn vị đã nộp, được trả lại báo cáo, chưa đến hạn sửa',
    day: 'Hạn sửa',
    plea: () =>
      'Các đơn vị đã nộp, được trả lại báo cáo và chưa đến hạn sửa: đề nghị sửa và nộp lại đúng hạn.',
  },
};

function listBlocks({ owed, units }: LetterList): Block[] {
  const { title, day } = LISTS[owed];
  return [
    { kind: 'heading', level: 1, text: `${title} (${formatNumber(units.length)} đơn vị)` },
    {
      kind: 'table',
      widths: [0.08, 0.57, 0.35],
      header: ['TT', 'Đơn vị', day],
      figures: 0,
      rows: units.map((unit, at) => [String(at + 1), unit.unit, `trước ngày ${formatDay(dayOwed(unit))}`]),
    },
  ];
}

/** What stands ready in the form: it speaks of those that are in the lists. */
export function defaultBody(year: number, unit: string, kinds: readonly Owed[]): string {
  const pleas = owedKinds.filter((kind) => kinds.includes(kind)).map((kind) => LISTS[kind].plea(unit));
  return [
    `Về báo cáo kết quả thực hiện trách nhiệm nêu gương năm ${year}, ${unit} đề nghị các đơn vị có tên trong danh sách kèm theo thực hiện như sau.`,
    ...pleas,
    'Các đơn vị nộp báo cáo trên Cổng Nêu gương. Đơn vị có khó khăn, vướng mắc đề nghị trao đổi ngay để được hướng dẫn.',
  ].join('\n');
}
