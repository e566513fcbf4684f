import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import { formatDay } from '../../platform/text/format.js';
import { record } from '../../history/commands.js';
import type { GuidanceContent } from '../content.js';
import type { GuidanceAdmin, GuidanceOverview, OpenedDraft } from './finders.js';
import { isUnchanged, NOTHING_NEW, problemsOf } from './rules.js';

/** Begins the working copy from the version in force. Conflict where there is one already, or a version is to come. */
export function startDraft(db: Db, { admin, current }: GuidanceOverview, now: Date): Promise<void> {
  const { number, content } = current;
  return db.$transaction(async (tx) => {
    await beginDraft(tx, admin, { basedOn: number, content }, now);
    // Asked after the copy is claimed: whoever publishes holds that row until the new version is there.
    const newest = await tx.guidanceVersion.findFirst({ orderBy: { number: 'desc' } });
    if (newest?.number !== number)
      throw new Conflict('Có người vừa công bố hoặc hẹn ngày công bố một bản mới.');
    await tell(tx, admin, 'guidance-draft-started', { number: number + 1 }, now);
  });
}

/** Stale where somebody saved since that `version`. */
export async function saveDraft(
  db: Db,
  { admin }: OpenedDraft,
  version: number,
  content: GuidanceContent,
  now: Date,
): Promise<Outcome<true, true>> {
  const { count } = await db.guidanceDraft.updateMany({
    where: { id: 1, version },
    data: { content, savedAt: now, savedByName: admin.fullName, version: { increment: 1 } },
  });
  return count > 0 ? { done: true } : { stale: true };
}

export function discardDraft(
  db: Db,
  { admin, draft }: OpenedDraft,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await takeDraft(tx, version);
    await tell(tx, admin, 'guidance-draft-discarded', { number: draft.basedOn + 1 }, now);
  });
}

/** `from`: in force from then, which is `now` or the beginning of a later day. */
export interface Publication {
  readonly version: number;
  readonly note: string;
  readonly from: Date;
}

/** Makes the working copy the next version. Conflict where somebody else saved, published or discarded it; NotPossible where it says nothing new. */
export function publishDraft(
  db: Db,
  { admin, draft, current }: OpenedDraft,
  { version, note, from }: Publication,
  now: Date,
): Promise<number> {
  if (isUnchanged(current.content, draft.content)) throw new NotPossible(NOTHING_NEW);
  if (from < now || problemsOf(draft.content).length > 0) throw new NotPossible('Bản này chưa công bố được.');
  const number = draft.basedOn + 1;
  return db.$transaction(async (tx) => {
    if (version !== draft.version) throw new Conflict(CHANGED);
    await takeDraft(tx, version);
    const { content } = draft;
    await tx.guidanceVersion.create({
      data: { number, content, note, publishedAt: from, publishedByName: admin.fullName },
    });
    const action = from > now ? 'guidance-scheduled' : 'guidance-published';
    await tell(tx, admin, action, { number, note, day: formatDay(from) }, now);
    return number;
  });
}

/** Makes a version that is still to come the working copy again. Conflict where it is in force, or gone. */
export function takeBack(db: Db, { admin, scheduled }: GuidanceOverview, now: Date): Promise<void> {
  return db.$transaction(async (tx) => {
    const { id = 0, number = 0, content } = scheduled ?? {};
    const { count } = await tx.guidanceVersion.deleteMany({ where: { id, publishedAt: { gt: now } } });
    if (count === 0 || !content) throw new NotPossible('Không còn bản nào đang chờ đến ngày công bố.');
    await beginDraft(tx, admin, { basedOn: number - 1, content }, now);
    await tell(tx, admin, 'guidance-taken-back', { number }, now);
  });
}

const CHANGED = 'Có người vừa sửa, công bố hoặc bỏ bản đang soạn. Hãy tải lại trang rồi làm lại.';

async function beginDraft(
  tx: Tx,
  { fullName }: GuidanceAdmin,
  begun: { basedOn: number; content: GuidanceContent },
  now: Date,
): Promise<void> {
  // Counted on from the second, so that a save meant for a copy that was discarded never fits the next one.
  const version = Math.floor(now.getTime() / 1000) % 900_000_000;
  const by = { startedAt: now, startedByName: fullName, savedAt: now, savedByName: fullName };
  const { count } = await tx.guidanceDraft.createMany({
    data: [{ ...begun, ...by, version }],
    skipDuplicates: true,
  });
  if (count === 0) throw new Conflict('Đã có một bản hướng dẫn đang soạn.');
}

/** The claim of all that ends a working copy. */
async function takeDraft(tx: Tx, version: number): Promise<void> {
  const { count } = await tx.guidanceDraft.deleteMany({ where: { id: 1, version } });
  if (count === 0) throw new Conflict(CHANGED);
}

function tell(
  tx: Tx,
  actor: GuidanceAdmin,
  action:
    | 'guidance-draft-started'
    | 'guidance-draft-discarded'
    | 'guidance-published'
    | 'guidance-scheduled'
    | 'guidance-taken-back',
  detail: Record<string, string | number>,
  at: Date,
): Promise<void> {
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail });
}
