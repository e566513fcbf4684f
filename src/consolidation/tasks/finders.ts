import { actAsConsolidator, type Consolidator, type Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import type { Prisma } from '../../platform/prisma/client.js';
import { findProblems, type Problem } from '../../form/checks.js';
import { lacksPlace } from '../../document-settings/finders.js';
import { draftAnswers } from '../../reports/draft-answers.js';
import { openOwnReport, ownReading, type Opened, type OwnDraft } from '../../reports/finders.js';
import { openOnes } from '../../reports/open-problems.js';
import { ownSections, type OwnSection } from '../../reports/own-sections.js';
import { alikePassages, carriedOverall, carriedQuestions, stalePassages } from '../carried/finders.js';
import { gatheredPassages } from '../fill/finders.js';
import { composeTexts } from '../fill/rules.js';
import type { Consolidation } from '../finders.js';
import { childrenByState, missingChildren } from '../totals/finders.js';
import type { Done } from './rules.js';

/** Pairs of passages that are told by name. */
const ALIKE = 10;
/** What counts of the children now, whatever was filed. */
const NOW = { withSubmitted: false, filed: null };

/** The own report as it stands, to be read by who consolidates. */
export interface OwnReport {
  readonly open: Opened<Consolidator>;
  readonly draft: OwnDraft;
  readonly sections: readonly OwnSection[];
  /** What is open of it, as the check page counts it. */
  readonly problems: readonly Problem[];
  readonly accepted: Done | null;
  readonly submitted: Done | null;
}

/** All that the steps of a year ask, and what is named of it. */
export async function yearParts(db: Db, open: Consolidation<Overseer>) {
  const [own, children, missing, words, isPlaceless, dates] = await Promise.all([
    ownReport(db, open),
    childrenByState(db, open, NOW),
    missingChildren(db, open, NOW),
    wordParts(db, open),
    lacksPlace(db, open.actor.unit.id),
    datesOf(db, open),
  ]);
  return { own, children, missing, ...words, isPlaceless, ...dates };
}
export type YearParts = Awaited<ReturnType<typeof yearParts>>;

async function wordParts(db: Db, open: Consolidation<Overseer>) {
  const [questions, carried, stale, alike, gathered, examples] = await Promise.all([
    carriedQuestions(db, open),
    carriedOverall(db, open),
    stalePassages(db, open),
    alikePassages(db, open, ALIKE),
    gatheredPassages(db, open),
    db.modelExample.count({
      // Who withdrew has answered.
      where: {
        ...{ parentId: open.actor.unit.id, periodId: open.period.id },
        ...{ mayBeNamed: false, consentWithdrawnAt: null },
      },
    }),
  ]);
  const composed = composeTexts(open.form, gathered);
  return { questions, carried, stale, alike, composed, unnamedExamples: examples };
}

async function ownReport(db: Db, { actor, period }: Consolidation<Overseer>): Promise<OwnReport | null> {
  const done = await db.report.findUnique({
    where: { periodId_unitId: { unitId: actor.unit.id, periodId: period.id } },
    select: LAST_DONE,
  });
  if (!done) return null;
  const found = await openOwnReport(db, actAsConsolidator(actor), period.year);
  const { open, draft } = await ownReading(db, found);
  const { report } = open;
  const problems = findProblems(report.form, draftAnswers(draft));
  const [submitted, accepted] = [done.submissions[0], done.events[0]];
  return {
    open,
    draft,
    sections: ownSections(open, draft),
    problems: openOnes(problems, report.explanations as Record<string, string>),
    submitted: submitted ? { by: submitted.submittedByName, at: submitted.submittedAt } : null,
    accepted: accepted ? { by: accepted.actorName, at: accepted.at } : null,
  };
}

const LAST_DONE = {
  submissions: {
    select: { submittedByName: true, submittedAt: true },
    orderBy: { number: 'desc' },
    take: 1,
  },
  events: {
    where: { action: 'report-accepted' },
    select: { actorName: true, at: true },
    orderBy: { id: 'desc' },
    take: 1,
  },
} satisfies Prisma.ReportSelect;

/** Who did last what, of what is done by many hands or outside of the own report. */
async function datesOf(db: Db, { actor, period, frozen }: Consolidation<Overseer>) {
  const here = { parentId: actor.unit.id, periodId: period.id };
  const [accepted, marked, sent, published] = await Promise.all([
    db.$queryRaw<Done[]>`
      SELECT h.actor_name AS by, h.at
      FROM (SELECT report_id FROM figure_changes
          WHERE parent_id = ${here.parentId} AND period_id = ${here.periodId} AND entered AND status = 'ACCEPTED'
          ORDER BY id DESC LIMIT 1) c
        CROSS JOIN LATERAL (SELECT actor_name, at FROM history_events
          WHERE report_id = c.report_id AND action = 'report-accepted' ORDER BY id DESC LIMIT 1) h`,
    db.passage.findFirst({
      where: here,
      select: { markedByName: true, markedAt: true },
      orderBy: { id: 'desc' },
    }),
    frozen &&
      db.sending.findFirst({
        where: { number: frozen.number, report: { unitId: here.parentId, periodId: here.periodId } },
        select: { recordedByName: true, recordedAt: true },
      }),
    db.publicResults.findFirst({
      where: { periodId: period.id, withdrawnAt: null },
      select: { publishedByName: true, publishedAt: true },
    }),
  ]);
  return {
    lastAccepted: accepted[0] ?? null,
    lastMarked: marked && { by: marked.markedByName, at: marked.markedAt },
    sent: sent && { by: sent.recordedByName, at: sent.recordedAt },
    published: published && { by: published.publishedByName, at: published.publishedAt },
  };
}

/** When a year's round opens that has not been opened yet; NotFound where no such year is planned. */
export async function opensOn(db: Db, year: number): Promise<Date> {
  const row = await db.period.findFirst({ where: { year, openedAt: null }, select: { opensOn: true } });
  if (!row) throw new NotFound('Không có kỳ báo cáo này.');
  return row.opensOn;
}
