import { Prisma } from '../../platform/prisma/client.js';

/** Conditions on a row `done` of the log of reminders. */
const SHOWN = Prisma.sql`EXISTS (
  SELECT FROM push_messages WHERE delivery_id = done.id AND sent_at IS NOT NULL)`;

/** A call, whatever came of it, or what reached somebody: a letter to nobody hides no call. */
export const IS_CONTACT = Prisma.sql`(done.call_result IS NOT NULL
  OR ${anyMessage(Prisma.sql`sent_at IS NOT NULL`)} OR ${SHOWN})`;

/** Somebody answered a call, or is told in writing, now or as soon as the message goes. */
export const IS_REMINDED = Prisma.sql`(done.call_result = 'answered'
  OR ${anyMessage(Prisma.sql`failed_at IS NULL`)} OR ${SHOWN})`;

function anyMessage(which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM messages WHERE delivery_id = done.id AND ${which})`;
}

/** Of what was pushed that which went. */
export const PUSHED = {
  where: { sentAt: { not: null } },
  select: { id: true },
} satisfies Prisma.ReminderDelivery$pushesArgs;

/** `IS_CONTACT` for a query without SQL. */
export const CONTACT: Prisma.ReminderDeliveryWhereInput = {
  OR: [
    { callResult: { not: null } },
    { messages: { some: { sentAt: { not: null } } } },
    { pushes: { some: PUSHED.where } },
  ],
};
