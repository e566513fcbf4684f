import type { FieldError, Form } from '../../platform/page/forms.js';
import { withQuery } from '../../platform/http/query.js';
import type { Frame } from '../../platform/page/render.js';
import { WORDS_FIELD, type TypedText } from '../../platform/page/typed-words.js';
import { SIGN_ON } from '../addresses.js';
import { textsIn, writeCarried, type Carried } from './carried-forms.js';

export interface SignInPage extends Frame {
  form: Form;
  errors: readonly FieldError[];
  /** Where to go after sign-in; '' for where the account begins. */
  next: string;
  /** Said above the form; '' where there is nothing to say. */
  message: string;
  /** What was posted, for the hidden field; '' where there is nothing. */
  carried: string;
  /** With what else one may sign in, "Đăng nhập bằng …", and where; '' where with nothing else. */
  signOn: string;
  signOnHref: string;
  /** Too much to carry: shown, to be copied. */
  texts: readonly TypedText[];
}

export interface ResendPage extends Frame {
  message: string;
  action: string;
  fields: readonly { name: string; value: string }[];
  texts: readonly TypedText[];
  hadFiles: boolean;
  /** What has to be done first, on another page. */
  before: { readonly text: string; readonly link: string; readonly href: string } | null;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'accounts/sign-in': SignInPage;
    'accounts/resend': ResendPage;
  }
}

interface SignInParts {
  form?: Form;
  next?: string;
  message?: string;
  carried?: Carried | undefined;
  signOn?: string;
}

export function signInPage({
  form = NOTHING,
  next = '',
  message = '',
  carried,
  signOn = '',
}: SignInParts): SignInPage {
  const written = carried ? writeCarried(carried) : '';
  return {
    title: 'Đăng nhập',
    nav: 'sign-in',
    hasErrors: form.errors.length > 0,
    form: { ...form, values: { ...form.values, password: '' } },
    errors: form.errors,
    next,
    message,
    carried: written ?? '',
    signOn,
    signOnHref: withQuery(SIGN_ON, { tiep: next }),
    texts: carried && written === undefined ? textsIn(carried) : [],
  };
}

/** What was typed, with one button that sends it to where it was going. */
export function resendPage(carried: Carried, title: string, message: string): ResendPage {
  return {
    title,
    message,
    action: carried.path,
    fields: [
      ...carried.fields.map(([name, value]) => ({ name, value })),
      ...(carried.words === '' ? [] : [{ name: WORDS_FIELD, value: carried.words }]),
    ],
    texts: textsIn(carried),
    hadFiles: carried.hadFiles,
    before: null,
  };
}

const NOTHING: Form = { values: {}, errors: [] };
