import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { renderPage } from '../platform/page/render.js';
import { currentGuidance } from '../guidance/finders.js';
import { audiencePages } from '../guidance/rules.js';
import { readingDocumentRoutes } from './documents/routes.js';
import { achievementOf, askingForm } from './obligations/finders.js';
import { audiencesPage, obligationsPage } from './obligations/pages.js';
import { sheetRoutes } from './sheets/routes.js';
import { guidanceTextPage } from './text/pages.js';
import { namedIn, readAnswers } from './who/forms.js';
import { whoPage } from './who/pages.js';
import { audiences } from '../form/audiences.js';
import { GUIDANCE, OBLIGATIONS, WHICH_AUDIENCE, obligationsAddress } from '../guidance/addresses.js';

/** The public pages of the guidance: whole text, obligations by audience, and whose one is. */
export function readingRoutes(deps: AppDeps, pages: PageCache): Router {
  const { db, clock } = deps;
  const router = Router();
  for (const [path, isLarge] of SIZES)
    router.get(
      `${GUIDANCE}${path}`,
      pages.page(async (chrome) =>
        renderPage('reading/text', guidanceTextPage(await currentGuidance(db, clock()), isLarge), chrome),
      ),
    );
  router.get(
    OBLIGATIONS,
    pages.page(async (chrome) =>
      renderPage('reading/audiences', audiencesPage(await currentGuidance(db, clock())), chrome),
    ),
  );
  router.get(
    WHICH_AUDIENCE,
    pages.pages(
      ({ query }) => JSON.stringify(namedIn(query)),
      (named, chrome) =>
        Promise.resolve(renderPage('reading/who', whoPage(readAnswers(JSON.parse(named) as object)), chrome)),
    ),
  );
  return router.use(
    audienceRoutes(deps, pages),
    readingDocumentRoutes(deps, pages),
    sheetRoutes(deps, pages),
  );
}

/** The addresses of a page in each size of type, after its own: whether it is set in large type. */
const SIZES = [
  ['', false],
  ['/chu-lon', true],
] as const;

function audienceRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  const router = Router();
  for (const audience of audiences)
    for (const [path, isLarge] of SIZES)
      router.get(
        `${obligationsAddress(audiencePages[audience].slug)}${path}`,
        pages.page(async (chrome) => {
          const [guidance, asking, achievement] = await Promise.all([
            currentGuidance(db, clock()),
            askingForm(db),
            achievementOf(db, audience),
          ]);
          const model = obligationsPage(guidance, { audience, asking, achievement, isLarge });
          return renderPage('reading/obligations', model, chrome);
        }),
      );
  return router;
}
