import { actAsReviewer, actAsSubmitter, type Actor, type Reviewer } from '../platform/actor.js';
import { addDays, inZone, isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { currentGuidance } from '../guidance/finders.js';
import { correctConclusion } from '../inspections/correction/commands.js';
import { openInspection, openOwnInspection } from '../inspections/finders.js';
import { acceptAnswer, answerRecommendation } from '../inspections/follow-up/commands.js';
import { UNLIMITED } from '../uploads/quota-finders.js';
import { noMinutes, type Minutes } from '../inspections/minutes.js';
import {
  announceInspection,
  cancelInspection,
  planInspection,
  savePlan,
} from '../inspections/plan/commands.js';
import { findChild, type Child } from '../inspections/plan/finders.js';
import type { Plan } from '../inspections/plan/forms.js';
import { recordOf } from '../inspections/rules.js';
import { concludeInspection, saveRecord, signMinutes } from '../inspections/record/commands.js';
import { standIn } from './demo-reports.js';

/** Inspections by the province, some in each state. Not in January: nobody has gone anywhere yet. */
export async function inspect(db: Db, board: Actor, now: Date): Promise<void> {
  if (now < isoDay(`${yearOf(now)}-02-01`)) return;
  const reviewer = actAsReviewer(board);
  const today = dayOf(now);
  await plan(db, reviewer, 'DL', addDays(today, 20), now);
  const announced = await announce(db, reviewer, 'BD', addDays(today, 10), addDays(today, -3));
  await move(db, reviewer, announced, 'BD', addDays(today, 12), now);
  // Of two recommendations one is answered, the other overdue.
  const followed = await visit(db, reviewer, 'YT', now);
  await reply(db, followed, 'YT', now);
  const closed = await visit(db, reviewer, 'AB', now, RECOMMENDATIONS.slice(0, 1));
  await reply(db, closed, 'AB', now);
  const open = await openInspection(db, reviewer, closed);
  for (const done of open.inspection.recommendations) await acceptAnswer(db, open, done, done.version, now);
  await correct(db, reviewer, closed, now);
  // One person on one day at two places; one that was cancelled; one whose minutes are signed and no more.
  await plan(db, reviewer, 'GD', addDays(today, 12), now);
  await cancel(db, reviewer, await announce(db, reviewer, 'VC', addDays(today, 5), addDays(today, -6)), now);
  const signed = await announce(db, reviewer, 'KCN', addDays(today, -2), addDays(today, -9));
  await record(db, reviewer, signed, { advice: RECOMMENDATIONS, now, on: addDays(today, -2) });
  await sign(db, reviewer, signed, addDays(today, -1));
}

async function plan(db: Db, reviewer: Reviewer, code: string, plannedOn: Date, now: Date): Promise<number> {
  return planInspection(db, await childOf(db, reviewer, code, now), planned(code, plannedOn), now);
}

async function childOf(db: Db, reviewer: Reviewer, code: string, now: Date): Promise<Child> {
  const found = await findChild(db, reviewer, code, now);
  if (!('child' in found)) throw new Error(`${code} is no child`);
  return found.child;
}

function planned(code: string, plannedOn: Date): Plan {
  const kind = code === 'BD' ? ('SUPERVISION' as const) : ('INSPECTION' as const);
  return { kind, reason: 'PLANNED', plannedOn, team: TEAM, topic: TOPIC };
}

async function announce(db: Db, reviewer: Reviewer, code: string, on: Date, now: Date): Promise<number> {
  const id = await plan(db, reviewer, code, on, now);
  const open = await openInspection(db, reviewer, id);
  await announceInspection(db, open, { version: 1, number: `${11 + id}/TB-LĐLĐ` }, now);
  return id;
}

async function move(
  db: Db,
  reviewer: Reviewer,
  id: number,
  code: string,
  to: Date,
  now: Date,
): Promise<void> {
  const open = await openInspection(db, reviewer, id);
  const why = { changeReason: 'Ngày cũ trùng hội nghị của đơn vị.', number: '27/TB-LĐLĐ' };
  const edited = { ...planned(code, to), ...why, version: open.inspection.version };
  await savePlan(db, open, await childOf(db, reviewer, code, now), edited, now);
}

async function cancel(db: Db, reviewer: Reviewer, id: number, now: Date): Promise<void> {
  const open = await openInspection(db, reviewer, id);
  const reason = 'Đơn vị đã được Ủy ban Kiểm tra kiểm tra cùng nội dung.';
  await cancelInspection(db, open, { version: open.inspection.version, reason }, now);
}

/** Announced, carried out and concluded in the last weeks. */
async function visit(
  db: Db,
  reviewer: Reviewer,
  code: string,
  now: Date,
  advice = RECOMMENDATIONS,
): Promise<number> {
  const today = dayOf(now);
  const on = addDays(today, -12);
  const id = await announce(db, reviewer, code, on, addDays(today, -20));
  await record(db, reviewer, id, { advice, now, on });
  await sign(db, reviewer, id, addDays(today, -11));
  const { inspection, ...open } = await openInspection(db, reviewer, id);
  const issue = { version: inspection.version, number: `${20 + id}/KL-LĐLĐ` };
  await concludeInspection(db, { inspection, ...open }, issue, addDays(today, -10));
  return id;
}

interface Visited {
  readonly advice: readonly string[];
  readonly now: Date;
  readonly on: Date;
}

async function record(db: Db, reviewer: Reviewer, id: number, { advice, now, on }: Visited): Promise<void> {
  const open = await openInspection(db, reviewer, id);
  const { unit, version } = open.inspection;
  const recommendations = advice.map((text, at) => ({ text, dueBefore: addDays(on, at === 0 ? 22 : 10) }));
  const minutes: Minutes = { ...noMinutes, ...MEETING, place: `Trụ sở ${unit.name}` };
  const { id: guidance } = await currentGuidance(db, now);
  const written = { carriedOutOn: on, minutes, conclusion: CONCLUSION, findings: FINDINGS, recommendations };
  const saved = { ...written, version, minutesReason: '', minutesNumber: '' };
  await saveRecord(db, open, saved, guidance, on);
}

async function sign(db: Db, reviewer: Reviewer, id: number, now: Date): Promise<void> {
  const open = await openInspection(db, reviewer, id);
  await signMinutes(db, open, { version: open.inspection.version, number: '' }, now);
}

async function correct(db: Db, reviewer: Reviewer, id: number, now: Date): Promise<void> {
  const open = await openInspection(db, reviewer, id);
  const { conclusion, recommendations } = recordOf(open.inspection);
  const said = {
    conclusion: `${conclusion} Số tổ công đoàn đã kiểm tra là 6.`,
    texts: recommendations.map(({ text }) => text),
  };
  const why = { reason: 'Bản trước ghi thiếu số tổ công đoàn đã kiểm tra.', number: '31/KL-LĐLĐ' };
  await correctConclusion(db, open, { ...said, ...why, version: open.inspection.version }, now);
}

/** The unit answers the first recommendation. */
async function reply(db: Db, id: number, code: string, now: Date): Promise<void> {
  const own = await openOwnInspection(db, actAsSubmitter(await standIn(db, code, 'FILER')), id);
  const [first] = own.inspection.recommendations;
  if (!first) throw new Error('nothing was recommended');
  const text = 'Đơn vị đã lập sổ theo dõi và phổ biến đến các tổ công đoàn.';
  await answerRecommendation(db, own, first, { version: first.version, text, files: [] }, UNLIMITED, now);
}

function dayOf(now: Date): Date {
  return inZone(now).startOf('day').toDate();
}

const TEAM = 'Lê Thị Hồng Nhung (trưởng đoàn)\nPhạm Quốc Việt, viet.pq@ldldminhgiang.example';
const TOPIC = 'Việc triển khai hướng dẫn thực hiện trách nhiệm nêu gương và lập báo cáo năm.';
const MEETING: Partial<Minutes> = {
  from: '08:00',
  to: '11:00',
  ourPeople: 'Lê Thị Hồng Nhung, trưởng đoàn\nPhạm Quốc Việt, thành viên',
  theirPeople: 'Chủ tịch công đoàn\nTrưởng ban Tuyên giáo – Nữ công',
  content: TOPIC,
  results: 'Đơn vị đã ban hành kế hoạch và họp quán triệt ở các tổ công đoàn.',
  opinions: 'Đơn vị nhất trí với biên bản.',
  ourSigner: 'Lê Thị Hồng Nhung',
};
const CONCLUSION = 'Đơn vị đã triển khai đến từng tổ công đoàn; còn thiếu sổ theo dõi đăng ký nêu gương.';
const FINDINGS = {
  'civil-servant-1': 'Thực hiện nghiêm; có bản đăng ký của từng người.',
  'public-employee-1': 'Thực hiện tốt ở các phòng chuyên môn.',
  'worker-1': 'Còn 2 tổ chưa có sổ theo dõi đăng ký.',
};
const RECOMMENDATIONS = [
  'Lập sổ theo dõi đăng ký nêu gương của từng tổ công đoàn.',
  'Gửi danh sách gương điển hình kèm việc làm cụ thể.',
];
