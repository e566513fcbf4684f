import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer } from '../../platform/http/routing.js';
import { openFor } from '../plan/routes.js';
import { toldWords } from '../rules.js';
import { inspectionAddress } from '../addresses.js';
import { correctConclusion } from './commands.js';
import { correctionValues, parseCorrection } from './forms.js';
import { correctionPage } from './pages.js';

/** A conclusion that was sent, issued anew. */
export function correctionRoutes({ db, clock, config }: AppDeps): Router {
  const address = `${inspectionAddress(':id')}/dinh-chinh`;
  return Router()
    .get(
      address,
      asReviewer(async (reviewer, req, res) => {
        const { inspection } = await openFor('correct', db, reviewer, req);
        page(res, 'form', correctionPage(inspection, { values: correctionValues(inspection), errors: [] }));
      }),
    )
    .post(
      address,
      asReviewer(async (reviewer, req, res) => {
        const open = await openFor('correct', db, reviewer, req);
        await answerForm(req, res, {
          posted: parseCorrection(req.body, open.inspection),
          command: (correction) => correctConclusion(db, open, correction, clock()),
          done: (told) => [
            inspectionAddress(open.inspection.id),
            `Đã ban hành bản đính chính.${toldWords(told, config.mail !== undefined)}`,
          ],
          again: async ({ form, status, stale }) => {
            const { inspection } = stale ? await openFor('correct', db, reviewer, req) : open;
            page(res, 'form', correctionPage(inspection, form, stale), status);
          },
        });
      }),
    );
}
