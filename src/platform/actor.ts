import { Forbidden } from './errors.js';

export type Role = 'FILER' | 'SIGNATORY' | 'REVIEWER' | 'LEADER' | 'ADMIN';
/** Who work on the own unit's report: one files it, or one marks it ready and the other signs. */
export const FILING_ROLES = ['FILER', 'SIGNATORY'] as const satisfies readonly Role[];
/** Who read it and speak for the own unit. */
export const OWN_ROLES = [...FILING_ROLES, 'LEADER'] as const satisfies readonly Role[];
export type Level = 'PROVINCE' | 'UPPER_LEVEL' | 'GRASSROOTS';

/** Whom one asks for help. `board`, `phone`, `hours` and `email` are '' where the unit does not say them. */
export interface HelpContact {
  readonly unit: string;
  /** "Ban Tuyên giáo – Nữ công" */
  readonly board: string;
  readonly phone: string;
  /** When somebody answers the telephone. */
  readonly hours: string;
  readonly email: string;
}

/** Who is asking: an active account, with its unit, as read for this request. */
export interface Actor {
  readonly accountId: number;
  readonly username: string;
  readonly fullName: string;
  readonly roles: readonly Role[];
  /** The contact of the unit that receives the own unit's reports, where that one says any. */
  readonly helpFrom?: HelpContact;
  readonly unit: {
    readonly id: number;
    readonly name: string;
    readonly level: Level;
    readonly parentId: number | null;
    /** The ids from the root to the unit, "/1/5/": `path` of any unit below starts with it. */
    readonly path: string;
  };
}

/** Who has the machine itself in hand. No account: what such a one does is told as done at the server. */
export const OPERATOR = { accountId: null, fullName: 'Người vận hành, tại máy chủ' } as const;
export type Operator = typeof OPERATOR;

declare const capacity: unique symbol;
type In<C extends string> = Actor & { readonly [capacity]: C };

/** The actor in one capacity. Finders and commands ask for the capacity they need, so the wrong one does not compile. */
export type Filer = In<'Filer'>;
export type Signatory = In<'Signatory'>;
/** Files the own unit's report: filer, or signatory where the unit asks for two steps. */
export type Submitter = In<'Submitter'>;
export type Reviewer = In<'Reviewer'>;
/** Sends the province's report out of the portal: a reviewer of the unit that reports to nobody here. */
export type Sender = In<'Sender'>;
/** Publishes what all units read: a reviewer or an administrator of the unit that reports to nobody here. */
export type Publisher = In<'Publisher'>;
export type Admin = In<'Admin'>;
/** Reads the own unit's report: filer, signatory or leader. */
export type OwnReader = In<'OwnReader'>;
/** Reads reports below the own unit: reviewer or leader. */
export type Overseer = In<'Overseer'>;
/** Fills the own unit's report from the reports below it. */
export type Consolidator = In<'Consolidator'>;

export const actAsFiler = (actor: Actor) => inCapacity<Filer>(actor, 'FILER');
export const actAsSignatory = (actor: Actor) => inCapacity<Signatory>(actor, 'SIGNATORY');
export const actAsSubmitter = (actor: Actor) => inCapacity<Submitter>(actor, ...FILING_ROLES);
export const actAsReviewer = (actor: Actor) => inCapacity<Reviewer>(actor, 'REVIEWER');
export function actAsSender(actor: Actor): Sender {
  if (actor.unit.parentId !== null)
    throw new Forbidden('Chỉ đơn vị cao nhất trên cổng gửi báo cáo ra ngoài cổng.');
  return inCapacity<Sender>(actor, 'REVIEWER');
}
export function actAsPublisher(actor: Actor): Publisher {
  if (actor.unit.parentId !== null)
    throw new Forbidden('Chỉ đơn vị cao nhất trên cổng công bố văn bản, ra thông báo, đề nghị xác nhận.');
  return inCapacity<Publisher>(actor, 'REVIEWER', 'ADMIN');
}
export const actAsAdmin = (actor: Actor) => inCapacity<Admin>(actor, 'ADMIN');
export const actAsOwnReader = (actor: Actor) => inCapacity<OwnReader>(actor, ...OWN_ROLES);
export const actAsOverseer = (actor: Actor) => inCapacity<Overseer>(actor, 'REVIEWER', 'LEADER');
export const actAsConsolidator = (actor: Actor) => inCapacity<Consolidator>(actor, 'REVIEWER', 'LEADER');

export function hasRole(actor: Actor, ...roles: Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role));
}

/** Throws Forbidden unless the account has one of `roles`. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the capacity is the caller's to name
function inCapacity<A extends Actor>(actor: Actor, ...roles: Role[]): A {
  if (!hasRole(actor, ...roles)) throw new Forbidden('Tài khoản của bạn không có quyền dùng trang này.');
  return actor as A;
}
