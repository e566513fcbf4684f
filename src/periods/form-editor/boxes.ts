import { formatNumber } from '../../platform/text/format.js';
import type { CheckDefinition, FieldDefinition, SectionDefinition } from '../../form/definition.js';
import type { FormSettings } from './rules.js';
import { kinds, type FieldKind } from '../../form/kinds.js';
import { aboutMeaning, meaningsFor } from '../../form/meanings.js';

// The boxes of the editor's forms: which there are, what they are called, and how a part of a form fills them.

export type CheckKind = CheckDefinition['kind'];

/** Every box of the editor by its name, with its label: a complaint begins with it. */
export const boxLabels: Readonly<Record<string, string>> = {
  code: 'Mã',
  letter: 'Chữ cái',
  title: 'Tên phần',
  label: 'Câu hỏi',
  help: 'Lời hướng dẫn',
  guidance: 'Mục của Hướng dẫn',
  statement: 'Câu “không phát sinh”',
  zeroField: 'Ô quyết định “không phát sinh”',
  section: 'Thuộc phần',
  min: 'Nhỏ nhất',
  max: 'Lớn nhất',
  maxLength: 'Số ký tự nhiều nhất',
  obligation: 'Nội dung nêu gương bên cạnh',
  meaning: 'Ý nghĩa đối với cổng',
  audience: 'Đối tượng',
  outline: 'Gợi ý viết',
  choices: 'Các mục để chọn',
  accept: 'Loại tệp',
  of: 'Cộng từ các ô',
  over: 'Chia cho tổng các ô',
  unit: 'Đơn vị tính',
  left: 'Số liệu bên trái',
  relation: 'Quan hệ giữa hai bên',
  right: 'Số liệu bên phải',
  severity: 'Khi không đúng',
  field: 'Ô phải có',
  message: 'Lời nhắc',
  percent: 'Chênh từ bao nhiêu phần trăm',
  atLeast: 'Và chênh ít nhất',
};

/** The boxes of a field of a kind, beside code, label, help and section, in their order. */
export function boxesOf(kind: FieldKind): string[] {
  const { boxes, options } = kinds[kind].editor;
  const means = meaningsFor(kind);
  return [
    ...boxes,
    ...(means.length > 0 ? ['meaning'] : []),
    ...(means.some((meaning) => aboutMeaning(meaning).ofAudience) ? ['audience'] : []),
    ...(options.length > 0 ? ['options'] : []),
  ];
}

/** A field as its boxes show it. */
export function fieldValues(section: string, field: FieldDefinition): Record<string, string> {
  const options = kinds[field.kind].editor.options.filter((option) => field[option]);
  const shown: Record<string, string> = { section, options: options.join('\n') };
  for (const [name, value] of Object.entries(field)) {
    if (name === 'choices' && 'choices' in field)
      shown[name] = field.choices.map(({ code, label }) => `${code} | ${label}`).join('\n');
    else if (Array.isArray(value)) Object.assign(shown, boxPerCode(name, value as string[]));
    else if (typeof value === 'number') shown[name] = formatNumber(value);
    else if (typeof value === 'string' && name !== 'kind') shown[name] = value;
  }
  return shown;
}

export function sectionValues(section: SectionDefinition): Record<string, string> {
  const { code, letter, title, help = '', guidance = '', notApplicable, evenIfNil } = section;
  const { statement = '', zeroField = '' } = notApplicable ?? {};
  return { code, letter, title, help, guidance, statement, zeroField, options: evenIfNil ? 'evenIfNil' : '' };
}

export function checkValues(check: CheckDefinition): Record<string, string> {
  const { code } = check;
  if (check.kind === 'present') return { code, field: check.field, message: check.message };
  const { severity, relation, left, right } = check;
  return { code, severity, relation, ...boxPerCode('left', left), ...boxPerCode('right', right) };
}

/** Each code in a box of its own: left, left_2, left_3. */
function boxPerCode(name: string, codes: readonly string[]): Record<string, string> {
  return Object.fromEntries(codes.map((code, at) => [boxAt(name, at), code]));
}

/** The name of a box for one of several fields; `at` from 0. */
export function boxAt(name: string, at: number): string {
  return at === 0 ? name : `${name}_${at + 1}`;
}

/** What is chosen in the boxes of a name; in one box commas and blanks separate codes as well. */
export function codesIn(typed: Readonly<Record<string, string>>, name: string): string[] {
  return Object.entries(typed)
    .filter(([box]) => box === name || (isFurther(box) && box.startsWith(`${name}_`)))
    .flatMap(([, text]) => text.split(/[\s,]+/))
    .filter((code) => code !== '');
}

/** Whether it is a box for a second field or a further one. */
export function isFurther(box: string): boolean {
  return /^(?:left|right|of|over)_[1-9]\d?$/.test(box);
}

export function settingsValues({ yearChange, nil }: FormSettings): Record<string, string> {
  return {
    options: yearChange ? 'yearChange' : '',
    percent: formatNumber(yearChange?.percent ?? 50),
    atLeast: formatNumber(yearChange?.atLeast ?? 5),
    statement: nil?.statement ?? '',
  };
}
