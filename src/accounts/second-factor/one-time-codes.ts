import { Secret, TOTP } from 'otpauth';
import { encode } from 'uqr';

// The codes of an authenticator app (RFC 6238), as every app knows them: SHA-1, six digits, half a minute each.

const SECONDS = 30;
const ISSUER = 'Cổng Nêu gương';

/** 160 bits, as RFC 4226 (R6) recommends. */
export function newSecret(): Uint8Array {
  return new Secret({ size: 20 }).bytes;
}

/**
 * The half minute, counted from 1970, whose code was typed; undefined where it is the code of none. One before and one after
 * `at` are taken too, for clocks that differ and people who type slowly (RFC 6238, 5.2).
 */
export function stepOfCode(secret: Uint8Array, code: string, at: Date): number | undefined {
  const timestamp = at.getTime();
  const delta = TOTP.validate({
    secret: asSecret(secret),
    token: code,
    timestamp,
    period: SECONDS,
    window: 1,
  });
  return delta === null ? undefined : Math.floor(timestamp / (SECONDS * 1000)) + delta;
}

/** What an app reads from the picture: "otpauth://totp/…" */
export function appAddress(secret: Uint8Array, username: string): string {
  return new TOTP({ issuer: ISSUER, label: username, secret: asSecret(secret), period: SECONDS }).toString();
}

/** As it is typed into an app that cannot see the picture: "JBSW Y3DP …" */
export function typedSecret(secret: Uint8Array): string {
  return asSecret(secret).base32.replace(/(.{4})(?=.)/g, '$1 ');
}

/** A QR code as the outline of its dark squares, in a square of `size` by `size`. */
export function qrOutline(text: string): { size: number; outline: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, outline: dark.join('') };
}

function asSecret(bytes: Uint8Array): Secret {
  return new Secret({ buffer: Uint8Array.from(bytes).buffer });
}
