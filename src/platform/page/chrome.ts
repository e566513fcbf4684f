import type {} from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import type {} from 'express-session';
import type {} from 'passport';
import { OWN_ROLES, hasRole, type Actor, type HelpContact, type Role } from '../actor.js';
import { ADMINISTRATION, FOLLOWING, REMINDERS, REPORTS, WORKLIST } from './addresses.js';

export type NavKey =
  | 'home'
  | 'guidance'
  | 'obligations'
  | 'documents'
  | 'verification'
  | 'help'
  | 'search'
  | 'reports'
  | 'following'
  | 'review'
  | 'reminders'
  | 'consolidation'
  | 'results'
  | 'receipts'
  | 'inspections'
  | 'administration'
  | 'account'
  | 'sign-in';

export interface NavLink {
  readonly text: string;
  readonly href: string;
  readonly key: NavKey;
}

/** Whose portal this is, and whom everybody asks for help. */
export interface Federation {
  readonly federation: string;
  readonly help: HelpContact;
}

/** Told once, when a person first signs in: how the work goes, and the guide of that work. */
export interface Greeting {
  readonly notes: readonly string[];
  readonly help: string;
}

/** What whoever has just come in should see to, and where. */
export interface Warning {
  readonly text: string;
  readonly link: string;
  readonly href: string;
}

/** What stands around a page and depends on who looks: token, one-time notice and warning, person, links of the work. */
export interface Chrome extends Federation {
  /** The portal's own address, without a slash at its end; '' where it is not known. */
  readonly origin: string;
  readonly csrf: string;
  readonly notice?: string | undefined;
  readonly warning?: Warning | undefined;
  readonly greeting?: Greeting | undefined;
  readonly person?: { readonly accountId: number; readonly name: string; readonly unit: string };
  readonly links: readonly NavLink[];
}

declare module 'express-session' {
  interface SessionData {
    notice?: string;
    warning?: Warning;
    greeting?: Greeting;
  }
}
declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- the way Express lets its types be extended
  namespace Express {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- the account that is signed in
    interface User extends Actor {}
    interface Locals {
      chrome?: Chrome;
    }
  }
}

/** Before the federation has said its name. */
const NAMELESS = 'Liên đoàn Lao động';

/** The same for everyone: for public pages, which are kept whole in memory. */
export const anonymousChrome: Chrome = {
  federation: NAMELESS,
  help: { unit: NAMELESS, board: '', phone: '', hours: '', email: '' },
  origin: '',
  csrf: '',
  links: [],
};

export const publicLinks: readonly NavLink[] = [
  { text: 'Hướng dẫn', href: '/huong-dan', key: 'guidance' },
  { text: 'Nội dung nêu gương', href: '/nghia-vu', key: 'obligations' },
  { text: 'Văn bản', href: '/van-ban', key: 'documents' },
  { text: 'Tra cứu biên nhận', href: '/xac-thuc', key: 'verification' },
  { text: 'Trợ giúp', href: '/tro-giup', key: 'help' },
];

const WORK_LINKS: readonly (NavLink & { roles: readonly Role[] })[] = [
  { text: 'Theo dõi', href: FOLLOWING, key: 'following', roles: ['REVIEWER', 'LEADER'] },
  { text: 'Xét duyệt', href: WORKLIST, key: 'review', roles: ['REVIEWER'] },
  { text: 'Đôn đốc', href: REMINDERS, key: 'reminders', roles: ['REVIEWER', 'LEADER'] },
  { text: 'Tổng hợp', href: '/tong-hop', key: 'consolidation', roles: ['REVIEWER', 'LEADER'] },
  { text: 'Báo cáo', href: REPORTS, key: 'reports', roles: OWN_ROLES },
  {
    text: 'Kiểm tra, giám sát',
    href: '/kiem-tra',
    key: 'inspections',
    roles: [...OWN_ROLES, 'REVIEWER'],
  },
  {
    text: 'Xác nhận',
    href: '/xac-nhan',
    key: 'receipts',
    roles: [...OWN_ROLES, 'REVIEWER'],
  },
  { text: 'Quản trị', href: ADMINISTRATION, key: 'administration', roles: ['ADMIN'] },
];

/** To what an administrator has under its own link. */
const PUBLISHING: NavLink = { text: 'Công bố', href: ADMINISTRATION, key: 'administration' };

/**
 * Gives res.locals the request's chrome, made when a page is rendered and not before: a redirect or a download
 * does not use up the notice. The token is made when a form asks for it.
 */
export function chrome(
  findFederation: (req: Request) => Promise<Federation> = () => Promise.resolve(anonymousChrome),
): RequestHandler {
  return async (req, res, next) => {
    const federation = await findFederation(req);
    let made: Chrome | undefined;
    Object.defineProperty(res.locals, 'chrome', {
      configurable: true,
      enumerable: true,
      get: () => (made ??= chromeOf(req, federation)),
      set: (value: Chrome) => (made = value),
    });
    next();
  };
}

function chromeOf(req: Request, { federation, help }: Federation): Chrome {
  // Taken by the page that shows it, not by a request for the header alone.
  let told: Told | undefined;
  const take = () => (told ??= takeTold(req));
  const person = req.user ? { person: personOf(req.user) } : {};
  return {
    federation,
    help: req.user?.helpFrom ?? help,
    origin: '',
    get csrf() {
      return req.csrfToken?.() ?? '';
    },
    get notice() {
      return take().notice;
    },
    get warning() {
      return take().warning;
    },
    get greeting() {
      return take().greeting;
    },
    ...person,
    links: req.user ? workLinks(req.user) : [],
  };
}

function personOf({ accountId, fullName, unit }: Actor) {
  return { accountId, name: fullName, unit: unit.name };
}

/** What is kept for the next page, and no longer. */
interface Told {
  readonly notice: string | undefined;
  readonly warning: Warning | undefined;
  readonly greeting: Greeting | undefined;
}

function takeTold(req: Request): Told {
  // A request that failed before the session middleware has none, whatever the type says.
  const session = req.session as Request['session'] | undefined;
  const { warning, greeting } = session ?? {};
  if (warning) delete session?.warning;
  if (greeting) delete session?.greeting;
  return { notice: req.takeNotice?.(), warning, greeting };
}

function workLinks(actor: Actor): NavLink[] {
  const isPublisher = actor.unit.parentId === null && hasRole(actor, 'REVIEWER') && !hasRole(actor, 'ADMIN');
  return [
    ...WORK_LINKS.filter((link) => hasRole(actor, ...link.roles)),
    ...(isPublisher ? [PUBLISHING] : []),
  ].map(({ text, href, key }) => ({ text, href, key }));
}
