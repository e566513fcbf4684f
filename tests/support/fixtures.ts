import { hash } from '@node-rs/argon2';
import type { Role } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import type { Db } from '../../src/platform/postgres/db.js';
import type { Prisma } from '../../src/platform/prisma/client.js';
import { fold } from '../../src/platform/text/text.js';

/** Of every account made here. */
export const PASSWORD = 'mat khau thu nghiem';

/** The portal checks a password at the cost that its hash names. */
const CHEAP = { memoryCost: 8, timeCost: 1, parallelism: 1 };

let passwordHash: Promise<string> | undefined;
let serial = 0;

/** A unit that has been active since 2020: a grassroots union where it has a parent, else the province. */
export async function makeUnit(db: Db, given: Partial<Prisma.UnitUncheckedCreateInput> = {}) {
  serial += 1;
  const name = given.name ?? `Công đoàn ${serial}`;
  const level = given.parentId ? ('GRASSROOTS' as const) : ('PROVINCE' as const);
  const data = { code: `DV${serial}`, name, nameFolded: fold(name), level, ...given };
  return db.unit.create({ data: { activeFrom: isoDay('2020-01-01'), ...data } });
}

/** An account that can sign in with PASSWORD. */
export async function makeAccount(db: Db, username: string, unitId: number, roles: Role[]) {
  passwordHash ??= hash(PASSWORD, CHEAP);
  const fullName = `Người dùng ${username}`;
  const data = { username, fullName, nameFolded: fold(`${fullName} ${username}`), unitId, roles };
  return db.account.create({
    data: {
      ...data,
      passwordHash: await passwordHash,
      createdAt: isoDay('2026-01-01'),
      shownRoundAt: isoDay('2026-01-01'),
    },
  });
}

/** A province with an upper-level union that has two grassroots unions, one of them with a sibling's name in ASCII order. */
export async function makeTree(db: Db) {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  const upper = await makeUnit(db, {
    name: 'Công đoàn ngành Y tế',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  const first = await makeUnit(db, { name: 'CĐCS Bệnh viện A', parentId: upper.id });
  const second = await makeUnit(db, { name: 'CĐCS Bệnh viện Đa khoa', parentId: upper.id });
  return { province, upper, first, second };
}
