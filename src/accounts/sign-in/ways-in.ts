import type { HelpContact } from '../../platform/actor.js';
import { phoneHref } from '../../platform/text/phone-href.js';
import { signOnOffered } from '../sign-on/offered.js';

/** What leads in where the password does not: pages say no more of it than is there. */
export interface WaysIn {
  /** With what else one may sign in, "Đăng nhập bằng …"; '' where with nothing else. */
  readonly signOn: string;
  /** A forgotten password is mailed a link: the portal has a post office and knows its own address. */
  readonly isMailSet: boolean;
  /** Whom one calls: as it is written, and as it is dialled; '' where no number is said. */
  readonly phone: string;
  readonly phoneHref: string;
}

/** A request, as far as it is asked here. */
interface Asked {
  readonly app: { get(name: string): unknown };
  readonly res?: { readonly locals: { readonly chrome?: { readonly help: HelpContact } } } | undefined;
}

export function waysIn({ app, res }: Asked): WaysIn {
  const { phone = '' } = res?.locals.chrome?.help ?? {};
  const isMailSet = app.get('mailsLinks') === true;
  return { signOn: signOnOffered({ app }), isMailSet, phone, phoneHref: phoneHref(phone) };
}

/** Whom one calls, in a sentence: "0240 3123 456". */
export function whomToCall({ phone }: Pick<WaysIn, 'phone'>): string {
  return phone || 'người quản trị của công đoàn cấp trên';
}
