import { Router, type Request } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import { parseForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { recommendationOf } from '../finders.js';
import { openFor, versionIn } from '../plan/routes.js';
import { acceptAnswer, askForAnswerAgain, closeInspection } from './commands.js';
import { askAgainForm, closeForm } from './forms.js';
import { askAgainPage, closePage } from './pages.js';
import { inspectionAddress } from '../addresses.js';

/** What becomes of a conclusion's recommendations, on the side of those who made them. */
export function followUpRoutes(deps: AppDeps): Router {
  return Router().use(answerRoutes(deps), closingRoutes(deps));
}

function answerRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  router.post(
    `${inspectionAddress(':id')}/kien-nghi/:item/chap-nhan`,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('accept', db, reviewer, req);
      const one = recommendationOf(open, pathNumber(req, 'item'));
      const isClosed = await acceptAnswer(db, open, one, versionIn(req), clock());
      const rest = isClosed ? ' Mọi kiến nghị đã xong nên cuộc này kết thúc.' : '';
      const said = `Đã công nhận kiến nghị ${one.number} thực hiện xong.${rest}`;
      done(req, res, inspectionAddress(open.inspection.id), said);
    }),
  );
  const address = `${inspectionAddress(':id')}/kien-nghi/:item/yeu-cau`;
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const { open, one } = await openAnswered(db, reviewer, req);
      page(res, 'form', askAgainPage(open.inspection, one, { values: {}, errors: [] }));
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const { open, one } = await openAnswered(db, reviewer, req);
      await answerForm(req, res, {
        posted: parseForm(askAgainForm, req.body),
        command: async (asked) => {
          if (asked.dueBefore <= clock()) return { problems: [PAST] };
          return { done: await askForAnswerAgain(db, open, one, asked, clock()) };
        },
        done: () => [inspectionAddress(open.inspection.id), 'Đã gửi yêu cầu thực hiện tiếp cho đơn vị.'],
        again: ({ form, status }) => page(res, 'form', askAgainPage(open.inspection, one, form), status),
      });
    }),
  );
  return router;
}

const PAST = { field: 'dueBefore', message: 'Hạn mới phải sau hôm nay.' };

function closingRoutes({ db, clock }: AppDeps): Router {
  const router = Router();
  const address = `${inspectionAddress(':id')}/dong`;
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const { inspection } = await openFor('close', db, reviewer, req);
      page(res, 'form', closePage(inspection, { values: {}, errors: [] }));
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('close', db, reviewer, req);
      const isDone = open.inspection.recommendations.every(({ status }) => status === 'DONE');
      await answerForm(req, res, {
        posted: parseForm(closeForm, req.body),
        command: async (why) => {
          if (!isDone && why.reason === '') return { problems: [NO_REASON] };
          return { done: await closeInspection(db, open, why, clock()) };
        },
        done: () => [inspectionAddress(open.inspection.id), 'Đã kết thúc cuộc này.'],
        again: ({ form, status }) => page(res, 'form', closePage(open.inspection, form), status),
      });
    }),
  );
  return router;
}

const NO_REASON = { field: 'reason', message: 'Hãy nhập lý do: còn kiến nghị chưa thực hiện xong.' };

/** Conflict where the unit has not answered. */
async function openAnswered(db: AppDeps['db'], reviewer: Reviewer, req: Request) {
  const open = await openFor('askAgain', db, reviewer, req);
  const one = recommendationOf(open, pathNumber(req, 'item'));
  if (one.status !== 'ANSWERED')
    throw new NotPossible('Kiến nghị này không có trả lời nào đang chờ xem xét.');
  return { open, one };
}
