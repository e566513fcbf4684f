import { formatDay } from '../platform/text/format.js';
import type { Admin, Level } from '../platform/actor.js';

/** From the root downwards. */
export const levels = ['PROVINCE', 'UPPER_LEVEL', 'GRASSROOTS'] as const satisfies readonly Level[];

/** Those below the federation. */
export const lowerLevels = ['UPPER_LEVEL', 'GRASSROOTS'] as const satisfies readonly Level[];

export const levelNames: Readonly<Record<Level, string>> = {
  PROVINCE: 'LĐLĐ tỉnh',
  UPPER_LEVEL: 'Công đoàn cấp trên cơ sở',
  GRASSROOTS: 'Công đoàn cơ sở',
};

/** The lower levels as a box offers them. */
export const lowerLevelItems = lowerLevels.map((level) => ({ value: level, text: levelNames[level] }));

/** What the rules on the tree look at; `activeTo` is the first day on which the unit is no longer active. */
export interface Placed {
  readonly level: Level;
  readonly path: string;
  readonly activeFrom: Date;
  readonly activeTo: Date | null;
}

/** The administrator of the federation's own unit looks after everything. */
export function isRootAdmin(admin: Admin): boolean {
  return admin.unit.parentId === null;
}

/** A parent stands on a higher level than its children. */
export function mayStandBelow(level: Level, parentLevel: Level): boolean {
  return levels.indexOf(level) > levels.indexOf(parentLevel);
}

/** Whether `unit` is `ancestor` or stands anywhere below it. */
export function isWithin(unit: { path: string }, ancestor: { path: string }): boolean {
  return unit.path.startsWith(ancestor.path);
}

/** Whether a unit is active for as long as another that needs it. */
export function lastsAsLongAs(unit: { activeTo: Date | null }, other: { activeTo: Date | null }): boolean {
  return unit.activeTo === null || (other.activeTo !== null && other.activeTo <= unit.activeTo);
}

export function isActive(unit: { activeTo: Date | null }, now: Date): boolean {
  return unit.activeTo === null || now < unit.activeTo;
}

/** The first day on which a unit's people can no longer sign in; null where it goes on. */
export function workedForUntil({ accountsUntil, activeTo }: Ended): Date | null {
  return accountsUntil ?? activeTo;
}

/** Whether a unit's people can sign in; in SQL: `findActor` of accounts/finders.ts. */
export function isWorkedFor(unit: Ended, now: Date): boolean {
  const until = workedForUntil(unit);
  return until === null || now < until;
}
interface Ended {
  readonly activeTo: Date | null;
  readonly accountsUntil: Date | null;
}

/** "đã kết thúc hoạt động từ ngày 01/10/2026", or that it is going to; '' where it goes on. */
export function endedWords(unit: { activeTo: Date | null }, now: Date): string {
  if (!unit.activeTo) return '';
  return `${isActive(unit, now) ? 'sẽ' : 'đã'} kết thúc hoạt động từ ngày ${formatDay(unit.activeTo)}`;
}

/** A field of the unit's form and what is wrong with it. */
export interface UnitProblem {
  readonly field: 'level' | 'parentId' | 'activeFrom' | 'activeTo';
  readonly message: string;
}

/** Whether a unit may stand where it is wanted; `children` are those it has, `unit` its place now (none when new). */
export function placeProblems(
  wanted: Wanted,
  parent: Placed,
  unit?: { path: string },
  children: readonly Placed[] = [],
): UnitProblem[] {
  const problem = parentProblem(wanted, parent, unit);
  return [...(problem ? [problem] : []), ...childrenProblems(wanted, children)];
}

interface Wanted {
  readonly level: Level;
  readonly activeFrom: Date;
  readonly activeTo: Date | null;
}

function parentProblem(wanted: Wanted, parent: Placed, unit?: { path: string }): UnitProblem | undefined {
  if (unit && isWithin(parent, unit))
    return {
      field: 'parentId',
      message: 'Một đơn vị không thể trực thuộc chính nó hoặc đơn vị cấp dưới của nó.',
    };
  if (!mayStandBelow(wanted.level, parent.level))
    return { field: 'parentId', message: 'Đơn vị cấp trên phải ở cấp cao hơn đơn vị này.' };
  if (!beginsBefore(parent, wanted))
    return {
      field: 'activeFrom',
      message: `Đơn vị cấp trên hoạt động từ ngày ${formatDay(parent.activeFrom)}; đơn vị này không thể bắt đầu sớm hơn.`,
    };
  if (!lastsAsLongAs(parent, wanted))
    return {
      field: 'parentId',
      message: 'Đơn vị cấp trên ngừng hoạt động trước đơn vị này. Hãy chọn đơn vị cấp trên khác.',
    };
  return undefined;
}

function childrenProblems(wanted: Wanted, children: readonly Placed[]): UnitProblem[] {
  const problems: UnitProblem[] = [];
  if (!children.every((child) => mayStandBelow(child.level, wanted.level)))
    problems.push({
      field: 'level',
      message: 'Cấp này không cao hơn các đơn vị đang trực thuộc. Hãy chuyển các đơn vị ấy trước.',
    });
  if (!children.every((child) => beginsBefore(wanted, child)))
    problems.push({
      field: 'activeFrom',
      message: 'Có đơn vị trực thuộc hoạt động từ trước ngày này. Hãy chọn ngày sớm hơn.',
    });
  if (wanted.activeTo && wanted.activeTo <= wanted.activeFrom)
    problems.push({ field: 'activeTo', message: 'Ngày ngừng hoạt động phải sau ngày bắt đầu.' });
  else if (!children.every((child) => lastsAsLongAs(wanted, child)))
    problems.push({
      field: 'activeTo',
      message: 'Còn đơn vị trực thuộc hoạt động sau ngày này. Hãy chuyển hoặc cho ngừng các đơn vị ấy trước.',
    });
  return problems;
}

/** A period gives both their reports, or the child's figures would go nowhere. The federation is older than its portal. */
function beginsBefore(parent: Wanted, child: Wanted): boolean {
  return parent.level === 'PROVINCE' || parent.activeFrom <= child.activeFrom;
}

/** Whether the units below it have nobody to ask; a grassroots union has none below. */
export function lacksContact(unit: {
  readonly level: Level;
  readonly contactPhone: string;
  readonly contactEmail: string;
}): boolean {
  return unit.level !== 'GRASSROOTS' && unit.contactPhone === '' && unit.contactEmail === '';
}
