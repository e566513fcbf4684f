import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer, Reviewer } from '../../platform/actor.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { parseForm, refuse, type FieldError, type Form, type Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber } from '../../platform/http/routing.js';
import { fileOf, openInspection, type Opened } from '../finders.js';
import { hasSignedMinutes } from '../document/rules.js';
import { clashesOf, isOnDayOff } from '../plan/finders.js';
import { openFor } from '../plan/routes.js';
import { teamWords } from '../team.js';
import { hearersOf } from '../hearer-finders.js';
import { changesMinutes, type InspectionRecord, recordOf } from '../rules.js';
import { addFiles, removeFile, saveRecord } from './commands.js';
import { obligationsFor, wordsFound } from './finders.js';
import { FILES, filesForm, parseRecord, readFiles, recordValues } from './forms.js';
import { inspectionPage, recordPage } from './pages.js';
import { inspectionAddress } from '../addresses.js';

/** /kiem-tra/cuoc/<id>: one inspection, its record and its conclusion. */
export function recordRoutes(deps: AppDeps): Router {
  return Router().use(viewRoutes(deps), draftRoutes(deps), fileRoutes(deps));
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
      await showRecord(deps, res, open, { values: firstValues(open), errors: [] }, 200);
    }),
  );
  router.post(
    address,
    asReviewer(async (reviewer, req, res) => {
      const open = await openFor('record', db, reviewer, req);
      const { id, words } = await obligationsFor(db, open.inspection, clock());
      await answerForm(req, res, {
        posted: parseRecord(req.body, [...words.keys()]),
        command: async (record) => {
          const problems = signedProblem(open, record);
          return problems.length > 0 ? { problems } : saveRecord(db, open, record, id, clock());
        },
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

function fileRoutes(deps: AppDeps): Router {
  const { db, clock, config } = deps;
  const router = Router();
  router.post(
    `${inspectionAddress(':id')}/tep`,
    asReviewer(
      async (reviewer, req, res) => {
        const open = await openFor('record', db, reviewer, req);
        await answerForm(req, res, {
          posted: await uploaded(req),
          command: (files) => addFiles(db, open, files, config.quota, clock()),
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
      await sendAttachment(res, await fileOf(db, open, pathNumber(req, 'file')));
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

/** What both sides have signed is changed only for a reason, which the new minutes say. */
function signedProblem(
  { inspection }: Opened<Reviewer>,
  record: InspectionRecord & { minutesReason: string },
): FieldError[] {
  const isSaid = record.minutesReason !== '' || !hasSignedMinutes(inspection);
  if (isSaid || !changesMinutes(recordOf(inspection), record)) return [];
  const message = 'Hai bên đã ký biên bản. Hãy ghi lý do sửa; cổng lập bản mới, bản đã ký giữ nguyên.';
  return [{ field: 'minutesReason', message }];
}

/** What is known before anything is written: who goes, and what for. */
function firstValues(open: Opened<Reviewer>) {
  const { inspection } = open;
  const isBegun = inspection.carriedOutOn !== null || Object.keys(inspection.minutes as object).length > 0;
  const known = isBegun ? {} : { ourPeople: teamWords(inspection.team), content: inspection.topic };
  return { ...savedValues(open), ...known };
}

/** The record's form with what it lacks, for a paper that cannot be issued yet: a button was posted, and nothing typed. */
export function showRefused(
  deps: AppDeps,
  res: Response,
  open: Opened<Reviewer>,
  errors: readonly FieldError[],
): Promise<void> {
  return showRecord(deps, res, open, { values: savedValues(open), errors }, 422);
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
  const isToCome = ['PLANNED', 'ANNOUNCED'].includes(inspection.status);
  const clash = isToCome ? await clashesOf(db, inspection) : [];
  const onDayOff = await isOnDayOff(db, inspection);
  const { unreached } = isToCome ? await hearersOf(db, inspection, actor) : { unreached: [] };
  const seen = { words, clash, isOnDayOff: onDayOff, unreached };
  const model = inspectionPage(actor as Overseer, inspection, seen, clock(), errors);
  page(res, 'inspections/inspection', model, errors.length > 0 ? 422 : 200);
}

async function showRecord(
  { db, clock }: AppDeps,
  res: Response,
  open: Opened<Reviewer>,
  form: Form,
  status: number,
): Promise<void> {
  const { words } = await obligationsFor(db, open.inspection, clock());
  page(res, 'form', recordPage(open.inspection, words, form, savedValues(open), status === 409), status);
}
