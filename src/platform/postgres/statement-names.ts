import { createHash } from 'node:crypto';

// A statement with a name is read and planned once a connection, and not each time: half of what a short one costs. Named are
// only those whose plan fits whatever they are asked for (docs/decisions/0079).

/** How many a process names; each connection keeps each of them. */
const MOST = 300;

/** What belongs to one row, one report or one unit, and rows that are put in. */
const OF_ONE = /\bWHERE \(*"(?:t0|public"\."\w+)"\."(?:id|report_id|unit_id)" = \$\d+/;
/** With more, how many differs from one to the next, and so would the names. */
const FEW_VALUES = 40;
/** Stands in a statement that is written by hand and is of one row, report or unit. */
export const OF_ONE_ROW = '/* of one row */';

/** Names the statements of a process's connections; '' for none. */
export function statementNames(): (statement: { readonly sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= MOST || !isOfOne(sql)) return '';
    const name = createHash('sha256').update(sql).digest('hex').slice(0, 32);
    names.set(sql, name);
    return name;
  };
}

function isOfOne(sql: string): boolean {
  if (sql.startsWith('INSERT')) return !sql.includes(`$${FEW_VALUES + 1}`);
  return OF_ONE.test(sql) || sql.includes(OF_ONE_ROW);
}
