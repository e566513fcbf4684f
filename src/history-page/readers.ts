import { hasRole, type Actor, type Admin } from '../platform/actor.js';
import { actionsFor, type Audience, type HistoryGroup } from '../history/audience-rules.js';
import { isRootAdmin } from '../units/rules.js';

/** Who reads: as somebody of a unit what is of that unit, or as an administrator what is of the branch as well. */
export interface HistoryReader {
  readonly actor: Actor;
  readonly isAdmin: boolean;
  readonly isOfBranch: boolean;
}

export function asUnitReader(actor: Actor): HistoryReader {
  return { actor, isAdmin: hasRole(actor, 'ADMIN'), isOfBranch: false };
}

export function asBranchReader(admin: Admin): HistoryReader {
  return { actor: admin, isAdmin: true, isOfBranch: true };
}

/** Of some units the actions that a reader may know of. */
export interface Part {
  /** Their ids, all below the own one, or whatever there is, also of no unit. */
  readonly units: readonly number[] | 'below' | 'all';
  readonly actions: readonly string[];
}

/** `wanted`: the units that were asked for, which the reader may see; undefined: all of them. */
export function partsFor(
  { actor, isAdmin, isOfBranch }: HistoryReader,
  wanted: readonly number[] | undefined,
  group: HistoryGroup | undefined,
): Part[] {
  const isRoot = isAdmin && actor.unit.parentId === null;
  const isOwnWanted = wanted?.includes(actor.unit.id) ?? true;
  const ofOwn = (audiences: readonly Audience[]): Part => ({
    units: isOwnWanted ? [actor.unit.id] : [],
    actions: actionsFor(audiences, group),
  });
  const ofOthers = (units: Part['units']): Part => ({ units, actions: actionsFor(ABOVE_THE_UNIT, group) });
  const others = wanted?.filter((id) => id !== actor.unit.id);
  const parts =
    isOfBranch && isRoot
      ? [ofOthers(wanted ?? 'all'), ofOwn(['draft'])]
      : [ofOwn(ownAudiences(isAdmin, isRoot)), ofOthers(isOfBranch ? (others ?? 'below') : [])];
  return parts.filter(({ units, actions }) => units.length > 0 && actions.length > 0);
}

const ABOVE_THE_UNIT: readonly Audience[] = ['unit', 'administrators', 'above'];

/** Above the root stands nobody. */
function ownAudiences(isAdmin: boolean, isRoot: boolean): Audience[] {
  return [
    'draft',
    'unit',
    ...(isAdmin ? (['administrators'] as const) : []),
    ...(isRoot ? (['above'] as const) : []),
  ];
}

/** The root's administrator looks for people and units anywhere. */
export function seesAll({ actor, isOfBranch }: HistoryReader): boolean {
  return isOfBranch && isRootAdmin(actor as Admin);
}
