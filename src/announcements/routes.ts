import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { readId } from '../platform/text/numbers.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { page, renderPage } from '../platform/page/render.js';
import { asMember, pathNumber } from '../platform/http/routing.js';
import {
  announcementToUnits,
  currentAnnouncements,
  publicAnnouncement,
  publicAnnouncements,
} from './finders.js';
import { announcementPage, publicListPage, unitListPage } from './pages.js';
import {
  ANNOUNCEMENTS,
  announcementAddress,
  UNIT_ANNOUNCEMENTS,
  unitAnnouncementAddress,
} from './addresses.js';

/** /thong-bao: what is announced to everybody. */
export function announcementRoutes({ db, clock }: AppDeps, pages: PageCache): Router {
  return Router()
    .get(
      ANNOUNCEMENTS,
      pages.pages(
        ({ query }) => String(readId(query['sau']) ?? ''),
        async (key, chrome) => {
          const list = await publicAnnouncements(db, clock(), key === '' ? undefined : Number(key));
          return renderPage('announcements/list', publicListPage(list, clock(), key === ''), chrome);
        },
      ),
    )
    .get(
      announcementAddress(':id'),
      pages.pages(
        (req) => String(pathNumber(req, 'id')),
        async (id, chrome) => {
          const announcement = await publicAnnouncement(db, Number(id), clock());
          return renderPage('announcements/announcement', announcementPage(announcement, clock()), chrome);
        },
      ),
    );
}

/** More of them at once would be read by nobody. */
const MOST = 50;

/** /thong-bao-don-vi: what is announced to units, for whoever is signed in. */
export function unitAnnouncementRoutes({ db, clock }: AppDeps): Router {
  return Router()
    .get(
      UNIT_ANNOUNCEMENTS,
      asMember(async (_member, _req, res) => {
        const rows = await currentAnnouncements(db, 'UNITS', clock(), MOST);
        page(res, 'announcements/list', unitListPage(rows, clock()));
      }),
    )
    .get(
      unitAnnouncementAddress(':id'),
      asMember(async (member, req, res) => {
        const announcement = await announcementToUnits(db, member, pathNumber(req, 'id'), clock());
        page(res, 'announcements/announcement', announcementPage(announcement, clock()));
      }),
    );
}
