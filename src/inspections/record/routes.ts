import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { parseForm, postedValues, type FieldError, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { fileOf, openInspection, recordOf, type Opened } from '../finders.js';
import { openFor, pathOf, versionIn } from '../plan/routes.js';
import { conclusionProblems, MOST_FILES } from '../rules.js';
import { addFiles, conclude, removeFile, saveRecord } from './commands.js';
import { obligationsFor, wordsFound } from './finders.js';
import { FILES, filesForm, parseRecord, readFiles, recordValues } from './forms.js';
import { inspectionPage, recordPage } from './pages.js';

/** /kiem-tra/cuoc/<id>: one inspection, its record and its conclusion. */
export function recordRoutes(deps: AppDeps): Router {
  return Router().use(viewRoutes(deps), draftRoutes(deps), concludingRoutes(deps), fileRoutes(deps));
}

function viewRoutes(deps: AppDeps): Router {
  return Router().get(
    '/kiem-tra/cuoc/:id',
    asOverseer(async (overseer, req, res) => {
      await show(deps, res, await openInspection(deps.db, overseer, pathNumber(req, 'id')));
    }),
  );
}

function draftRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  const address = '/kiem-tra/cuoc/:id/bien-ban';
  router.get(
    address,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('record', db, reviewer, req);
      await showRecord(deps, res, open, { values: savedValues(open), errors: [] }, 200);
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('record', db, reviewer, req);
      const { id, words } = await obligationsFor(db, open.inspection, clock());
      const form = parseRecord(req.body, [...words.keys()]);
      if (!form.ok) return showRecord(deps, res, open, form.form, 422);
      if (await saveRecord(db, open, form.data, id, clock()))
        return done(req, res, pathOf(open), 'Đã lưu bản nháp biên bản. Đơn vị chưa thấy phần này.');
      const now = await openFor('record', db, reviewer, req);
      await showRecord(deps, res, now, { values: postedValues(req.body), errors: [] }, 409);
    }),
  );
  return router;
}

function concludingRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  return Router().post(
    '/kiem-tra/cuoc/:id/ket-luan',
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('conclude', db, reviewer, req);
      const version = versionIn(req);
      const errors = conclusionProblems(recordOf(open.inspection), clock());
      if (errors.length > 0) return showRecord(deps, res, open, { values: savedValues(open), errors }, 422);
      await conclude(db, open, version, clock(), config.publicUrl);
      done(req, res, pathOf(open), 'Đã ban hành kết luận. Đơn vị thấy biên bản và kiến nghị.');
    }),
  );
}

function fileRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.post(
    '/kiem-tra/cuoc/:id/tep',
    asReviewer(
      async (reviewer, req, res) => {
        const open = await openFor('record', db, reviewer, req);
        const { files, errors } = await uploaded(req);
        if (errors.length > 0) return show(deps, res, open, errors);
        if (await addFiles(db, open, files, clock())) return done(req, res, pathOf(open), 'Đã thêm tệp.');
        const message = `Mỗi biên bản có tối đa ${MOST_FILES} tệp. Hãy bỏ bớt tệp.`;
        await show(deps, res, open, [{ field: 'files', message }]);
      },
      { files: FILES },
    ),
  );
  router.post(
    '/kiem-tra/cuoc/:id/tep/:file/bo',
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('record', db, reviewer, req);
      await removeFile(db, open, pathNumber(req, 'file'), clock());
      done(req, res, pathOf(open), 'Đã bỏ tệp.');
    }),
  );
  router.get(
    '/kiem-tra/cuoc/:id/tep/:file',
    asOverseer(async (overseer, req, res) => {
      const open = await openInspection(db, overseer, pathNumber(req, 'id'));
      sendAttachment(res, await fileOf(db, open, pathNumber(req, 'file')));
    }),
  );
  return router;
}

async function uploaded(req: Request) {
  const form = parseForm(filesForm, req.body);
  const { files, errors } = await readFiles(req);
  const none = files.length + errors.length === 0 ? [{ field: 'files', message: 'Hãy chọn tệp.' }] : [];
  return { files, errors: [...(form.ok ? [] : form.form.errors), ...errors, ...none] };
}

function savedValues({ inspection }: Opened<Reviewer>) {
  return recordValues(recordOf(inspection), inspection.version);
}

async function show(
  { db, clock }: AppDeps,
  res: Response,
  { actor, inspection }: Opened<Overseer> | Opened<Reviewer>,
  errors: readonly FieldError[] = [],
): Promise<void> {
  const words = await wordsFound(db, inspection);
  const model = inspectionPage(actor as Overseer, inspection, words, clock(), errors);
  page(res, 'inspections/inspection', model, errors.length > 0 ? 422 : 200);
}

async function showRecord(
  { db, clock }: AppDeps,
  res: Response,
  open: Opened<Reviewer>,
  form: Form,
  status: 200 | 409 | 422,
): Promise<void> {
  const { words } = await obligationsFor(db, open.inspection, clock());
  page(res, 'form', recordPage(open.inspection, words, form, savedValues(open), status === 409), status);
}
