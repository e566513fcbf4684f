import { Router } from 'express';
import type { AppDeps } from '../deps.js';
import { parseForm } from '../platform/page/forms.js';
import { REPORTS } from '../platform/page/addresses.js';
import { page } from '../platform/page/render.js';
import { answerForm } from '../platform/http/answer-form.js';
import { asSubmitter, pathNumber } from '../platform/http/routing.js';
import { saveDocumentSettings } from './commands.js';
import { documentSettingsOf } from './finders.js';
import { placeForm, placeValues } from './forms.js';
import { placePage } from './pages.js';
import { documentPlaceAddress } from './addresses.js';

/** Where the unit has its seat, and where it keeps its copies: asked of every unit, once. */
export function placeRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    documentPlaceAddress(':year'),
    asSubmitter(async ({ unit }, req, res) => {
      const { settings, version } = await documentSettingsOf(db, unit.id);
      const form = { values: placeValues(settings, version), errors: [] };
      page(res, 'form', placePage(unit.name, pathNumber(req, 'year'), form));
    }),
  );

  router.post(
    documentPlaceAddress(':year'),
    asSubmitter(async (submitter, req, res) => {
      const { unit } = submitter;
      const year = pathNumber(req, 'year');
      await answerForm(req, res, {
        posted: parseForm(placeForm, req.body),
        command: async ({ place, board, version }) => {
          const { settings, ...now } = await documentSettingsOf(db, unit.id);
          const wanted = { ...settings, wording: { ...settings.wording, place, board } };
          if (now.version !== version) return { stale: true };
          return saveDocumentSettings(db, submitter, wanted, version, clock());
        },
        done: () => [`${REPORTS}/${year}`, 'Đã lưu địa danh trên văn bản của đơn vị.'],
        again: async ({ form, status, stale }) => {
          const saved = stale ? await documentSettingsOf(db, unit.id) : undefined;
          const values = saved && placeValues(saved.settings, saved.version);
          page(res, 'form', placePage(unit.name, year, form, values), status);
        },
      });
    }),
  );

  return router;
}
