import type { Reviewer } from '../../platform/actor.js';
import { Conflict } from '../../platform/errors.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import type { Opened } from '../finders.js';
import { statusWords } from '../lifecycle.js';
import { lockReport, requireAction, type ReportRecord } from '../transition.js';
import { reviewNotesOf } from './finders.js';
import {
  isSamePlace,
  placesOf,
  saidBy,
  seenNotes,
  type NotePlace,
  type ReviewNote,
  type Said,
} from './rules.js';

export interface NoteEdit extends NotePlace {
  readonly text: string;
  /** Of the note that was seen; 0 where there was none. */
  readonly version: number;
  /** Of the report beside which it was written. */
  readonly reportVersion?: number | undefined;
}

/**
 * Keeps a note for the next return; done with all notes of the report as they are now. Stale where a colleague has changed the
 * same note since, with theirs, and where the report has moved on: a page from before a return must not write into the next
 * round. NotPossible where the report cannot be sent back.
 */
export function keepNote(
  db: Db,
  open: Opened<Reviewer>,
  edit: NoteEdit,
  now: Date,
): Promise<Outcome<readonly ReviewNote[], ReviewNote | null>> {
  return db.$transaction(async (tx) => {
    const report = await lockReport(tx, open);
    requireAction(report, report.status === 'ACCEPTED' ? 'reopen' : 'return');
    const saved = (await reviewNotesOf(tx, open)).find((note) => isSamePlace(note, edit));
    if ((edit.reportVersion ?? report.version) !== report.version)
      return { stale: saved ?? null, problems: [movedOn(report)] };
    const isOthers = saved !== undefined && saved.version !== edit.version && saved.text !== edit.text;
    if (isOthers) return { stale: saved, problems: [changedBy(saved)] };
    if ((saved?.text ?? '') !== edit.text) await writeNote(tx, open, edit, now);
    return { done: await reviewNotesOf(tx, open) };
  });
}

function movedOn({ status }: ReportRecord) {
  const message = `Báo cáo đã thay đổi sau khi trang của bạn mở ra, hiện ở trạng thái “${statusWords[status]}”. Ghi chú chưa lưu: hãy xem lại báo cáo, rồi lưu nếu vẫn đúng.`;
  return { field: '', message };
}

function changedBy({ writtenByName }: ReviewNote) {
  return { field: '', message: `${writtenByName} vừa sửa ghi chú này. Hãy xem cả hai rồi lưu.` };
}

/**
 * Takes the notes of a report away with its return, and answers what that says. `seen` (`seenNotes`): those that its author
 * had before them; Conflict where there are others by now. Without it what is written goes along by itself.
 */
export async function takeNotes(
  tx: Tx,
  open: Opened<Reviewer>,
  { seen, ...typed }: Said & { readonly seen?: string | undefined },
): Promise<Said> {
  const notes = await reviewNotesOf(tx, open);
  if (seen !== undefined && seen !== seenNotes(notes))
    throw new Conflict('Ghi chú của báo cáo này vừa được người khác viết thêm hoặc sửa.');
  await tx.reviewNote.deleteMany({ where: { reportId: open.report.id } });
  if (seen !== undefined) return typed;
  const kept = saidBy(notes);
  return {
    reason: typed.reason,
    notes: { ...kept.notes, ...typed.notes },
    fieldNotes: { ...kept.fieldNotes, ...typed.fieldNotes },
  };
}

/** The same of many reports, whose returns take along what `keptWords` says. */
export async function dropNotes(tx: Tx, reportIds: readonly number[]): Promise<void> {
  await tx.reviewNote.deleteMany({ where: { reportId: { in: [...reportIds] } } });
}

/** What a return said is noted again once it is taken back; what was noted since stays as it is. */
export async function bringNotesBack(tx: Tx, open: Opened<Reviewer>, said: Said, now: Date): Promise<void> {
  const data = placesOf(open.report.form, said).map((note) => ({ ...note, ...written(open, now) }));
  await tx.reviewNote.createMany({ data, skipDuplicates: true });
}

async function writeNote(
  tx: Tx,
  open: Opened<Reviewer>,
  { section, field, text }: NoteEdit,
  now: Date,
): Promise<void> {
  const reportId = open.report.id;
  const note = { text, ...written(open, now) };
  await tx.reviewNote.upsert({
    where: { reportId_section_field: { reportId, section, field } },
    create: { section, field, ...note },
    update: { ...note, version: { increment: 1 } },
  });
}

function written({ actor, report }: Opened<Reviewer>, writtenAt: Date) {
  return {
    reportId: report.id,
    writtenAt,
    writtenById: actor.accountId,
    writtenByName: actor.fullName,
  };
}
