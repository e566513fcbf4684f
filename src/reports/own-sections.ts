import { findProblems, problemsOf, sectionState, type SectionState } from '../form/checks.js';
import type { SectionDefinition } from '../form/definition.js';
import type { OpenedOwn, OwnDraft } from './finders.js';
import { fieldNote, sectionNote } from './return-notes.js';

/** A section of the own report as it stands. */
export interface OwnSection {
  readonly definition: SectionDefinition;
  /** `nil`: not asked, since the unit has nothing to report. */
  readonly state: SectionState | 'nil';
  /** Whether the latest return has a note on it and the unit has not saved it since. */
  readonly isReturned: boolean;
  /** What the latest return says about it; '' where it says nothing, or nothing is to be corrected. */
  readonly note: string;
}

/** Every section of the form, in its order. */
export function ownSections({ report }: OpenedOwn, draft: OwnDraft): OwnSection[] {
  const problems = findProblems(report.form, draft.answers);
  const latest = report.status === 'RETURNED' ? draft.returns[0] : undefined;
  return report.form.sections.map((definition) => {
    const saved = draft.sections.get(definition.code);
    const note = latest ? notesOf(latest, definition) : '';
    const isReturned = note !== '' && latest !== undefined && (!saved || saved.savedAt <= latest.returnedAt);
    const isNil = report.nilReason !== '' && !definition.evenIfNil;
    const standing = { touched: saved !== undefined, returned: isReturned };
    const state = isNil ? 'nil' : sectionState(problemsOf(definition, problems), standing);
    return { definition, state, isReturned: isReturned && !isNil, note };
  });
}

/** Whether nothing is left to do in it. */
export function isDone({ state }: Pick<OwnSection, 'state'>): boolean {
  return state === 'done' || state === 'nil';
}

function notesOf(latest: OwnDraft['returns'][number], { code, fields }: SectionDefinition): string {
  const count = fields.filter((field) => fieldNote(latest, field.code) !== '').length;
  const lines = [sectionNote(latest, code), count > 0 ? `Có ghi chú ở ${count} ô của phần này.` : ''];
  return lines.filter((words) => words !== '').join('\n');
}
