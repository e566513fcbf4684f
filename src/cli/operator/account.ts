import { ACTIVATION } from '../../accounts/addresses.js';
import { appointAdmin } from '../../accounts/administration/at-server-commands.js';
import { makeActivationLink, reactivateAccount } from '../../accounts/administration/commands.js';
import { findAccountAtServer, findRootAdmins } from '../../accounts/administration/finders.js';
import { unlockAccount } from '../../accounts/administration/unlock-commands.js';
import { resetFactor } from '../../accounts/second-factor/reset-commands.js';
import { usernameKey } from '../../accounts/rules.js';
import type { Config } from '../../config.js';
import { clockStartingAt, systemClock } from '../../platform/clock.js';
import { createLog } from '../../platform/log.js';
import type { Db } from '../../platform/postgres/db.js';
import { noteAtServer } from '../../platform/security-log.js';
import { formatTime } from '../../platform/text/format.js';
import { cleanLine } from '../../platform/text/text.js';
import { NotUnderstood, type Answer, type Command } from './command.js';
import { besideThePortal } from './surroundings.js';

type Managed = NonNullable<Awaited<ReturnType<typeof findAccountAtServer>>>;

interface Deed {
  readonly db: Db;
  readonly config: Config;
  readonly managed: Managed;
  readonly reason: string;
  readonly now: Date;
}

/** Each answers with what to print. A password is neither asked for nor printed: its owner chooses it by the link. */
const deeds: Readonly<Record<string, (deed: Deed) => Promise<string>>> = {
  link: makeLink,
  reset: makeLink,
  unlock: async ({ db, managed, reason, now }) => {
    await unlockAccount(db, managed, now, { reason });
    return 'Whoever failed to sign in too often may try again at once.';
  },
  enable: async ({ db, managed, reason, now }) => {
    await reactivateAccount(db, managed, managed.account.version, now, { reason });
    return 'The account can sign in again, with the password that it had.';
  },
  'reset-second-factor': async ({ db, managed, reason, now }) => {
    await resetFactor(db, managed, reason, now);
    return 'The account signs in with its password alone, and is asked to set a second factor up again where it must have one.';
  },
  appoint: async ({ db, managed, reason, now }) => {
    await appointAdmin(db, managed, reason, now);
    return 'The account is an administrator of the federation.';
  },
};

/** For the office that locked itself out. Whoever has the machine has the data; the history says that it was done here. */
export const account: Command = {
  usage: '[WHAT NAME WHY]',
  summary:
    'lists the administrators; WHAT is reset (or link: ends the password and gives a one-time link to choose another), unlock, reset-second-factor, enable or appoint; WHY goes into the history',
  takes: [0, 100],
  run: (config, [what, name = '', ...why]) => {
    const deed = what === undefined ? undefined : wanted(what);
    const reason = cleanLine(why.join(' ')).slice(0, 500);
    if (deed && (name === '' || reason === ''))
      throw new NotUnderstood(`account ${what} needs the name of an account, and why.`);
    return besideThePortal(config, async ({ db }) => {
      const now = (config.portalNow ? clockStartingAt(config.portalNow) : systemClock)();
      if (!deed) return { text: await listed(db, now) };
      const managed = await findAccountAtServer(db, usernameKey(name));
      if (!managed) return unknown(name);
      const text = await deed({ db, config, managed, reason, now });
      const noted = { event: `account-${what}`, about: managed.account.username };
      await noteAtServer(config.securityLog, createLog('error'), noted);
      return { text };
    });
  },
};

async function makeLink({ db, config, managed, reason, now }: Deed): Promise<string> {
  const token = await makeActivationLink(db, managed, managed.account.version, now, { reason });
  const origin = config.publicUrl ?? `http://localhost:${config.port}`;
  return `The password that was and every session have ended. Open this address within 7 days and choose a password there;
it works once, and earlier links no more:
${origin}${ACTIVATION}/${token}`;
}

function wanted(what: string) {
  const deed = Object.hasOwn(deeds, what) ? deeds[what] : undefined;
  if (deed) return deed;
  throw new NotUnderstood(`account does not know "${what}".`);
}

function unknown(name: string): Answer {
  return {
    text: `There is no account "${name}". npm run portal -- account lists the administrators.`,
    isWell: false,
  };
}

async function listed(db: Db, now: Date): Promise<string> {
  const admins = await findRootAdmins(db);
  if (admins.length === 0) return 'The federation has no administrator: appoint an account of it.';
  return admins.map((admin) => `${admin.username}  ${admin.fullName}  (${stateOf(admin, now)})`).join('\n');
}

type Listed = Awaited<ReturnType<typeof findRootAdmins>>[number];

function stateOf(
  { deactivatedAt, passwordHash, signedInAt, activationExpiresAt }: Listed,
  now: Date,
): string {
  if (deactivatedAt) return `disabled since ${formatTime(deactivatedAt)}`;
  const link = activationExpiresAt && activationExpiresAt > now ? ', a link waits to be used' : '';
  if (passwordHash === null) return `never activated${link}`;
  return `${signedInAt ? `last signed in ${formatTime(signedInAt)}` : 'never signed in'}${link}`;
}
