import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { countStranger } from '../platform/http/strangers.js';
import { page, renderPage } from '../platform/page/render.js';
import { hasSessionCookie } from '../platform/http/session.js';
import { ownEntries, publicEntries } from './finders.js';
import { readSearch, type Search } from './forms.js';
import { library, type Hits } from './library.js';
import { searchPage } from './pages.js';
import { SEARCH } from './addresses.js';

const NOTHING: Hits = { isNear: false, hits: [] };

/**
 * /tim-kiem: for whoever is not signed in from memory, without a session (`anonymous`); for others with what they may
 * see (`signedIn`, after the session).
 */
export function searchRoutes(
  { db, clock }: AppDeps,
  pages: PageCache,
): { anonymous: Router; signedIn: Router } {
  const books = pages.value(async () => library(await publicEntries(db, clock())));
  const kept = pages.pages(
    ({ query }) => JSON.stringify(readSearch(query)),
    async (key, chrome) => {
      const search = JSON.parse(key) as Search;
      return renderPage(
        'search/results',
        searchPage(search, NOTHING, (await books()).find(search.query)),
        chrome,
      );
    },
    (req) => countStranger(req, 'search'),
  );
  const forAnybody: RequestHandler = (req, res, next) =>
    hasSessionCookie(req) ? next() : kept(req, res, next);
  const forMembers: RequestHandler = async (req, res) => {
    const search = readSearch(req.query);
    const own = req.user ? library(await ownEntries(db, req.user, search.query, clock())) : undefined;
    const model = searchPage(search, own?.find(search.query) ?? NOTHING, (await books()).find(search.query));
    page(res, 'search/results', model);
  };
  return {
    anonymous: Router().get(SEARCH, forAnybody),
    signedIn: Router().get(SEARCH, forMembers),
  };
}
