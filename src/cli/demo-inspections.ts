import { actAsReviewer, actAsSubmitter, type Actor, type Reviewer } from '../platform/actor.js';
import { addDays, inZone, isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { currentGuidance } from '../guidance/finders.js';
import { openInspection, openOwnInspection } from '../inspections/finders.js';
import { acceptAnswer, answerRecommendation } from '../inspections/follow-up/commands.js';
import { announceInspection, planInspection } from '../inspections/plan/commands.js';
import { findChild } from '../inspections/plan/finders.js';
import { concludeInspection, saveRecord } from '../inspections/record/commands.js';
import { standIn } from './demo-reports.js';

/** One inspection by the province in each state. Not in January: nobody has gone anywhere yet. */
export async function inspect(db: Db, board: Actor, now: Date): Promise<void> {
  if (now < isoDay(`${yearOf(now)}-02-01`)) return;
  const reviewer = actAsReviewer(board);
  const today = dayOf(now);
  await plan(db, reviewer, 'DL', addDays(today, 20), now);
  const announced = await plan(db, reviewer, 'BD', addDays(today, 10), now);
  await announceInspection(db, await openInspection(db, reviewer, announced), 1, now);
  // Of two recommendations one is answered, the other overdue.
  const followed = await visit(db, reviewer, 'YT', now);
  await reply(db, followed, 'YT', now);
  const closed = await visit(db, reviewer, 'AB', now, RECOMMENDATIONS.slice(0, 1));
  await reply(db, closed, 'AB', now);
  const open = await openInspection(db, reviewer, closed);
  for (const done of open.inspection.recommendations) await acceptAnswer(db, open, done, done.version, now);
}

async function plan(db: Db, reviewer: Reviewer, code: string, plannedOn: Date, now: Date): Promise<number> {
  const found = await findChild(db, reviewer, code, now);
  if (!('child' in found)) throw new Error(`${code} is no child`);
  const kind = code === 'BD' ? ('SUPERVISION' as const) : ('INSPECTION' as const);
  const words = { team: 'Lê Thị Hồng Nhung (trưởng đoàn)\nPhạm Quốc Việt', topic: TOPIC };
  return planInspection(db, found.child, { kind, reason: 'PLANNED', plannedOn, ...words }, now);
}

/** Planned, carried out and concluded in the last weeks. */
async function visit(
  db: Db,
  reviewer: Reviewer,
  code: string,
  now: Date,
  advice = RECOMMENDATIONS,
): Promise<number> {
  const today = dayOf(now);
  const carriedOutOn = addDays(today, -12);
  const id = await plan(db, reviewer, code, carriedOutOn, addDays(today, -20));
  const recommendations = advice.map((text, at) => ({ text, dueBefore: addDays(today, at === 0 ? 10 : -2) }));
  const conclusion = 'Đơn vị đã triển khai đến từng tổ công đoàn; còn thiếu sổ theo dõi đăng ký nêu gương.';
  const record = { version: 1, carriedOutOn, conclusion, findings: {}, recommendations };
  const { id: guidance } = await currentGuidance(db, now);
  const planned = await openInspection(db, reviewer, id);
  await saveRecord(db, planned, record, guidance, addDays(today, -11));
  const recorded = await openInspection(db, reviewer, id);
  await concludeInspection(db, recorded, recorded.inspection.version, addDays(today, -10));
  return id;
}

/** The unit answers the first recommendation. */
async function reply(db: Db, id: number, code: string, now: Date): Promise<void> {
  const own = await openOwnInspection(db, actAsSubmitter(await standIn(db, code, 'FILER')), id);
  const [first] = own.inspection.recommendations;
  if (!first) throw new Error('nothing was recommended');
  const text = 'Đơn vị đã lập sổ theo dõi và phổ biến đến các tổ công đoàn.';
  await answerRecommendation(db, own, first, { version: first.version, text, files: [] }, now);
}

function dayOf(now: Date): Date {
  return inZone(now).startOf('day').toDate();
}

const TOPIC = 'Việc triển khai hướng dẫn thực hiện trách nhiệm nêu gương và lập báo cáo năm.';
const RECOMMENDATIONS = [
  'Lập sổ theo dõi đăng ký nêu gương của từng tổ công đoàn.',
  'Gửi danh sách gương điển hình kèm việc làm cụ thể.',
];
