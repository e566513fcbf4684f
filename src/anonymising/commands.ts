import type { Admin } from '../platform/actor.js';
import { NotPossible } from '../platform/errors.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import type { Account } from '../platform/prisma/client.js';
import { foldedName, noLink } from '../accounts/rules.js';
import { endAccess } from '../accounts/commands.js';
import { forgetFactors } from '../accounts/second-factor/reset-commands.js';
import { forgetMarker } from '../consolidation/passages/commands.js';
import { record } from '../history/commands.js';
import { forgetReceiver } from '../mail/commands.js';
import { forgetCalls } from '../reminders/calls/commands.js';
import { forgetAuthor } from '../reports/authors/commands.js';
import { anonymousName, anonymousUsername, contactsOf, endedBefore, without } from './rules.js';
import type { OpenedPerson } from './finders.js';

/** Takes from an account that has ended whose it was, for good. NotPossible where it is used, or was changed meanwhile. */
export function anonymise(
  db: Db,
  { admin, account }: OpenedPerson,
  { version, reason }: { readonly version: number; readonly reason: string },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const isEnded = { id: account.id, version, deactivatedAt: { not: null }, anonymisedAt: null };
    const ended = await tx.account.findFirst({ where: isEnded });
    if (!ended) throw new NotPossible(NOT_ENDED);
    const told = without(reason, [...contactsOf(ended), ended.fullName]);
    await forget(tx, ended, { admin, reason: told }, now);
  });
}

const NOT_ENDED =
  'Tài khoản này đang hoạt động, hoặc vừa được thay đổi. Hãy ngừng tài khoản trước, rồi mở lại trang này.';

/** Does the same by itself with some that ended longer ago than the federation keeps them; answers with how many. */
export async function anonymiseEnded(db: Db, now: Date, most: number, years: number): Promise<number> {
  const ended = await db.account.findMany({
    where: { deactivatedAt: { lt: endedBefore(now, years) }, anonymisedAt: null },
    orderBy: { deactivatedAt: 'asc' },
    select: { id: true },
    take: most,
  });
  let count = 0;
  for (const { id } of ended) count += (await forgetEnded(db, id, now, years)) ? 1 : 0;
  return count;
}

/** False where another process is just at it, or the account is used again. */
function forgetEnded(db: Db, id: number, now: Date, years: number): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const [free] = await tx.$queryRaw<object[]>`
      SELECT id FROM accounts WHERE id = ${id} AND anonymised_at IS NULL AND deactivated_at < ${endedBefore(now, years)}
      FOR UPDATE SKIP LOCKED`;
    if (!free) return false;
    const account = await tx.account.findUniqueOrThrow({ where: { id } });
    await forget(tx, account, { admin: null, reason: `tài khoản đã ngừng quá ${years} năm` }, now);
    return true;
  });
}

interface By {
  /** null: the portal itself. */
  readonly admin: Admin | null;
  readonly reason: string;
}

/** Submissions, issued papers and the history stay as they are: they are the record of what was done (decision 78). */
async function forget(tx: Tx, account: Account, { admin, reason }: By, now: Date): Promise<void> {
  const { id, unitId, fullName } = account;
  const person = { id, unitId, fullName, anonymous: anonymousName(id), contacts: contactsOf(account) };
  await emptyAccount(tx, id, now);
  await endAccess(tx, [id]);
  await tx.calendarFeed.deleteMany({ where: { accountId: id } });
  await forgetFactors(tx, id);
  await forgetAccess(tx, account);
  await forgetReceiver(tx, person, now);
  await forgetAuthor(tx, person, (text) => without(text, person.contacts));
  await forgetMarker(tx, person);
  await forgetCalls(tx, person, (text) => without(text, [...person.contacts, fullName]));
  const detail = { number: id, reason };
  await record(tx, { at: now, action: 'account-anonymised', actor: admin, unitId, detail });
}

async function emptyAccount(tx: Tx, id: number, now: Date): Promise<void> {
  const [username, fullName] = [anonymousUsername(id), anonymousName(id)];
  await tx.account.update({
    where: { id },
    data: {
      ...{ username, fullName, nameFolded: foldedName({ fullName, username }), anonymisedAt: now },
      ...{ position: '', email: '', phone: '', zaloName: '', passwordHash: null, ...noLink },
      ...{ mutedMessages: [], summaryDay: null, summaryDoneOn: null, signedInAt: null },
      ...{ emailConfirmedAt: null, secondFactorAt: null },
      version: { increment: 1 },
    },
  });
}

/** A code that was told, links that were asked for, and what was said of the person when a post went to them. */
async function forgetAccess(tx: Tx, { id, username }: Account): Promise<void> {
  await tx.oneTimeCode.deleteMany({ where: { accountId: id } });
  await tx.passwordRequest.deleteMany({ where: { username } });
  const nobody = { username: anonymousUsername(id), fullName: anonymousName(id) };
  await tx.handover.updateMany({
    where: { successorId: id },
    data: { ...nobody, position: '', email: '', phone: '', zaloName: '' },
  });
}
