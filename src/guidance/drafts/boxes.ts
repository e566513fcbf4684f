import type { Values } from '../../platform/page/forms.js';
import { type GuidanceContent } from '../content.js';
import { audiencePages } from '../rules.js';
import { MOST_ANCHOR } from './rules.js';
import { audiences } from '../../form/audiences.js';

/** One box of an editing form: what it is called and what may stand in it. */
export interface Box {
  readonly name: string;
  readonly label: string;
  readonly max: number;
  readonly kind: 'line' | 'lines' | 'anchor' | 'order' | 'audience';
  readonly optional: boolean;
  readonly hint: string;
  /** How many lines it shows: 1 is an ordinary box. */
  readonly rows: number;
}

/** One part of the working copy under its address: as it stands, its boxes, and what keeping them does. */
export interface EditedPart {
  readonly title: string;
  /** Its anchor before the change; '' where it has none, or is new. */
  readonly anchor: string;
  readonly boxes: readonly Box[];
  readonly values: Values;
  readonly apply: (typed: Values) => GuidanceContent;
}
/** `ma` names what is there; without it something is added, `trong` that section. */
export interface Query {
  readonly ma: string;
  readonly trong: string;
}
/** `inForce`: the version in force, whose anchors are not given to anything else. `places`: for bullets, as posted. */
export interface Around {
  readonly inForce: GuidanceContent;
  readonly places: number;
}

const box = (
  name: string,
  label: string,
  max: number,
  more: Partial<Omit<Box, 'name' | 'label' | 'max'>> = {},
): Box => ({ name, label, max, kind: 'line', optional: false, hint: '', rows: 1, ...more });

export const headBoxes = [
  box('kind', 'Loại văn bản', 100),
  box('subject', 'Trích yếu', 1000, { rows: 3 }),
  box('preamble', 'Mở đầu', 5000, { rows: 8, optional: true }),
];
export const recipientBoxes = [
  box('heading', 'Tiêu đề', 100),
  box('lines', 'Nơi nhận', 5000, { kind: 'lines', rows: 8, hint: 'Mỗi nơi nhận một dòng.' }),
];
export const signatureBoxes = [
  box('authority', 'Quyền hạn ký', 200, { optional: true, hint: 'Ví dụ: TM. BAN THƯỜNG VỤ' }),
  box('position', 'Chức vụ', 200),
  box('mark', 'Ghi chú chữ ký', 100, { optional: true, hint: 'Ví dụ: (Đã ký)' }),
  box('name', 'Họ và tên', 200),
];

const ANCHOR_HINT = 'Đứng sau dấu # trong địa chỉ dẫn đến chỗ này, ví dụ ii-1.';

export const documentBoxes = [
  box('kind', 'Loại văn bản', 100, { hint: 'Ví dụ: Kế hoạch' }),
  box('number', 'Số, ký hiệu', 100, { hint: 'Ví dụ: 154/KH-TLĐ' }),
  box('date', 'Ngày', 60, { optional: true, hint: 'Ghi như trong hướng dẫn, ví dụ 08/12/2021.' }),
  box('issuer', 'Cơ quan ban hành', 300, { optional: true }),
  box('about', 'Về việc', 1000, { optional: true, rows: 3 }),
  box('anchor', 'Mã liên kết', MOST_ANCHOR, { kind: 'anchor', hint: ANCHOR_HINT }),
];

/** Of a section or part with so many places for bullets, the first `standing` of which are taken. */
export function partBoxes(isSection: boolean, places: number, standing: number): Box[] {
  return [
    box('number', 'Số', 10, { hint: 'Ví dụ: II, hoặc 1 đối với mục nhỏ' }),
    box('heading', 'Tên mục', 500, { rows: 2 }),
    // Shorter, so that those of its bullets can be made from it.
    box('anchor', 'Mã liên kết', MOST_ANCHOR - 5, { kind: 'anchor', hint: ANCHOR_HINT }),
    ...(isSection ? [] : [box('audience', 'Đối tượng', 20, { kind: 'audience', optional: true })]),
    ...Array.from({ length: places }, (_, at) => bulletBoxes(at + 1, at < standing)).flat(),
  ];
}

/** As many bullets as a section or part may have. */
export const MOST_BULLETS = 60;
const MOST_TEXT = 4000;

function bulletBoxes(number: number, isStanding: boolean): Box[] {
  const n = String(number);
  const hints = isStanding
    ? ['Xóa hết chữ để bỏ ý này.', 'Câu hỏi trong biểu mẫu báo cáo nhận ra ý này theo mã: nên giữ nguyên.']
    : ['Ý thêm mới; để trống nếu không thêm.', 'Để trống thì cổng tự đặt.'];
  const optional = true;
  return [
    box(`text${n}`, `Ý ${n}`, MOST_TEXT, { optional, rows: isStanding ? 6 : 3, hint: hints[0] ?? '' }),
    box(`anchor${n}`, `Mã liên kết của ý ${n}`, MOST_ANCHOR, {
      kind: 'anchor',
      optional,
      hint: hints[1] ?? '',
    }),
    box(`order${n}`, `Thứ tự của ý ${n}`, 3, {
      kind: 'order',
      optional,
      hint: number === 1 ? 'Ghi số khác để đổi chỗ; số 0 đứng đầu, để trống thì đứng cuối.' : '',
    }),
  ];
}

export const audienceChoices = [
  { value: '', text: 'Không phải nội dung nêu gương của riêng đối tượng nào' },
  ...audiences.map((audience) => ({ value: audience, text: audiencePages[audience].name })),
];
