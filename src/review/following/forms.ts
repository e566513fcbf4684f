import { withQuery } from '../../platform/http/query.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { following } from '../../reports/addresses.js';
import { branchesFile, followingFile } from '../addresses.js';
import { lowerLevels } from '../../units/rules.js';
import { DUE_SOON_DAYS } from './rules.js';

export const timelinessFilters = [
  'on-time',
  'late',
  'due',
  'due-soon',
  'overdue',
  'correction-due',
  'correction-overdue',
] as const;
export type TimelinessFilter = (typeof timelinessFilters)[number];
export const statusFilters = [
  'NOT_STARTED',
  'IN_PROGRESS',
  'SUBMITTED',
  'RETURNED',
  'ACCEPTED',
  'EXEMPT',
  // All that are still missing from the consolidation.
  'NOT_ACCEPTED',
] as const;
/** NONE: nobody of the unit can be reached by mail. */
export const contactFilters = ['NONE'] as const;
/** ENDED: units that are no longer active. */
export const activityFilters = ['ENDED'] as const;
export const sorts = ['name', 'newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];

/** What the table of branches can be put in order by, and which way. */
export const branchOrders = {
  'da-nop': 'received',
  'dung-han': 'onTime',
  'chap-nhan': 'accepted',
  'qua-han': 'overdue',
} as const;
type BranchOrder = keyof typeof branchOrders;
export interface BranchSort {
  readonly by: (typeof branchOrders)[BranchOrder];
  /** The lowest first. */
  readonly isRising: boolean;
}

/** What the list is asked for, as the address says it. */
export interface FollowQuery {
  readonly status?: (typeof statusFilters)[number];
  readonly timeliness?: TimelinessFilter;
  readonly level?: (typeof lowerLevels)[number];
  readonly contact?: (typeof contactFilters)[number];
  readonly activity?: (typeof activityFilters)[number];
  /** As typed; compared folded. */
  readonly name: string;
  readonly sort: Sort;
  /** What "soon due" means, in working days. */
  readonly days: number;
  /** The id of the last report of the page before. */
  readonly after?: number;
  /** The same of the table of branches. */
  readonly branchesAfter?: number;
  /** The order of the branches; that of their names where it is absent. */
  readonly branchSort?: BranchSort;
  /** The unit whose children are listed; the own unit where it is absent. */
  readonly unitId?: number;
}

/**
 * Reads the address's query. `unknown` names the parameters whose value means nothing; they are left out. A page
 * that does not exist is the first one.
 */
export function readFollowQuery(query: Record<string, unknown>): { query: FollowQuery; unknown: string[] } {
  const unknown: string[] = [];
  const read = <T>(name: string, meaning: (text: string) => T | undefined): T | undefined => {
    const value = query[name];
    if (value === undefined || value === '') return undefined;
    const found = typeof value === 'string' ? meaning(value) : undefined;
    if (found === undefined) unknown.push(name);
    return found;
  };
  const choice = <T extends string>(name: string, known: readonly T[]) =>
    read(name, (value) => known.find((item) => item === value));
  const parts = {
    status: choice('trang-thai', statusFilters),
    timeliness: choice('thoi-han', timelinessFilters),
    level: choice('cap', lowerLevels),
    contact: choice('lien-he', contactFilters),
    activity: choice('hoat-dong', activityFilters),
    unitId: read('don-vi', readId),
    branchSort: read('xep-nhanh', readBranchSort),
    after: readId(query['sau']),
    branchesAfter: readId(query['nhanh']),
  };
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const name = read('ten', (value) => clip(cleanLine(value), 200)) ?? '';
  const days = read('ngay', workingDays) ?? DUE_SOON_DAYS;
  return { query: { ...given, name, days, sort: choice('sap-xep', sorts) ?? 'name' }, unknown };
}

/** "da-nop": the highest first; "da-nop-tang": the lowest. */
function readBranchSort(text: string): BranchSort | undefined {
  const order = text.replace(/-tang$/, '');
  if (!Object.hasOwn(branchOrders, order)) return undefined;
  return { by: branchOrders[order as BranchOrder], isRising: order !== text };
}

function branchSortText(sort: BranchSort | undefined): string | undefined {
  const order = Object.entries(branchOrders).find(([, sorted]) => sorted === sort?.by)?.[0];
  return order && `${order}${sort?.isRising ? '-tang' : ''}`;
}

/** Nothing asked for but whose children, and what "soon" means. */
export function unfiltered({ unitId, days = DUE_SOON_DAYS }: Partial<FollowQuery> = {}): FollowQuery {
  return { name: '', sort: 'name', days, ...(unitId ? { unitId } : {}) };
}

/** The address that asks for this; the page is left out unless `after` says it. */
export function followAddress(year: string, query: FollowQuery, after?: number): string {
  return `${following(year)}${search(query, ['sau', after])}`;
}

/** The address of the next branches, with what the list is asked for and their order. */
export function branchesAddress(year: string, query: FollowQuery, after?: number): string {
  return `${following(year)}${search(query, ['nhanh', after])}`;
}

/** The branches put into an order, with what the list is asked for. */
export function branchOrderAddress(year: string, query: FollowQuery, branchSort: BranchSort): string {
  return `${branchesAddress(year, { ...query, branchSort })}#theo-nhanh`;
}

/** The address of the whole list as a file. */
export function exportAddress(year: string, query: FollowQuery, kind: 'xlsx' | 'csv'): string {
  return `${followingFile(year, kind)}${search(query)}`;
}

/** The address of all branches as a file, in the order in which they are shown. */
export function leagueAddress(
  year: string,
  { unitId, branchSort }: FollowQuery,
  kind: 'xlsx' | 'csv',
): string {
  return withQuery(branchesFile(year, kind), {
    'don-vi': unitId?.toString(),
    'xep-nhanh': branchSortText(branchSort),
  });
}

type Pair = [name: string, value: string | number | undefined];

function search(query: FollowQuery, ...more: Pair[]): string {
  const pairs: Pair[] = [
    ['don-vi', query.unitId],
    ['trang-thai', query.status],
    ['thoi-han', query.timeliness],
    ['cap', query.level],
    ['lien-he', query.contact],
    ['hoat-dong', query.activity],
    ['ten', query.name || undefined],
    ['ngay', query.days === DUE_SOON_DAYS ? undefined : query.days],
    ['sap-xep', query.sort === 'name' ? undefined : query.sort],
    ['xep-nhanh', branchSortText(query.branchSort)],
    ...more,
  ];
  const params = new URLSearchParams();
  for (const [name, value] of pairs) if (value !== undefined) params.set(name, String(value));
  const text = params.toString();
  return text ? `?${text}` : '';
}

function workingDays(text: string): number | undefined {
  return /^[1-9]\d?$/.test(text.trim()) && Number(text) <= 60 ? Number(text) : undefined;
}
