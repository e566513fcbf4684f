import { Readable } from 'node:stream';
import { Router, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import { zipStream } from '../../platform/files/zip-stream.js';
import { contentDisposition, sendStream } from '../../platform/http/downloads.js';
import { limiter } from '../../platform/http/rate-limit.js';
import { asAdmin, asMember, pathNumber } from '../../platform/http/routing.js';
import { noteSecurity } from '../../platform/http/security-log.js';
import { OWN_COPY, personCopy } from '../../accounts/addresses.js';
import { openPerson } from '../../anonymising/finders.js';
import { noteCopy, noteOwnCopy } from './commands.js';
import { callsTo, commentsBy, eventsAbout, eventsBy, messagesTo, personAccount } from './finders.js';
import { copyParts, type Kept } from './pages.js';

/** Nobody reads more copies of their data; a program that has the session takes no more. */
const COPIES = { name: 'data-copy', attempts: 20, seconds: 3600 };

/** All that the portal keeps of a person, for them and for the administrator who sends it to them. */
export function copyRoutes(deps: AppDeps): Router {
  const { db, clock } = deps;
  const copies = limiter(db, COPIES);
  const own = asMember(async (actor, req, res) => {
    await copies.take(String(actor.accountId));
    await noteOwnCopy(db, actor, clock());
    noteSecurity(req, { event: 'own-data-copied', outcome: 'done', account: actor.username });
    await send(deps, res, actor.accountId);
  });
  const anothers = asAdmin(async (admin, req, res) => {
    const person = await openPerson(db, admin, pathNumber(req, 'id'));
    await copies.take(String(admin.accountId));
    await noteCopy(db, person, clock());
    const about = person.account.username;
    noteSecurity(req, { event: 'person-data-copied', outcome: 'done', account: admin.username, about });
    await send(deps, res, person.account.id);
  });
  return Router().get(OWN_COPY, own).get(personCopy(':id'), anothers);
}

async function send({ db, clock }: AppDeps, res: Response, id: number): Promise<void> {
  const account = await personAccount(db, id, clock());
  const read = (): Kept => ({
    account,
    ...{ done: eventsBy(db, account), about: eventsAbout(db, account), messages: messagesTo(db, account) },
    ...{ comments: commentsBy(db, account), calls: callsTo(db, account) },
  });
  res.set({
    'Content-Disposition': contentDisposition(`du-lieu-ca-nhan-${id}.zip`),
    'Cache-Control': 'private, no-store',
  });
  res.type('application/zip');
  await sendStream(res, Readable.from(zipStream(copyParts(read, clock()))));
}
