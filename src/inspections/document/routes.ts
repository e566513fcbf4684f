import { Router, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import { documentFormats, type DocumentFormat } from '../../platform/documents/drawing.js';
import { sendDocument } from '../../platform/documents/send.js';
import { NotFound } from '../../platform/errors.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { issuerOf } from '../../document-settings/finders.js';
import { layoutOf } from '../../document-settings/rules.js';
import { openInspection } from '../finders.js';
import { wordsFound } from '../record/finders.js';
import { conclusionDocument, noticeDocument } from './inspection-document.js';
import { papers, papersOf, type Paper } from './rules.js';
import { inspectionAddress } from '../addresses.js';

/** An inspection's notice and conclusion, to be signed: drafts until they are given to the unit. */
export function documentRoutes(deps: AppDeps): Router {
  const router = Router();
  for (const paper of papers)
    for (const format of documentFormats)
      router.get(`${inspectionAddress(':id')}/${paper}.${format}`, sendPaper(deps, paper, format));
  return router;
}

function sendPaper({ db, clock, drawing }: AppDeps, paper: Paper, format: DocumentFormat): RequestHandler[] {
  return asOverseer(async (overseer, req, res) => {
    const { inspection } = await openInspection(db, overseer, pathNumber(req, 'id'));
    if (!papersOf(inspection).includes(paper)) throw new NotFound('Cuộc này chưa có văn bản này.');
    const by = await issuerOf(db, inspection.parentId);
    const document =
      paper === 'thong-bao'
        ? noticeDocument(inspection, by, clock())
        : conclusionDocument(inspection, await wordsFound(db, inspection), by, clock());
    await sendDocument(drawing, res, document, format, layoutOf(by.settings));
  });
}
