import type { Prisma } from '../../platform/prisma/client.js';

/** Of a period's reports the whole year's, once it is recorded as sent: then no decision below it is taken back any more. */
export const yearSent = {
  where: { parentId: null, status: 'ACCEPTED' },
  select: { id: true },
} satisfies Prisma.ReportFindManyArgs;
