import { formatLongDay } from '../text/format.js';
import { cleanText } from '../text/text.js';

/** What an official document says, whatever it is written as. Texts are plain; a line end begins a new paragraph. */
export interface OfficialDocument {
  /** What programs call it: the title of the file. */
  readonly title: string;
  /** Written across every page: "DỰ THẢO". */
  readonly draft: boolean;
  /** Small at the foot of every page: which print this is. */
  readonly foot?: string;
  /** Kept in the file as the time it was made. */
  readonly madeAt: Date;
  readonly letterhead?: Letterhead;
  /** Quốc hiệu and Tiêu ngữ in the middle: above a paper of a person, which has no letterhead. */
  readonly nation?: boolean;
  /** "Báo cáo": written in capitals. An official letter (công văn) has none: '', and its subject stands under its number. */
  readonly type: string;
  readonly subject: string;
  /** Kính gửi */
  readonly to?: string;
  readonly blocks: readonly Block[];
  readonly closing?: Closing;
  /** Each on a page of its own, after the closing. */
  readonly annexes?: readonly Annex[];
}

/** `label`: "Phụ lục 1", above its title in capitals. Without a title, a first block that is a heading is it. */
export interface Annex {
  readonly label?: string;
  readonly title?: string;
  readonly blocks: readonly Block[];
}

export interface Letterhead {
  readonly parentBody: string;
  readonly issuingBody: string;
  /** "05/BC-CĐCS"; '' leaves room for it. A paper without it has no number at all. */
  readonly number?: string;
  readonly place: string;
  /** The instant at which the day begins; without it there is room to write one. */
  readonly date?: Date | undefined;
  /** Of a paper whose words say the day: none stands above them. */
  readonly isUndated?: boolean;
}

export interface Signature {
  /** "TM. BAN CHẤP HÀNH"; '' where the position says it. */
  readonly authority: string;
  readonly position: string;
  /** Under the position: "(Đã ký)", "(Ký, ghi rõ họ tên)". */
  readonly mark?: string;
  readonly name: string;
}

export interface Closing extends Signature {
  /** Nơi nhận, each without its dash: "Như trên", "Lưu: VT". */
  readonly recipients: readonly string[];
  /** "Nơi nhận:", where the document does not say it otherwise. */
  readonly recipientsTitle?: string;
  /** Place and date, above the signature where no letterhead says them. */
  readonly dated?: string;
  /** Signs on the left, instead of recipients. */
  readonly witness?: Signature;
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 1 | 2 }
  /** `lead` stands bold before the text. */
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      readonly lead?: string;
      readonly italic?: boolean;
      /** On the page on which the next block begins. */
      readonly keepNext?: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | Table
  | { readonly kind: 'qr'; readonly link: string; readonly caption: string };

export interface Table {
  readonly kind: 'table';
  /** Shares of the width of the text, which sum to 1. */
  readonly widths: readonly number[];
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many of the last columns hold figures. */
  readonly figures: number;
}

export const NATION = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM';
export const MOTTO = 'Độc lập - Tự do - Hạnh phúc';
export const WATERMARK = 'DỰ THẢO';

/** What a number says of the type of its document. */
const SYMBOLS: Readonly<Record<string, string>> = {
  'báo cáo': 'BC',
  'hướng dẫn': 'HD',
  'thông báo': 'TB',
  'kết luận': 'KL',
  'biên bản': 'BB',
};

/** The number's line: "Số: 05/BC-CĐCS"; numbers under 10 are zero-padded. */
export function numberLine(number: string, type: string): string {
  const padded = plain(number).replace(/^(\d)(?!\d)/, '0$1');
  return `Số: ${padded || `……/${SYMBOLS[plain(type).toLocaleLowerCase('vi')] ?? '……'}-……`}`;
}

/** What stands under the number of an official letter; '' for any other document. */
export function letterSubject({ type, subject }: OfficialDocument): string {
  return type === '' ? `V/v ${plain(subject)}` : '';
}

/** "Hà Nội, ngày 09 tháng 9 năm 2026"; '' where no day is to stand there. */
export function dateLine({
  place,
  date,
  isUndated = false,
}: Pick<Letterhead, 'place' | 'date' | 'isUndated'>): string {
  if (isUndated) return '';
  const day = date ? formatLongDay(date) : 'ngày …… tháng …… năm ……';
  return place ? `${plain(place)}, ${day}` : day;
}

/** A table of so few and short rows stands on one page; a longer one goes on where a page ends, under its header. */
export function isWhole({ rows }: Table): boolean {
  return rows.length <= 5 && rows.every((row) => row.join('').length < 150);
}

/** Whether a column of the table holds figures. */
export function isFigureColumn({ widths, figures }: Table, at: number): boolean {
  return at >= widths.length - figures;
}

/** "(Kèm theo Báo cáo số 05/BC-CĐN ngày 09 tháng 9 năm 2026 của Công đoàn …)": the document that an annex belongs to. */
export function annexLine({ type, subject, letterhead }: OfficialDocument): string {
  const what = type === '' ? 'Công văn' : plain(type);
  if (!letterhead) return `(Kèm theo ${what} ${plain(subject)})`;
  const { number = '', date, issuingBody } = letterhead;
  const of = `${numberLine(number, type).replace('Số: ', 'số ')} ${dateLine({ place: '', date })}`;
  return `(Kèm theo ${what} ${of} của ${plain(issuingBody)})`;
}

/** The annex under its title. */
export function titledAnnex({ label, title, blocks }: Annex): Annex & { readonly title: string } {
  const [first, ...rest] = blocks;
  const labelled = label === undefined ? {} : { label };
  if (title === undefined && first?.kind === 'heading')
    return { ...labelled, title: first.text, blocks: rest };
  return { ...labelled, title: title ?? '', blocks };
}

export const RECIPIENTS = 'Nơi nhận:';

/** Each recipient on its line, the last one with a full stop, unless it comes with a mark of its own. */
export function recipientLines(recipients: readonly string[]): string[] {
  return recipients.map((one, at) => {
    const end = at === recipients.length - 1 ? '.' : ';';
    return `- ${plain(one)}${/[;.,]$/.test(plain(one)) ? '' : end}`;
  });
}

/** The text on one line, clean. */
export function plain(text: string): string {
  return paragraphs(text).join(' ');
}

/** The text's own paragraphs, clean and none of them empty. */
export function paragraphs(text: string): string[] {
  return cleanText(text)
    .split('\n')
    .map((line) => line.replace(/[\t ]+/g, ' ').trim())
    .filter((line) => line !== '');
}
