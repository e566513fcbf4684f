import type { Role } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { record } from '../../history/commands.js';
import { findRequirement, type RuleAdmin } from './finders.js';
import { defaultRequirement, isTooEarly, requirementInWords, type Requirement } from './rules.js';

export interface WantedRequirement {
  readonly roles: readonly Role[];
  readonly rootRoles: readonly Role[];
  readonly startsOn: Date;
  readonly version: number;
}

/**
 * Says who must have a second factor; stale where somebody said so since that `version`. Refused where it would begin on a day
 * that is over: nobody would have had notice of it.
 */
export function saveRequirement(
  db: Db,
  admin: RuleAdmin,
  { version, ...wanted }: WantedRequirement,
  now: Date,
): Promise<Outcome<true, Requirement & { version: number }>> {
  return db.$transaction(async (tx) => {
    const saved = await findRequirement(tx);
    if (saved.version === version && isTooEarly(wanted.startsOn, saved, now))
      return { problems: [TOO_EARLY] };
    const data = { ...wanted, roles: [...wanted.roles], rootRoles: [...wanted.rootRoles] };
    const { count } =
      version === 0
        ? await tx.secondFactorRule.createMany({ data: [data], skipDuplicates: true })
        : await tx.secondFactorRule.updateMany({
            where: { version },
            data: { ...data, version: { increment: 1 } },
          });
    if (count === 0) return { stale: await findRequirement(tx) };
    const detail = { who: requirementInWords(wanted) };
    const event = { at: now, action: 'second-factor-required' as const, actor: admin };
    await record(tx, { ...event, unitId: admin.unit.id, detail });
    return { done: true };
  });
}

const TOO_EARLY = {
  field: 'startsOn',
  message: 'Ngày bắt đầu đã qua. Hãy nhập từ hôm nay trở đi.',
};

/** What a new portal begins with, from the first day on. */
export async function beginRequirement(tx: Tx, startsOn: Date): Promise<void> {
  const { roles, rootRoles } = defaultRequirement;
  await tx.secondFactorRule.create({ data: { roles: [...roles], rootRoles: [...rootRoles], startsOn } });
}
