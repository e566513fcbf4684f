import { createECDH } from 'node:crypto';

/** What a device shows: two lines without a person's name, and where a press on them leads. */
export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

/** How many devices an account may have. */
export const MOST_DEVICES = 10;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** After the first, second … attempt that failed; after all others the last. */
const BACK_OFF = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR];
const GIVEN_UP_AFTER = 24 * HOUR;

/** When to try again after so many attempts; undefined: given up. */
export function nextAttempt({ attempts, createdAt }: Attempted, now: Date): Date | undefined {
  const wait = BACK_OFF[Math.min(attempts, BACK_OFF.length) - 1] ?? MINUTE;
  const next = new Date(now.getTime() + wait);
  return isOld({ createdAt }, next) ? undefined : next;
}

interface Attempted {
  readonly attempts: number;
  readonly createdAt: Date;
}

/** Whether it is too late to tell of it. */
export function isOld({ createdAt }: Pick<Attempted, 'createdAt'>, now: Date): boolean {
  return now.getTime() - createdAt.getTime() > GIVEN_UP_AFTER;
}

/** Whether a browser's keys can be sealed for: a point of the curve P-256, and 16 bytes; both base64url. */
export function isKeyPair({ p256dh, auth }: { p256dh: string; auth: string }): boolean {
  const [point, secret] = [Buffer.from(p256dh, 'base64url'), Buffer.from(auth, 'base64url')];
  return point.length === 65 && secret.length === 16 && isOnCurve(point);
}

function isOnCurve(point: Buffer): boolean {
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(point);
    return true;
  } catch {
    return false;
  }
}

// Others are told by what they add to the name of the one that they are made of, so they come first.
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/coc_coc/i, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh/, 'máy Mac'],
  [/CrOS/, 'Chromebook'],
  [/Linux/, 'Linux'],
];

/** "Chrome trên Android": what a browser says of itself, as far as it can be read. */
export function browserName(userAgent: string): string {
  const named = (names: typeof BROWSERS) => names.find(([pattern]) => pattern.test(userAgent))?.[1];
  const [browser = 'Trình duyệt', system] = [named(BROWSERS), named(SYSTEMS)];
  return system ? `${browser} trên ${system}` : browser;
}
