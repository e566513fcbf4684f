import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { Forbidden } from '../platform/errors.js';
import { asAdmin } from '../platform/http/routing.js';
import { page } from '../platform/page/render.js';
import { isRootAdmin } from '../units/rules.js';
import { HEALTH } from './addresses.js';
import { findHealth } from './finders.js';
import { healthPage } from './pages.js';
import { findingsOf } from './rules.js';
import { findRunning } from './running-finders.js';
import { runningFindings } from './running-rules.js';

/** What the federation's administrator sees of the machine; the operator sees the same by `npm run portal -- doctor`. */
export function systemRoutes({ db, clock, config }: AppDeps): Router {
  return Router().get(
    HEALTH,
    asAdmin(async (admin, _req, res) => {
      if (!isRootAdmin(admin))
        throw new Forbidden('Chỉ quản trị viên của Liên đoàn Lao động xem tình trạng hệ thống.');
      const health = await findHealth(db, config, clock());
      const running = runningFindings(await findRunning(db, config), config);
      const findings = [...findingsOf(health, config, clock()), ...running];
      page(res, 'health/index', healthPage(findings, health.portal.startedAt, clock()));
    }),
  );
}
