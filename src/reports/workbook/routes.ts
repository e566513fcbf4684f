import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Filer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { BadRequest } from '../../platform/errors.js';
import { page } from '../../platform/page/render.js';
import { answerForm, type Next } from '../../platform/http/answer-form.js';
import { asFiler, done, pathNumber } from '../../platform/http/routing.js';
import { obligationTexts } from '../../guidance/finders.js';
import { ownReport, ownWorkbook, ownWorkbookFile, ownWorkbookPreview } from '../addresses.js';
import { isLocked } from '../deadlines.js';
import { openOwnReport, type Opened } from '../finders.js';
import { isEditable } from '../lifecycle.js';
import { applyImport, keepImport } from './commands.js';
import { pendingImport, workbookDraft } from './finders.js';
import { readSeen, readUpload } from './forms.js';
import { formDigest } from './layout.js';
import { workbookPage } from './pages.js';
import { previewPage } from './preview-page.js';
import type { WorkbookKey } from './read.js';
import { writeWorkbook } from './write.js';

const FILES = { size: 5_000_000, count: 1 };
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** /bao-cao/<year>/excel: the form as a workbook, filled in offline and read back after a look at what it changes. */
export function workbookRoutes(deps: AppDeps): Router {
  return Router()
    .get(ownWorkbook(':year'), showSteps(deps))
    .get(ownWorkbookFile(':year'), sendWorkbook(deps))
    .post(ownWorkbook(':year'), receiveWorkbook(deps))
    .get(ownWorkbookPreview(':year'), showPreview(deps))
    .post(ownWorkbookPreview(':year'), confirm(deps));
}

function showSteps({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openReport(db, filer, req);
    page(res, 'reports/workbook', workbookPage(open, await pendingImport(db, open), clock()));
  });
}

function sendWorkbook({ db }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openReport(db, filer, req);
    const { report } = open;
    const { askedForm: asked, asked: draft } = await workbookDraft(db, open);
    const obligations = await obligationTexts(db, report.period.guidanceVersionId);
    const content = await writeWorkbook({
      ...keyOf(open),
      ...{ unitName: report.unitName, asked, draft, obligations },
    });
    const name = `bao-cao-${report.period.year}-${report.unit.code}.xlsx`;
    await sendAttachment(res, { name, mediaType: XLSX, content });
  });
}

function receiveWorkbook({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(
    async (filer, req, res) => {
      const open = await openReport(db, filer, req);
      await answerForm(req, res, {
        posted: await readUpload(req, keyOf(open)),
        command: async ({ fileName, read }) => ({
          done: await keepImport(db, open, fileName, read, clock()),
        }),
        done: () => {
          res.redirect(303, ownWorkbookPreview(open.report.period.year));
          return undefined;
        },
        again: async ({ form: { errors }, status }) => {
          const pending = await pendingImport(db, open);
          page(res, 'reports/workbook', workbookPage(open, pending, clock(), errors), status);
        },
      });
    },
    { files: FILES },
  );
}

function showPreview({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openReport(db, filer, req);
    const pending = await pendingImport(db, open);
    const { report } = open;
    const canApply = isEditable(report.status) && !isLocked(report, clock());
    if (!canApply || pending?.formDigest !== formDigest(report.form))
      return res.redirect(303, ownWorkbook(open.report.period.year));
    page(res, 'reports/workbook-preview', previewPage(open, pending, await workbookDraft(db, open), false));
  });
}

function confirm({ db, clock }: AppDeps): RequestHandler[] {
  return asFiler(async (filer, req, res) => {
    const open = await openReport(db, filer, req);
    const seen = readSeen(req.body);
    if (!seen) throw new BadRequest('Thiếu thông tin của trang xem trước. Hãy mở lại trang rồi xác nhận.');
    const nothing: Next = [
      ownWorkbook(open.report.period.year),
      'Không còn tệp nào chờ xác nhận. Hãy gửi lại tệp.',
    ];
    await answerForm(req, res, {
      posted: { ok: true, data: seen },
      command: () => applyImport(db, open, seen, clock()),
      done: (isApplied) => (isApplied ? [ownReport(open.report.period.year), APPLIED] : nothing),
      again: async ({ status }) => {
        const pending = await pendingImport(db, open);
        if (!pending) return done(req, res, ...nothing);
        const draft = await workbookDraft(db, open);
        page(res, 'reports/workbook-preview', previewPage(open, pending, draft, true), status);
      },
    });
  });
}

const APPLIED = 'Đã nhận câu trả lời từ tệp Excel vào bản đang lập.';

function openReport(db: AppDeps['db'], filer: Filer, req: Request): Promise<Opened<Filer>> {
  return openOwnReport(db, filer, pathNumber(req, 'year'));
}

function keyOf({ report }: Opened<Filer>): WorkbookKey {
  const { period, unit, form } = report;
  return { year: period.year, unitCode: unit.code, formVersion: period.formVersion, form };
}
