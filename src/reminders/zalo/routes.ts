import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { originOf } from '../../platform/http/origin.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { ownReport } from '../../reports/addresses.js';
import { callList, zaloText } from '../addresses.js';
import { openReminders } from '../overview/finders.js';
import { readFilter } from '../overview/forms.js';
import { groupMessageParts } from './finders.js';
import { zaloPage } from './pages.js';
import { groupMessage } from './rules.js';

/** /don-doc/<year>/zalo: a text to paste into the group of the units below. */
export function zaloRoutes({ db, clock, config }: AppDeps): Router {
  return Router().get(
    zaloText(':year'),
    asOverseer(async (overseer, req, res) => {
      const of = await openReminders(db, overseer, pathNumber(req, 'year'));
      const { filter, unknown } = readFilter({ loai: 'all', ...req.query });
      const now = clock();
      const { year } = of.period;
      const origin = originOf(req, config);
      const links = {
        own: `${origin}${ownReport(year)}`,
        all: `${origin}${callList(year)}?lien-he=tat-ca`,
      };
      const parts = await groupMessageParts(db, of, filter, now);
      const text = groupMessage({ sender: overseer.unit.name, year, links, ...parts }, now);
      page(res, 'reminders/zalo', zaloPage({ of, filter, unknown, text }), unknown.length > 0 ? 422 : 200);
    }),
  );
}
