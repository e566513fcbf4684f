import { Router, type Request } from 'express';
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
import type { DocumentSettings } from './rules.js';
import { documentPlaceAddress } from './addresses.js';

/** Where the unit has its seat, for whom its signatory signs, where it keeps its copies: asked of every unit, once. */
export function placeRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    documentPlaceAddress(':year'),
    asSubmitter(async ({ unit }, req, res) => {
      const { settings, version } = await documentSettingsOf(db, unit.id);
      const form = { values: placeValues(settings, version), errors: [] };
      page(res, 'form', placePage(about(req, unit.name, settings), form));
    }),
  );

  router.post(
    documentPlaceAddress(':year'),
    asSubmitter(async (submitter, req, res) => {
      const { unit } = submitter;
      const next = `${REPORTS}/${pathNumber(req, 'year')}${BACK[cameFrom(req)] ?? ''}`;
      const { settings, ...now } = await documentSettingsOf(db, unit.id);
      await answerForm(req, res, {
        posted: parseForm(placeForm, req.body),
        command: async ({ version, board = settings.wording.board, ...typed }) => {
          const wording = { ...settings.wording, ...typed, board };
          if (now.version !== version) return { stale: true };
          const wanted = { ...settings, wording, isAuthorityChosen: true };
          return saveDocumentSettings(db, submitter, wanted, version, clock());
        },
        done: () => [next, 'Đã lưu cách ghi trên văn bản của đơn vị.'],
        again: async ({ form, status, stale }) => {
          const saved = stale ? await documentSettingsOf(db, unit.id) : undefined;
          const values = saved && placeValues(saved.settings, saved.version);
          page(res, 'form', placePage(about(req, unit.name, settings), form, values), status);
        },
      });
    }),
  );

  return router;
}

function about(req: Request, unit: string, { wording }: DocumentSettings) {
  const year = pathNumber(req, 'year');
  const from = cameFrom(req);
  const action = documentPlaceAddress(year) + (from === '' ? '' : `?ve=${from}`);
  return { unit, year, own: wording.authority, action };
}

/** Where one goes on, by the page one came from (addresses.ts). */
const BACK: Readonly<Record<string, string>> = {
  ky: '/ky',
  'ky-kiem-tra': '/ky?ve=kiem-tra',
  'ky-phan': '/ky?ve=phan',
};

function cameFrom(req: Request): string {
  const from = req.query['ve'];
  return typeof from === 'string' && Object.hasOwn(BACK, from) ? from : '';
}
