import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import session, { Store, type SessionData } from 'express-session';
import type { Clock } from '../clock.js';
import type { Db } from '../postgres/db.js';

declare module 'express-session' {
  interface SessionData {
    /** Written by passport: the account's id. */
    passport?: { user?: number };
  }
}

/** In milliseconds. */
const RENEW_EVERY = 5 * 60_000;

export interface SessionSettings {
  secret: string;
  /** The portal is reached over TLS. */
  secure: boolean;
  /** A session unused for so long is over. */
  idleHours: number;
}

const cookieName = (secure: boolean) => (secure ? '__Host-phien' : 'phien');

/** Whether the visitor may have a session: those who only read have no cookie of one. */
export function hasSessionCookie({ headers: { cookie = '' } }: IncomingMessage): boolean {
  return [true, false].some((secure) => cookie.includes(`${cookieName(secure)}=`));
}

/** Sessions kept in the database; a visitor who only reads has none. The cookie ends with the browser. */
export function sessions(
  db: Db,
  clock: Clock,
  { secret, secure, idleHours }: SessionSettings,
): RequestHandler {
  return session({
    name: cookieName(secure),
    secret,
    store: new SessionRows(db, clock, idleHours * 3_600_000),
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
}

/** The rows behind express-session. A session that was ended elsewhere is not brought back by a late save. */
class SessionRows extends Store {
  /** When the stored row of a session that is in use ends; a session without an entry has no row yet. */
  private readonly expiries = new WeakMap<object, Date>();

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly idle: number,
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
    const expiry = this.expiries.get(data);
    const made = super.createSession(req, data);
    if (expiry) this.expiries.set(made, expiry);
    return made;
  }

  private async read(id: string): Promise<SessionData | null> {
    const row = await this.db.session.findFirst({ where: { id, expiresAt: { gt: this.clock() } } });
    if (!row) return null;
    const data = row.data as unknown as SessionData;
    this.expiries.set(data, row.expiresAt);
    return data;
  }

  private async write(id: string, data: SessionData): Promise<void> {
    const expiresAt = this.nextExpiry();
    const row = {
      data: JSON.parse(JSON.stringify(data)) as object,
      accountId: data.passport?.user ?? null,
      expiresAt,
    };
    if (this.expiries.has(data)) await this.db.session.updateMany({ where: { id }, data: row });
    else await this.db.session.create({ data: { id, ...row } });
    this.expiries.set(data, expiresAt);
  }

  /** Not at every request: a row is written at most once in RENEW_EVERY. */
  private async renew(id: string, data: SessionData): Promise<void> {
    const expiry = this.expiries.get(data);
    const next = this.nextExpiry();
    if (!expiry || next.getTime() - expiry.getTime() < RENEW_EVERY) return;
    await this.db.session.updateMany({ where: { id }, data: { expiresAt: next } });
    this.expiries.set(data, next);
  }

  private nextExpiry(): Date {
    return new Date(this.clock().getTime() + this.idle);
  }
}

function ignore(): void {
  // express-session's callbacks are optional.
}
