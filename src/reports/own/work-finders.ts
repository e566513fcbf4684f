import type { OwnReader } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { lacksPlace } from '../../document-settings/finders.js';
import { commentCounts } from '../comments/finders.js';
import { hasChildReports } from '../consolidated/finders.js';
import { lastMoveOf } from '../dates/finders.js';
import { ownReading, type Opened, type OwnDraft } from '../finders.js';

/** One year's report as the unit works on it. */
export type OwnWork = Awaited<ReturnType<typeof ownWork>>;

/** The own report with what its work card and list of sections say. */
export async function ownWork(db: Db, own: Opened<OwnReader>) {
  const { open, draft }: { open: Opened<OwnReader>; draft: OwnDraft } = await ownReading(db, own);
  const reportId = open.report.id;
  const [comments, hasChildren, isPlaceless, moved, extension, lastEvent] = await Promise.all([
    commentCounts(db, open),
    hasChildReports(db, open),
    lacksPlace(db, open.report.unitId),
    lastMoveOf(db, open),
    db.extension.findFirst({ where: { reportId }, orderBy: { id: 'desc' } }),
    db.historyEvent.findFirst({ where: { reportId, action: { in: TOLD } }, orderBy: { id: 'desc' } }),
  ]);
  return { open, draft, comments, hasChildren, isPlaceless, moved, extension, lastEvent };
}

/** Events that say how a draft stands between filer and signatory, or why none is asked. */
const TOLD = ['report-ready', 'report-sent-back', 'report-submitted', 'report-exempted'];
