import type { Admin } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { Forbidden, NotFound, NotPossible } from '../../platform/errors.js';
import { isRootAdmin } from '../../units/rules.js';
import { guidanceContent, type GuidanceContent } from '../content.js';
import { currentGuidance, type PublishedGuidance } from '../finders.js';

declare const editing: unique symbol;
/** Who may revise the guidance: an administrator of the federation itself. */
export type GuidanceAdmin = Admin & { readonly [editing]: true };

/** Forbidden for administrators of other units. */
export function asGuidanceAdmin(admin: Admin): GuidanceAdmin {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn Lao động tỉnh sửa hướng dẫn.');
  return admin as GuidanceAdmin;
}

/** The working copy of the next version. */
export interface GuidanceDraft {
  readonly basedOn: number;
  readonly content: GuidanceContent;
  readonly startedAt: Date;
  readonly startedByName: string;
  readonly savedAt: Date;
  readonly savedByName: string;
  readonly version: number;
}
/** A version that is still to come into force. */
export interface ScheduledVersion extends PublishedGuidance {
  readonly note: string;
  readonly publishedByName: string;
}

declare const opened: unique symbol;
/** Where the guidance is revised. Only the finders here make it. */
export interface GuidanceOverview {
  readonly admin: GuidanceAdmin;
  readonly current: PublishedGuidance;
  readonly draft: GuidanceDraft | null;
  readonly scheduled: ScheduledVersion | null;
  readonly [opened]: true;
}
export type OpenedDraft = GuidanceOverview & { readonly draft: GuidanceDraft };

/** `from`: when it comes into force; null while it is in work. */
export interface NextVersion {
  readonly current: PublishedGuidance;
  readonly number: number;
  readonly content: GuidanceContent;
  readonly from: Date | null;
}

export async function openOverview(db: Db, admin: GuidanceAdmin, now: Date): Promise<GuidanceOverview> {
  const [current, draft, scheduled] = await Promise.all([
    currentGuidance(db, now),
    db.guidanceDraft.findUnique({ where: { id: 1 } }),
    db.guidanceVersion.findFirst({ where: { publishedAt: { gt: now } }, orderBy: { number: 'asc' } }),
  ]);
  return { admin, current, draft: parsed(draft), scheduled: parsed(scheduled) } as GuidanceOverview;
}

/** The overview with its working copy; Conflict where there is none (any more). */
export async function openDraft(db: Db, admin: GuidanceAdmin, now: Date): Promise<OpenedDraft> {
  const overview = await openOverview(db, admin, now);
  if (!overview.draft)
    throw new NotPossible(
      'Không có bản hướng dẫn nào đang soạn: có thể người khác vừa công bố hoặc bỏ bản ấy.',
    );
  return overview as OpenedDraft;
}

/** The version that is to come, in work or waiting for its day; NotFound where there is neither. */
export async function openNext(db: Db, admin: GuidanceAdmin, now: Date): Promise<NextVersion> {
  const { current, draft, scheduled } = await openOverview(db, admin, now);
  if (draft) return { current, number: draft.basedOn + 1, content: draft.content, from: null };
  if (!scheduled) throw new NotFound('Không có bản nào đang soạn hay chờ công bố.');
  const { number, content, publishedAt } = scheduled;
  return { current, number, content, from: publishedAt };
}

function parsed<T extends { content: unknown }>(row: T | null) {
  return row && { ...row, content: guidanceContent.parse(row.content) };
}
