import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { currentGuidance } from '../../guidance/finders.js';
import { receiveBody } from '../../platform/http/body.js';
import { yearOf } from '../../platform/text/calendar.js';
import { anonymousChrome } from '../../platform/page/chrome.js';
import { sendDocument } from '../../platform/documents/send.js';
import type { PageCache } from '../../platform/http/page-cache.js';
import { countStranger } from '../../platform/http/strangers.js';
import { page, renderPage } from '../../platform/page/render.js';
import { federationName, findFederation } from '../../units/finders.js';
import { readSheet } from './forms.js';
import { sheetAddress, sheetPage } from './pages.js';
import { sheetKinds, type Sheet, type SheetKind } from './rules.js';
import { sheetDocument, sheetLayout } from './sheet-document.js';
import { audiences, type Audience } from '../../form/audiences.js';

/**
 * Sheets that a person fills in and takes away as a file. What is typed is answered and forgotten: no session, no row,
 * no log knows of it. So the form needs no token either (docs/decisions/0023).
 */
export function sheetRoutes(deps: AppDeps, pages: PageCache): Router {
  const router = Router();
  for (const audience of audiences)
    for (const kind of sheetKinds) {
      const path = sheetAddress({ kind, audience });
      router.get(
        path,
        pages.page(async (chrome) => {
          const values = { year: String(yearOf(deps.clock())) };
          const sheet = await sheetOf(deps, kind, audience);
          return renderPage('reading/sheet', sheetPage(sheet, { values, errors: [] }), chrome);
        }),
      );
      router.post(path, receiveBody(), (req, res) => answer(deps, kind, audience, req, res));
    }
  return router;
}

async function sheetOf({ db, clock }: AppDeps, kind: SheetKind, audience: Audience): Promise<Sheet> {
  const [guidance, federation] = await Promise.all([currentGuidance(db, clock()), federationName(db)]);
  return { kind, audience, guidance, federation: federation ?? anonymousChrome.federation };
}

async function answer(
  deps: AppDeps,
  kind: SheetKind,
  audience: Audience,
  req: Request,
  res: Response,
): Promise<void> {
  const sheet = await sheetOf(deps, kind, audience);
  const form = readSheet(sheet, req.body);
  if (!form.ok) {
    res.locals.chrome = { ...anonymousChrome, ...(await findFederation(deps.db)) };
    return page(res, 'reading/sheet', sheetPage(sheet, form.form), 422);
  }
  await countStranger(req, 'document');
  const { format, ...answers } = form.data;
  await sendDocument(deps.drawing, res, sheetDocument(sheet, answers, deps.clock()), format, sheetLayout);
}
