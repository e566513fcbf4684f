import { addDays } from '../../platform/text/calendar.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { asSaved } from '../finders.js';
import { chasingLetter } from '../letters.js';
import { sendInspectionMessages } from '../message-commands.js';

/** How many days before the day of a recommendation its unit is reminded; and again once that has come. */
const DAYS_BEFORE = 3;
const NEAR = 1;
const OVERDUE = 2;

/**
 * Reminds units of recommendations that they have not answered, each once before its day and once after, however many
 * processes do so. Answers with how many.
 */
export async function chaseAnswers(db: Db, now: Date): Promise<number> {
  for (let count = 0; ; count += 1) if (!(await chaseNext(db, now))) return count;
}

function chaseNext(db: Db, now: Date): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const due = await takeDue(tx, now);
    if (!due) return false;
    const isOverdue = due.dueBefore <= now;
    const step = isOverdue ? OVERDUE : NEAR;
    await tx.recommendation.update({ where: { id: due.id }, data: { chaseStep: step } });
    const inspection = await asSaved(tx, due.inspectionId);
    const content = chasingLetter(inspection, due, isOverdue);
    await sendInspectionMessages(tx, inspection.unitId, ['FILER', 'SIGNATORY', 'LEADER'], content, now);
    return true;
  });
}

interface Due {
  readonly id: number;
  readonly inspectionId: number;
  readonly number: number;
  readonly text: string;
  readonly dueBefore: Date;
}

async function takeDue(tx: Tx, now: Date): Promise<Due | undefined> {
  const [due] = await tx.$queryRaw<Due[]>`
    SELECT r.id, r.inspection_id AS "inspectionId", r.number, r.text, r.due_before AS "dueBefore"
    FROM inspection_recommendations r JOIN inspections i ON i.id = r.inspection_id
    WHERE r.status = 'OPEN' AND i.status = 'CONCLUDED'
      AND ((r.chase_step < ${OVERDUE} AND r.due_before <= ${now})
        OR (r.chase_step < ${NEAR} AND r.due_before <= ${addDays(now, DAYS_BEFORE)}))
    ORDER BY r.due_before, r.id LIMIT 1 FOR UPDATE OF r SKIP LOCKED`;
  return due;
}
