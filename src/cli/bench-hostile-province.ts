import { addDays } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import type { ReportStatus } from '../platform/prisma/client.js';
import { loadDemo } from './demo-data.js';

/** What few of the sample province have, or nobody: there would be no form for it. */
export async function readyHostileProvince(db: Db, now: Date): Promise<void> {
  await loadDemo(db, now);
  for (const status of STATUSES) await addFilers(db, status, now);
  await endUnit(db, now);
  for (const { id } of await db.account.findMany({ select: { id: true } })) await addPasskeys(db, id, now);
}

/** Someone who files in a unit whose report has each status. */
export const FILERS = 'nop-';
const STATUSES: ReportStatus[] = [
  'NOT_STARTED',
  'IN_PROGRESS',
  'SUBMITTED',
  'RETURNED',
  'ACCEPTED',
  'EXEMPT',
];

async function addFilers(db: Db, status: ReportStatus, now: Date): Promise<void> {
  const report = await db.report.findFirst({
    where: { status, unit: { accounts: { none: {} } } },
    orderBy: { id: 'desc' },
  });
  if (!report) return;
  const username = `${FILERS}${status.toLowerCase()}`;
  const { passwordHash } = await db.account.findFirstOrThrow({ where: { passwordHash: { not: null } } });
  await db.account.create({
    data: {
      ...{ username, fullName: username, nameFolded: username, passwordHash, unitId: report.unitId },
      ...{ roles: ['FILER', 'SIGNATORY', 'LEADER'], createdAt: now },
    },
  });
}

async function endUnit(db: Db, now: Date): Promise<void> {
  const unit = await db.unit.findFirst({
    where: { level: 'GRASSROOTS', accounts: { none: {} } },
    orderBy: { id: 'asc' },
  });
  if (unit) await db.unit.update({ where: { id: unit.id }, data: { activeTo: addDays(now, -5) } });
}

async function addPasskeys(db: Db, accountId: number, now: Date): Promise<void> {
  const key = { accountId, publicKey: Buffer.alloc(40, 1), counter: 0n, transports: [], addedAt: now };
  const data = ['một', 'hai', 'ba'].map((name) => ({
    ...{ ...key, name, credentialId: Buffer.from(`${accountId} ${name}`).toString('base64url') },
  }));
  await db.passkey.createMany({ data });
}
