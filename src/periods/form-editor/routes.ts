import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Admin } from '../../platform/actor.js';
import { sendAttachment } from '../../platform/http/downloads.js';
import { bytesOf, uploadsOf } from '../../platform/files/upload-storage.js';
import { Conflict, NotFound, NotPossible } from '../../platform/errors.js';
import { parseForm, requireForm } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAdmin, done, pathNumber } from '../../platform/http/routing.js';
import { asPeriodAdmin } from '../finders.js';
import type { FormDefinition } from '../../form/definition.js';
import { keepDraft } from './commands.js';
import { openForm, type OpenedForm } from './finders.js';
import { readButton, readImport, versionForm } from './forms.js';
import { formEditorPage, formImportPage } from './pages.js';
import { partRoutes } from './part-routes.js';
import { placeAfter } from './places.js';
import { editForm } from './rules.js';
import { formChecksPage, formSectionPage } from './section-pages.js';
import { formChecksAddress, formEditorAddress, formSectionAddress } from '../addresses.js';

const EDITOR = formEditorAddress(':year');

const FILES = { size: 1_000_000, count: 1 };

/** /quan-tri/ky-bao-cao/<year>/bieu-mau: the form editor. Applying what it made belongs to reports (form-change). */
export function formEditorRoutes(deps: AppDeps): Router {
  return Router()
    .get(EDITOR, showEditor(deps))
    .get(formSectionAddress(':year', ':section'), showSection(deps))
    .get(formChecksAddress(':year'), showChecks(deps))
    .post(`${EDITOR}/thao-tac`, pressButton(deps))
    .get(`${EDITOR}/json`, sendJson(deps))
    .get(`${EDITOR}/nhap`, showImport(deps))
    .post(`${EDITOR}/nhap`, importJson(deps))
    .post(`${EDITOR}/chep`, copyLast(deps))
    .post(`${EDITOR}/bo-thay-doi`, discard(deps))
    .use(partRoutes(deps));
}

function showEditor({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) =>
    page(res, 'periods/form-editor', formEditorPage(await openedForm(db, admin, req))),
  );
}

function showSection({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    const section = open.working.sections.find(({ code }) => code === req.params['section']);
    if (!section) throw new NotFound('Biểu mẫu đang sửa không có phần này.');
    const shown = typeof req.query['o'] === 'string' ? req.query['o'] : '';
    page(res, 'periods/form-section', formSectionPage(open, section, shown));
  });
}

function showChecks({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) =>
    page(res, 'periods/form-checks', formChecksPage(await openedForm(db, admin, req))),
  );
}

/** Up, down, a copy or away. Nothing is typed here, so a refusal has nothing to keep. */
function pressButton({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    const { version, operation } = requireForm(readButton(req.body));
    // What is named and not there was taken away by somebody else.
    await keepOr409(db, open, version, editForm(open.working, operation));
    done(req, res, placeAfter(open, operation), 'Đã lưu vào bản đang sửa.');
  });
}

/** The working copy, as a file that can be imported again. */
function sendJson({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const { period, working } = await openedForm(db, admin, req);
    await sendAttachment(res, {
      name: `bieu-mau-${period.year}.json`,
      mediaType: 'application/json; charset=utf-8',
      content: Buffer.from(`${JSON.stringify(working, null, 2)}\n`),
    });
  });
}

function showImport({ db }: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(db, admin, req);
    page(res, 'periods/form-import', formImportPage(open, { values: {}, errors: [] }));
  });
}

function importJson({ db }: AppDeps): RequestHandler[] {
  return asAdmin(
    async (admin, req, res) => {
      const open = await openedForm(db, admin, req);
      await answerForm(req, res, {
        posted: readImport(req.body, await uploaded(req)),
        command: ({ version, form }) => keepDraft(db, open, version, form),
        done: () => [formEditorAddress(open.period.year), 'Đã nhập biểu mẫu vào bản đang sửa.'],
        typed: ({ text }) => ({ json: text }),
        again: async ({ form, status, stale }) => {
          const now = stale ? await openedForm(db, admin, req) : open;
          page(res, 'periods/form-import', formImportPage(now, form, stale), status);
        },
      });
    },
    { files: FILES },
  );
}

function copyLast(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(deps.db, admin, req);
    if (!open.last) throw new NotPossible('Trước kỳ này không có kỳ nào để chép biểu mẫu.');
    const notice = `Đã chép biểu mẫu năm ${open.last.year} vào bản đang sửa.`;
    await replaceBy(deps, open, open.last.form, req, res, notice);
  });
}

function discard(deps: AppDeps): RequestHandler[] {
  return asAdmin(async (admin, req, res) => {
    const open = await openedForm(deps.db, admin, req);
    await replaceBy(deps, open, open.applied, req, res, 'Đã bỏ các thay đổi chưa áp dụng.');
  });
}

async function replaceBy(
  { db }: AppDeps,
  open: OpenedForm,
  form: FormDefinition,
  req: Request,
  res: Response,
  notice: string,
): Promise<void> {
  await keepOr409(db, open, requireForm(parseForm(versionForm, req.body)).version, form);
  done(req, res, formEditorAddress(open.period.year), notice);
}

async function keepOr409(
  db: AppDeps['db'],
  open: OpenedForm,
  version: number,
  form: FormDefinition | undefined,
) {
  if (form && 'done' in (await keepDraft(db, open, version, form))) return;
  throw new Conflict('Có người vừa sửa biểu mẫu này. Hãy tải lại trang rồi làm lại.');
}

function openedForm(db: AppDeps['db'], admin: Admin, req: Request): Promise<OpenedForm> {
  return openForm(db, asPeriodAdmin(admin), pathNumber(req, 'year'));
}

async function uploaded(req: Request): Promise<Uint8Array | undefined> {
  const [upload] = uploadsOf(req);
  if (upload?.refusal !== undefined) throw new NotPossible(upload.refusal);
  return upload && (await bytesOf(upload));
}
