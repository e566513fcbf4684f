import type { Quota } from '../../config.js';
import { OWN_ROLES, type Reviewer, type Submitter } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict } from '../../platform/errors.js';
import type { CheckedFile } from '../../platform/files/file-kinds.js';
import type { Outcome } from '../../platform/outcome.js';
import { formatDay } from '../../platform/text/format.js';
import type { Opened, OpenedOwn, Shown, ShownRecommendation } from '../finders.js';
import { keepFiles, roomProblems } from '../keep-file-commands.js';
import { answeredLetter, askedAgainLetter } from '../letters.js';
import { recordInspection, sendInspectionMessages } from '../message-commands.js';

type Status = ShownRecommendation['status'];
interface Said {
  readonly version: number;
  readonly text: string;
}

/** Refused where its files do not fit. */
export function answerRecommendation(
  db: Db,
  { actor, inspection }: OpenedOwn<Submitter>,
  { id, number }: ShownRecommendation,
  { version, text, files }: Said & { files: readonly CheckedFile[] },
  quota: Quota,
  now: Date,
): Promise<Outcome> {
  return db.$transaction(async (tx) => {
    const of = { inspectionId: inspection.id, unitId: inspection.unitId };
    const problems = await roomProblems(tx, quota, of, files, now);
    if (problems.length > 0) return { problems };
    await move(tx, inspection, { id, version, from: 'OPEN' }, { status: 'ANSWERED' });
    const said = { recommendationId: id, text, at: now, byName: actor.fullName };
    const reply = await tx.recommendationReply.create({ data: said });
    const by = { uploadedAt: now, uploadedById: actor.accountId };
    await keepFiles(tx, { inspectionId: inspection.id, replyId: reply.id, ...by }, files);
    const content = answeredLetter(inspection, number, text);
    await sendInspectionMessages(tx, inspection.parentId, ['REVIEWER'], content, now);
    await recordInspection(tx, 'inspection-answered', { actor, inspection }, now, { number });
    return { done: true };
  });
}

/** Accepts an answer; with the last one the inspection closes by itself. Answers whether it did. */
export function acceptAnswer(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { id, number }: ShownRecommendation,
  version: number,
  now: Date,
): Promise<boolean> {
  return db.$transaction(async (tx) => {
    await move(tx, inspection, { id, version, from: 'ANSWERED' }, { status: 'DONE' });
    await recordInspection(tx, 'inspection-answer-accepted', { actor, inspection }, now, { number });
    const undone = { inspectionId: inspection.id, status: { not: 'DONE' as const } };
    if ((await tx.recommendation.count({ where: undone })) > 0) return false;
    await end(tx, { actor, inspection }, '', now);
    return true;
  });
}

export function askForAnswerAgain(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { id, number }: ShownRecommendation,
  { version, text, dueBefore }: Said & { dueBefore: Date },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await move(
      tx,
      inspection,
      { id, version, from: 'ANSWERED' },
      { status: 'OPEN', dueBefore, chaseStep: 0 },
    );
    const said = { recommendationId: id, text, dueBefore, at: now, byName: actor.fullName };
    await tx.recommendationReply.create({ data: said });
    const content = askedAgainLetter(inspection, { number, text, dueBefore });
    await sendInspectionMessages(tx, inspection.unitId, OWN_ROLES, content, now);
    const detail = { number, dueBefore: formatDay(dueBefore) };
    await recordInspection(tx, 'inspection-asked-again', { actor, inspection }, now, detail);
  });
}

export function closeInspection(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, reason }: { version: number; reason: string },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.inspection.updateMany({
      where: { id: inspection.id, version, status: 'CONCLUDED' },
      data: { version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict(CHANGED);
    await end(tx, { actor, inspection }, reason, now);
  });
}

/** Moves a recommendation of a concluded inspection; the inspection's row is locked by it, and its version goes up. */
async function move(
  tx: Tx,
  inspection: Shown,
  { id, version, from }: { id: number; version: number; from: Status },
  data: { status: Status; dueBefore?: Date; chaseStep?: number },
): Promise<void> {
  const held = await tx.inspection.updateMany({
    where: { id: inspection.id, status: 'CONCLUDED' },
    data: { version: { increment: 1 } },
  });
  const moved = await tx.recommendation.updateMany({
    where: { id, version, status: from },
    data: { ...data, version: { increment: 1 } },
  });
  if (held.count === 0 || moved.count === 0) throw new Conflict(CHANGED);
}

async function end(tx: Tx, about: Pick<Opened<Reviewer>, 'actor' | 'inspection'>, reason: string, now: Date) {
  const ended = { endedAt: now, endedByName: about.actor.fullName, endReason: reason };
  await tx.inspection.update({ where: { id: about.inspection.id }, data: { status: 'CLOSED', ...ended } });
  await recordInspection(tx, 'inspection-closed', about, now, { reason });
}

const CHANGED = 'Kiến nghị này vừa được trả lời hoặc xem xét ở nơi khác. Hãy mở lại trang, xem rồi làm lại.';
