import type { OwnReader } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { isPlaceless, unitSettings } from '../../document-settings/finders.js';
import { commentCounts } from '../comments/finders.js';
import { LAST_MOVE } from '../dates/finders.js';
import { ownReading, type Opened, type OwnDraft } from '../finders.js';

/** One year's report as the unit works on it. */
export type OwnWork = Awaited<ReturnType<typeof ownWork>>;

/** The own report with what its work card and list of sections say. */
export async function ownWork(db: Db, own: Opened<OwnReader>) {
  const { open, draft }: { open: Opened<OwnReader>; draft: OwnDraft } = await ownReading(db, own);
  const [comments, facts] = await Promise.all([commentCounts(db, open), factsOf(db, open)]);
  const { hasChildReports: hasChildren } = draft;
  return { open, draft, comments, hasChildren, ...facts };
}

/** The latest of what moved its days and of what was done to it, and whether its papers lack a place. */
async function factsOf(db: Db, { report: { id } }: Opened<OwnReader>) {
  const { movedDates, extensions, events, unit } = await db.report.findUniqueOrThrow({
    where: { id },
    select: {
      movedDates: { ...LAST_MOVE, take: 1 },
      extensions: { orderBy: { id: 'desc' }, take: 1 },
      events: { where: { action: { in: TOLD } }, orderBy: { id: 'desc' }, take: 1 },
      unit: { select: unitSettings },
    },
  });
  return {
    moved: movedDates[0] ?? null,
    extension: extensions[0] ?? null,
    lastEvent: events[0] ?? null,
    isPlaceless: isPlaceless(unit),
  };
}

/** Events that say how a draft stands between filer and signatory, or why none is asked. */
const TOLD = ['report-ready', 'report-sent-back', 'report-submitted', 'report-exempted'];
