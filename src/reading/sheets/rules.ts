import type { PublishedGuidance } from '../../guidance/finders.js';
import type { Audience } from '../../form/audiences.js';

/** What a sheet asks about each obligation. `name` begins the names of its fields: "plan-1". */
export interface Question {
  readonly name: string;
  readonly label: string;
  /** Its share of the width of the table on paper. */
  readonly share: number;
  /** What there is to choose from; without it, words are written. */
  readonly levels?: readonly string[];
}
interface SheetDefinition {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
  readonly questions: readonly Question[];
  /** Said above the signature. */
  readonly pledge: string;
  readonly signer: string;
}

/** The two sheets that a person makes from the obligations. */
export const sheets = {
  commitment: {
    slug: 'dang-ky',
    title: 'Bản đăng ký nêu gương',
    lead: 'Ghi việc bạn sẽ làm trong năm theo từng nội dung nêu gương, rồi tải về để in, ký và nộp cho công đoàn của mình.',
    questions: [{ name: 'plan', label: 'Việc tôi đăng ký làm', share: 0.46 }],
    pledge: 'Tôi đăng ký thực hiện những nội dung trên và tự đánh giá kết quả khi hết năm.',
    signer: 'Người đăng ký',
  },
  assessment: {
    slug: 'tu-danh-gia',
    title: 'Bản tự đánh giá nêu gương',
    lead: 'Tự đánh giá việc đã làm trong năm theo từng nội dung nêu gương, rồi tải về để in, ký và nộp cho công đoàn của mình.',
    questions: [
      { name: 'level', label: 'Mức tự đánh giá', share: 0.14, levels: ['Tốt', 'Khá', 'Cần cố gắng thêm'] },
      { name: 'done', label: 'Việc đã làm, minh chứng', share: 0.25 },
      { name: 'next', label: 'Hướng khắc phục', share: 0.21 },
    ],
    pledge: 'Tôi chịu trách nhiệm về những điều tự đánh giá trên.',
    signer: 'Người tự đánh giá',
  },
} as const satisfies Record<string, SheetDefinition>;
export type SheetKind = keyof typeof sheets;
export const sheetKinds = Object.keys(sheets) as SheetKind[];

/** What is asked about the person, above the obligations. */
export const person = [
  { name: 'name', label: 'Họ và tên', most: 120, autocomplete: 'name' },
  { name: 'position', label: 'Chức vụ, công việc', most: 160, autocomplete: 'organization-title' },
  { name: 'unit', label: 'Đơn vị (công đoàn cơ sở)', most: 200, autocomplete: 'organization' },
] as const;

/** A sheet for one audience, made from the guidance in force; `federation` issued that. */
export interface Sheet {
  readonly kind: SheetKind;
  readonly audience: Audience;
  readonly guidance: PublishedGuidance;
  readonly federation: string;
}

/** The field of a question about the obligation of that number. */
export function fieldOf(question: Question, number: number): string {
  return `${question.name}-${number}`;
}
