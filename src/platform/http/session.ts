import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import session, { Store, type SessionData } from 'express-session';
import type { Actor } from '../actor.js';
import type { Clock } from '../clock.js';
import type { Db } from '../postgres/db.js';

declare module 'express-session' {
  interface SessionData {
    /** Written by passport: the account's id. */
    passport?: { user?: number };
    /** From where its person signed in: the address, and the browser in words. */
    from?: { readonly address: string; readonly device: string };
  }
}

/** In milliseconds. */
const RENEW_EVERY = 5 * 60_000;
const HOUR = 3_600_000;

export interface SessionSettings {
  secret: string;
  /** The portal is reached over TLS. */
  secure: boolean;
  /** A session unused for so long is over. */
  idleHours: number;
  /** However it is used, a session is over so long after the sign-in. */
  maxHours: number;
}

const cookieName = (secure: boolean) => (secure ? '__Host-phien' : 'phien');

/** Whether the visitor may have a session: those who only read have no cookie of one. */
export function hasSessionCookie({ headers: { cookie = '' } }: IncomingMessage): boolean {
  return [true, false].some((secure) => cookie.includes(`${cookieName(secure)}=`));
}

/** A session that goes on, and who is signed in by it, read in one query. */
export interface FoundSession {
  readonly data: SessionData;
  readonly expiresAt: Date;
  /** Undefined where nobody is, or no longer may be. */
  readonly actor: Actor | undefined;
}
export type FindSession = (id: string, now: Date, maxHours: number) => Promise<FoundSession | undefined>;

const actors = new WeakMap<IncomingMessage, Actor>();

/** Who was signed in by the session that a request came with, as it was read for this request. */
export function actorBySession(req: IncomingMessage): Actor | undefined {
  return actors.get(req);
}

/** The sessions that are not over. */
export function goingOn(now: Date, maxHours: number) {
  return { expiresAt: { gt: now }, beganAt: { gt: new Date(now.getTime() - maxHours * HOUR) } };
}

/** Sessions kept in the database; a visitor who only reads has none. The cookie ends with the browser. */
export function sessions(
  db: Db,
  clock: Clock,
  { secret, secure, idleHours, maxHours }: SessionSettings,
  find: FindSession,
): RequestHandler {
  return session({
    name: cookieName(secure),
    secret,
    store: new SessionRows(db, clock, { idleHours, maxHours }, find),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
}

/** The rows behind express-session. A session that was ended elsewhere is not brought back by a late save. */
class SessionRows extends Store {
  /** When the stored row of a session that is in use ends; a session without an entry has no row yet. */
  private readonly expiries = new WeakMap<object, Date>();
  private readonly actors = new WeakMap<object, Actor>();
  /** What a session said when it was read, as JSON. */
  private readonly stored = new WeakMap<object, string>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly hours: Pick<SessionSettings, 'idleHours' | 'maxHours'>,
    private readonly find: FindSession,
  ) {
    super();
  }

  override get(id: string, done: (error: unknown, data?: SessionData | null) => void): void {
    this.read(id).then((data) => done(null, data), done);
  }

  override set(id: string, data: SessionData, done: (error?: unknown) => void = ignore): void {
    this.write(id, data).then(() => done(), done);
  }

  override destroy(id: string, done: (error?: unknown) => void = ignore): void {
    this.db.session.deleteMany({ where: { id } }).then(() => done(), done);
  }

  override touch(id: string, data: SessionData, done: (error?: unknown) => void = ignore): void {
    this.renew(id, data).then(() => done(), done);
  }

  override createSession(
    ...[req, data]: Parameters<Store['createSession']>
  ): ReturnType<Store['createSession']> {
    const [expiry, actor] = [this.expiries.get(data), this.actors.get(data)];
    const made = super.createSession(req, data);
    if (expiry) {
      this.expiries.set(made, expiry);
      this.stored.set(made, JSON.stringify(made));
    }
    if (actor) actors.set(req, actor);
    return made;
  }

  private async read(id: string): Promise<SessionData | null> {
    const found = await this.find(id, this.clock(), this.hours.maxHours);
    if (!found) return null;
    const { data, expiresAt, actor } = found;
    this.expiries.set(data, expiresAt);
    if (actor) this.actors.set(data, actor);
    return data;
  }

  /** What says the same as when it was read is used, and not written; nor is what says nothing. */
  private async write(id: string, data: SessionData): Promise<void> {
    const now = this.clock();
    const json = JSON.stringify(data);
    if (json === this.stored.get(data)) return this.renew(id, data);
    if (!this.expiries.has(data) && Object.keys(data).every((key) => key === 'cookie')) return;
    const row = {
      data: JSON.parse(json) as object,
      accountId: data.passport?.user ?? null,
      ...data.from,
      ...this.used(now),
    };
    if (this.expiries.has(data)) await this.db.session.updateMany({ where: { id }, data: row });
    else await this.db.session.create({ data: { id, ...row, beganAt: now } });
    this.expiries.set(data, row.expiresAt);
    this.stored.set(data, json);
  }

  /** Not at every request: a row is written at most once in RENEW_EVERY. */
  private async renew(id: string, data: SessionData): Promise<void> {
    const expiry = this.expiries.get(data);
    const used = this.used(this.clock());
    if (!expiry || used.expiresAt.getTime() - expiry.getTime() < RENEW_EVERY) return;
    await this.db.session.updateMany({ where: { id }, data: used });
    this.expiries.set(data, used.expiresAt);
  }

  private used(now: Date) {
    return { usedAt: now, expiresAt: new Date(now.getTime() + this.hours.idleHours * HOUR) };
  }
}

function ignore(): void {
  // express-session's callbacks are optional.
}
