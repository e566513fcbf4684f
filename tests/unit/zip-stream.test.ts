import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipStream } from '../../src/platform/files/zip-stream.js';

/** A part that tells in `told` when it is begun, and how it ends. */
async function* part(told: string[], name: string, pieces: number): AsyncGenerator<string> {
  told.push(`${name} begins`);
  try {
    for (let i = 0; i < pieces; i++) {
      await Promise.resolve();
      // Hardly to be compressed, so that chunks come out.
      yield Array.from({ length: 20_000 }, (_, at) => ((at * 7919 + i) ** 3 % 1_000_003).toString(36)).join();
    }
  } finally {
    told.push(`${name} ends`);
  }
}

test('a zip has its parts as they were written, read one after the other', async () => {
  const told: string[] = [];
  const parts = ['a.xml', 'b/ế.xml'].map((name) => ({ name, content: part(told, name, 3) }));
  const file = await buffer(Readable.from(zipStream([{ name: 'empty', content: [] }, ...parts])));
  const read = unzipSync(new Uint8Array(file));
  expect(Object.keys(read)).toEqual(['empty', 'a.xml', 'b/ế.xml']);
  expect(strFromU8(read['b/ế.xml']!)).toBe(await text(Readable.from(part([], '', 3))));
  expect(read['empty']).toHaveLength(0);
  expect(told).toEqual(['a.xml begins', 'a.xml ends', 'b/ế.xml begins', 'b/ế.xml ends']);
});

test('a part that fails is the failure of the zip, and no other is begun', async () => {
  const told: string[] = [];
  async function* failing(): AsyncGenerator<string> {
    yield* part(told, 'a', 2);
    throw new Error('the database went');
  }
  const parts = [
    { name: 'a', content: failing() },
    { name: 'b', content: part(told, 'b', 1) },
  ];
  await expect(buffer(Readable.from(zipStream(parts)))).rejects.toThrow('the database went');
  expect(told).toEqual(['a begins', 'a ends']);
});

test('who leaves early has ended the part that was being read, and begun no other', async () => {
  const told: string[] = [];
  const parts = ['a', 'b'].map((name) => ({ name, content: part(told, name, 1000) }));
  for await (const chunk of zipStream(parts)) if (chunk.length > 1000) break;
  expect(told).toEqual(['a begins', 'a ends']);
});

test('a part is read no faster than the zip is taken', async () => {
  let read = 0;
  async function* counted(): AsyncGenerator<string> {
    for await (const piece of part([], '', 500)) {
      read += 1;
      yield piece;
    }
  }
  const zip = zipStream([{ name: 'a', content: counted() }]);
  await zip.next();
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(read).toBeLessThan(50);
  await zip.return(undefined);
});

/** A piece for each of three parts at each of so many steps, told in `told` as `part` does. */
async function* together(told: string[], steps: number): AsyncGenerator<string[]> {
  const parts = ['a', 'b', 'c'].map((name) => part(told, name, steps));
  for (;;) {
    const pieces = await Promise.all(parts.map((each) => each.next()));
    if (pieces.some(({ done }) => done)) return;
    yield pieces.map(({ value }) => String(value));
  }
}

/** The same without end; and whether somebody has ended it. */
function endless() {
  let isEnded = false;
  async function* pieces(): AsyncGenerator<string[]> {
    try {
      for (;;) yield* together([], 10);
    } finally {
      isEnded = true;
    }
  }
  return { pieces: pieces(), hasEnded: () => isEnded };
}

const NAMES = ['a.xml', 'b.xml', 'c.xml'];
const directory = () => mkdtemp(join(tmpdir(), 'portal-zip-'));

test('parts of one reading are whole and in order, and leave no file behind', async () => {
  const [alone, waitingIn] = [{ name: 'last', content: ['z'] }, await directory()];
  const made = zipStream([{ names: NAMES, content: together([], 3) }, alone], waitingIn);
  const read = unzipSync(new Uint8Array(await buffer(Readable.from(made))));
  expect(Object.keys(read)).toEqual([...NAMES, 'last']);
  const whole = await text(Readable.from(part([], '', 3)));
  for (const name of NAMES) expect(strFromU8(read[name]!)).toBe(whole);
  expect(await readdir(waitingIn)).toEqual([]);
});

test('a reading of parts that fails is the failure of the zip, and no other part is begun', async () => {
  const told: string[] = [];
  async function* failing(): AsyncGenerator<string[]> {
    yield* together([], 2);
    throw new Error('the database went');
  }
  const made = zipStream([
    { names: NAMES, content: failing() },
    { name: 'd', content: part(told, 'd', 1) },
  ]);
  await expect(buffer(Readable.from(made))).rejects.toThrow('the database went');
  expect(told).toEqual([]);
});

test('parts of one reading that have nowhere to wait are the failure of the zip, and the reading ends', async () => {
  const reading = endless();
  const made = zipStream([{ names: NAMES, content: reading.pieces }], join(await directory(), 'gone'));
  await expect(buffer(Readable.from(made))).rejects.toThrow('ENOENT');
  expect(reading.hasEnded()).toBe(true);
});

test('who leaves early ends the one reading of several parts', async () => {
  const reading = endless();
  for await (const chunk of zipStream([{ names: NAMES, content: reading.pieces }]))
    if (chunk.length > 1000) break;
  expect(reading.hasEnded()).toBe(true);
});
