import { z } from 'zod';
import { audiences } from './audiences.js';

// What the portal itself knows a field by: its meaning, which stands in the form as data. A code says nothing.

interface AboutMeaning {
  readonly name: string;
  /** The kinds of fields that may have it (kinds.ts). */
  readonly kinds: readonly string[];
  /** Asked of each audience by a field of its own, which says of which. */
  readonly ofAudience?: true;
  /** What stops where no field has it any longer; '' for nothing. */
  readonly without: string;
}

const NOT_COMPARED = 'bảng so sánh giữa các đối tượng sẽ không còn chỉ tiêu này';
const ofAudience = (name: string, kind: 'integer' | 'rate', without = NOT_COMPARED) =>
  ({ name, kinds: [kind], ofAudience: true, without }) as const;

export const meanings = {
  has_audience: {
    name: 'Đơn vị có đối tượng này không',
    kinds: ['yes-no'],
    ofAudience: true,
    without: 'phần hỏi về đối tượng ấy luôn hiện, kể cả với đơn vị không có đối tượng ấy',
  },
  report_number: {
    name: 'Số, ký hiệu báo cáo',
    kinds: ['line'],
    without: 'số, ký hiệu của văn bản sẽ để trống',
  },
  report_date: {
    name: 'Ngày báo cáo',
    kinds: ['date'],
    without: 'ngày tháng của văn bản sẽ để trống',
  },
  signatory_name: {
    name: 'Người ký',
    kinds: ['line'],
    without: 'họ tên người ký của văn bản sẽ để trống',
  },
  signatory_position: {
    name: 'Chức vụ người ký',
    kinds: ['line'],
    without: 'chức vụ người ký của văn bản sẽ để trống',
  },
  members: ofAudience(
    'Đoàn viên, người lao động',
    'integer',
    `${NOT_COMPARED}, và số người không còn được so với tổng của các đơn vị trực tiếp`,
  ),
  reached: ofAudience('Được quán triệt', 'integer'),
  reached_rate: ofAudience('Tỷ lệ được quán triệt', 'rate'),
  registered: ofAudience('Đăng ký nêu gương', 'integer'),
  registered_rate: ofAudience('Tỷ lệ đăng ký', 'rate'),
  did_well: ofAudience('Được đánh giá thực hiện tốt', 'integer'),
  did_well_rate: ofAudience('Tỷ lệ thực hiện tốt', 'rate'),
  commended_collectives: ofAudience('Tập thể được biểu dương, khen thưởng', 'integer'),
  commended_individuals: ofAudience('Cá nhân được biểu dương, khen thưởng', 'integer'),
  inspections: {
    name: 'Số cuộc kiểm tra, giám sát',
    kinds: ['integer'],
    without: 'cổng không còn nêu số cuộc đã ban hành kết luận bên cạnh ô này',
  },
  unions_expected: {
    name: 'Số công đoàn trực thuộc phải báo cáo',
    kinds: ['integer'],
    without: 'cổng không còn tự tính số công đoàn trực thuộc phải báo cáo',
  },
  unions_received: {
    name: 'Số công đoàn trực thuộc đã báo cáo',
    kinds: ['integer'],
    without: 'cổng không còn tự tính số công đoàn trực thuộc đã báo cáo',
  },
  initiatives: { name: 'Số sáng kiến', kinds: ['integer'], without: '' },
  signed_report: { name: 'Báo cáo đã ký, đóng dấu', kinds: ['file'], without: '' },
} as const satisfies Readonly<Record<string, AboutMeaning>>;

export type Meaning = keyof typeof meanings;
export const meaningNames = Object.keys(meanings) as [Meaning, ...Meaning[]];

/** The properties of a field that say what it means. `audience`: whom it is about. */
export const meaningProperties = {
  meaning: z.enum(meaningNames).optional(),
  audience: z.enum(audiences).optional(),
};

export function aboutMeaning(meaning: Meaning): AboutMeaning {
  return meanings[meaning];
}

/** Those that a field of a kind may have. */
export function meaningsFor(kind: string): Meaning[] {
  return meaningNames.filter((meaning) => aboutMeaning(meaning).kinds.includes(kind));
}

type Meant = Readonly<{
  kind: string;
  meaning?: Meaning | undefined;
  audience?: string | undefined;
}>;

/** What is wrong with what a field means, by the property; no more than one. `others`: all fields of its form. */
export function meaningProblem(
  field: Meant,
  others: readonly Meant[],
): { property: 'meaning' | 'audience'; message: string } | undefined {
  const { meaning, kind, audience } = field;
  if (!meaning) return undefined;
  const { name, kinds, ofAudience: isOfAudience } = aboutMeaning(meaning);
  if (!kinds.includes(kind)) return { property: 'meaning', message: `Ô kiểu này không thể là “${name}”.` };
  if (isOfAudience && !audience)
    return { property: 'audience', message: `“${name}” là của một đối tượng: hãy chọn đối tượng.` };
  const isSame = (other: Meant) =>
    other.meaning === meaning && (!isOfAudience || other.audience === audience);
  const isTwice = others.some((other) => other !== field && isSame(other));
  return isTwice ? { property: 'meaning', message: `Đã có ô khác là “${name}”.` } : undefined;
}

/** Of the reports of a period that are not exempt: all, or those that were received, as /theo-doi counts them. */
export type UnionsFact = 'expected' | 'received';

const UNIONS: Readonly<Partial<Record<Meaning, UnionsFact>>> = {
  unions_expected: 'expected',
  unions_received: 'received',
};

/** What is said beside these figures, since they are asked of nobody. */
export const unionsHelp: Readonly<Record<UnionsFact, string>> = {
  expected:
    'Cổng tự tính: các đơn vị trực tiếp không được miễn, cộng với số mà báo cáo của các đơn vị ấy ghi.',
  received: 'Cổng tự tính đến lúc nộp báo cáo này, kể cả đơn vị nộp trễ.',
};

/** Which unions below the figure counts: the portal answers it, and asks nobody. Undefined for any other field. */
export function unionsCounted({
  meaning,
  sum,
}: {
  meaning?: Meaning | undefined;
  sum: boolean;
}): UnionsFact | undefined {
  return sum && meaning ? UNIONS[meaning] : undefined;
}
