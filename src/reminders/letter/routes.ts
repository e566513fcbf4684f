import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { sendDocument } from '../../platform/documents/send.js';
import { parseForm, postedValues, refuse, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import { layoutOf } from '../../document-settings/rules.js';
import { LETTER_LIMIT, lettered, openDesk, owingUnits, parentOf, type Desk } from '../desk/finders.js';
import { readFilter } from '../desk/forms.js';
import { letterForm } from './forms.js';
import { defaultBody, letterDocument, letterLists, type LetterList } from './letter-document.js';
import { letterPage, listNames } from './pages.js';

const ADDRESS = '/don-doc/:year/cong-van';

/** The reminder letter on paper, to every unit that a filter finds. */
export function letterRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const router = Router();

  router.get(
    ADDRESS,
    asReviewer(async (reviewer, req, res) => {
      const of = await openDesk(db, reviewer, pathNumber(req, 'year'));
      await show(deps, of, req.query, res);
    }),
  );

  router.post(
    ADDRESS,
    asReviewer((reviewer, req, res) => download(deps, reviewer, req, res)),
  );

  return router;
}

async function download(deps: AppDeps, reviewer: Reviewer, req: Request, res: Response): Promise<void> {
  const { db, clock } = deps;
  const of = await openDesk(db, reviewer, pathNumber(req, 'year'));
  const posted = postedValues(req.body);
  const form = parseForm(letterForm, req.body);
  if (!form.ok) return show(deps, of, posted, res, form.form, 422);
  const { filter, unknown } = readFilter(posted);
  const now = clock();
  const units = unknown.length === 0 ? await lettered(db, of, filter, now) : [];
  const lists = letterLists(units, now);
  const problem = unknown.length > 0 ? '' : problemOf(units.length, lists, form.data.lists);
  if (unknown.length > 0 || problem) {
    const errors = problem ? [{ field: '', message: problem }] : [];
    return show(deps, of, posted, res, refuse(posted, ...errors).form, 422);
  }
  const { format, ...words } = form.data;
  const { settings } = await documentSettingsOf(db, reviewer.unit.id);
  const head = { year: of.period.year, unit: reviewer.unit.name, parent: await parentOf(db, of), settings };
  const document = letterDocument(head, words, lists, now);
  await sendDocument(deps.drawing, res, document, format, layoutOf(settings));
}

/** `seen`: the lists that the page showed, which what was typed speaks of. */
function problemOf(count: number, lists: readonly LetterList[], seen: string): string {
  if (count === 0) return 'Không có đơn vị nào còn nợ báo cáo khớp bộ lọc: công văn chưa có nơi nhận.';
  if (count > LETTER_LIMIT)
    return `Danh sách quá ${LETTER_LIMIT} đơn vị. Hãy thu hẹp bộ lọc, làm nhiều công văn.`;
  if (listNames(lists.map(({ owed }) => owed)) === seen) return '';
  return 'Từ khi trang mở ra, tình hình của các đơn vị đã đổi. Hãy xem lại các danh sách kèm theo và nội dung công văn rồi tải lại.';
}

async function show(
  { db, clock }: AppDeps,
  of: Desk<Reviewer>,
  given: Record<string, unknown>,
  res: Response,
  form?: Form,
  status = 200,
): Promise<void> {
  const { filter, unknown } = readFilter(given);
  const [{ counts }, { settings }] = await Promise.all([
    owingUnits(db, of, filter, clock()),
    documentSettingsOf(db, of.actor.unit.id),
  ]);
  const kinds = counts.map(({ owed }) => owed);
  const body = defaultBody(of.period.year, of.actor.unit.name, kinds);
  const answer = unknown.length > 0 ? 422 : status;
  const parts = { of, filter, unknown, counts };
  const { place, authority, position, name } = settings.wording;
  const ready = { values: { body, place, authority, position, name }, errors: [] };
  page(res, 'reminders/letter', letterPage(parts, form ?? ready), answer);
}
