import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { reviewOf } from '../../reports/addresses.js';
import { REVIEW_KEYS, phraseInsertion, reviewDecision, reviewFile } from '../addresses.js';
import { reviewActions, type ReviewAction } from './action-pages.js';
import { decisions } from './decision-routes.js';
import { insertPhrase, prepare } from './return-routes.js';
import { chooseKeys, sendSubmittedFile, showReport } from './showing-routes.js';

/** /xet-duyet/<report>: seeing a report below the own unit, and deciding on a direct child's. */
export function reviewingRoutes(deps: AppDeps): Router {
  const router = Router()
    .get(reviewOf(':id'), showReport(deps))
    .get(reviewFile(':id', ':attachment'), sendSubmittedFile(deps))
    .get(reviewDecision(':id', reviewActions.return.slug), prepare(deps, 'return'))
    .get(reviewDecision(':id', reviewActions.reopen.slug), prepare(deps, 'reopen'))
    .post(phraseInsertion(':id'), insertPhrase(deps))
    .post(REVIEW_KEYS, chooseKeys(deps));
  for (const [action, decision] of Object.entries(decisions(deps)))
    router.post(reviewDecision(':id', reviewActions[action as ReviewAction].slug), decision);
  return router;
}
