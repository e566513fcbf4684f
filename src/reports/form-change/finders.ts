import type { Db, Tx } from '../../platform/postgres/db.js';
import type { OpenedForm } from '../../periods/form-editor/finders.js';
import type { Answers } from '../../form/answers.js';
import type { SectionAnswers } from '../../form/report-answers.js';
import { migrate, planOf, type Migration } from './rules.js';

/** What applying a form does to the reports of its period. */
export interface FormImpact {
  /** Reports with a draft, and among them those that are filed. */
  readonly begun: number;
  readonly filed: number;
  /** Reports whose draft has an answer that goes. */
  readonly losing: number;
  /**
   * By the code of a field: how many drafts lose its answer, carry it to another section, and, of those not filed,
   * lack it from now on.
   */
  readonly dropped: ReadonlyMap<string, number>;
  readonly moved: ReadonlyMap<string, number>;
  readonly missing: ReadonlyMap<string, number>;
}

/** Reads every draft that the change touches, a chunk at a time, and counts. */
export async function formImpact(db: Db, open: OpenedForm): Promise<FormImpact> {
  const begunReports = { periodId: open.period.id, sections: { some: {} } };
  const counts = {
    dropped: new Map<string, number>(),
    moved: new Map<string, number>(),
    missing: new Map<string, number>(),
  };
  let losing = 0;
  for await (const chunk of migrations(db, open))
    for (const { migration, isFiled } of chunk) {
      if (migration.dropped.length > 0) losing += 1;
      // What is filed stays on the form by which it was filed: nobody is asked anything.
      for (const what of isFiled
        ? (['dropped', 'moved'] as const)
        : (['dropped', 'moved', 'missing'] as const))
        for (const code of migration[what]) counts[what].set(code, (counts[what].get(code) ?? 0) + 1);
    }
  return {
    ...{ ...counts, losing },
    begun: await db.report.count({ where: begunReports }),
    filed: await db.report.count({ where: { ...begunReports, status: { in: [...FILED] } } }),
  };
}

const FILED = ['SUBMITTED', 'ACCEPTED'] as const;

export interface CarriedDraft {
  readonly reportId: number;
  readonly unitId: number;
  readonly isFiled: boolean;
  readonly migration: Migration;
}

/** Chunks of reports with a draft, and what the change makes of each. */
export async function* migrations(
  db: Db | Tx,
  { period, applied, working }: OpenedForm,
): AsyncGenerator<CarriedDraft[]> {
  const plan = planOf(applied, working);
  if (plan.touched.length === 0) return;
  for (let after = 0; ;) {
    const reports = await db.report.findMany({
      where: { periodId: period.id, id: { gt: after }, sections: { some: {} } },
      orderBy: { id: 'asc' },
      take: CHUNK,
      select: {
        id: true,
        unitId: true,
        status: true,
        sections: {
          where: { section: { in: [...plan.touched] } },
          select: { section: true, answers: true, notApplicable: true, notApplicableReason: true },
        },
      },
    });
    if (reports.length === 0) return;
    yield reports.map(({ id, unitId, status, sections }) => ({
      reportId: id,
      unitId,
      isFiled: FILED.some((one) => one === status),
      migration: migrate(plan, new Map(sections.map(asAnswers))),
    }));
    after = reports.at(-1)?.id ?? after;
  }
}

const CHUNK = 500;

function asAnswers(row: {
  section: string;
  answers: unknown;
  notApplicable: boolean;
  notApplicableReason: string;
}): [string, SectionAnswers] {
  const { section, notApplicable, notApplicableReason: reason } = row;
  return [section, { answers: row.answers as Answers, notApplicable, reason }];
}
