import type { Admin } from '../platform/actor.js';
import { Forbidden } from '../platform/errors.js';
import type { Db } from '../platform/postgres/db.js';
import { findManagedAccount, type ManagedAccount } from '../accounts/administration/finders.js';
import { isRootAdmin } from '../units/rules.js';

declare const opened: unique symbol;
/** An account, as the federation's administrator looks after the data of its person. Only the finder here makes it. */
export interface OpenedPerson extends ManagedAccount {
  readonly [opened]: true;
}

/** Whoever asks for their data asks the federation: Forbidden to administrators of other units. */
export async function openPerson(db: Db, admin: Admin, id: number): Promise<OpenedPerson> {
  if (!isRootAdmin(admin))
    throw new Forbidden('Chỉ người quản trị của Liên đoàn giải quyết yêu cầu về dữ liệu cá nhân.');
  return (await findManagedAccount(db, admin, id)) as OpenedPerson;
}

/** Whether the unit of the account names that person's address or telephone to everybody below it. */
export async function isContactOfUnit(db: Db, { account }: OpenedPerson): Promise<boolean> {
  const { unitId, email, phone } = account;
  const { contactEmail, contactPhone } = await db.unit.findUniqueOrThrow({ where: { id: unitId } });
  const isSame = (own: string, told: string) => own !== '' && own === told;
  return isSame(email, contactEmail) || isSame(phone, contactPhone.replace(/\D/g, ''));
}
