import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { seal, unseal } from '../../src/platform/backup/seal.js';

const PASSPHRASE = 'một hai ba bốn';
/** So that guessing is cheap here. */
const CHEAP = 1024;
const words = Buffer.from('Cổng Nêu gương. '.repeat(45_000));
let sealed: Buffer;

beforeAll(async () => {
  sealed = await buffer(seal(inPieces(words, 10_007), PASSPHRASE, CHEAP));
});

test('a sealed file opens with its passphrase, however it is cut into pieces and typed', async () => {
  expect((await open(sealed)).equals(words)).toBe(true);
  const decomposed = PASSPHRASE.normalize('NFD');
  expect((await buffer(unseal(inPieces(sealed, 101), decomposed))).equals(words)).toBe(true);
  const empty = await buffer(seal(inPieces(Buffer.alloc(0), 1), PASSPHRASE, CHEAP));
  expect(await open(empty)).toHaveLength(0);
});

test('it says nothing of what is in it', () => {
  expect(sealed.includes('Cổng')).toBe(false);
  expect(sealed.length).toBeGreaterThan(words.length);
});

test('another passphrase is told from a damaged file', async () => {
  await expect(buffer(unseal(inPieces(sealed, 999), 'một hai ba bón'))).rejects.toThrow(
    'passphrase is not the one',
  );
});

test('a file of another kind is told as such', async () => {
  for (const other of ['', 'PK\u0003\u0004', 'CONG-NEU-GUONG-BACKUP-2 {}\n', 'x'.repeat(5000)])
    await expect(open(Buffer.from(other))).rejects.toThrow('no backup of the portal');
});

test('one changed byte is noticed, wherever it is', async () => {
  const places = [40, 100, 160, 170, 175, 300, 262_500, 500_000, sealed.length - 1];
  for (const place of places) {
    const changed = Buffer.from(sealed);
    changed[place]! ^= 1;
    await expect(open(changed), `byte ${place}`).rejects.toThrow(
      /changed|damaged|passphrase|cut off|no backup/,
    );
  }
});

test('a file that is cut off is noticed, wherever it is cut, also between two frames', async () => {
  const [first, second] = frames();
  const lengths = [1, 200, 1000, first, second, sealed.length - 1].map(Number);
  for (const length of lengths)
    await expect(open(sealed.subarray(0, length)), `${length} bytes`).rejects.toThrow(/cut off|no backup/);
});

test('frames that change places, come twice or are left out are noticed, and so is what follows the end', async () => {
  const [a = 0, b = 0, c = 0] = frames();
  const part = (from: number, to: number) => sealed.subarray(from, to);
  const swapped = [part(0, a), part(b, c), part(a, b), part(c, sealed.length)];
  const doubled = [part(0, b), part(a, sealed.length)];
  const without = [part(0, a), part(b, sealed.length)];
  for (const parts of [swapped, doubled, without])
    await expect(open(Buffer.concat(parts))).rejects.toThrow('changed');
  await expect(open(Buffer.concat([sealed, Buffer.from('x')]))).rejects.toThrow('follows its end');
});

test('a file cannot ask for more memory than a backup of ours', async () => {
  const asks = Buffer.from(sealed.toString('latin1').replace('"cost":1024', '"cost":2097152'), 'latin1');
  await expect(open(asks)).rejects.toThrow('first line cannot be read');
});

function open(file: Buffer): Promise<Buffer> {
  return buffer(unseal(inPieces(file, 65_536), PASSPHRASE));
}

/** Where each frame begins. */
function frames(): number[] {
  const starts = [];
  for (let at = sealed.indexOf('\n') + 1; at < sealed.length; at += 5 + sealed.readUInt32BE(at + 1))
    starts.push(at);
  return starts;
}

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
