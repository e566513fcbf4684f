import { formatTime } from '../../platform/text/format.js';
import type { FormDefinition } from '../../form/definition.js';
import { sectionHeading } from '../../form/sheet.js';

/** Who speaks: the unit that reports, or the reviewers of its parent. */
export type CommentSide = 'UNIT' | 'REVIEWERS';

export const MOST_CHARACTERS = 5000;

export interface CommentRow {
  readonly id: number;
  readonly side: CommentSide;
  readonly section: string;
  readonly text: string;
  readonly writtenAt: Date;
  readonly writtenByName: string;
}

/** A comment as it is shown. */
export interface CommentLine {
  readonly id: number;
  readonly by: string;
  readonly when: string;
  /** The section it is about; '' for the whole report. */
  readonly about: string;
  readonly text: string;
  readonly isNew: boolean;
  readonly isUnits: boolean;
}

/** `newSince`: comments of the other side with a higher id have not been read; null where nobody's reading is kept. */
export function commentLine(
  comment: CommentRow,
  names: Readonly<Record<CommentSide, string>>,
  form: FormDefinition,
  isNew: (comment: CommentRow) => boolean,
): CommentLine {
  const section = form.sections.find(({ code }) => code === comment.section);
  return {
    id: comment.id,
    by: `${comment.writtenByName}, ${names[comment.side]}`,
    when: formatTime(comment.writtenAt),
    about: section ? `Về phần ${sectionHeading(section)}` : '',
    text: comment.text,
    isNew: isNew(comment),
    isUnits: comment.side === 'UNIT',
  };
}

/** The side whose comments are new to the given one. */
export function otherSide(side: CommentSide): CommentSide {
  return side === 'UNIT' ? 'REVIEWERS' : 'UNIT';
}

/** "3 ý kiến, 1 mới" */
export function countWords({ all, unread }: { all: number; unread: number }): string {
  if (all === 0) return 'chưa có ý kiến nào';
  return `${all} ý kiến${unread > 0 ? `, ${unread} mới` : ''}`;
}
