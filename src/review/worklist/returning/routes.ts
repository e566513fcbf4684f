import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../../deps.js';
import { findWorkingCalendar } from '../../../holidays/finders.js';
import type { Reviewer } from '../../../platform/actor.js';
import { asReviewer, done, pathNumber } from '../../../platform/http/routing.js';
import { postedValues, type Form, type Values } from '../../../platform/page/forms.js';
import { page } from '../../../platform/page/render.js';
import { readCodes } from '../../../platform/page/selection.js';
import { formatDay, formatNumber } from '../../../platform/text/format.js';
import { openedPeriod, type OpenedPeriod } from '../../../periods/finders.js';
import { returnMany } from '../../../reports/bulk/commands.js';
import { readSeen } from '../../../reports/bulk/rules.js';
import { allows } from '../../../reports/lifecycle.js';
import { waitingNotes } from '../../../reports/review-notes/finders.js';
import type { Selected } from '../../../reports/selection/finders.js';
import { worklistReturn } from '../../addresses.js';
import { correctionDays } from '../../correction-days/finders.js';
import { suggestedDay } from '../../correction-days/rules.js';
import { phrasesOf } from '../../phrases/finders.js';
import { withPhrase } from '../../phrases/rules.js';
import { selectAgain } from '../finders.js';
import { readWorkQuery, workAddress, type WorkQuery } from '../forms.js';
import { sortOut, withTold } from '../many-page.js';
import { parseReturn } from './forms.js';
import { returnManyPage } from './pages.js';

/** Sending many reports back for one reason; the work list leads here (../routes.ts). */
export function returnManyRoutes(deps: AppDeps): Router {
  return Router().post(worklistReturn(':year'), sendBack(deps));
}

function sendBack(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const period = await openedPeriod(db, pathNumber(req, 'year'));
    const { insert, ...values } = postedValues(req.body);
    const query = readWorkQuery(req.query);
    const asked = { reviewer, period, query, codes: readCodes(values['codes'] ?? '') };
    if (insert) return again(deps, res, asked, await withChosenPhrase(deps, reviewer, values));
    const posted = parseReturn(req.body, clock());
    if (!posted.ok) return again(deps, res, asked, posted.form);
    const { reports, ...words } = posted.data;
    const outcome = await returnMany(db, reviewer, reports, words, clock());
    const said = `Đã trả lại ${formatNumber(outcome.done)} báo cáo, sửa trước ngày ${formatDay(words.correctBefore)}.`;
    done(req, res, workAddress(period.year, query), withTold(said, outcome, deps.config.mail !== undefined));
  });
}

async function withChosenPhrase({ db }: AppDeps, reviewer: Reviewer, values: Values): Promise<Form> {
  const phrases = await phrasesOf(db, reviewer);
  const phrase = phrases.find(({ id }) => String(id) === values['phrase']);
  if (!phrase) return { values, errors: [{ field: 'phrase', message: 'Hãy chọn câu mẫu cần chèn.' }] };
  const reason = withPhrase(values['reason'] ?? '', phrase.text);
  return { values: { ...values, reason, phrase: '' }, errors: [] };
}

/** Of which list, and whose, it is asked. */
interface Asked {
  readonly reviewer: Reviewer;
  readonly period: OpenedPeriod;
  readonly query: WorkQuery;
  readonly codes: readonly string[];
}

async function again(deps: AppDeps, res: Response, asked: Asked, form: Form): Promise<void> {
  const { reviewer, period, codes } = asked;
  const reports = readSeen(form.values['reports'] ?? '');
  const selected = await selectAgain(deps.db, reviewer, period.id, { reports, codes });
  await showReturnMany(deps, res, asked, { selected, form });
}

/**
 * Asks for the reason and the day. Without a `form`: as it begins, with the day that is suggested. `kept`: what was typed
 * before other reports were chosen.
 */
export async function showReturnMany(
  { db, clock }: AppDeps,
  res: Response,
  { reviewer, period, query, codes }: Asked,
  { selected: { rows, strangers }, form, kept = {} }: { selected: Selected; form?: Form; kept?: Values },
): Promise<void> {
  const many = sortOut(rows, strangers, ({ status }) => allows('return', status));
  const [notes, phrases, days, calendar] = await Promise.all([
    waitingNotes(
      db,
      many.rows.map(({ id }) => id),
    ),
    phrasesOf(db, reviewer),
    correctionDays(db, reviewer),
    findWorkingCalendar(db),
  ]);
  const counts = new Map([...notes].map(([id, { count }]) => [id, count]));
  const suggested = formatDay(suggestedDay(calendar, clock(), days));
  const shown = form ?? { values: { correctBefore: suggested, ...kept }, errors: [] };
  const model = returnManyPage(
    {
      from: { year: period.year, query, codes },
      ...{ many, accountId: reviewer.accountId, notes: counts, phrases, days },
    },
    shown,
  );
  page(res, 'review/many', model, shown.errors.length > 0 ? 422 : 200);
}
