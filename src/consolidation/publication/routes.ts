import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, type Actor, type Sender } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { outcomeOf } from '../../platform/outcome.js';
import type { Form } from '../../platform/page/forms.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { page, renderPage } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asSender, done, pathNumber, postedVersion } from '../../platform/http/routing.js';
import {
  RESULTS,
  publicationOf,
  publicationPreview,
  publicationWithdrawal,
  resultsOf,
} from '../addresses.js';
import { openConsolidation, type Consolidation } from '../finders.js';
import { publishResults, withdrawResults } from './commands.js';
import { publicResults, publicYears, publishable, publishedBefore } from './finders.js';
import { parsePublication } from './forms.js';
import { publicationPage, resultsPage } from './pages.js';
import { publicationQuestion } from './question-page.js';
import { isPublic, publicContentOf, type Chosen } from './rules.js';

const ADDRESS = publicationOf(':year');

/** What the board makes public of a year. */
export function publicationRoutes(deps: AppDeps): Router {
  return Router()
    .get(
      ADDRESS,
      asOverseer((overseer, req, res) => {
        if (overseer.unit.parentId !== null) throw new NotFound('Đơn vị không công bố kết quả trên cổng.');
        return show(deps, req, res, overseer);
      }),
    )
    .post(ADDRESS, publish(deps))
    .post(publicationPreview(':year'), preview(deps))
    .post(publicationWithdrawal(':year'), withdraw(deps));
}

/** /ket-qua: what anybody may read; kept in memory as the other public pages are. */
export function resultsRoutes({ db, config }: AppDeps, pages: PageCache): Router {
  const newest: RequestHandler = async (_req, res) => {
    const [year] = await publicYears(db);
    if (year) return res.redirect(302, resultsOf(year));
    return none(_req, res, () => undefined);
  };
  const none = pages.page((chrome) =>
    Promise.resolve(
      renderPage('consolidation/no-results', { title: 'Kết quả nêu gương', nav: 'results' }, chrome),
    ),
  );
  const ofYear = pages.pages(
    (req) => String(pathNumber(req, 'year')),
    async (year, chrome) => {
      const [shown, years] = await Promise.all([publicResults(db, Number(year)), publicYears(db)]);
      return renderPage('consolidation/results', resultsPage(shown, years, config.publicUrl), chrome);
    },
  );
  return Router().get(RESULTS, newest).get(resultsOf(':year'), ofYear);
}

function publish(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asSender(async (sender, req, res) => {
    const open = await openConsolidation(db, sender, pathNumber(req, 'year'));
    await answerForm(req, res, {
      posted: parsePublication(open.form, req.body),
      asks: async (chosen) => {
        const given = await publishable(db, open);
        return publicationQuestion(open, publicContentOf(open.form, given, chosen), isPublic(given));
      },
      command: async ({ version, ...chosen }) => {
        const content = await contentOf(deps, open, chosen);
        return outcomeOf(publishResults(db, open, { version, content }, clock()));
      },
      done: () => [publicationOf(open.period.year), 'Đã công bố kết quả.'],
      again: ({ form, status }) => show(deps, req, res, sender, form, status),
    });
  });
}

/** The page as it would be, with nothing made public. */
function preview(deps: AppDeps): RequestHandler[] {
  return asSender(async (sender, req, res) => {
    const open = await openConsolidation(deps.db, sender, pathNumber(req, 'year'));
    const parsed = parsePublication(open.form, req.body);
    if (!parsed.ok) return show(deps, req, res, sender, parsed.form, 422);
    const content = await contentOf(deps, open, parsed.data);
    const { year } = open.period;
    const before = await publishedBefore(deps.db, year);
    const shown = { year, content, before, publishedAt: null };
    page(res, 'consolidation/results', resultsPage(shown, []));
  });
}

function withdraw({ db, clock }: AppDeps): RequestHandler[] {
  return asSender(async (sender, req, res) => {
    const open = await openConsolidation(db, sender, pathNumber(req, 'year'));
    await withdrawResults(db, open, postedVersion(req), clock());
    done(req, res, publicationOf(open.period.year), 'Đã rút kết quả; trang công khai không còn.');
  });
}

async function contentOf({ db }: AppDeps, open: Consolidation<Sender>, chosen: Chosen) {
  return publicContentOf(open.form, await publishable(db, open), chosen);
}

async function show(
  { db }: AppDeps,
  req: Request,
  res: Response,
  actor: Actor,
  form?: Form,
  status = 200,
): Promise<void> {
  const open = await openConsolidation(db, actAsOverseer(actor), pathNumber(req, 'year'));
  page(res, 'consolidation/publication', publicationPage(open, await publishable(db, open), form), status);
}
