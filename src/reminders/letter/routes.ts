import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { sendDocument } from '../../platform/documents/send.js';
import { parseForm, postedValues, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer, pathNumber } from '../../platform/http/routing.js';
import { documentSettingsOf, issuerOf } from '../../document-settings/finders.js';
import { layoutOf } from '../../document-settings/rules.js';
import { reminderLetter } from '../addresses.js';
import {
  LETTER_LIMIT,
  lettered,
  openReminders,
  owingUnits,
  readyFilter,
  type OpenedReminders,
} from '../overview/finders.js';
import { readFilter } from '../overview/forms.js';
import { letterForm } from './forms.js';
import { defaultBody, letterDocument, letterLists, type LetterList } from './letter-document.js';
import { letterPage, listNames } from './pages.js';

const ADDRESS = reminderLetter(':year');

/** The reminder letter on paper, to every unit that a filter finds. */
export function letterRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const router = Router();

  router.get(
    ADDRESS,
    asReviewer(async (reviewer, req, res) => {
      const of = await openReminders(db, reviewer, pathNumber(req, 'year'));
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
  const of = await openReminders(db, reviewer, pathNumber(req, 'year'));
  const posted = postedValues(req.body);
  const now = clock();
  await answerForm(req, res, {
    posted: parseForm(letterForm, req.body),
    command: async ({ lists: seen }) => {
      const { filter, unknown } = readFilter(posted);
      // The page says what of the filter means nothing.
      if (unknown.length > 0) return { problems: [] };
      const units = await lettered(db, of, filter, now);
      const lists = letterLists(units, now);
      const message = problemOf(units.length, lists, seen);
      return message ? { problems: [{ field: '', message }] } : { done: lists };
    },
    done: async (lists, { format, ...words }) => {
      const issuer = await issuerOf(db, reviewer.unit.id);
      await sendDocument(
        deps.drawing,
        res,
        letterDocument({ issuer, year: of.period.year }, words, lists, now),
        format,
        layoutOf(issuer.settings),
      );
      return undefined;
    },
    again: ({ form, status }) => show(deps, of, posted, res, form, status),
  });
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
  of: OpenedReminders<Reviewer>,
  given: Record<string, unknown>,
  res: Response,
  form?: Form,
  status = 200,
): Promise<void> {
  const now = clock();
  const { unknown, ...asked } = readFilter(given);
  const filter = await readyFilter(db, of, asked, now);
  const [{ counts }, { settings }] = await Promise.all([
    owingUnits(db, of, filter, now),
    documentSettingsOf(db, of.actor.unit.id),
  ]);
  const kinds = counts.map(({ owed }) => owed);
  const body = defaultBody(of.period.year, of.actor.unit.name, kinds);
  const answer = unknown.length > 0 ? 422 : status;
  const parts = { of, filter, unknown, counts };
  const { place, authority, position, name } = settings.wording;
  const ready = { values: { body, place, authority, position, name }, errors: [] };
  page(res, 'reminders/letter', letterPage(parts, form ?? ready, form !== undefined), answer);
}
