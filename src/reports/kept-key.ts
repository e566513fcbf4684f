import type { OpenedOwn } from './finders.js';

/** Under what the browser keeps what its account has typed into a report and not saved yet (client/backup.ts). */
export function keptKey({ actor, report }: OpenedOwn): string {
  return `${actor.accountId}:${report.id}`;
}
