import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { parseForm, refuse, type FieldError, type Form, type Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { fileOf, openInspection, recordOf, type Opened } from '../finders.js';
import { openFor, versionIn } from '../plan/routes.js';
import { conclusionProblems } from '../rules.js';
import { addFiles, concludeInspection, removeFile, saveRecord } from './commands.js';
import { obligationsFor, wordsFound } from './finders.js';
import { FILES, filesForm, parseRecord, readFiles, recordValues } from './forms.js';
import { inspectionPage, recordPage } from './pages.js';
import { inspectionAddress } from '../addresses.js';

/** /kiem-tra/cuoc/<id>: one inspection, its record and its conclusion. */
export function recordRoutes(deps: AppDeps): Router {
  return Router().use(viewRoutes(deps), draftRoutes(deps), concludingRoutes(deps), fileRoutes(deps));
}

function viewRoutes(deps: AppDeps): Router {
  return Router().get(
    inspectionAddress(':id'),
    asOverseer(async (overseer, req, res) => {
      await show(deps, res, await openInspection(deps.db, overseer, pathNumber(req, 'id')));
    }),
  );
}

function draftRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  const address = `${inspectionAddress(':id')}/bien-ban`;
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
      await answerForm(req, res, {
        posted: parseRecord(req.body, [...words.keys()]),
        command: (record) => saveRecord(db, open, record, id, clock()),
        done: () => [
          inspectionAddress(open.inspection.id),
          'Đã lưu bản nháp biên bản. Đơn vị chưa thấy phần này.',
        ],
        again: async ({ form, status, stale }) => {
          const now = stale ? await openFor('record', db, reviewer, req) : open;
          await showRecord(deps, res, now, form, status);
        },
      });
    }),
  );
  return router;
}

function concludingRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  return Router().post(
    `${inspectionAddress(':id')}/ket-luan`,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('conclude', db, reviewer, req);
      await answerForm(req, res, {
        posted: { ok: true, data: versionIn(req) },
        command: async (version) => {
          const problems = conclusionProblems(recordOf(open.inspection), clock());
          if (problems.length > 0) return { problems };
          return { done: await concludeInspection(db, open, version, clock()) };
        },
        done: () => [
          inspectionAddress(open.inspection.id),
          'Đã ban hành kết luận. Đơn vị thấy biên bản và kiến nghị.',
        ],
        // A button is posted; the form that is shown is the record's.
        typed: () => savedValues(open),
        again: ({ form, status }) => showRecord(deps, res, open, form, status),
      });
    }),
  );
}

function fileRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router();
  router.post(
    `${inspectionAddress(':id')}/tep`,
    asReviewer(
      async (reviewer, req, res) => {
        const open = await openFor('record', db, reviewer, req);
        await answerForm(req, res, {
          posted: await uploaded(req),
          command: (files) => addFiles(db, open, files, clock()),
          done: () => [inspectionAddress(open.inspection.id), 'Đã thêm tệp.'],
          again: ({ form }) => show(deps, res, open, form.errors),
        });
      },
      { files: FILES },
    ),
  );
  router.post(
    `${inspectionAddress(':id')}/tep/:file/bo`,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('record', db, reviewer, req);
      await removeFile(db, open, pathNumber(req, 'file'), clock());
      done(req, res, inspectionAddress(open.inspection.id), 'Đã bỏ tệp.');
    }),
  );
  router.get(
    `${inspectionAddress(':id')}/tep/:file`,
    asOverseer(async (overseer, req, res) => {
      const open = await openInspection(db, overseer, pathNumber(req, 'id'));
      sendAttachment(res, await fileOf(db, open, pathNumber(req, 'file')));
    }),
  );
  return router;
}

async function uploaded(req: Request): Promise<Parsed<readonly CheckedFile[]>> {
  const form = parseForm(filesForm, req.body);
  const { files, errors } = await readFiles(req);
  const none = files.length + errors.length === 0 ? [{ field: 'files', message: 'Hãy chọn tệp.' }] : [];
  const problems = [...(form.ok ? [] : form.form.errors), ...errors, ...none];
  return problems.length > 0 ? refuse({}, ...problems) : { ok: true, data: files };
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
