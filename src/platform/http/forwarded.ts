import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';

/**
 * Says in the log, once a process, that requests come through a proxy of which the portal does not know: all its visitors
 * would count as one address, and one's wrong passwords against everybody. A stranger can send the header as well, so
 * nothing is done about it.
 */
export function nameForwarded({ trustProxy }: Pick<Config, 'trustProxy'>, log: Logger): RequestHandler {
  let isSaid = trustProxy > 0;
  return (req, _res, next) => {
    if (!isSaid && req.get('x-forwarded-for') !== undefined) {
      isSaid = true;
      log.warn(
        'a request says X-Forwarded-For, and TRUST_PROXY is 0: behind a proxy all count as one address',
      );
    }
    next();
  };
}
