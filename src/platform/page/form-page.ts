import type { FieldError, Form } from './forms.js';
import type { Frame, SafeHtml } from './render.js';

/** A page of one form and, under it, buttons that each post their own: views/form.ejs. */
export interface FormPage extends Frame {
  lead: string;
  errors: readonly FieldError[];
  /** Said above a form that somebody else saved meanwhile; '' otherwise. */
  stale: string;
  /** What stands between title and form. */
  before: SafeHtml;
  action: string;
  /** Of the row being edited; '' where there is none. */
  version: string;
  controls: readonly FormControl[];
  submit: string;
  /** What it does is hard to take back. */
  isRemoval: boolean;
  /** Where it takes files. */
  isMultipart: boolean;
  buttons: readonly FormButton[];
  /** What stands below all of them: what is done seldom and is not taken back. */
  after: SafeHtml;
}

export interface FormControl {
  readonly html: SafeHtml;
  /** What somebody else saved in this field meanwhile; '' where it is the same. */
  readonly theirs: string;
}
export interface FormButton {
  readonly action: string;
  readonly text: string;
  readonly hint: string;
  readonly version: string;
  readonly isWarning: boolean;
}

declare module './render.js' {
  interface Pages {
    form: FormPage;
  }
}

type Given = Frame & Pick<FormPage, 'action' | 'submit'> & Partial<Omit<FormPage, 'controls'>>;

/** `controls` by field name, in the order of the page. `theirs` holds what stands saved, by field name, after a conflict. */
export function formPage(
  given: Given,
  form: Form,
  controls: Readonly<Record<string, SafeHtml>>,
  theirs: Readonly<Record<string, string>> = {},
): FormPage {
  return {
    lead: '',
    before: '',
    version: '',
    buttons: [],
    after: '',
    isMultipart: false,
    isRemoval: false,
    ...given,
    stale:
      Object.keys(theirs).length === 0
        ? ''
        : 'Có người vừa lưu thay đổi khác sau khi bạn mở trang. Chưa có gì của bạn được lưu, và không có gì bị mất: dưới mỗi ô khác nhau có nội dung đang được lưu. Sửa thành nội dung cuối cùng rồi bấm lưu.',
    hasErrors: form.errors.length > 0,
    errors: form.errors,
    controls: Object.entries(controls).map(([name, html]) => ({ html, theirs: theirs[name] ?? '' })),
  };
}

/** The fields that differ: what stands saved, in words, where it is not what was typed. */
export function differing(
  saved: Readonly<Record<string, string>>,
  typed: Readonly<Record<string, string>>,
  inWords: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(saved)
      .filter(([name, value]) => value !== (typed[name] ?? ''))
      .map(([name, value]) => [name, inWords[name] || value || '(để trống)']),
  );
}
