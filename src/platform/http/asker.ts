import type { Response } from 'express';
import type { Asker } from '../jobs/queue.js';

/** Who asks for what is answered by `res`: an account, or an address; gone when the connection has closed. */
export function askerOf(res: Response): Asker {
  const { user, ip = '' } = res.req;
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  if (res.closed) gone.abort();
  return { key: user ? `account ${user.accountId}` : `address ${ip}`, gone: gone.signal };
}
