import type { Reviewer } from '../../platform/actor.js';
import { formatDay } from '../../platform/text/format.js';
import { afterExtension, presentDeadline } from '../deadlines.js';
import { presentDayWords } from '../decisions/extension-rules.js';
import { extendedLetter } from '../decisions/letters.js';
import type { Decision } from './deciding-commands.js';

/** A later day for many, with why. `by`: who gives it, as the units read it. */
export interface Grant {
  readonly reason: string;
  readonly dueBefore: Date;
  readonly by: string;
}

/** The decision that gives each a later deadline; one whose own is as late already is left out. */
export function extension(reviewer: Reviewer, { reason, dueBefore, by }: Grant, now: Date): Decision {
  return {
    action: 'extend',
    event: 'report-extended',
    kind: 'extended',
    detail: { reason, dueBefore: formatDay(dueBefore) },
    refusal: (report) =>
      presentDeadline(report) >= dueBefore ? presentDayWords(presentDeadline(report)) : '',
    change: (report) => afterExtension(report, dueBefore),
    also: async (tx, reports) => {
      const ids = reports.map(({ id }) => id);
      await tx.$executeRaw`
        INSERT INTO extensions (report_id, due_before, reason, granted_at, granted_by_id, granted_by_name)
        SELECT id, ${dueBefore}, ${reason}, ${now}, ${reviewer.accountId}, ${by} FROM unnest(${ids}::int[]) id`;
    },
    letter: (of, { firstSubmittedAt }) =>
      extendedLetter(of, { reason, dueBefore, isCorrection: firstSubmittedAt !== null }),
  };
}
