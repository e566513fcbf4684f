import { formatNumber } from '../../platform/text/format.js';
import { clip } from '../../platform/text/text.js';

// How the sentences about a change of a form call its parts.

/** “Số nữ” (members_women), as sentences name a field. */
export function fieldName(field: { readonly code: string; readonly label: string }): string {
  return `Ô “${clipped(field.label)}” (${field.code})`;
}

/** What a property of a part is called. */
export const PROPERTIES: Readonly<Record<string, string>> = {
  label: 'câu hỏi',
  help: 'lời hướng dẫn',
  outline: 'gợi ý viết',
  obligation: 'nội dung nêu gương bên cạnh',
  meaning: 'ý nghĩa đối với cổng',
  audience: 'đối tượng',
  title: 'tên phần',
  letter: 'chữ cái',
  guidance: 'mục của Hướng dẫn',
  message: 'lời nhắc',
  statement: 'câu không phát sinh',
  zeroField: 'ô quyết định không phát sinh',
  evenIfNil: 'vẫn hỏi khi đơn vị không phát sinh',
  kind: 'kiểu',
  required: 'bắt buộc',
  sum: 'cộng khi tổng hợp',
  average: 'lấy trung bình khi tổng hợp',
  prefill: 'điền sẵn',
  min: 'mức nhỏ nhất',
  max: 'mức lớn nhất',
  maxLength: 'số ký tự nhiều nhất',
  choices: 'các mục chọn',
  choiceLabels: 'chữ của các mục chọn',
  accept: 'loại tệp',
  of: 'tính từ các ô',
  over: 'chia cho các ô',
  unit: 'đơn vị tính',
  severity: 'mức độ',
  left: 'vế trái',
  relation: 'quan hệ',
  right: 'vế phải',
  field: 'ô phải có',
  percent: 'tỷ lệ chênh so với năm trước phải giải thích (%)',
  atLeast: 'mức chênh ít nhất phải giải thích',
  hasNil: 'cho báo cáo không phát sinh cả kỳ',
  nilStatement: 'câu không phát sinh cả kỳ',
};

/** A value of a property, in words. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === '') return '(không có)';
  if (typeof value === 'boolean') return value ? 'có' : 'không';
  if (typeof value === 'number') return formatNumber(value);
  return `“${clipped(Array.isArray(value) ? value.join(', ') : (value as string))}”`;
}

/** phần “Chung”; a part without a title by its code. */
export function partName(what: string, part: { readonly code: string; readonly title?: string }): string {
  return part.title ? `${what} “${part.title}”` : `${what} “${part.code}”`;
}

/** “Số nữ”, not longer than a sentence bears. */
export function quoted(text: string): string {
  return `“${clipped(text)}”`;
}

export const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const clipped = (text: string) => (text.length > 80 ? `${clip(text, 79)}…` : text);
