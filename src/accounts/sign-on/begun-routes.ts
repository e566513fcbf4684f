import type { Request } from 'express';
import { z } from 'zod';
import { signedCookie, type Signing } from '../../platform/http/signed-cookies.js';

/** A sign-on under way, kept by the browser in which it began: nothing is written for whoever only presses the button. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go afterwards; '' for where the account begins. */
  readonly next: string;
}

/** In ms: as long as somebody may take to sign in there. */
const BEGUN_FOR = 10 * 60_000;

const shape = z.strictObject({
  ...{ state: z.string().min(1), nonce: z.string().min(1), verifier: z.string().min(1) },
  ...{ next: z.string(), until: z.number() },
});

/** Whoever has the cookie can read it; nobody else makes one. */
export function begunIn(signing: Signing) {
  const cookie = signedCookie('dang-vao', signing, BEGUN_FOR);
  return {
    keep: (req: Request, begun: Begun, now: Date) => {
      const words = JSON.stringify({ ...begun, until: now.getTime() + BEGUN_FOR });
      cookie.write(req, Buffer.from(words).toString('base64url'));
    },
    /** It is good for one return: undefined where there is none of this portal's making, or it is too old. */
    take: (req: Request, now: Date): Begun | undefined => {
      const kept = cookie.read(req);
      cookie.remove(req);
      if (kept === undefined) return undefined;
      const { until, ...begun } = shape.parse(JSON.parse(Buffer.from(kept, 'base64url').toString()));
      return now.getTime() < until ? begun : undefined;
    },
  };
}
