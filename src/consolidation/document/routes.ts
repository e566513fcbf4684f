import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import { documentFormats } from '../../platform/documents/drawing.js';
import { sendDocument } from '../../platform/documents/send.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { layoutOf } from '../../document-settings/rules.js';
import { documentFile, documentOf } from '../addresses.js';
import { readFigureQuery, type FigureQuery } from '../figure-query.js';
import { openConsolidation, shownOf } from '../finders.js';
import { consolidatedParts, ownSettings } from './finders.js';
import { documentPage } from './pages.js';
import { consolidatedDocument } from './rules.js';
import { documentSettingsRoutes } from './settings-routes.js';

/** A document is always of units of every kind. */
function queryOf({ query }: Request): FigureQuery {
  return { ...readFigureQuery(query), level: undefined };
}

/** The consolidated report as the document that is signed, and how the unit words and measures its documents. */
export function consolidatedDocumentRoutes(deps: AppDeps): Router {
  const { db, clock, drawing } = deps;
  const router = Router();
  const open = (actor: Overseer, req: Request) => openConsolidation(db, actor, pathNumber(req, 'year'));

  router.get(
    documentOf(':year'),
    asOverseer(async (overseer, req, res) => {
      const opened = await open(overseer, req);
      const query = shownOf(opened, queryOf(req));
      const [parts, { settings }] = await Promise.all([
        consolidatedParts(db, opened, query, clock()),
        ownSettings(db, opened),
      ]);
      page(res, 'consolidation/document', documentPage(opened, parts, query, settings));
    }),
  );

  for (const format of documentFormats)
    router.get(
      documentFile(':year', format),
      asOverseer(async (overseer, req, res) => {
        const opened = await open(overseer, req);
        const { settings } = await ownSettings(db, opened);
        const now = clock();
        const parts = await consolidatedParts(db, opened, shownOf(opened, queryOf(req)), now);
        const document = consolidatedDocument(parts, settings, now);
        await sendDocument(drawing, res, document, format, layoutOf(settings));
      }),
    );

  router.use(documentSettingsRoutes(deps));
  return router;
}
