import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { contentDisposition, NOTHING_RUNS, sendContent } from '../platform/http/downloads.js';
import { NotFound } from '../platform/errors.js';
import type { PageCache } from '../platform/http/page-cache.js';
import { renderPage } from '../platform/page/render.js';
import { pathNumber } from '../platform/http/routing.js';
import { currentGuidance } from '../guidance/finders.js';
import { federationName } from '../units/finders.js';
import {
  latestThemes,
  newestDocuments,
  publishedDocument,
  publishedDocuments,
  publishedFile,
} from './finders.js';
import { readQuery } from './forms.js';
import { documentPage, documentsPage, feed } from './pages.js';
import type { DocumentQuery } from './rules.js';
import { DOCUMENTS, DOCUMENTS_FEED, documentAddress } from './addresses.js';

/** /van-ban: the documents that the guidance rests on, and those the federation published. */
export function documentRoutes(deps: AppDeps, pages: PageCache): Router {
  return Router().use(feedRoutes(deps, pages), listRoutes(deps, pages), fileRoutes(deps));
}

function listRoutes({ db, clock, config }: AppDeps, pages: PageCache): Router {
  const hasFeed = config.publicUrl !== undefined;
  return Router()
    .get(
      DOCUMENTS,
      pages.pages(
        ({ query }) => JSON.stringify(readQuery(query)),
        async (key, chrome) => {
          const query = JSON.parse(key) as DocumentQuery;
          const [guidance, themes, list] = await Promise.all([
            currentGuidance(db, clock()),
            latestThemes(db),
            publishedDocuments(db, query),
          ]);
          return renderPage(
            'documents/list',
            documentsPage({ guidance, themes, list, query, hasFeed }),
            chrome,
          );
        },
      ),
    )
    .get(
      documentAddress(':id'),
      pages.pages(
        (req) => String(pathNumber(req, 'id')),
        async (id, chrome) =>
          renderPage('documents/document', documentPage(await publishedDocument(db, Number(id))), chrome),
      ),
    );
}

function feedRoutes({ db, clock, config: { publicUrl } }: AppDeps, pages: PageCache): Router {
  return Router().get(
    DOCUMENTS_FEED,
    pages.file(async () => {
      if (publicUrl === undefined) throw new NotFound('Cổng chưa được đặt địa chỉ công khai (PUBLIC_URL).');
      const [federation, documents] = await Promise.all([federationName(db), newestDocuments(db)]);
      const content = feed(publicUrl, federation ?? 'Liên đoàn Lao động tỉnh', documents, clock());
      return { type: 'application/atom+xml; charset=utf-8', content };
    }),
  );
}

/** Files are too large to keep in memory; a browser that has one asks whether it is still the same. */
function fileRoutes({ db }: AppDeps): Router {
  return Router().get(`${documentAddress(':id')}/tep`, async (req, res) => {
    const file = await publishedFile(db, pathNumber(req, 'id'));
    res.set({
      ETag: `"${file.sha256}"`,
      'Cache-Control': 'public, no-cache',
      'Content-Type': file.mediaType,
      'Content-Disposition': contentDisposition(file.name),
      'Content-Security-Policy': NOTHING_RUNS,
      'X-Content-Type-Options': 'nosniff',
    });
    if (req.fresh) res.status(304).end();
    else await sendContent(res, file.content);
  });
}
