import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';
import { formatNumber } from '../../platform/text/format.js';
import { parseForm, type Form } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm, type Again } from '../../platform/http/answer-form.js';
import type { Outcome } from '../../platform/outcome.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { remindersOf } from '../../reports/addresses.js';
import { reminderDraft, reminderDraftRemoval, reminderDraftSend, reminderDraftUnits } from '../addresses.js';
import { openReminders } from '../overview/finders.js';
import { textValues } from '../settings/forms.js';
import { discardDraft, removeRecipients, saveDraft, sendDraft, type Sent } from './commands.js';
import { examplesOf, openDraft, recipientsOf, type OpenedDraft } from './finders.js';
import { parseDraft, postedTexts, removalForm, type PostedDraft } from './forms.js';
import { draftAddress, draftPage, sentWords } from './pages.js';

const ADDRESS = reminderDraft(':year', ':id');

/** A letter by hand: its texts, whom it is to, and its sending. */
export function draftRoutes(deps: AppDeps): Router {
  return Router().use(wordRoutes(deps), sendingRoutes(deps), endRoutes(deps));
}

function wordRoutes(deps: AppDeps): Router {
  const router = Router();
  router.get(
    ADDRESS,
    asOverseer(async (overseer, req, res) => {
      const opened = await draftIn(deps, overseer, req);
      await show(deps, req, res, opened, { values: textValues(opened.draft.wordings), errors: [] });
    }),
  );
  router.post(
    ADDRESS,
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      await answerForm(req, res, {
        posted: parseDraft(req.body),
        command: (edit) => saveDraft(deps.db, opened, edit),
        done: () => [draftAddress(opened), 'Đã lưu thư. Phần xem trước dưới đây theo nội dung mới.'],
        again: (again) => showAgain(deps, req, res, opened, again),
      });
    }),
  );
  return router;
}

function sendingRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  return Router().post(
    reminderDraftSend(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      await answerForm(req, res, {
        posted: parseDraft(req.body),
        command: async (edit): Promise<Outcome<true | Sent, true>> => {
          // What was typed and not looked at yet is kept, and not sent.
          if (isEdited(opened, edit)) return saveDraft(db, opened, edit);
          const seen = { version: edit.version, texts: postedTexts(req.body) };
          return { done: await sendDraft(db, opened, seen, clock()) };
        },
        done: (sent) => [
          draftAddress(opened),
          sent === true ? ONLY_SAVED : sentWords(sent, config.mail !== undefined),
        ],
        again: (again) => showAgain(deps, req, res, opened, again),
      });
    }),
  );
}

const ONLY_SAVED = 'Nội dung vừa sửa đã được lưu. Thư chưa gửi: hãy xem lại phần xem trước rồi gửi.';

function endRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.post(
    reminderDraftUnits(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      const form = parseForm(removalForm, req.body);
      const taken = await removeRecipients(db, opened, form.ok ? form.data.reports : []);
      const notice =
        taken > 0 ? `Đã bỏ ${formatNumber(taken)} đơn vị khỏi thư.` : 'Chưa đánh dấu đơn vị nào để bỏ.';
      done(req, res, draftAddress(opened), notice);
    }),
  );
  router.post(
    reminderDraftRemoval(':year', ':id'),
    asReviewer(async (reviewer, req, res) => {
      const opened = await draftIn(deps, reviewer, req);
      await discardDraft(db, opened, clock());
      done(req, res, remindersOf(opened.reminders.period.year), 'Đã bỏ bản nháp.');
    }),
  );
  return router;
}

async function draftIn<A extends Overseer | Reviewer>(
  { db }: AppDeps,
  actor: A,
  req: Request,
): Promise<OpenedDraft<A>> {
  return openDraft(db, await openReminders(db, actor, pathNumber(req, 'year')), pathNumber(req, 'id'));
}

function isEdited({ draft: { wordings } }: OpenedDraft<Reviewer>, { texts }: PostedDraft): boolean {
  const [saved, posted] = [textValues(wordings), textValues(texts)];
  return Object.entries(posted).some(([name, text]) => saved[name] !== text);
}

async function showAgain(
  deps: AppDeps,
  req: Request,
  res: Response,
  opened: OpenedDraft<Reviewer>,
  { form, status, stale }: Again<true>,
): Promise<void> {
  const now = stale ? await draftIn(deps, opened.reminders.actor, req) : opened;
  await show(deps, req, res, now, form, status);
}

async function show(
  { db, clock, config }: AppDeps,
  req: Request,
  res: Response,
  opened: OpenedDraft<Overseer> | OpenedDraft<Reviewer>,
  form: Form,
  status: 200 | 409 | 422 = 200,
): Promise<void> {
  const now = clock();
  const after = readId(req.query['sau']);
  const recipients = await recipientsOf(db, opened, after, now);
  const examples = await examplesOf(db, opened, recipients.groups, now);
  const isMailSet = config.mail !== undefined;
  const parts = { opened, recipients, examples, after, isMailSet, posted: postedTexts(req.body) };
  // What was not posted is as it is saved.
  const values = { ...textValues(opened.draft.wordings), ...form.values };
  page(
    res,
    'reminders/draft',
    draftPage(parts, { values, errors: form.errors }, now, status === 409),
    status,
  );
}
