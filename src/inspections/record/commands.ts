import type { Quota } from '../../config.js';
import { OWN_ROLES, type Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotFound } from '../../platform/errors.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import type { Outcome } from '../../platform/outcome.js';
import { issuePaper, numberProblems } from '../document/commands.js';
import { hasSignedMinutes } from '../document/rules.js';
import { asSaved, type Opened } from '../finders.js';
import { keepFiles, roomProblems } from '../keep-file-commands.js';
import { concludedLetter } from '../letters.js';
import { recordInspection, sendInspectionMessages } from '../message-commands.js';
import { CHANGED, changeInspection, moveInspection } from '../transition.js';
import { MOST_FILES } from '../limits.js';
import { changesMinutes, type InspectionRecord, recordOf, type Told } from '../rules.js';

interface SavedRecord extends InspectionRecord {
  readonly version: number;
  /** Why minutes that both sides have signed are written anew, and the number of those; '' where they stay. */
  readonly minutesReason: string;
  readonly minutesNumber: string;
}

/**
 * Saves the draft of a record; refused where the minutes that it issues anew have a number that is taken, stale where somebody
 * saved since that `version`. `guidanceVersionId`: whose obligations.
 */
export function saveRecord(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, recommendations, minutesReason: reason, minutesNumber: number, ...rest }: SavedRecord,
  guidanceVersionId: number,
  now: Date,
): Promise<Outcome<true, true>> {
  const { id } = inspection;
  return db.$transaction(async (tx) => {
    const isSigned = hasSignedMinutes(inspection);
    const changes = isSigned && changesMinutes(recordOf(inspection), { ...rest, recommendations });
    const issue = { paper: 'bien-ban', number, reason } as const;
    const problems = changes ? await numberProblems(tx, inspection, issue, now, 'minutesNumber') : [];
    if (problems.length > 0) return { problems };
    if (!(await changeInspection(tx, inspection, version, { ...rest, guidanceVersionId })))
      return { stale: true };
    // A draft's recommendations have no answers yet.
    await tx.recommendation.deleteMany({ where: { inspectionId: id } });
    await tx.recommendation.createMany({
      data: recommendations.map((one, at) => ({ ...one, inspectionId: id, number: at + 1 })),
    });
    await recordInspection(tx, 'inspection-recorded', { actor, inspection: unseen(inspection) }, now);
    if (changes) await issuePaper(tx, { actor, inspection: await asSaved(tx, id) }, issue, now);
    return { done: true };
  });
}

/** Both sides have signed the minutes: from now on they stay as they are. Refused where the number is taken. */
export function signMinutes(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, number }: { version: number; number: string },
  now: Date,
): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const issue = { paper: 'bien-ban', number, reason: '' } as const;
    const problems = await numberProblems(tx, inspection, issue, now);
    if (problems.length > 0) return { problems };
    await moveInspection(tx, inspection, version, {});
    await issuePaper(tx, { actor, inspection: await asSaved(tx, inspection.id) }, issue, now);
    await recordInspection(tx, 'inspection-minutes-signed', { actor, inspection: unseen(inspection) }, now);
    return { done: true };
  });
}

/** From now on the unit sees the record, and answers its recommendations. Refused where the number is taken. */
export function concludeInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, number }: { version: number; number: string },
  now: Date,
): Promise<Outcome<Told>> {
  const { unitId, recommendations } = inspection;
  return db.$transaction(async (tx) => {
    const issue = { paper: 'ket-luan', number, reason: '' } as const;
    const problems = await numberProblems(tx, inspection, issue, now);
    if (problems.length > 0) return { problems };
    const concluded = { concludedAt: now, concludedByName: actor.fullName };
    await moveInspection(tx, inspection, version, { status: 'CONCLUDED', ...concluded });
    const known = { ...inspection, ...concluded };
    await issuePaper(tx, { actor, inspection: known }, issue, now);
    const content = concludedLetter(inspection, recommendations.length);
    const count = await sendInspectionMessages(tx, unitId, OWN_ROLES, content, now);
    await recordInspection(tx, 'inspection-concluded', { actor, inspection: known }, now);
    return { done: { count, unreached: count > 0 ? [] : [inspection.unit.name] } };
  });
}

/** Adds files to a draft record; refused where it would have more than MOST_FILES, or they do not fit. */
export function addFiles(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  files: readonly CheckedFile[],
  quota: Quota,
  now: Date,
): Promise<Outcome> {
  const { id } = inspection;
  return db.$transaction(async (tx) => {
    await lockDraft(tx, inspection);
    const count = await tx.inspectionFile.count({
      where: { inspectionId: id, replyId: null, removedAt: null },
    });
    if (count + files.length > MOST_FILES) return { problems: [TOO_MANY_FILES] };
    const problems = await roomProblems(
      tx,
      quota,
      { inspectionId: id, unitId: inspection.parentId },
      files,
      now,
    );
    if (problems.length > 0) return { problems };
    await keepFiles(tx, { inspectionId: id, uploadedAt: now, uploadedById: actor.accountId }, files);
    const file = files.map(({ name }) => name);
    await recordInspection(tx, 'inspection-file-added', { actor, inspection: unseen(inspection) }, now, {
      file,
    });
    return { done: true };
  });
}

const TOO_MANY_FILES = {
  field: 'files',
  message: `Mỗi biên bản có tối đa ${MOST_FILES} tệp. Hãy bỏ bớt tệp.`,
};

export function removeFile(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  fileId: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await lockDraft(tx, inspection);
    const of = { id: fileId, inspectionId: inspection.id, replyId: null, removedAt: null };
    const found = await tx.inspectionFile.findFirst({ where: of, select: { name: true } });
    if (!found) throw new NotFound('Không có tệp này.');
    // What both sides have signed may name it.
    if (hasSignedMinutes(inspection))
      await tx.inspectionFile.update({ where: { id: fileId }, data: { removedAt: now } });
    else await tx.inspectionFile.delete({ where: { id: fileId } });
    const about = { actor, inspection: unseen(inspection) };
    await recordInspection(tx, 'inspection-file-removed', about, now, { file: found.name });
  });
}

/** The draft is whose version does not count: files come and go beside its words. */
async function lockDraft(tx: Tx, { id, status }: { id: number; status: string }): Promise<void> {
  const rows = await tx.$queryRaw<{ status: string }[]>`
    SELECT status::text FROM inspections WHERE id = ${id} FOR UPDATE`;
  if (rows[0]?.status !== status) throw new Conflict(CHANGED);
}

/** A draft is nothing the unit hears of, even where it knows of the visit. */
function unseen<T>(inspection: T): T & { announcedAt: null; concludedAt: null } {
  return { ...inspection, announcedAt: null, concludedAt: null };
}
