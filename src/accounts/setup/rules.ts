import { createHmac } from 'node:crypto';

/**
 * The code of the first run: derived from the session secret, so that every process of a portal knows the same one
 * and nothing is stored. It serves until the federation exists. "7K2M-Q9XA-04TZ"
 */
export function setupCode(sessionSecret: string): string {
  const bytes = createHmac('sha256', sessionSecret).update('first run').digest().subarray(0, 12);
  const characters = [...bytes].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
  return characters.replace(/(.{4})(?=.)/g, '$1-');
}

/** Whether the code was typed, in any case, with or without its dashes. */
export function isSetupCode(typed: string, sessionSecret: string): boolean {
  const bare = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return bare(typed) === bare(setupCode(sessionSecret));
}

/** Without letters that look like figures. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
