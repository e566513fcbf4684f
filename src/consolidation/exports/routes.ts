import { Readable } from 'node:stream';
import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer } from '../../platform/actor.js';
import { contentDisposition, sendStream } from '../../platform/http/downloads.js';
import type { Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asAnyone, asOverseer, done, pathNumber } from '../../platform/http/routing.js';
import { EXPORT_SCHEMA, exportCancel, exportOf, exportsOf } from '../addresses.js';
import { openConsolidation, type Consolidation } from '../finders.js';
import { askForExport, cancelExport } from './commands.js';
import { fileParts, openExport, ownExports } from './finders.js';
import { exportValues, freshExport, parseExport } from './forms.js';
import { exportsPage } from './pages.js';
import { exportSchema } from './schema.js';

const ADDRESS = exportsOf(':year');

/** Long exports: asked for here, made by a job, kept for 7 days. */
export function exportRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const router = Router().use(fileRoutes(deps));

  router.get(
    ADDRESS,
    asOverseer(async (overseer, req, res) => {
      const open = await opened(db, overseer, req);
      await show(res, open, freshExport(open));
    }),
  );

  router.post(
    ADDRESS,
    asOverseer(async (overseer, req, res) => {
      const open = await opened(db, overseer, req);
      await answerForm(req, res, {
        posted: parseExport(req.body),
        command: (wanted) => askForExport(db, open, wanted, clock()),
        done: () => [
          exportsOf(open.period.year),
          'Đã ghi yêu cầu. Tệp đang được lập; tải ở danh sách bên dưới khi xong.',
        ],
        typed: ({ kind, options }) => exportValues(kind, options),
        again: ({ form, status }) => show(res, open, form, status),
      });
    }),
  );

  const show = async (res: Response, open: Consolidation<Overseer>, form: Form, status = 200) =>
    page(res, 'consolidation/exports', exportsPage(open, await ownExports(db, open), form, clock()), status);

  return router;
}

function fileRoutes({ db, clock }: AppDeps): Router {
  const router = Router();

  router.get(
    EXPORT_SCHEMA,
    asAnyone((_req, res) => {
      res
        .set('Cache-Control', 'public, max-age=3600')
        .type('application/schema+json')
        .send(JSON.stringify(exportSchema));
    }),
  );

  router.get(
    exportOf(':year', ':id'),
    asOverseer(async (overseer, req, res) => {
      const file = await openExport(db, await opened(db, overseer, req), pathNumber(req, 'id'));
      const parts = fileParts(db, file, clock());
      const { fileName, mediaType, size } = file.job;
      res.set({
        'Content-Type': mediaType,
        'Content-Length': String(size),
        'Content-Disposition': contentDisposition(fileName),
        'X-Content-Type-Options': 'nosniff',
        'Cache-Control': 'private, no-store',
      });
      await sendStream(res, Readable.from(parts));
    }),
  );

  router.post(
    exportCancel(':year', ':id'),
    asOverseer(async (overseer, req, res) => {
      const open = await opened(db, overseer, req);
      await cancelExport(db, await openExport(db, open, pathNumber(req, 'id')), clock());
      done(req, res, exportsOf(open.period.year), 'Đã hủy việc lập tệp.');
    }),
  );

  return router;
}

function opened(db: AppDeps['db'], overseer: Overseer, req: Request): Promise<Consolidation<Overseer>> {
  return openConsolidation(db, overseer, pathNumber(req, 'year'));
}
