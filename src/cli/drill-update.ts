import { setTimeout as sleep } from 'node:timers/promises';
import type { DrillPortal } from './drill-portal.js';
import { lostSaves, SECTION, Traffic } from './drill-traffic.js';
import { DRILL_YEAR } from './drill-visitors.js';

/** Between two reloads, in ms: the new processes have served for a while. */
const BETWEEN = 1000;

/** Replaces all processes so many times under traffic. Answers with what it found; `isWell`: nothing failed, nothing is lost. */
export async function drillReloads(portal: DrillPortal, reloads: number, perSecond: number): Promise<Found> {
  const traffic = new Traffic(portal.url, portal.filers, perSecond);
  for (let i = 0; i < reloads; i++) {
    await sleep(BETWEEN);
    portal.child.kill('SIGHUP');
    await portal.says('reload: all processes are new');
  }
  await sleep(BETWEEN);
  return found(portal, traffic, `${reloads} reloads`, true);
}

/** How long traffic goes on before and after, in ms. */
const AROUND = 10_000;

/** Ends the database under traffic by `restart`, which resolves when it is up again; nothing acknowledged may be lost. */
export async function drillDatabase(
  portal: DrillPortal,
  restart: () => Promise<void>,
  perSecond: number,
): Promise<Found> {
  const traffic = new Traffic(portal.url, portal.filers, perSecond);
  await sleep(AROUND);
  await restart();
  await sleep(AROUND);
  return found(portal, traffic, 'the database ended and came back', false);
}

export interface Found {
  readonly lines: readonly string[];
  readonly isWell: boolean;
}

/** Ends the traffic, and lays what was acknowledged beside what is there. */
export async function found(
  { db, filers }: DrillPortal,
  traffic: Traffic,
  what: string,
  mayNotFail: boolean,
): Promise<Found> {
  const rate = traffic.rate();
  await traffic.end();
  const { requests, shed, failures, troubled, times } = traffic.outcomes;
  const stored = await db.sectionDraft.findMany({
    where: { section: SECTION, report: { id: { in: filers.map(({ reportId }) => reportId) } } },
    select: { reportId: true, version: true, answers: true },
  });
  const saves = traffic.acknowledged.reduce((sum, one) => sum + one.saves, 0);
  const lost = lostSaves(traffic.acknowledged, stored);
  const failed = [...failures.values()].reduce((sum, times) => sum + times, 0);
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0);
  const trouble = troubled ? `${((troubled.until - troubled.since) / 1000).toFixed(1)} s` : 'never';
  return {
    lines: [
      `${what}: ${requests} requests of ${filers.length} filers in ${DRILL_YEAR}, ${rate.toFixed(0)}/s; ` +
        `median ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(0.9999)} ms`,
      `  failed ${failed}, told to come back ${shed}; not all was answered for: ${trouble}`,
      `  saves acknowledged ${saves}, sections where one of them is lost ${lost.length}`,
      ...[...failures].map(([failure, times]) => `  ${times} times ${failure}`),
    ],
    isWell: lost.length === 0 && saves > 0 && (!mayNotFail || failed + shed === 0),
  };
}
