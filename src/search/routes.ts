import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../deps.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { askerKey } from '../platform/http/asker.js';
import { countStranger } from '../platform/http/strangers.js';
import { page, renderPage } from '../platform/page/render.js';
import { hasSessionCookie } from '../platform/http/session.js';
import { ownEntries, publicEntries } from './finders.js';
import { readSearch, type Search } from './forms.js';
import { library, type Hits } from './library.js';
import { searchPage } from './pages.js';
import { SEARCH } from './addresses.js';

/** One page is made for all of them, so they stand in one line. */
const STRANGERS = 'strangers';
const NOTHING: Hits = { isNear: false, hits: [] };

/**
 * /tim-kiem: for whoever is not signed in without a session, kept (`anonymous`); for others with what they may see
 * (`signedIn`, after the session).
 */
export function searchRoutes(
  { db, clock, searching }: AppDeps,
  pages: PageCache,
): { anonymous: Router; signedIn: Router } {
  const books = pages.value(async () => searching.books(await publicEntries(db, clock())));
  const found = async (who: string, { query }: Search) =>
    query.words.length === 0 ? NOTHING : searching.find(who, await books(), query);
  const kept = pages.pages(
    ({ query }) => JSON.stringify(readSearch(query)),
    async (key, chrome) => {
      const search = JSON.parse(key) as Search;
      return renderPage(
        'search/results',
        searchPage(search, NOTHING, await found(STRANGERS, search)),
        chrome,
      );
    },
    (req) => countStranger(req, 'search'),
  );
  const forAnybody: RequestHandler = (req, res, next) =>
    hasSessionCookie(req) ? next() : kept(req, res, next);
  const forMembers: RequestHandler = async (req, res) => {
    const search = readSearch(req.query);
    // Anybody can send a cookie that is no session's.
    if (!req.user) await countStranger(req, 'search');
    const own = req.user ? library(await ownEntries(db, req.user, search.query, clock())) : undefined;
    const ours = own?.find(search.query) ?? NOTHING;
    page(res, 'search/results', searchPage(search, ours, await found(askerKey(req), search)));
  };
  return {
    anonymous: Router().get(SEARCH, forAnybody),
    signedIn: Router().get(SEARCH, forMembers),
  };
}
