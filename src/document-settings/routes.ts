import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { parseForm, postedValues } from '../platform/page/forms.js';
import { page } from '../platform/page/render.js';
import { asSubmitter, done, pathNumber } from '../platform/http/routing.js';
import { saveDocumentSettings } from './commands.js';
import { documentSettingsOf } from './finders.js';
import { placeForm, placeValues } from './forms.js';
import { placePage } from './pages.js';

const ADDRESS = '/bao-cao/:year/van-ban/dia-danh';

/** Where the unit has its seat, and where it keeps its copies: asked of every unit, once. */
export function placeRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    ADDRESS,
    asSubmitter(async ({ unit }, req, res) => {
      const { settings, version } = await documentSettingsOf(db, unit.id);
      const form = { values: placeValues(settings, version), errors: [] };
      page(res, 'form', placePage(unit.name, pathNumber(req, 'year'), form));
    }),
  );

  router.post(
    ADDRESS,
    asSubmitter(async (submitter, req, res) => {
      const { unit } = submitter;
      const year = pathNumber(req, 'year');
      const form = parseForm(placeForm, req.body);
      if (!form.ok) return page(res, 'form', placePage(unit.name, year, form.form), 422);
      const { place, board, version } = form.data;
      const { settings, ...now } = await documentSettingsOf(db, unit.id);
      const wanted = { ...settings, wording: { ...settings.wording, place, board } };
      if (now.version === version && (await saveDocumentSettings(db, submitter, wanted, version, clock())))
        return done(req, res, `/bao-cao/${year}`, 'Đã lưu địa danh trên văn bản của đơn vị.');
      const saved = await documentSettingsOf(db, unit.id);
      const typed = { values: postedValues(req.body), errors: [] };
      page(res, 'form', placePage(unit.name, year, typed, placeValues(saved.settings, saved.version)), 409);
    }),
  );

  return router;
}
