import { formatTime } from '../../platform/text/format.js';
import { ownSectionFromCheck } from '../addresses.js';
import { isToCorrect } from '../deadlines.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { ownSections } from '../own-sections.js';
import { noteLines } from '../return-notes.js';

/** What the reviewer wrote when sending the report back, beside what is about to be filed again. */
export interface ReturnedView {
  reason: string;
  /** Who sent it back, and when. */
  by: string;
  notes: readonly {
    text: string;
    /** Where it is about, and that nobody has saved there since. */
    about: string;
    /** '' where the reader cannot edit, or the form has no such place any more. */
    href: string;
    link: string;
  }[];
}

/** Null where no return waits for an answer. */
export function returnedView(open: OpenedOwn, draft: OwnDraft, canEdit: boolean): ReturnedView | null {
  const { report } = open;
  const latest = isToCorrect(report) ? draft.returns[0] : undefined;
  if (!latest) return null;
  const sections = new Map(ownSections(open, draft).map((section) => [section.definition.code, section]));
  return {
    reason: latest.reason,
    by: `${latest.returnedByName}, ${formatTime(latest.returnedAt)}`,
    notes: noteLines(report.form, latest).map(({ section, field, about, text }) => {
      const own = sections.get(section);
      return {
        text,
        about: own?.isReturned ? `${about}. Phần này chưa lưu lại từ khi bị trả lại.` : about,
        href: own && canEdit ? ownSectionFromCheck(report.period.year, section, field) : '',
        link: own ? `Sửa ở phần ${own.definition.letter}` : '',
      };
    }),
  };
}
