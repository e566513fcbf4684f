import type { Role } from '../../platform/actor.js';
import { isLocked, type Timed } from '../deadlines.js';
import { filingStep } from '../filing/steps.js';
import { isEditable } from '../lifecycle.js';
import { isDone, type OwnSection } from '../own-sections.js';

/** What a person does next with the own report. The pages that tell it ask `nextStep`; own/work-card-page.ts has the words. */
export type NextStep<S extends Sectioned = OwnSection> =
  /** Nothing has been saved: the first section. */
  | { readonly kind: 'begin'; readonly section: S }
  /** The first section that is not done. */
  | { readonly kind: 'go-on'; readonly section: S }
  /** After a return: the sections noted and not saved since; none where only the whole was remarked on. */
  | { readonly kind: 'correct'; readonly sections: readonly S[] }
  /** Every section is done: a filer checks the report, and files it or hands it to the signatory. */
  | { readonly kind: 'check' }
  /** The signatory reads what a filer marked ready. */
  | { readonly kind: 'sign' }
  /** Somebody else of the unit is at it. */
  | { readonly kind: 'wait-for-filer' | 'wait-for-signatory' }
  /** Filing has ended, and nothing has been filed that stands. */
  | { readonly kind: 'locked' }
  | { readonly kind: 'submitted' | 'accepted' | 'exempt' };

type Sectioned = Pick<OwnSection, 'state' | 'isReturned'>;

export interface Standing<S extends Sectioned> {
  readonly report: Timed & { readonly readyAt: Date | null };
  readonly needsSignatory: boolean;
  /** In the form's order; a form has at least one. */
  readonly sections: readonly S[];
  /** Whether a section was saved after the latest return; true where there was none. */
  readonly hasSavedSince: boolean;
}

export function nextStep<S extends Sectioned>(
  { report, needsSignatory, sections, hasSavedSince }: Standing<S>,
  roles: readonly Role[],
  now: Date,
): NextStep<S> {
  const { status } = report;
  if (status === 'SUBMITTED') return { kind: 'submitted' };
  if (status === 'ACCEPTED') return { kind: 'accepted' };
  if (!isEditable(status)) return { kind: 'exempt' };
  if (isLocked(report, now)) return { kind: 'locked' };
  const isReady = needsSignatory && report.readyAt !== null;
  const step = filingStep({ needsSignatory, isReady }, roles);
  if (isReady) return { kind: step === 'submit' ? 'sign' : 'wait-for-signatory' };
  if (step === 'none') return { kind: 'wait-for-filer' };
  return draftStep({ status, sections, hasSavedSince });
}

interface Draft<S> {
  readonly status: Timed['status'];
  readonly sections: readonly S[];
  readonly hasSavedSince: boolean;
}

/** Of a filer whose draft is open. */
function draftStep<S extends Sectioned>({ status, sections, hasSavedSince }: Draft<S>): NextStep<S> {
  const returned = sections.filter(({ isReturned }) => isReturned);
  if (returned.length > 0 || !hasSavedSince) return { kind: 'correct', sections: returned };
  const undone = sections.find((section) => !isDone(section));
  // A draft from before an exemption is complete and yet has to be taken up again: until then it cannot be filed.
  const isBegun = status !== 'NOT_STARTED';
  if (!undone && isBegun) return { kind: 'check' };
  const section = undone ?? sections[0];
  if (!section) throw new Error('a form has no sections');
  return { kind: isBegun ? 'go-on' : 'begin', section };
}
