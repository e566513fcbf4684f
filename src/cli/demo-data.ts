import { hash } from '@node-rs/argon2';
import { actAsAdmin, type Actor } from '../platform/actor.js';
import { isoDay, yearOf } from '../platform/text/calendar.js';
import type { Db } from '../platform/postgres/db.js';
import { fold } from '../platform/text/text.js';
import { currentGuidance } from '../guidance/finders.js';
import { obligations } from '../guidance/rules.js';
import { standardSettings } from '../document-settings/rules.js';
import { defaultForm } from '../form/default-form.js';
import { asPeriodAdmin, findManagedPeriod } from '../periods/finders.js';
import { openPeriod } from '../reports/opening/commands.js';
import { gatherWords, publishLastYear, sendLastYear } from './demo-consolidation.js';
import { publishBeside } from './demo-publications.js';
import { showCases } from './demo-cases.js';
import { inspect } from './demo-inspections.js';
import {
  demoAccounts,
  demoContacts,
  demoPhones,
  demoUnits,
  LATE_COMER,
  newUnits,
  type DemoUnit,
} from './demo-province.js';
import { fileEverything, keepPhrases } from './demo-reports.js';

/** Every account of the sample province signs in with this. */
export const DEMO_PASSWORD = 'neu-guong-mau';

export interface SignIn {
  username: string;
  who: string;
}

/**
 * Loads the sample province into an empty portal whose guidance is published: units, accounts, last year's period
 * finished, this year's with reports in every state. Answers with the accounts; a portal that has units is left as
 * it is. `now` decides which years these are.
 */
export async function loadDemo(db: Db, now: Date): Promise<SignIn[]> {
  if ((await db.unit.count()) === 0) {
    await createUnits(db, now);
    await createAccounts(db, now);
    const admin = asPeriodAdmin(actAsAdmin(await demoActor(db, 'quantri')));
    for (const year of [yearOf(now) - 1, yearOf(now)]) {
      await createPeriod(db, year, now);
      const managed = await findManagedPeriod(db, admin, year);
      await openPeriod(db, managed, managed.period.version, managed.period.opensOn, {
        asksForReceipt: year === yearOf(now),
      });
      await fileEverything(db, year, now);
    }
    await keepPhrases(db, now);
    const board = await demoActor(db, 'bantgnc');
    await gatherWords(db, board, now);
    await sendLastYear(db, board, now);
    await publishLastYear(db, board, now);
    await publishBeside(db, await demoActor(db, 'quantri'), now);
    await showCases(db, admin, now);
    await inspect(db, board, now);
  }
  return demoAccounts.map(({ username, who }) => ({ username, who }));
}

/** The actor behind a demo account. */
export async function demoActor(db: Db, username: string): Promise<Actor> {
  const account = await db.account.findUniqueOrThrow({
    where: { username },
    include: { unit: { select: { id: true, name: true, level: true, parentId: true, path: true } } },
  });
  const { id, fullName, roles, unit } = account;
  return { accountId: id, username, fullName, roles, unit };
}

async function createUnits(db: Db, now: Date): Promise<void> {
  const ids = new Map<string, number>();
  const add = async ({ code, name, level, parent }: DemoUnit, activeFrom: Date, needsSignatory = false) => {
    const parentId = parent === null ? null : (ids.get(parent) ?? null);
    const place = { level, parentId, activeFrom };
    const unit = await db.unit.create({
      data: { code, name, nameFolded: fold(name), ...place, needsSignatory },
    });
    ids.set(code, unit.id);
    await db.unit.update({ where: { id: unit.id }, data: demoContacts[code] ?? {} });
    if (code !== PLACELESS) await wordDocuments(db, unit.id, level === 'PROVINCE' ? BOARD : '');
  };
  for (const unit of demoUnits) await add(unit, isoDay(`${yearOf(now) - 5}-01-01`));
  for (const unit of newUnits) {
    const since = unit.code === LATE_COMER ? '02-01' : '01-01';
    await add(unit, isoDay(`${yearOf(now)}-${since}`), unit.needsSignatory);
  }
}

/** The unit that is still asked where it has its seat. */
const PLACELESS = 'GD01';
const BOARD = 'Ban TG-NC';

async function wordDocuments(db: Db, unitId: number, board: string): Promise<void> {
  const wording = { ...standardSettings.wording, place: 'Minh Giang', board };
  await db.documentSettings.create({ data: { unitId, settings: { ...standardSettings, wording } } });
}

async function createAccounts(db: Db, now: Date): Promise<void> {
  const passwordHash = await hash(DEMO_PASSWORD);
  for (const { username, fullName, position, unit, roles, email } of demoAccounts) {
    const { phone = '', zaloName = '' } = demoPhones[username] ?? {};
    const nameFolded = fold(`${fullName} ${username}`);
    await db.account.create({
      data: {
        username,
        fullName,
        nameFolded,
        position,
        email,
        phone,
        zaloName,
        roles,
        passwordHash,
        createdAt: now,
        unit: { connect: { code: unit } },
      },
    });
  }
}

async function createPeriod(db: Db, year: number, now: Date): Promise<void> {
  const guidance = await currentGuidance(db, now);
  const day = (monthAndDay: string, y = year) => isoDay(`${y}-${monthAndDay}`);
  await db.period.create({
    data: {
      year,
      coverageFrom: day('09-01', year - 1),
      coverageTo: day('08-31'),
      opensOn: day('01-02'),
      dueBeforeGrassroots: day('08-25'),
      dueBeforeUpperLevel: day('09-10'),
      dueBeforeProvince: day('09-30'),
      lockOn: day('01-01', year + 1),
      form: defaultForm((audience) => obligations(guidance.content, audience)),
      guidanceVersionId: guidance.id,
    },
  });
}
