import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

// Of a secret that the portal has to read again: AES-256-GCM under a key that is not in the database, so that the database
// alone tells nothing (docs/decisions/0073). Each is bound to its account: copied to another it cannot be opened.

const [IV, TAG] = [12, 16];

export function sealingKey(sessionSecret: string): Buffer {
  return Buffer.from(hkdfSync('sha256', sessionSecret, '', 'second factor', 32));
}

/** base64url */
export function seal(key: Buffer, accountId: number, secret: Uint8Array): string {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(boundTo(accountId));
  const sealed = [cipher.update(secret), cipher.final()];
  return Buffer.concat([iv, ...sealed, cipher.getAuthTag()]).toString('base64url');
}

/** Undefined where it was sealed for another account, or with another key. */
export function unseal(key: Buffer, accountId: number, sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length <= IV + TAG) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV), { authTagLength: TAG })
    .setAAD(boundTo(accountId))
    .setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
  } catch {
    return undefined;
  }
}

function boundTo(accountId: number): Buffer {
  return Buffer.from(`account ${accountId}`);
}
