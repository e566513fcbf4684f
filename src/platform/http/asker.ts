import type { Request, Response } from 'express';
import type { Asker } from '../jobs/queue.js';

/** Who asks for what is answered by `res`: an account, or an address; gone when the connection has closed. */
export function askerOf(res: Response): Asker {
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  if (res.closed) gone.abort();
  return { key: askerKey(res.req), gone: gone.signal };
}

/** What an account, or a stranger's address, is counted by. */
export function askerKey({ user, ip = '' }: Request): string {
  return user ? `account ${user.accountId}` : `address ${ip}`;
}
