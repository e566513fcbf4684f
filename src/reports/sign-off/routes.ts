import { Router, type RequestHandler } from 'express';
import { z } from 'zod';
import type { AppDeps } from '../../deps.js';
import { numberField, parseForm, postedValues, refuse, textField } from '../../platform/page/forms.js';
import { asFiler, asSignatory, done, pathNumber } from '../../platform/http/routing.js';
import { parseFiling } from '../filing/forms.js';
import { filingErrors } from '../filing/pages.js';
import { showRefused } from '../filing/routes.js';
import { openOwnReport } from '../finders.js';
import { markReady, sendBack } from './commands.js';

const sendBackForm = z.object({
  version: numberField('Số phiên bản của báo cáo'),
  reason: textField('Lý do chuyển lại', 2000),
});

/** Two steps in the unit: a filer marks the report ready, its signatory sends it back (or submits, filing/routes.ts). */
export function signOffRoutes(deps: AppDeps): Router {
  return Router()
    .post('/bao-cao/:year/ky-duyet/san-sang', ready(deps))
    .post('/bao-cao/:year/ky-duyet/chuyen-lai', back(deps));
}

function ready(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asFiler(async (filer, req, res) => {
    const open = await openOwnReport(db, filer, pathNumber(req, 'year'));
    const filing = parseFiling(open.report.form, req.body);
    if (!filing.ok) return showRefused(deps, res, open, filing.form);
    const result = await markReady(db, open, filing.data, clock());
    if (!result.ready) {
      const { form } = refuse(postedValues(req.body), ...filingErrors(result.problems));
      return showRefused(deps, res, open, form);
    }
    const notice = 'Đã chuyển báo cáo cho người ký. Báo cáo chưa được nộp cho đến khi người ký duyệt và nộp.';
    done(req, res, `/bao-cao/${open.report.period.year}`, notice);
  });
}

function back(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asSignatory(async (signatory, req, res) => {
    const open = await openOwnReport(db, signatory, pathNumber(req, 'year'));
    const form = parseForm(sendBackForm, req.body);
    if (!form.ok) return showRefused(deps, res, open, form.form);
    await sendBack(db, open, form.data, clock());
    const notice = 'Đã chuyển lại báo cáo cho người lập.';
    done(req, res, `/bao-cao/${open.report.period.year}`, notice);
  });
}
