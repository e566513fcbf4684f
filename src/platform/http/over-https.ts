import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { Config } from '../../config.js';
import { systemClock } from '../clock.js';
import { Outage } from './outages.js';

type Settings = Pick<Config, 'secure' | 'publicUrl' | 'trustProxy'>;

/** At most one line so often, in ms. */
const SAY_EVERY = 60_000;

/**
 * Where the portal is reached by https, a session's cookie goes over https alone: a request that does not look so could
 * never sign in, and each form of it would look like a page that was open too long. It is told what is wrong instead.
 */
export function overHttps(settings: Settings, log: Logger): RequestHandler {
  let saidAt = -Infinity;
  return (req, _res, next) => {
    if (!settings.secure || req.secure) return next();
    const now = systemClock().getTime();
    if (now - saidAt >= SAY_EVERY) {
      saidAt = now;
      log.error({ reason: reasonOf(req, settings) }, 'nobody can sign in: requests do not come over https');
    }
    throw new Outage(wordsFor(settings));
  };
}

function reasonOf(req: Request, { trustProxy }: Settings): string {
  const said = req.get('x-forwarded-proto');
  if (trustProxy === 0) return 'TRUST_PROXY is 0: set it to the number of proxies that stand in front';
  if (said === undefined)
    return 'the proxy sends no X-Forwarded-Proto: let it send the scheme of the visitor';
  return `X-Forwarded-Proto is "${said.slice(0, 20)}": a visitor by http, or TRUST_PROXY is not the number of proxies`;
}

function wordsFor({ publicUrl = '' }: Settings) {
  return {
    title: 'Chưa vào được cổng qua HTTPS',
    message: `Cổng dùng địa chỉ ${publicUrl}, nhưng yêu cầu này đến như không qua HTTPS nên không đăng nhập được.`,
    next: `Hãy mở ${publicUrl}. Nếu vẫn thấy trang này, hãy báo người vận hành: máy chủ đứng trước cổng phải gửi X-Forwarded-Proto, và TRUST_PROXY phải bằng số máy chủ đứng trước. Lệnh doctor nói rõ chỗ sai.`,
    retryAfter: 300,
  };
}
