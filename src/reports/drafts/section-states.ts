import { findProblems, problemsOf, sectionState, type SectionState } from '../../form/checks.js';
import type { SectionDefinition } from '../../form/definition.js';
import { draftAnswers } from '../draft-answers.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import { fieldNote } from '../rounds/rules.js';

/** `nil`: the unit has nothing to report at all, so the section is not asked. */
export type StateOfSection = SectionState | 'nil';

/** How every section of a draft stands, in the form's order. */
export function sectionStates(
  { report }: OpenedOwn,
  draft: OwnDraft,
): { section: SectionDefinition; state: StateOfSection }[] {
  const problems = findProblems(report.form, draftAnswers(draft));
  return report.form.sections.map((section) => {
    if (report.nilReason !== '' && !section.evenIfNil) return { section, state: 'nil' };
    const touched = draft.sections.has(section.code);
    const returned = isReturned(report.status, draft, section);
    return { section, state: sectionState(problemsOf(section, problems), { touched, returned }) };
  });
}

/** The latest return has a note on it, and it has not been saved since. */
function isReturned(status: string, { returns: [latest], sections }: OwnDraft, section: SectionDefinition) {
  if (status !== 'RETURNED' || !latest) return false;
  const isNoted =
    (latest.notes as Record<string, string>)[section.code] ||
    section.fields.some(({ code }) => fieldNote(latest, code) !== '');
  const saved = sections.get(section.code);
  return Boolean(isNoted) && (!saved || saved.savedAt <= latest.returnedAt);
}
