import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { commentRoutes } from './comments/routes.js';
import { dateRoutes } from './dates/routes.js';
import { documentRoutes } from './document/routes.js';
import { draftRoutes } from './drafts/routes.js';
import { filingRoutes } from './filing/routes.js';
import { formChangeRoutes } from './form-change/routes.js';
import { formPreviewRoutes } from './form-preview/routes.js';
import { nilRoutes } from './nil/routes.js';
import { openingRoutes } from './opening/routes.js';
import { ownReportRoutes } from './own/routes.js';
import { roundRoutes } from './rounds/routes.js';
import { signOffRoutes } from './sign-off/routes.js';
import { signedPaperRoutes } from './signed-paper/routes.js';
import { unitEndingRoutes } from './unit-ending/routes.js';
import { verificationRoutes } from './verification/routes.js';
import { workbookRoutes } from './workbook/routes.js';

/** The unit's own reports, opening a period and changing its form, ending a unit, and checking a receipt. Fixed addresses stand before /:section. */
export function reportRoutes(deps: AppDeps): Router {
  return Router().use(
    verificationRoutes(deps),
    openingRoutes(deps),
    unitEndingRoutes(deps),
    dateRoutes(deps),
    formChangeRoutes(deps),
    formPreviewRoutes(deps),
    ownReportRoutes(deps),
    commentRoutes(deps),
    roundRoutes(deps),
    filingRoutes(deps),
    signOffRoutes(deps),
    signedPaperRoutes(deps),
    nilRoutes(deps),
    documentRoutes(deps),
    workbookRoutes(deps),
    draftRoutes(deps),
  );
}
