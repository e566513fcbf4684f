import { OWN_ROLES } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import type { Db } from '../../platform/postgres/db.js';
import { formatDueBefore } from '../../platform/text/format.js';
import { mailboxesOf } from '../../accounts/finders.js';
import { unconfirmedRequests, unconfirmedUnits } from '../../acknowledgements/finders.js';
import type { WorkingCalendar } from '../../holidays/rules.js';
import { enqueue } from '../../mail/commands.js';
import { letter } from '../../mail/letter.js';
import { tellDevices } from '../../push/commands.js';
import type { Notice } from '../../push/rules.js';
import { defaultLadder, stepsFor, timeOf } from '../ladder.js';
import { acknowledgementAddress } from '../../acknowledgements/addresses.js';

/** Requests older than this are not chased any more; in days. */
const CHASED = 120;
const CHUNK = 500;

type Request = Awaited<ReturnType<typeof unconfirmedRequests>>[number];
type Unit = Awaited<ReturnType<typeof unconfirmedUnits>>[number];

/** Reminds each unit that has not confirmed what it received, by the default ladder, each step once; answers how many. */
export async function remindReceipts(db: Db, calendar: WorkingCalendar, now: Date): Promise<number> {
  let reminded = 0;
  for (const request of await unconfirmedRequests(db, addDays(now, -CHASED))) {
    const steps = stepsFor(
      'deadline',
      defaultLadder.deadline,
      request.confirmBefore,
      calendar,
      addDays(now, 0),
    );
    const step = steps.filter((one) => timeOf(one) > request.askedAt).pop();
    if (step) reminded += await remindAll(db, request, step.key.number, now);
  }
  return reminded;
}

async function remindAll(db: Db, request: Request, number: number, now: Date): Promise<number> {
  let reminded = 0;
  for (let after = 0; ;) {
    const units = await unconfirmedUnits(db, { requestId: request.id, now, after, take: CHUNK });
    const last = units.at(-1);
    if (!last) return reminded;
    reminded += await remindSome(db, { request, number, units }, now);
    after = last.id;
  }
}

function remindSome(
  db: Db,
  { request, number, units }: { request: Request; number: number; units: readonly Unit[] },
  now: Date,
): Promise<number> {
  return db.$transaction(
    async (tx) => {
      const fresh = await tx.receiptReminder.createManyAndReturn({
        data: units.map(({ id }) => ({ acknowledgementId: id, number, at: now })),
        skipDuplicates: true,
        select: { acknowledgementId: true },
      });
      const isFresh = new Set(fresh.map(({ acknowledgementId }) => acknowledgementId));
      const reminded = units.filter(({ id }) => isFresh.has(id));
      const unitIds = reminded.map(({ unitId }) => unitId);
      const mailboxes = await mailboxesOf(tx, unitIds, 'reminded', OWN_ROLES);
      const messages = reminded.flatMap((unit) => {
        const about = {
          kind: 'reminded',
          unitId: unit.unitId,
          ...receiptLetter(request, unit),
        } as const;
        return (mailboxes.get(unit.unitId) ?? []).map((to) => ({ ...about, to }));
      });
      if (messages.length > 0) await enqueue(tx, messages, now);
      const tidings = reminded.map(({ id, unitId }) => ({ unitId, notice: receiptNotice(request, id) }));
      await tellDevices(tx, tidings, OWN_ROLES, now);
      return reminded.length;
    },
    { timeout: 60_000 },
  );
}

function receiptLetter({ title, confirmBefore }: Request, { id, unitName }: Unit) {
  return letter({
    subject: `Nhắc xác nhận đã nhận: ${title} – ${unitName}`,
    before: [`Đơn vị chưa xác nhận đã nhận “${title}”. Đề nghị xác nhận ${formatDueBefore(confirmBefore)}.`],
    links: [{ text: 'Xem và xác nhận trên cổng (cần đăng nhập)', path: acknowledgementAddress(id) }],
  });
}

function receiptNotice({ confirmBefore }: Request, id: number): Notice {
  return {
    title: 'Văn bản cần xác nhận đã nhận',
    body: `Đơn vị chưa xác nhận đã nhận. Đề nghị xác nhận ${formatDueBefore(confirmBefore)}.`,
    path: acknowledgementAddress(id),
  };
}
