import type { Actor } from '../../platform/actor.js';
import { addDays } from '../../platform/text/calendar.js';
import type { Db } from '../../platform/postgres/db.js';
import { NotFound } from '../../platform/errors.js';
import { Prisma } from '../../platform/prisma/client.js';
import { fold } from '../../platform/text/text.js';
import { record } from '../../history/commands.js';
import { findActor } from '../finders.js';
import { foldedName } from '../rules.js';
import { hashPassword } from '../passwords.js';
import { beginRequirement } from '../second-factor/requirement-commands.js';

export interface Beginning {
  readonly federation: string;
  readonly fullName: string;
  readonly username: string;
  readonly password: string;
}

/** Whether the federation exists. */
export async function isSetUp(db: Db): Promise<boolean> {
  return (await db.unit.count({ where: { parentId: null } })) > 0;
}

/** Creates the federation and its first administrator; NotFound where somebody was faster. */
export async function setUp(db: Db, wanted: Beginning, now: Date): Promise<Actor> {
  const { federation, fullName, username, password } = wanted;
  const passwordHash = await hashPassword(password);
  const made = db.$transaction(async (tx) => {
    const unit = await tx.unit.create({
      data: {
        code: 'LDLD',
        name: federation,
        nameFolded: fold(federation),
        level: 'PROVINCE',
        activeFrom: addDays(now, 0),
      },
    });
    const names = { username, fullName, nameFolded: foldedName({ fullName, username }) };
    const { id } = await tx.account.create({
      data: { ...names, unitId: unit.id, roles: ['ADMIN'], passwordHash, createdAt: now },
    });
    await beginRequirement(tx, addDays(now, 0));
    const actor = await findActor(tx, id, now);
    if (!actor) throw new Error('the first administrator is not active');
    await record(tx, {
      at: now,
      action: 'portal-set-up',
      actor,
      unitId: unit.id,
      detail: { name: federation },
    });
    return actor;
  });
  return made.catch((error: unknown) => {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new NotFound('Cổng đã được thiết lập.');
    throw error;
  });
}
