import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { numberField, parseForm, textField } from '../../platform/page/forms.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asFiler, asSignatory, pathNumber } from '../../platform/http/routing.js';
import { ownReady, ownReport, ownSendBack } from '../addresses.js';
import { parseFiling } from '../filing/forms.js';
import { atBoxes } from '../filing/pages.js';
import { showRefused, showUnfiled } from '../filing/routes.js';
import { openOwnReport } from '../finders.js';
import { markReady, sendBack } from './commands.js';

const sendBackForm = z.object({
  version: numberField('Số phiên bản của báo cáo'),
  reason: textField('Lý do chuyển lại', 2000),
});

/** Two steps in the unit: a filer marks the report ready, its signatory sends it back (or submits, filing/routes.ts). */
export function signOffRoutes(deps: AppDeps): Router {
  return Router().post(ownReady(':year'), ready(deps)).post(ownSendBack(':year'), back(deps));
}

function ready(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asFiler(async (filer, req, res) => {
    const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
    await answerForm(req, res, {
      posted: parseFiling(open.report.form, req.body),
      command: async (filing) => atBoxes(await markReady(db, open, filing, clock())),
      done: () => [ownReport(open.report.period.year), MARKED],
      again: (again) => showUnfiled(deps, res, open, again),
    });
  });
}

const MARKED = 'Đã chuyển báo cáo cho người ký. Báo cáo chưa được nộp cho đến khi người ký duyệt và nộp.';

function back(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asSignatory(async (signatory, req, res) => {
    const open = await openOwnReport(db, signatory, pathNumber(req, 'year'));
    await answerForm(req, res, {
      posted: parseForm(sendBackForm, req.body),
      command: async (why) => ({ done: await sendBack(db, open, why, clock()) }),
      done: () => [ownReport(open.report.period.year), 'Đã chuyển lại báo cáo cho người lập.'],
      again: (again) => showRefused(deps, res, open, again),
    });
  });
}
