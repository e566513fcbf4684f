import type { Db } from '../platform/postgres/db.js';
import { digest } from '../platform/text/digest.js';
import { SIGN_IN_BY_ADDRESS } from './rules.js';

/** What keeps somebody waiting who typed wrong passwords. */
export interface Held {
  /** Of this name, where it waits longest; undefined: nowhere. */
  readonly wait: { readonly until: Date; readonly failures: number } | undefined;
  /** Some address may not try at all, whoever sits there: an office shares one, and only its hash is known. */
  readonly isAddressHeld: boolean;
}

/** `real`: by the clock of the machine, by which addresses are counted. */
export async function findHeld(
  db: Db,
  username: string,
  { now, real }: { readonly now: Date; readonly real: Date },
): Promise<Held> {
  const { name, attempts } = SIGN_IN_BY_ADDRESS;
  const [wait, addresses] = await Promise.all([
    db.signInWait.findFirst({
      where: { name: digest(username), openAt: { gt: now } },
      orderBy: { openAt: 'desc' },
    }),
    db.rateLimit.count({
      where: { key: { startsWith: `${name}:` }, points: { gt: attempts }, expire: { gt: real.getTime() } },
    }),
  ]);
  return {
    wait: wait ? { until: wait.openAt, failures: wait.failures } : undefined,
    isAddressHeld: addresses > 0,
  };
}
