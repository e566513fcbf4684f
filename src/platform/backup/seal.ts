import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { ByteReader } from './byte-reader.js';
import { BackupProblem } from './problem.js';

/**
 * A stream under a passphrase: a line that says how the key is made, then frames, each sealed with AES-256-GCM. A frame's
 * nonce holds its number and whether it is the last, and its seal covers the first line: so a frame that is changed,
 * moved, left out, or cut off with the rest is noticed, and nothing is handed on that is not as it was written.
 */
const MAGIC = 'CONG-NEU-GUONG-BACKUP-1';
const FRAME = 256 * 1024;
const TAG = 16;
/** What scrypt costs: 128 MB and a third of a second. A file may ask for eight times as much, and for no more. */
const COST = 2 ** 17;
const BLOCK = 8;

const opening = z.object({
  cost: z
    .int()
    .min(2)
    .max(8 * COST),
  salt: z.base64(),
  nonce: z.base64(),
  check: z.base64(),
});

interface Sealing {
  readonly key: Buffer;
  readonly nonce: Buffer;
  readonly firstLine: Buffer;
}

/** `cost`: what scrypt costs whoever opens it, and whoever guesses. */
export async function* seal(
  bytes: AsyncIterable<Buffer>,
  passphrase: string,
  cost = COST,
): AsyncGenerator<Buffer> {
  const salt = randomBytes(16);
  const nonce = randomBytes(7);
  const { key, check } = await keysOf(passphrase, salt, cost);
  const text = {
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    check: check.toString('base64'),
  };
  const firstLine = Buffer.from(`${MAGIC} ${JSON.stringify({ cost, ...text })}`);
  const sealing = { key, nonce, firstLine };
  yield Buffer.concat([firstLine, Buffer.from('\n')]);
  let number = 0;
  let held: Buffer | undefined;
  for await (const frame of framesOf(bytes)) {
    if (held) yield sealFrame(sealing, held, number++, false);
    held = frame;
  }
  yield sealFrame(sealing, held ?? Buffer.alloc(0), number, true);
}

/** BackupProblem where the file is of another kind, the passphrase another one, or anything was changed or is missing. */
export async function* unseal(bytes: AsyncIterable<Buffer>, passphrase: string): AsyncGenerator<Buffer> {
  let ending = 'this file is no backup of the portal';
  const reader = new ByteReader(bytes, () => new BackupProblem(ending));
  const sealing = await openSealing(reader, passphrase);
  ending = 'the file is cut off: its end is missing';
  for (let number = 0, isLast = false; !isLast; number++) {
    const head = await reader.take(5);
    isLast = head[0] === 1;
    const length = head.readUInt32BE(1);
    if (length < TAG || length > FRAME + TAG) throw damaged(number);
    yield openFrame(sealing, await reader.take(length), number, isLast);
  }
  if (!(await reader.isAtEnd())) throw new BackupProblem('the file was changed: something follows its end');
}

async function openSealing(reader: ByteReader, passphrase: string): Promise<Sealing> {
  const firstLine = await reader.line(1000);
  const text = firstLine.toString();
  if (!text.startsWith(`${MAGIC} `)) throw new BackupProblem('this file is no backup of the portal');
  const parsed = opening.safeParse(parseJson(text.slice(MAGIC.length)));
  if (!parsed.success) throw new BackupProblem('the file was changed: its first line cannot be read');
  const { cost, salt, nonce, check } = parsed.data;
  const keys = await keysOf(passphrase, Buffer.from(salt, 'base64'), cost);
  const expected = Buffer.from(check, 'base64');
  if (expected.length !== keys.check.length || !timingSafeEqual(expected, keys.check))
    throw new BackupProblem('the passphrase is not the one that this backup was made with');
  return { key: keys.key, nonce: Buffer.from(nonce, 'base64'), firstLine };
}

function sealFrame(sealing: Sealing, frame: Buffer, number: number, isLast: boolean): Buffer {
  const cipher = createCipheriv('aes-256-gcm', sealing.key, nonceOf(sealing, number, isLast));
  cipher.setAAD(sealing.firstLine);
  const head = Buffer.alloc(5);
  head.writeUInt8(isLast ? 1 : 0, 0);
  head.writeUInt32BE(frame.length + TAG, 1);
  return Buffer.concat([head, cipher.update(frame), cipher.final(), cipher.getAuthTag()]);
}

function openFrame(sealing: Sealing, sealed: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = nonceOf(sealing, number, isLast);
  const decipher = createDecipheriv('aes-256-gcm', sealing.key, nonce, { authTagLength: TAG });
  decipher.setAAD(sealing.firstLine);
  decipher.setAuthTag(sealed.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG)), decipher.final()]);
  } catch {
    throw damaged(number);
  }
}

/** 7 bytes of this file's own, 4 of the frame's number, 1 for the last frame. */
function nonceOf({ nonce }: Sealing, number: number, isLast: boolean): Buffer {
  const own = Buffer.alloc(12);
  nonce.copy(own);
  own.writeUInt32BE(number, 7);
  own.writeUInt8(isLast ? 1 : 0, 11);
  return own;
}

function damaged(frame: number): BackupProblem {
  const megabytes = Math.ceil(((frame + 1) * FRAME) / 2 ** 20);
  return new BackupProblem(`the file was changed or is damaged, within its first ${megabytes} MB`);
}

/** Half of what scrypt makes is the key, the other half tells a wrong passphrase from a damaged file. */
function keysOf(passphrase: string, salt: Buffer, cost: number): Promise<{ key: Buffer; check: Buffer }> {
  const options = { N: cost, r: BLOCK, p: 1, maxmem: 130 * BLOCK * cost };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 64, options, (error, made) => {
      if (error) reject(new BackupProblem(`the key cannot be made: ${error.message}`));
      else resolve({ key: made.subarray(0, 32), check: made.subarray(32) });
    });
  });
}

async function* framesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.length;
    if (size < FRAME) continue;
    const whole = Buffer.concat(held);
    let at = 0;
    for (; at + FRAME <= whole.length; at += FRAME) yield whole.subarray(at, at + FRAME);
    held = [whole.subarray(at)];
    size = whole.length - at;
  }
  if (size > 0) yield Buffer.concat(held);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
