import { isForbidding } from '../../form/checks.js';
import { fieldMeaning } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import { answersIn } from '../../form/report-answers.js';
import { isLocked } from '../../reports/deadlines.js';
import { draftAnswers } from '../../reports/draft-answers.js';
import { isDone } from '../../reports/own-sections.js';
import { toFill } from '../fill/rules.js';
import type { OwnReport, YearParts } from './finders.js';
import type { Done, OwnStanding, YearStanding } from './rules.js';

/** What the steps ask, of what was read. */
export function standingOf(parts: YearParts, isRoot: boolean, now: Date): YearStanding {
  const { questions, stale } = parts;
  return {
    isRoot,
    children: parts.children,
    lastAccepted: parts.lastAccepted,
    texts: {
      asked: questions.filter(({ written }) => written > 0).length,
      open: questions.filter(({ isOpen }) => isOpen).length,
      stale: [...stale.values()].reduce((sum, count) => sum + count, 0),
      lastMarked: parts.lastMarked,
    },
    own: parts.own && ownStanding(parts.own, parts, now),
    isPlaceless: parts.isPlaceless,
    sent: parts.sent,
    published: parts.published,
  };
}

function ownStanding(own: OwnReport, parts: YearParts, now: Date): OwnStanding {
  const { open, draft, sections, problems, submitted, accepted } = own;
  const { report } = open;
  const written = answersIn(draftAnswers(draft).sections);
  const lacks = (meaning: Meaning) => {
    const field = fieldMeaning(report.form, meaning);
    return field !== undefined && (written.get(field.code) ?? '') === '';
  };
  const sums = draft.children?.sums;
  const given = { form: report.form, composed: parts.composed, written, filled: draft.filled };
  const isNil = report.nilReason !== '';
  return {
    status: report.status,
    isLocked: isLocked(report, now),
    needsSignatory: report.unit.needsSignatory,
    isReady: report.readyAt !== null,
    toFill: sums && !isNil ? toFill({ ...given, sums }) : { figures: 0, stale: 0, texts: 0 },
    sections: sections.filter((section) => !isDone(section)).length,
    isUntouchedReturn: isUntouched(own),
    mistakes: problems.filter(isForbidding).length,
    reasons: problems.filter((problem) => !isForbidding(problem)).length,
    lacksNumber: lacks('report_number'),
    lacksSignatory: lacks('signatory_name'),
    lastSaved: lastSaved(own),
    submitted,
    accepted,
  };
}

/** It was returned, and nothing has been saved since. */
function isUntouched({ open, draft }: OwnReport): boolean {
  const latest = open.report.status === 'RETURNED' ? draft.returns[0] : undefined;
  return (
    latest !== undefined && [...draft.sections.values()].every(({ savedAt }) => savedAt <= latest.returnedAt)
  );
}

function lastSaved({ draft }: OwnReport): Done | null {
  const [last] = [...draft.sections.values()].sort((a, b) => b.savedAt.getTime() - a.savedAt.getTime());
  return last ? { by: last.savedByName, at: last.savedAt } : null;
}
