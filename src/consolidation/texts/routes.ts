import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsReviewer, hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { asStale } from '../../platform/outcome.js';
import { formatNumber } from '../../platform/text/format.js';
import type { Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, pathNumber } from '../../platform/http/routing.js';
import { obligationTexts } from '../../guidance/finders.js';
import { type FormDefinition, narrativeField } from '../../form/definition.js';
import { markOpened } from '../../reports/decisions/commands.js';
import { openChildReports } from '../../reports/finders.js';
import { textQuestions, answersTo } from '../addresses.js';
import { markingOf } from '../../reports/addresses.js';
import { carriedOverall, carriedQuestions } from '../carried/finders.js';
import { openConsolidation } from '../finders.js';
import { markPassages } from './commands.js';
import { marksIn, openText, textsOf, type ChildText } from './finders.js';
import { parseMarking, readTextsQuery } from './forms.js';
import { textsPage, markingPage, questionsPage, TEXTS_A_PAGE } from './pages.js';
import { searchTerms } from './rules.js';

/** The children's texts, read one after another, and the passages marked in them. */
export function textRoutes(deps: AppDeps): Router {
  return Router()
    .get(textQuestions(':year'), showQuestions(deps))
    .get(answersTo(':year', ':field'), showTexts(deps))
    .get(markingOf(':year', ':field', ':report'), showMarking(deps))
    .post(markingOf(':year', ':field', ':report'), mark(deps));
}

function showQuestions({ db }: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
    const [questions, carried, obligations] = await Promise.all([
      carriedQuestions(db, open),
      carriedOverall(db, open),
      obligationTexts(db, open.period.guidanceVersionId),
    ]);
    page(res, 'consolidation/questions', questionsPage({ open, questions, carried, obligations }));
  });
}

function showTexts({ db, clock }: AppDeps): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
    const found = questionIn(open, req);
    const query = readTextsQuery(req.query);
    const terms = searchTerms(query.search);
    const [texts, obligations] = await Promise.all([
      textsOf(db, open, found.field.code, query, { size: TEXTS_A_PAGE, terms }),
      obligationTexts(db, open.period.guidanceVersionId),
    ]);
    await openSeen({ db, clock }, overseer, texts.slice(0, TEXTS_A_PAGE));
    const ids = texts.map(({ reportId }) => reportId);
    const marks = await marksIn(db, open, found.field.code, ids);
    page(res, 'consolidation/texts', textsPage({ open, ...found, query, texts, marks, obligations }));
  });
}

/** A reviewer who reads what waits for review has opened it: from then the unit cannot recall it. */
async function openSeen(
  { db, clock }: Pick<AppDeps, 'db' | 'clock'>,
  actor: Overseer | Reviewer,
  texts: readonly ChildText[],
): Promise<void> {
  const waiting = texts.filter(({ status }) => status === 'SUBMITTED').map(({ reportId }) => reportId);
  if (waiting.length === 0 || !hasRole(actor, 'REVIEWER')) return;
  for (const open of await openChildReports(db, actAsReviewer(actor), waiting))
    if (!open.report.openedAt) await markOpened(db, open, clock());
}

function showMarking(deps: AppDeps): RequestHandler[] {
  return asReviewer((reviewer, req, res) => show(deps, req, res, reviewer));
}

function mark(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
    const { field } = questionIn(open, req);
    const reportId = pathNumber(req, 'report');
    await openText(db, open, field.code, reportId);
    const place = { field: field.code, reportId };
    await answerForm(req, res, {
      posted: parseMarking(req.body),
      command: (marking) => markPassages(db, open, place, marking, clock()).catch(asStale),
      done: (count) => [answersTo(open.period.year, field.code), `Đã đánh dấu ${formatNumber(count)} đoạn.`],
      again: ({ form, status }) => show(deps, req, res, reviewer, form, status),
    });
  });
}

async function show(
  { db, clock }: AppDeps,
  req: Request,
  res: Response,
  reviewer: Reviewer,
  form?: Form,
  status = 200,
): Promise<void> {
  const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
  const { field } = questionIn(open, req);
  const said = await openText(db, open, field.code, pathNumber(req, 'report'));
  await openSeen({ db, clock }, reviewer, [said]);
  const [marks, obligations] = await Promise.all([
    marksIn(db, open, field.code, [said.reportId]),
    obligationTexts(db, open.period.guidanceVersionId),
  ]);
  const marked = marks.get(said.reportId) ?? [];
  page(res, 'consolidation/marking', markingPage({ open, field, said, marked, obligations, form }), status);
}

function questionIn({ form }: { form: FormDefinition }, req: Request) {
  const found = narrativeField(form, req.params['field']);
  if (!found) throw new NotFound('Biểu mẫu không có câu hỏi này.');
  return found;
}
