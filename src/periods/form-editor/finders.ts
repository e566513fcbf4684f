import type { Db } from '../../platform/postgres/db.js';
import type { Period } from '../../platform/prisma/client.js';
import { findManagedPeriod, type ManagedPeriod, type PeriodAdmin } from '../finders.js';
import { readForm, type FormDefinition } from '../../form/definition.js';
import { readDraft } from './problems.js';

/** A period's form under its administrator's hands. */
export interface OpenedForm {
  readonly managed: ManagedPeriod;
  readonly period: Period;
  /** The form that units report by. */
  readonly applied: FormDefinition;
  /** The working copy; the applied form while there is none. */
  readonly working: FormDefinition;
  /** The form of the latest period before; undefined where there is none. */
  readonly last: { readonly year: number; readonly form: FormDefinition } | undefined;
}

/** The form of a year's period with its working copy; NotFound where that year has no period. */
export async function openForm(db: Db, admin: PeriodAdmin, year: number): Promise<OpenedForm> {
  const managed = await findManagedPeriod(db, admin, year);
  const { period } = managed;
  const last = await db.period.findFirst({
    where: { year: { lt: year } },
    orderBy: { year: 'desc' },
    select: { year: true, form: true },
  });
  const applied = readForm(period.form);
  return {
    managed,
    period,
    applied,
    working: period.formDraft === null ? applied : readDraft(period.formDraft),
    last: last ? { year: last.year, form: readForm(last.form) } : undefined,
  };
}
