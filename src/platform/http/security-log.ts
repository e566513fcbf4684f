import type { Request } from 'express';
import type { Logger } from 'pino';

/** What whoever watches over security wants to know of one request; secrets never stand in it. */
export interface SecurityEvent {
  /** What was tried: "sign-in", "second-factor-reset". */
  readonly event: string;
  readonly outcome: 'done' | 'refused';
  /** The username of whoever did it, as typed where nobody is signed in yet; else that of who is. */
  readonly account?: string | undefined;
  /** Whom or what it concerns, where that is another: a username, a unit's code, a file. */
  readonly about?: string | undefined;
}

/** Writes one line into the security log, with the visitor's address and the id under which the request log knows the request. */
export function noteSecurity(req: Request, event: SecurityEvent): void {
  const log = req.app.get('securityLog') as Logger | undefined;
  const account = event.account ?? req.user?.username;
  log?.info({ ...event, account, address: req.ip, requestId: req.id });
}
