import type { Reviewer } from '../../platform/actor.js';
import type { Outcome } from '../../platform/outcome.js';
import type { Db } from '../../platform/postgres/db.js';
import { issuePaper, numberProblems } from '../document/commands.js';
import { asSaved, type Opened } from '../finders.js';
import { correctedLetter } from '../letters.js';
import { recordInspection, sendInspectionMessages } from '../message-commands.js';
import type { Told } from '../rules.js';
import { changeInspection } from '../transition.js';

export interface Correction {
  readonly version: number;
  readonly reason: string;
  /** Of the new paper; '' leaves room to write it. */
  readonly number: string;
  readonly conclusion: string;
  /** Of the recommendations, in their order: their days and what was answered stay. */
  readonly texts: readonly string[];
}

/** Issues the conclusion anew, in place of the one that was sent, which stays as it is. Refused where the number is taken, stale where somebody acted first. */
export function correctConclusion(
  db: Db,
  { actor, inspection }: Opened<Reviewer>,
  { version, reason, number, conclusion, texts }: Correction,
  now: Date,
): Promise<Outcome<Told, true>> {
  const { id, unitId, recommendations } = inspection;
  return db.$transaction(async (tx) => {
    const issue = { paper: 'ket-luan', number, reason } as const;
    const problems = await numberProblems(tx, inspection, issue, now);
    if (problems.length > 0) return { problems };
    if (!(await changeInspection(tx, inspection, version, { conclusion }))) return { stale: true };
    for (const [at, { id: item, text }] of recommendations.entries()) {
      const corrected = texts[at] ?? text;
      if (corrected !== text)
        await tx.recommendation.update({ where: { id: item }, data: { text: corrected } });
    }
    const saved = await asSaved(tx, id);
    await issuePaper(tx, { actor, inspection: saved }, issue, now);
    const content = correctedLetter(inspection, reason);
    const count = await sendInspectionMessages(tx, unitId, ['FILER', 'SIGNATORY', 'LEADER'], content, now);
    await recordInspection(tx, 'inspection-corrected', { actor, inspection }, now, { reason });
    return { done: { count, unreached: count > 0 ? [] : [inspection.unit.name] } };
  });
}
