import type { Owed } from '../../reports/deadlines.js';
import type { StepKey } from '../ladder.js';
import type { Addressee, Wordings } from '../wording.js';

/** A report whose unit is reminded of what it owes. `parentId`: whom it goes to; null for the root's own. */
export interface ReminderTarget extends Addressee {
  readonly reportId: number;
  readonly unitId: number;
  readonly parentId: number | null;
  readonly owed: Owed;
}

export interface ReminderRequest {
  readonly periodId: number;
  /** What makes it go once a report: the step of the ladder, or the letter by hand. */
  readonly step: StepKey | { readonly draftId: number };
  /** The step in words, for the log; a letter by hand has none, and is called by its subject. */
  readonly title?: string;
  readonly wordings: Wordings;
}

/** What came of a telephone call; the first is what is hoped for. */
export const callResults = ['answered', 'no-answer', 'wrong-number'] as const;
export type CallResult = (typeof callResults)[number];

/** How many units were reminded that had not been, and how many of them nobody could be written to. */
export interface ReminderResult {
  readonly units: number;
  readonly unreached: number;
}
