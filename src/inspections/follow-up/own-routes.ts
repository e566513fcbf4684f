import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { OwnReader, Submitter } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { NotPossible } from '../../platform/errors.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOwnReader, asSubmitter, pathNumber } from '../../platform/http/routing.js';
import { fileOf, openOwnInspection, ownInspections, recommendationOf } from '../finders.js';
import { allows } from '../lifecycle.js';
import { ownInspectionsPage } from '../plan/pages.js';
import { wordsFound } from '../record/finders.js';
import { FILES } from '../record/forms.js';
import { ownInspectionPage } from '../record/pages.js';
import { answerRecommendation } from './commands.js';
import { parseReply } from './forms.js';
import { answerPage } from './pages.js';
import { OWN_INSPECTIONS, ownInspectionAddress } from '../addresses.js';

/** /kiem-tra/don-vi: what is inspected at the own unit, and its answers. */
export function ownRoutes(deps: AppDeps): Router {
  return Router().use(readingRoutes(deps), answeringRoutes(deps));
}

function readingRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.get(
    OWN_INSPECTIONS,
    asOwnReader(async (reader, req, res) => {
      const after = readId(req.query['sau']);
      const found = await ownInspections(db, reader, after);
      page(res, 'list', ownInspectionsPage(reader.unit.name, found, after, clock()));
    }),
  );
  router.get(
    ownInspectionAddress(':id'),
    asOwnReader(async (reader, req, res) => {
      const { inspection } = await openOwnInspection(db, reader, pathNumber(req, 'id'));
      const words = await wordsFound(db, inspection);
      page(res, 'inspections/inspection', ownInspectionPage(reader, inspection, words, clock()));
    }),
  );
  router.get(
    `${ownInspectionAddress(':id')}/tep/:file`,
    asOwnReader(async (reader: OwnReader, req, res) => {
      const open = await openOwnInspection(db, reader, pathNumber(req, 'id'));
      await sendAttachment(res, await fileOf(db, open, pathNumber(req, 'file')));
    }),
  );
  return router;
}

function answeringRoutes({ db, clock, config }: AppDeps): Router {
  const router = Router();
  const address = `${ownInspectionAddress(':id')}/kien-nghi/:item/tra-loi`;
  router.get(
    address,
    asSubmitter(async (submitter, req, res) => {
      const { open, one } = await openToAnswer(db, submitter, req);
      page(res, 'inspections/answer', answerPage(open.inspection, one, { values: {}, errors: [] }));
    }),
  );
  router.post(
    address,
    asSubmitter(
      async (submitter, req, res) => {
        const { open, one } = await openToAnswer(db, submitter, req);
        await answerForm(req, res, {
          posted: await parseReply(req),
          command: (reply) => answerRecommendation(db, open, one, reply, config.quota, clock()),
          done: () => [ownInspectionAddress(open.inspection.id), `Đã gửi trả lời kiến nghị ${one.number}.`],
          again: ({ form, status }) =>
            page(res, 'inspections/answer', answerPage(open.inspection, one, form), status),
        });
      },
      { files: FILES },
    ),
  );
  return router;
}

/** Conflict where it is not the unit's turn. */
async function openToAnswer(db: AppDeps['db'], submitter: Submitter, req: Request) {
  const open = await openOwnInspection(db, submitter, pathNumber(req, 'id'));
  const one = recommendationOf(open, pathNumber(req, 'item'));
  if (!allows('answer', open.inspection) || one.status !== 'OPEN')
    throw new NotPossible('Kiến nghị này đã được trả lời, hoặc cuộc kiểm tra đã kết thúc.');
  return { open, one };
}
