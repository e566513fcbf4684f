import type { Request, RequestHandler, Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { fileNameIn } from '../../platform/http/downloads.js';
import { placeOf } from '../../platform/http/request-log.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { REPORTS } from '../../platform/page/addresses.js';
import { OWN_HISTORY } from '../addresses.js';
import { recordDownload } from './commands.js';

/** What its own act tells of, by the person's name (src/personal-data/copy). */
const TOLD = /^\/quan-tri\/tai-khoan\/\d+\/ban-sao\.zip$/;
/** Of the own unit and account, for its own people; whatever else is sent as a file tells of others. */
const OWN = [`${REPORTS}/`, '/kiem-tra/don-vi/', '/tai-khoan/', `${OWN_HISTORY}/`];

/**
 * Tells the history and the security log of each file that a signed-in person takes away, once it was sent, whole or in
 * part: nobody waits for it, and a route that comes later needs not know of it (docs/decisions/0075).
 */
export function recordDownloads({ db, clock, log }: AppDeps): RequestHandler {
  return (req, res, next) => {
    res.once('close', () => {
      const file = sentFile(req, res);
      // Who asks is known by now; where this stands, not yet.
      if (file === undefined || !req.user) return;
      const [, place = ''] = placeOf(req).split(' ');
      noteSecurity(req, { event: 'download', outcome: 'done', about: place });
      recordDownload(db, req.user, { file, place }, clock()).catch((error: unknown) => {
        log.error({ err: error, requestId: req.id }, 'a download could not be recorded');
      });
    });
    next();
  };
}

function sentFile({ method, path }: Request, res: Response): string | undefined {
  const isSent = res.statusCode === 200 && res.headersSent && method !== 'HEAD';
  if (!isSent || TOLD.test(path) || OWN.some((own) => path.startsWith(own))) return undefined;
  return fileNameIn(res.get('Content-Disposition'));
}
