import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { actAsOverseer, type Actor, type Sender } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { NotFound } from '../../platform/errors.js';
import { outcomeOf } from '../../platform/outcome.js';
import type { Form, Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asSender, pathNumber } from '../../platform/http/routing.js';
import { missingFrom } from '../../form/consolidated.js';
import { openReportToSend, type Opened } from '../../reports/finders.js';
import { beginSupplement, recordSending } from '../../reports/sending/commands.js';
import { sendingOf } from '../../reports/addresses.js';
import { sendingAddition, sentFile } from '../addresses.js';
import { openConsolidation } from '../finders.js';
import { outgoing, signedFile } from './finders.js';
import { FILES, parseSending, parseSupplement, type Before } from './forms.js';
import { sendingPage } from './pages.js';

const ADDRESS = sendingOf(':year');

/** The province's report as it goes out of the portal: recorded, frozen, supplemented. */
export function sendingRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.get(
    ADDRESS,
    asOverseer((overseer, req, res) => show(deps, req, res, overseer)),
  );
  router.post(
    ADDRESS,
    asSender(
      async (sender, req, res) => {
        const parsed = await parseSending(req, await whatWentBefore(deps, sender, req), clock());
        await decide(deps, sender, req, res, {
          parsed,
          command: (open, data) => recordSending(db, open, data, clock()),
          notice: 'Đã ghi việc gửi báo cáo. Tổng hợp của năm đã chốt.',
        });
      },
      { files: FILES },
    ),
  );
  router.post(
    sendingAddition(':year'),
    asSender((sender, req, res) =>
      decide(deps, sender, req, res, {
        parsed: parseSupplement(req.body, clock()),
        command: (open, data) => beginSupplement(db, open, data, clock()),
        notice: 'Đã mở lại báo cáo của đơn vị để lập báo cáo bổ sung.',
      }),
    ),
  );
  router.get(
    sentFile(':year', ':number'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      await sendAttachment(res, await signedFile(db, open, numberIn(req)));
    }),
  );
  return router;
}

async function whatWentBefore({ db }: AppDeps, sender: Sender, req: Request): Promise<Before> {
  const open = await openConsolidation(db, actAsOverseer(sender), pathNumber(req, 'year'));
  const { report } = await outgoing(db, open);
  // A report that was sent meanwhile has moved on: that is told, and nothing of its number.
  const sendings = report.status === 'SUBMITTED' ? report.sendings : [];
  return { missing: open.filed ? missingFrom(open.filed.sums) : 0, sendings };
}

interface Decision<T> {
  parsed: Parsed<T>;
  command: (open: Opened<Sender>, data: T) => Promise<void>;
  notice: string;
}

/** What was posted is done, or the page shows again with it: 422 where it is wrong, 409 where the report moved on. */
async function decide<T>(
  deps: AppDeps,
  sender: Sender,
  req: Request,
  res: Response,
  { parsed, command, notice }: Decision<T>,
): Promise<void> {
  const open = await openReportToSend(deps.db, sender, pathNumber(req, 'year'));
  await answerForm(req, res, {
    posted: parsed,
    command: (data) => outcomeOf(command(open, data)),
    done: () => [sendingOf(open.report.period.year), notice],
    again: ({ form, status }) => show(deps, req, res, sender, form, status),
  });
}

async function show(
  { db }: AppDeps,
  req: Request,
  res: Response,
  actor: Actor,
  form?: Form,
  status = 200,
): Promise<void> {
  const open = await openConsolidation(db, actAsOverseer(actor), pathNumber(req, 'year'));
  page(res, 'consolidation/sending', sendingPage(open, await outgoing(db, open), form), status);
}

/** 0 is the report itself. */
function numberIn(req: Request): number {
  const text = req.params['number'];
  if (typeof text !== 'string' || !/^\d{1,4}$/.test(text)) throw new NotFound('Không có tệp này.');
  return Number(text);
}
