import { OWN_ROLES, type Actor } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import { fold } from '../platform/text/text.js';
import { mailboxesOf } from '../accounts/finders.js';
import { membersOf } from './team.js';

/** Who hears by mail of the day of an inspection. */
export interface Hearer {
  readonly accountId: number | null;
  readonly name: string;
  readonly address: string;
  readonly unitId: number;
  readonly isOfTeam: boolean;
}
export interface Hearers {
  readonly hearers: readonly Hearer[];
  /** Those whom no mail reaches, by name: members of the team, and the unit where nobody of it has an address. */
  readonly unreached: readonly string[];
}
interface Visit {
  readonly parentId: number;
  readonly unitId: number;
  readonly unit: { readonly name: string };
  readonly team: string;
  readonly announcedAt: Date | null;
}

/**
 * The team, and the unit once it knows; each address once. Who wants no such mail is in neither list, nor is the actor
 * among those who must be told otherwise: who acts knows.
 */
export async function hearersOf(
  db: Db | Tx,
  visit: Visit,
  actor: Pick<Actor, 'accountId'>,
): Promise<Hearers> {
  const team = await teamOf(db, visit, actor);
  const unit = visit.announcedAt ? await hearersAtUnit(db, visit) : { hearers: [], unreached: [] };
  const all = [...unit.hearers, ...team.hearers];
  const byAddress = new Map(all.map((one) => [one.address.toLowerCase(), one]));
  return { hearers: [...byAddress.values()], unreached: [...unit.unreached, ...team.unreached] };
}

/** Those of the inspected unit who hear of it. */
export async function hearersAtUnit(
  db: Db | Tx,
  { unitId, unit }: Pick<Visit, 'unitId' | 'unit'>,
): Promise<Hearers> {
  const found = (await mailboxesOf(db, [unitId], 'inspected', OWN_ROLES)).get(unitId);
  const hearers = (found ?? []).map((one) => ({ ...one, unitId, isOfTeam: false }));
  return { hearers, unreached: hearers.length > 0 ? [] : [unit.name] };
}

/** A member is the account of the own unit that has its name; else the address that stands beside the name. */
async function teamOf(
  db: Db | Tx,
  { parentId, team }: Visit,
  { accountId: actorId }: Pick<Actor, 'accountId'>,
): Promise<Hearers> {
  const members = membersOf(team);
  const accounts = await db.account.findMany({
    where: {
      unitId: parentId,
      deactivatedAt: null,
      OR: members.map(({ name }) => ({ nameFolded: { startsWith: fold(name) } })),
    },
    select: { id: true, fullName: true, email: true, mutedMessages: true },
    orderBy: { id: 'asc' },
  });
  const found = members.map(({ name, address }) => {
    const own = accounts.find((one) => fold(one.fullName) === fold(name));
    const to = own?.email || address;
    return {
      name,
      address: to,
      accountId: own?.id ?? null,
      isMuted: own?.mutedMessages.includes('inspected'),
    };
  });
  return {
    hearers: found
      .filter(({ address, isMuted }) => address !== '' && !isMuted)
      .map(({ isMuted: _, ...one }) => ({ ...one, unitId: parentId, isOfTeam: true })),
    unreached: found
      .filter(({ address, accountId }) => address === '' && accountId !== actorId)
      .map(({ name }) => name),
  };
}
