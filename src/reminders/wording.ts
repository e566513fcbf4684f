import { formatDueBefore, formatNumber } from '../platform/text/format.js';
import type { Owed } from '../reports/deadlines.js';

/** A message with placeholders, "{đơn vị}". */
export interface Wording {
  readonly subject: string;
  readonly text: string;
}

/** A text for each thing that a unit may owe: before a deadline, after it, before a day to correct by, after it. */
export interface Wordings {
  readonly before: Wording;
  readonly late: Wording;
  readonly correction: Wording;
  readonly correctionLate: Wording;
}

export const wordingLabels: Readonly<Record<keyof Wordings, string>> = {
  before: 'Trước hạn nộp',
  late: 'Quá hạn nộp',
  correction: 'Trước hạn sửa',
  correctionLate: 'Quá hạn sửa',
};
export const allWordings = Object.keys(wordingLabels) as (keyof Wordings)[];

/** What a placeholder stands for. `dueBefore`: the day that the message is about. */
export interface Addressee {
  readonly unit: string;
  readonly receiver: string;
  readonly year: number;
  readonly dueBefore: Date;
  /** Working days left after today; 0 where that day has come. */
  readonly daysLeft: number;
}

const placeholders: Readonly<Record<string, (to: Addressee) => string>> = {
  'đơn vị': ({ unit }) => unit,
  'nơi nhận': ({ receiver }) => receiver,
  năm: ({ year }) => String(year),
  hạn: ({ dueBefore }) => formatDueBefore(dueBefore),
  'số ngày còn lại': ({ daysLeft }) => formatNumber(daysLeft),
};
export const placeholderNames = Object.keys(placeholders).map((name) => `{${name}}`);

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** The placeholders of a text that mean nothing, with their braces. */
export function unknownPlaceholders(text: string): string[] {
  const found = [...text.matchAll(PLACEHOLDER)].filter(([, name = '']) => !meaningOf(name));
  return [...new Set(found.map(([whole]) => whole))];
}

/** How a text says how many days are left, the texts too that offices have made their own. */
const DAYS_LEFT = /(c)òn\s+\{\s*số ngày còn lại\s*\}\s+ngày làm việc(?:, không kể hôm nay)?/gi;

/** Nobody writes that 0 days are left. */
function withoutZero(text: string, { daysLeft }: Addressee): string {
  if (daysLeft > 0) return text;
  return text.replace(
    DAYS_LEFT,
    (_, first: string) => `${first === 'C' ? 'K' : 'k'}hông còn ngày làm việc nào sau hôm nay`,
  );
}

function fill(text: string, to: Addressee): string {
  return withoutZero(text, to).replace(PLACEHOLDER, (whole, name: string) => meaningOf(name)?.(to) ?? whole);
}

function meaningOf(name: string): ((to: Addressee) => string) | undefined {
  const key = name.trim().toLowerCase();
  return Object.hasOwn(placeholders, key) ? placeholders[key] : undefined;
}

export const defaultWordings: Wordings = {
  before: {
    subject: 'Nhắc nộp báo cáo nêu gương năm {năm} – {đơn vị}',
    text: 'Kính gửi {đơn vị},\n\nBáo cáo kết quả thực hiện trách nhiệm nêu gương năm {năm} nộp về {nơi nhận} {hạn}. Còn {số ngày còn lại} ngày làm việc, không kể hôm nay.\n\nĐề nghị đơn vị hoàn thành và nộp báo cáo đúng hạn.',
  },
  late: {
    subject: 'Đã quá hạn nộp báo cáo nêu gương năm {năm} – {đơn vị}',
    text: 'Kính gửi {đơn vị},\n\nBáo cáo kết quả thực hiện trách nhiệm nêu gương năm {năm} phải nộp về {nơi nhận} {hạn}; đến nay chưa nhận được báo cáo của đơn vị.\n\nĐề nghị đơn vị nộp báo cáo ngay. Nếu có khó khăn, hãy trao đổi với {nơi nhận}.',
  },
  correction: {
    subject: 'Nhắc sửa và nộp lại báo cáo nêu gương năm {năm} – {đơn vị}',
    text: 'Kính gửi {đơn vị},\n\nBáo cáo năm {năm} của đơn vị được trả lại để sửa và nộp lại {hạn}. Còn {số ngày còn lại} ngày làm việc, không kể hôm nay.\n\nLý do và những chỗ cần sửa ghi trên trang báo cáo.',
  },
  correctionLate: {
    subject: 'Đã quá hạn sửa báo cáo nêu gương năm {năm} – {đơn vị}',
    text: 'Kính gửi {đơn vị},\n\nBáo cáo năm {năm} của đơn vị được trả lại để sửa và nộp lại {hạn}; đến nay chưa nhận được bản sửa.\n\nĐề nghị đơn vị sửa và nộp lại ngay.',
  },
};

/** The texts as they were kept; the portal's own where one is missing. */
export function readWordings(kept: unknown): Wordings {
  return { ...defaultWordings, ...(kept as Partial<Wordings>) };
}

/** Which of the texts tells a unit of what it owes. */
export const wordingNames: Readonly<Record<Owed, keyof Wordings>> = {
  due: 'before',
  overdue: 'late',
  'correction-due': 'correction',
  'correction-overdue': 'correctionLate',
};

/** What a unit is told that owes just that. */
export function letterTo(wordings: Wordings, owed: Owed, to: Addressee): Wording {
  const { subject, text } = wordings[wordingNames[owed]];
  return { subject: fill(subject, to), text: fill(text, to) };
}

/** The paragraphs of a text: blank lines stand between them. */
export function paragraphs(text: string): string[] {
  return text.split(/\n[ \t]*\n/).filter((part) => part.trim() !== '');
}
