import type { Admin } from '../platform/actor.js';
import type { Db } from '../platform/postgres/db.js';
import { Forbidden, NotFound } from '../platform/errors.js';
import type { Period } from '../platform/prisma/client.js';
import { isRootAdmin } from '../units/rules.js';

declare const managing: unique symbol;
/** An administrator of the federation itself, who alone makes periods. */
export type PeriodAdmin = Admin & { readonly [managing]: true };

export type PeriodRecord = Period;

declare const managed: unique symbol;
/** A period that its administrator may edit. Only the finder here makes it. */
export interface ManagedPeriod {
  readonly admin: PeriodAdmin;
  readonly period: Period;
  readonly [managed]: true;
}

/** Forbidden for administrators of other units. */
export function asPeriodAdmin(admin: Admin): PeriodAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động tỉnh quản lý kỳ báo cáo.');
  return admin as PeriodAdmin;
}

/** Newest first. */
export function listPeriods(db: Db, _admin: PeriodAdmin) {
  return db.period.findMany({ omit: { form: true, formDraft: true }, orderBy: { year: 'desc' } });
}

/** The newest periods as an administrator's start page tells of them. */
export function periodsAtHand(db: Db, _admin: PeriodAdmin) {
  return db.$queryRaw<{ year: number; opensOn: Date; openedAt: Date | null; hasFormDraft: boolean }[]>`
    SELECT year, opens_on AS "opensOn", opened_at AS "openedAt", form_draft IS NOT NULL AS "hasFormDraft"
    FROM periods ORDER BY year DESC LIMIT 5`;
}

export async function findManagedPeriod(db: Db, admin: PeriodAdmin, year: number): Promise<ManagedPeriod> {
  const period = await db.period.findUnique({ where: { year } });
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return { admin, period } as ManagedPeriod;
}

/** A period that has been opened, by its year, without its form; NotFound where there is none. */
export async function openedPeriod(db: Db, year: number) {
  const period = await db.period.findFirst({
    where: { year, openedAt: { not: null } },
    omit: { form: true, formDraft: true },
  });
  if (!period) throw new NotFound('Không có kỳ báo cáo này.');
  return period;
}
export type OpenedPeriod = Awaited<ReturnType<typeof openedPeriod>>;

/** The latest period that has been opened; null before there is any. */
export function currentPeriod(db: Db) {
  return db.period.findFirst({
    where: { openedAt: { not: null } },
    orderBy: { year: 'desc' },
    select: {
      year: true,
      coverageFrom: true,
      coverageTo: true,
      dueBeforeProvince: true,
      dueBeforeUpperLevel: true,
      dueBeforeGrassroots: true,
      lockOn: true,
    },
  });
}
export type CurrentPeriod = NonNullable<Awaited<ReturnType<typeof currentPeriod>>>;
