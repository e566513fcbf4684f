import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { hasRole, OWN_ROLES } from '../platform/actor.js';
import { yearOf } from '../platform/text/calendar.js';
import { Forbidden } from '../platform/errors.js';
import { asMember } from '../platform/http/routing.js';
import { correctionRoutes } from './correction/routes.js';
import { documentRoutes } from './document/routes.js';
import { exportRoutes } from './export/routes.js';
import { ownRoutes } from './follow-up/own-routes.js';
import { followUpRoutes } from './follow-up/routes.js';
import { issuingRoutes } from './issuing/routes.js';
import { planRoutes } from './plan/routes.js';
import { recordRoutes } from './record/routes.js';
import { INSPECTIONS, OWN_INSPECTIONS, inspectionPlanAddress } from './addresses.js';

/** /kiem-tra: inspections of the direct children, and those of the own unit. */
export function inspectionRoutes(deps: AppDeps): Router {
  return Router()
    .get(INSPECTIONS, toOwnPlace(deps))
    .use(ownRoutes(deps), exportRoutes(deps), planRoutes(deps), recordRoutes(deps), followUpRoutes(deps))
    .use(issuingRoutes(deps), correctionRoutes(deps), documentRoutes(deps));
}

/** Who inspects others is led to the year's plan, anybody else of a unit to what it is inspected on. */
function toOwnPlace({ clock }: AppDeps) {
  return asMember((actor, _req, res) => {
    const inspects = hasRole(actor, 'REVIEWER', 'LEADER') && actor.unit.level !== 'GRASSROOTS';
    if (inspects) return res.redirect(303, inspectionPlanAddress(yearOf(clock())));
    if (hasRole(actor, ...OWN_ROLES)) return res.redirect(303, OWN_INSPECTIONS);
    if (hasRole(actor, 'REVIEWER')) return res.redirect(303, inspectionPlanAddress(yearOf(clock())));
    throw new Forbidden('Tài khoản của bạn không có quyền dùng trang này.');
  });
}
