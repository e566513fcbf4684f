import { timingSafeEqual } from 'node:crypto';
import { hasRole, type Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { digest } from '../../platform/text/digest.js';
import { findActor } from '../../accounts/finders.js';
import { looksAfterUnits } from '../../accounts/rules.js';
import { dueBeforeFor } from '../../reports/deadlines.js';
import { TIMED } from '../../reports/deadline-finders.js';
import type { DatedReport } from './rules.js';

/** When the own address was made; null where there is none. */
export async function feedMadeAt(db: Db, { accountId }: Actor): Promise<Date | null> {
  return (await db.calendarFeed.findUnique({ where: { accountId } }))?.madeAt ?? null;
}

/** Whose days an address shows. NotFound where it was revoked, is wrong, or its account can no longer sign in. */
export async function feedActor(db: Db, accountId: number, token: string, now: Date): Promise<Actor> {
  const feed = await db.calendarFeed.findUnique({ where: { accountId } });
  const actor = feed && isSame(feed.tokenHash, digest(token)) && (await findActor(db, accountId, now));
  if (!actor) throw new NotFound('Không có lịch này, hoặc địa chỉ đã bị thu hồi.');
  return actor;
}

function isSame(kept: string, given: string): boolean {
  const [one, other] = [Buffer.from(kept), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}

type Row = Omit<DatedReport, 'childrenBefore' | 'childrenWithOwnDay'> & {
  readonly dueBeforeProvince: Date;
  readonly dueBeforeUpperLevel: Date;
  readonly dueBeforeGrassroots: Date;
};

/** The own unit's reports of the years that run, or ended less than a year ago; none for who only administers. */
export async function datedReports(db: Db, actor: Actor, now: Date): Promise<DatedReport[]> {
  if (!hasRole(actor, 'FILER', 'SIGNATORY', 'REVIEWER', 'LEADER')) return [];
  const { unit } = actor;
  const rows = await db.$queryRaw<Row[]>`
    SELECT period.year, report.unit_id AS "unitId", period.opens_on AS "opensOn", ${TIMED},
      period.due_before_province AS "dueBeforeProvince", period.due_before_upper_level AS "dueBeforeUpperLevel",
      period.due_before_grassroots AS "dueBeforeGrassroots",
      (SELECT count(*)::int FROM history_events WHERE report_id = report.id)
        + (SELECT count(*)::int FROM date_changes WHERE period_id = period.id) AS changes,
      greatest(period.opened_at, (SELECT max(at) FROM history_events WHERE report_id = report.id),
        (SELECT max(changed_at) FROM date_changes WHERE period_id = period.id)) AS "changedAt"
    FROM reports report JOIN periods period ON period.id = report.period_id
    WHERE report.unit_id = ${unit.id} AND period.opened_at IS NOT NULL AND period.lock_on > ${addDays(now, -365)}
    ORDER BY period.year`;
  const looksAfter = looksAfterUnits(actor) && unit.level !== 'GRASSROOTS';
  return Promise.all(
    rows.map(async (row) => {
      const childrenBefore = looksAfter ? dueBeforeFor(row, unit) : null;
      const childrenWithOwnDay = childrenBefore ? await ownDaysBelow(db, row, childrenBefore) : 0;
      return { ...row, childrenBefore, childrenWithOwnDay };
    }),
  );
}

/** How many direct children file by another day than the one for all. */
function ownDaysBelow(db: Db, { year, unitId }: Row, common: Date): Promise<number> {
  return db.report.count({
    where: { parentId: unitId, period: { year }, status: { not: 'EXEMPT' }, dueBefore: { not: common } },
  });
}
