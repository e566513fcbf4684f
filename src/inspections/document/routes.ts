import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Overseer, OwnReader } from '../../platform/actor.js';
import type { OfficialDocument } from '../../platform/documents/content.js';
import { documentFormats, type DocumentFormat } from '../../platform/documents/drawing.js';
import { sendDocument } from '../../platform/documents/send.js';
import { NotFound } from '../../platform/errors.js';
import { asOverseer, asOwnReader, pathNumber } from '../../platform/http/routing.js';
import { readId } from '../../platform/text/numbers.js';
import { issuerOf } from '../../document-settings/finders.js';
import type { Issuer } from '../../document-settings/issuer.js';
import { layoutOf } from '../../document-settings/rules.js';
import {
  issuedPaper,
  openInspection,
  openOwnInspection,
  type Opened,
  type OpenedOwn,
  type Shown,
} from '../finders.js';
import { wordsFound } from '../record/finders.js';
import { conclusionDocument, noticeDocument } from './inspection-document.js';
import { issuedOf } from './issued.js';
import { blankMinutes, minutesDocument } from './minutes-document.js';
import { BLANK_MINUTES, paperKinds, papers, papersOf, type Paper } from './rules.js';
import { inspectionAddress, ownInspectionAddress } from '../addresses.js';

/**
 * An inspection's notice, minutes and conclusion: as issued, each in its versions (?ban=1), and before that as they stand.
 * The inspected unit gets what was issued to it.
 */
export function documentRoutes(deps: AppDeps): Router {
  const router = Router();
  for (const format of documentFormats) {
    for (const paper of papers)
      router
        .get(`${inspectionAddress(':id')}/${paper}.${format}`, sendPaper(deps, paper, format))
        .get(`${ownInspectionAddress(':id')}/${paper}.${format}`, sendOwnPaper(deps, paper, format));
    router.get(`${inspectionAddress(':id')}/${BLANK_MINUTES}.${format}`, sendBlank(deps, format));
  }
  return router;
}

function sendPaper(deps: AppDeps, paper: Paper, format: DocumentFormat): RequestHandler[] {
  const { db, clock } = deps;
  return asOverseer(async (overseer, req, res) => {
    const open = await openInspection(db, overseer, pathNumber(req, 'id'));
    if (await sendIssued(deps, open, { paper, format }, req, res)) return;
    const { inspection } = open;
    if (!papersOf(inspection).includes(paper)) throw new NotFound(NONE);
    const by = await issuerOf(db, inspection.parentId);
    await send(deps, res, await documentOf(db, inspection, paper, by, clock()), format, by);
  });
}

function sendOwnPaper(deps: AppDeps, paper: Paper, format: DocumentFormat): RequestHandler[] {
  return asOwnReader(async (reader, req, res) => {
    const open = await openOwnInspection(deps.db, reader, pathNumber(req, 'id'));
    if (!(await sendIssued(deps, open, { paper, format }, req, res))) throw new NotFound(NONE);
  });
}

const NONE = 'Cuộc này chưa có văn bản này.';

/** Before anybody has met: for an inspection that is still to come. */
function sendBlank(deps: AppDeps, format: DocumentFormat): RequestHandler[] {
  const { db, clock } = deps;
  return asOverseer(async (overseer, req, res) => {
    const { inspection } = await openInspection(db, overseer, pathNumber(req, 'id'));
    const by = await issuerOf(db, inspection.parentId);
    await send(deps, res, blankMinutes(inspection, by, clock()), format, by);
  });
}

/** The version asked for, or the newest; false where none was issued. */
async function sendIssued(
  { db, drawing }: AppDeps,
  open: Opened<Overseer> | OpenedOwn<OwnReader>,
  { paper, format }: { paper: Paper; format: DocumentFormat },
  req: Request,
  res: Response,
): Promise<boolean> {
  const version = readId(req.query['ban']);
  const found = await issuedPaper(db, open, paperKinds[paper], version);
  if (!found && version !== undefined) throw new NotFound('Văn bản này không có bản đó.');
  if (!found) return false;
  const { document, layout } = issuedOf(found.content);
  await sendDocument(drawing, res, document, format, layout);
  return true;
}

async function documentOf(
  db: AppDeps['db'],
  inspection: Shown,
  paper: Paper,
  by: Issuer,
  now: Date,
): Promise<OfficialDocument> {
  if (paper === 'thong-bao') return noticeDocument(inspection, by, now);
  const words = await wordsFound(db, inspection);
  return paper === 'bien-ban'
    ? minutesDocument(inspection, words, by, now)
    : conclusionDocument(inspection, words, by, now);
}

function send(
  { drawing }: AppDeps,
  res: Response,
  document: OfficialDocument,
  format: DocumentFormat,
  by: Issuer,
): Promise<void> {
  return sendDocument(drawing, res, document, format, layoutOf(by.settings));
}
