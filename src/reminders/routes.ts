import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { remindersRoutes } from './overview/routes.js';
import { calendarRoutes } from './calendar/routes.js';
import { callRoutes } from './calls/routes.js';
import { deviceRoutes } from './devices/routes.js';
import { draftRoutes } from './draft/routes.js';
import { letterRoutes } from './letter/routes.js';
import { ownReminderRoutes } from './own/routes.js';
import { zaloRoutes } from './zalo/routes.js';
import { ladderRoutes } from './settings/routes.js';

/** Reminding the units that still owe something. */
export function reminderRoutes(deps: AppDeps): Router {
  return Router().use(
    ladderRoutes(deps),
    remindersRoutes(deps),
    calendarRoutes(deps),
    deviceRoutes(deps),
    callRoutes(deps),
    zaloRoutes(deps),
    draftRoutes(deps),
    letterRoutes(deps),
    ownReminderRoutes(deps),
  );
}
