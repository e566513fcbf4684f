import { cleanLine } from '../../platform/text.js';

export const timelinessFilters = ['on-time', 'late', 'due', 'overdue', 'correction-overdue'] as const;
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
export const levelFilters = ['UPPER_LEVEL', 'GRASSROOTS'] as const;
export const sorts = ['name', 'newest', 'oldest'] as const;
export type Sort = (typeof sorts)[number];

/** What the list is asked for, as the address says it. */
export interface FollowQuery {
  readonly status?: (typeof statusFilters)[number];
  readonly timeliness?: TimelinessFilter;
  readonly level?: (typeof levelFilters)[number];
  /** As typed; compared folded. */
  readonly name: string;
  readonly sort: Sort;
  /** The id of the last report of the page before. */
  readonly after?: number;
  /** The unit whose children are listed; the own unit where it is absent. */
  readonly unitId?: number;
}

/**
 * Reads the address's query. `unknown` names the parameters whose value means nothing; they are left out. A page
 * that does not exist is the first one.
 */
export function readFollowQuery(query: Record<string, unknown>): { query: FollowQuery; unknown: string[] } {
  const unknown: string[] = [];
  const choice = <T extends string>(name: string, known: readonly T[]): T | undefined => {
    const value = text(query[name]);
    if (value === '') return undefined;
    const found = known.find((item) => item === value);
    if (!found) unknown.push(name);
    return found;
  };
  const parts = {
    status: choice('trang-thai', statusFilters),
    timeliness: choice('thoi-han', timelinessFilters),
    level: choice('cap', levelFilters),
    after: id(query['sau']),
    unitId: id(query['don-vi']),
  };
  if (text(query['don-vi']) !== '' && parts.unitId === undefined) unknown.push('don-vi');
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const name = cleanLine(text(query['ten'])).slice(0, 200);
  return { query: { ...given, name, sort: choice('sap-xep', sorts) ?? 'name' }, unknown };
}

/** The address's query that asks for this; the page is left out unless `after` says it. */
export function followAddress(year: string, query: FollowQuery, after?: number): string {
  const pairs: [string, string | number | undefined][] = [
    ['don-vi', query.unitId],
    ['trang-thai', query.status],
    ['thoi-han', query.timeliness],
    ['cap', query.level],
    ['ten', query.name || undefined],
    ['sap-xep', query.sort === 'name' ? undefined : query.sort],
    ['sau', after],
  ];
  const params = new URLSearchParams();
  for (const [name, value] of pairs) if (value !== undefined) params.set(name, String(value));
  const text = params.toString();
  return `/theo-doi/${year}${text ? `?${text}` : ''}`;
}

function id(value: unknown): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text(value)) ? Number(value) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
