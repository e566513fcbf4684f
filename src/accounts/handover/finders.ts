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

/** Who of the same unit can take an account's post over, by name. */
export function possibleSuccessors(db: Db, { id, unitId }: Leaving) {
  return db.account.findMany({
    where: { unitId, deactivatedAt: null, id: { not: id } },
    select: { id: true, fullName: true, username: true },
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

/** To an account of the unit, or to somebody who gets one under that name. */
type Whom = { readonly successor: number } | { readonly username: string };

/** What speaks against a handover, by the fields of its form. */
export async function handoverProblems(
  db: Db | Tx,
  account: Leaving,
  wanted: Whom & { readonly day: Date },
  now: Date,
): Promise<FieldError[]> {
  if (!isWorkedFor(account.unit, now)) return [{ field: '', message: UNIT_ENDED }];
  const late = dayProblem(wanted.day, now);
  const who =
    'successor' in wanted
      ? await successorProblem(db, account, wanted.successor)
      : await usernameProblem(db, wanted.username);
  return [...(who ? [who] : []), ...(late ? [{ field: 'day', message: late }] : [])];
}

async function successorProblem(db: Db | Tx, { id, unitId }: Leaving, successor: number) {
  if (successor === id) return { field: 'successor', message: TO_ITSELF };
  const where = { id: successor, unitId, deactivatedAt: null };
  return (await db.account.count({ where })) > 0 ? undefined : { field: 'successor', message: NO_SUCCESSOR };
}

async function usernameProblem(db: Db | Tx, username: string) {
  const isTaken = (await db.account.count({ where: { username } })) > 0;
  return isTaken ? { field: 'username', message: USERNAME_TAKEN } : undefined;
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

export const USERNAME_TAKEN =
  'Tên đăng nhập này đã có người dùng. Nếu đó là người nhận, hãy chọn tài khoản của họ ở ô “Người nhận bàn giao”; nếu không, hãy đặt tên khác.';
const TO_ITSELF = 'Không bàn giao cho chính tài khoản này được. Hãy chọn người khác.';
const NO_SUCCESSOR =
  'Tài khoản được chọn không còn hoạt động ở đơn vị này. Hãy chọn người khác trong danh sách.';
const UNIT_ENDED =
  'Đơn vị của tài khoản này đã kết thúc hoạt động, người của đơn vị không đăng nhập được, nên không còn gì để bàn giao.';
