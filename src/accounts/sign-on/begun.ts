import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** A sign-on under way, kept by the browser in which it began: nothing is written for whoever only presses the button. */
export interface Begun {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Where to go afterwards; '' for where the account begins. */
  readonly next: string;
}

/** In ms: as long as somebody may take to sign in there. */
export const BEGUN_FOR = 10 * 60_000;

const shape = z.strictObject({
  ...{ state: z.string().min(1), nonce: z.string().min(1), verifier: z.string().min(1) },
  ...{ next: z.string(), until: z.number() },
});

/** For a cookie. Whoever has it can read it; nobody without `secret` makes one. */
export function seal(secret: string, begun: Begun, now: Date): string {
  const words = JSON.stringify({ ...begun, until: now.getTime() + BEGUN_FOR });
  const text = Buffer.from(words).toString('base64url');
  return `${text}.${signatureOf(secret, text).toString('base64url')}`;
}

/** Undefined where it is not of this portal's making, or too old. */
export function unseal(secret: string, sealed: string, now: Date): Begun | undefined {
  const [text = '', signature = ''] = sealed.split('.');
  const [given, own] = [Buffer.from(signature, 'base64url'), signatureOf(secret, text)];
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  const { until, ...begun } = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  return now.getTime() < until ? begun : undefined;
}

/** The same secret signs the session cookies: what is signed here can be none of those. */
function signatureOf(secret: string, text: string): Buffer {
  return createHmac('sha256', secret).update(`sign-on:${text}`).digest();
}
