import { Router, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { parseForm, requireForm } from '../../platform/page/forms.js';
import { lacksPlace } from '../../document-settings/finders.js';
import { messagesAbout } from '../../mail/finders.js';
import { page } from '../../platform/page/render.js';
import { answerForm, type Again } from '../../platform/http/answer-form.js';
import { asFiler, asOwnReader, asSubmitter, done, pathNumber } from '../../platform/http/routing.js';
import { originOf } from '../../platform/http/origin.js';
import { ownCheck, ownReceipt, ownReport, ownTakeBack } from '../addresses.js';
import { likeInDraft } from '../likeness/finders.js';
import { recallReport, refuseRecall, submitReport } from './commands.js';
import {
  asAsked,
  openOwnReport,
  ownDraft,
  ownReading,
  submissionsOf,
  type OpenedOwn,
  type OwnDraft,
} from '../finders.js';
import { parseFiling, recallForm, typedFiling } from './forms.js';
import { atBoxes, checkPage, filingErrors } from './pages.js';
import { recallPage } from './recall-page.js';
import { receiptMailLine } from './receipt-mail.js';
import { receiptPage } from './receipt-page.js';
import { filingProblems } from './rules.js';

/** Checking, filing and recalling the own report, and its receipt. */
export function filingRoutes(deps: AppDeps): Router {
  return Router()
    .get(ownCheck(':year'), showCheck(deps))
    .post(ownCheck(':year'), file(deps))
    .get(ownTakeBack(':year'), askToRecall(deps))
    .post(ownTakeBack(':year'), recall(deps))
    .get(ownReceipt(':year'), showReceipt(deps));
}

function showCheck({ db, clock }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const { open, draft } = await ownReading(db, await openOwnReport(db, reader, pathNumber(req, 'year')));
    const isPlaceless = await lacksPlace(db, open.report.unitId);
    const like = await likeInDraft(db, open, draft);
    const isUnfolded = req.query['mo'] === 'het';
    page(res, 'reports/check', checkPage({ open, draft, isPlaceless, like, isUnfolded }, clock()));
  });
}

function file(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asSubmitter(async (submitter, req, res) => {
    const open = await openOwnReport(db, submitter, pathNumber(req, 'year'));
    await answerForm(req, res, {
      posted: parseFiling(open.report.form, req.body),
      command: async (filing) => atBoxes(await submitReport(db, open, filing, clock())),
      done: () => [ownReceipt(open.report.period.year), 'Đã nộp báo cáo. Đây là biên nhận của đơn vị.'],
      again: (again) => showUnfiled(deps, res, open, again),
    });
  });
}

function askToRecall({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
    refuseRecall(open.report, clock());
    page(res, 'confirm', recallPage(open));
  });
}

function recall({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
    await recallReport(db, open, requireForm(parseForm(recallForm, req.body)).version, clock());
    const notice = 'Đã thu hồi báo cáo. Sửa xong, hãy nộp lại trước hạn.';
    done(req, res, ownReport(open.report.period.year), notice);
  });
}

function showReceipt({ db, config }: AppDeps): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnReport(db, reader, pathNumber(req, 'year'));
    const submissions = await submissionsOf(db, open);
    const asked = req.query['lan'];
    const submission =
      asked === undefined ? submissions[0] : submissions.find((s) => String(s.number) === asked);
    if (!submission) throw new NotFound('Báo cáo chưa có lần nộp này, nên chưa có biên nhận.');
    const messages = await messagesAbout(db, open.report.id, submission.number);
    const mail = receiptMailLine(messages, config.mail !== undefined);
    const latest = submissions[0]?.number ?? submission.number;
    const parts = { submission, latest, origin: originOf(req, config), mail };
    page(res, 'reports/receipt', receiptPage(open, parts));
  });
}

/** The check page again, with what was typed and all that forbids filing it, even where that could not be read whole. */
export async function showUnfiled(
  deps: AppDeps,
  res: Response,
  open: OpenedOwn,
  { form, status }: Again<unknown>,
): Promise<void> {
  const draft = await ownDraft(deps.db, open);
  const filing = typedFiling(draft.form, form.values);
  const found = filingErrors(filingProblems(draft, filing, deps.clock()));
  const more = found.filter(({ field }) => !form.errors.some((error) => error.field === field));
  await showCheckAgain(
    deps,
    res,
    { open, draft },
    { form: { ...form, errors: [...form.errors, ...more] }, status },
  );
}

/** The check page again, with what was typed into its other form. */
export async function showRefused(
  deps: AppDeps,
  res: Response,
  open: OpenedOwn,
  again: Again<unknown>,
): Promise<void> {
  await showCheckAgain(deps, res, { open, draft: await ownDraft(deps.db, open) }, again);
}

async function showCheckAgain(
  { db, clock }: AppDeps,
  res: Response,
  { open, draft }: { open: OpenedOwn; draft: OwnDraft },
  { form, status }: Again<unknown>,
): Promise<void> {
  const isPlaceless = await lacksPlace(db, open.report.unitId);
  const like = await likeInDraft(db, open, draft);
  page(
    res,
    'reports/check',
    checkPage({ open: asAsked(open, draft), draft, isPlaceless, like }, clock(), form),
    status,
  );
}
