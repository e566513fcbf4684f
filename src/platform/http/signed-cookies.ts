import { createHmac, timingSafeEqual } from 'node:crypto';
import type { CookieOptions, Request } from 'express';

export interface Signing {
  readonly secret: string;
  /** The portal is reached over TLS. */
  readonly secure: boolean;
}

/** A cookie that no script reads, and that this portal alone can have written. */
export interface SignedCookie {
  /** What it holds; undefined where there is none, or somebody else wrote it. */
  read(req: Request): string | undefined;
  /** `value`: without semicolons and blanks. */
  write(req: Request, value: string): void;
  /** Takes it away from the browser. */
  remove(req: Request): void;
}

/** `keptFor`: for how long the browser keeps it, in ms; without, until it is closed. */
export function signedCookie(given: string, { secret, secure }: Signing, keptFor?: number): SignedCookie {
  const name = `${secure ? '__Host-' : ''}${given}`;
  const pattern = new RegExp(`(?:^|;\\s*)${name}=([^;]*)\\.([\\w-]{43})(?=;|$)`);
  const signature = (value: string) => createHmac('sha256', secret).update(`${given}=${value}`).digest();
  const options: CookieOptions = { path: '/', httpOnly: true, sameSite: 'lax', secure };
  const maxAge = keptFor === undefined ? {} : { maxAge: keptFor };
  const written = new WeakMap<Request, string>();
  return {
    read: (req) => {
      const [, value = '', mac = ''] = pattern.exec(req.headers.cookie ?? '') ?? [];
      const isOurs = mac !== '' && timingSafeEqual(Buffer.from(mac, 'base64url'), signature(value));
      return written.get(req) ?? (isOurs ? value : undefined);
    },
    write: (req, value) => {
      written.set(req, value);
      const signed = `${value}.${signature(value).toString('base64url')}`;
      // What it holds needs no escapes.
      req.res?.cookie(name, signed, { ...options, ...maxAge, encode: String });
    },
    remove: (req) => {
      written.delete(req);
      req.res?.clearCookie(name, options);
    },
  };
}
