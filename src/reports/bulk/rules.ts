import { SELECTION_LIMIT } from '../../platform/page/selection.js';

/** A report as its reviewer saw it in a list. */
export interface Seen {
  readonly id: number;
  readonly version: number;
  /** Who looked after it then; 0: nobody. */
  readonly assignee: number;
}

/** The most reports that one form decides on. */
export const BULK_LIMIT = SELECTION_LIMIT;

/** "12:3:0", as lists post it. */
export function seenText({ id, version, assignee }: Seen): string {
  return [id, version, assignee].join(':');
}

/** What a list posted, one a line or separated by commas; anything else is left out, a report that stands twice counts once. */
export function readSeen(text: string): Seen[] {
  const found = text
    .split(/[\n,]/)
    .map((item) => /^([1-9]\d{0,8}):(\d{1,9}):(\d{1,9})$/.exec(item.trim()))
    .flatMap((match) => (match ? [match.slice(1).map(Number)] : []));
  return [
    ...new Map(found.map(([id = 0, version = 0, assignee = 0]) => [id, { id, version, assignee }])).values(),
  ];
}

/** A report that a bulk action left as it is, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}
export interface BulkResult {
  readonly done: number;
  readonly leftOut: readonly LeftOut[];
}
