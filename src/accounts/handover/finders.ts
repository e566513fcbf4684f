import type { Admin } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { FieldError } from '../../platform/page/forms.js';
import { isWorkedFor } from '../../units/rules.js';
import type { ManagedAccount } from '../administration/finders.js';
import { dayProblem } from './rules.js';

type Leaving = ManagedAccount['account'];

/** What of an account is not done and not cancelled; null where nothing is. */
export function openHandover(db: Db | Tx, { id: accountId }: { id: number }) {
  return db.handover.findFirst({
    where: { accountId, doneAt: null, cancelledAt: null },
    include: { successor: { select: { fullName: true, username: true } } },
  });
}
export type OpenHandover = NonNullable<Awaited<ReturnType<typeof openHandover>>>;

/** What was last done or set for an account, or failed on its day; null where nothing was. */
export function lastHandover(db: Db, { id: accountId }: { id: number }) {
  const unit = { select: { path: true } } as const;
  return db.handover.findFirst({
    where: { accountId, OR: [{ cancelledAt: null }, { failure: { not: '' } }] },
    include: {
      successor: { select: { id: true, fullName: true, username: true, anonymisedAt: true, unit } },
    },
    orderBy: { id: 'desc' },
  });
}
export type LastHandover = NonNullable<Awaited<ReturnType<typeof lastHandover>>>;

/** Who took a post over and cannot get in, since nothing was made by which a password is chosen; the latest first. */
export async function successorsWithoutLink(db: Db, admin: Admin, now: Date): Promise<WithoutLink[]> {
  return db.$queryRaw<WithoutLink[]>`
    SELECT s.id, s.full_name AS "fullName", l.full_name AS "fromName", u.name AS "unitName"
    FROM handovers h JOIN accounts s ON s.id = h.successor_id JOIN accounts l ON l.id = h.account_id
      JOIN units u ON u.id = s.unit_id
    WHERE h.done_at IS NOT NULL AND u.path LIKE ${`${admin.unit.path}%`}
      AND s.deactivated_at IS NULL AND s.password_hash IS NULL AND s.signed_in_at IS NULL
      AND (s.activation_hash IS NULL OR s.activation_expires_at <= ${now})
      AND NOT EXISTS (SELECT FROM one_time_codes c WHERE c.account_id = s.id AND c.expires_at > ${now})
    ORDER BY h.done_at DESC, h.id DESC LIMIT ${SHOWN_AT_ONCE}`;
}
export interface WithoutLink {
  readonly id: number;
  readonly fullName: string;
  readonly fromName: string;
  readonly unitName: string;
}
const SHOWN_AT_ONCE = 5;

/** Who of the same unit can take an account's post over, by name. */
export function possibleSuccessors(db: Db, { id, unitId }: Leaving) {
  return db.account.findMany({
    where: { unitId, deactivatedAt: null, id: { not: id } },
    select: {
      ...{ id: true, fullName: true, username: true, position: true },
      ...{ email: true, phone: true, zaloName: true },
    },
    orderBy: [{ fullName: 'asc' }, { id: 'asc' }],
    take: 200,
  });
}
export type Successors = Awaited<ReturnType<typeof possibleSuccessors>>;

/** What else ends with an account, and whether nobody else administers the federation. */
export async function endingWith(db: Db, { id, unit, roles }: Leaving) {
  const isRootAdmin = unit.parentId === null && roles.includes('ADMIN');
  const others = { unit: { parentId: null }, roles: { has: 'ADMIN' as const }, id: { not: id } };
  const [devices, calendars, admins] = await Promise.all([
    db.pushDevice.count({ where: { accountId: id } }),
    db.calendarFeed.count({ where: { accountId: id } }),
    isRootAdmin
      ? db.account.count({ where: { ...others, deactivatedAt: null, passwordHash: { not: null } } })
      : 1,
  ]);
  return { devices, hasCalendar: calendars > 0, isLastAdmin: admins === 0 };
}
export type EndingWith = Awaited<ReturnType<typeof endingWith>>;

/** To an account of the unit, or to somebody who gets one under that name; what cannot be read yet is left out. */
interface Meant {
  readonly successor?: number;
  readonly username?: string;
  readonly day?: Date;
}

/** What speaks against a handover, by the fields of its form. */
export async function handoverProblems(
  db: Db | Tx,
  account: Leaving,
  { successor, username, day }: Meant,
  now: Date,
): Promise<FieldError[]> {
  if (!isWorkedFor(account.unit, now)) return [{ field: '', message: UNIT_ENDED }];
  const late = day && dayProblem(day, now);
  const who =
    successor === undefined
      ? username !== undefined && (await usernameProblem(db, account, username))
      : await successorProblem(db, account, successor);
  return [...(who ? [who] : []), ...(late ? [{ field: 'day', message: late }] : [])];
}

async function successorProblem(db: Db | Tx, { id, unitId }: Leaving, successor: number) {
  if (successor === id) return { field: 'successor', message: TO_ITSELF };
  const where = { id: successor, unitId, deactivatedAt: null };
  return (await db.account.count({ where })) > 0 ? undefined : { field: 'successor', message: NO_SUCCESSOR };
}

/** Whoever has the name and can be chosen on the page is named. */
async function usernameProblem(db: Db | Tx, { id, unitId }: Leaving, username: string) {
  const taken = await db.account.findUnique({ where: { username } });
  if (!taken) return undefined;
  const isOffered = taken.id !== id && taken.unitId === unitId && taken.deactivatedAt === null;
  return { field: 'username', message: isOffered ? takenBy(taken.fullName) : USERNAME_TAKEN };
}

/** The handovers whose day has come; some at a time. */
export async function dueHandovers(db: Db, now: Date): Promise<number[]> {
  const rows = await db.handover.findMany({
    where: { doneAt: null, cancelledAt: null, effectiveOn: { lte: now } },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: 100,
  });
  return rows.map(({ id }) => id);
}

export const USERNAME_TAKEN = 'Tên đăng nhập này đã có người dùng. Hãy đặt tên khác.';
const takenBy = (fullName: string) =>
  `Tên đăng nhập này đã có người dùng: ${fullName}, cùng đơn vị. Nếu đó là người nhận, hãy chọn ở ô “Người nhận bàn giao”; nếu không, hãy đặt tên khác.`;
const TO_ITSELF = 'Không bàn giao cho chính tài khoản này được. Hãy chọn người khác.';
const NO_SUCCESSOR =
  'Tài khoản được chọn không còn hoạt động ở đơn vị này. Hãy chọn người khác trong danh sách.';
const UNIT_ENDED =
  'Đơn vị của tài khoản này đã kết thúc hoạt động, người của đơn vị không đăng nhập được, nên không còn gì để bàn giao.';
