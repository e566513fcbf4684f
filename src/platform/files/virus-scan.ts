import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { Request } from 'express';
import type { Upload } from './upload-storage.js';

/** Where clamd listens: a path, or a host and port. */
export type Clamd = { readonly path: string } | { readonly host: string; readonly port: number };

/** Looks through files as they come in, and says with `refusal` which of them are not taken. */
export type Scan = (req: Request, uploads: Upload[]) => Promise<void>;

/** What clamd said; `name`: of the malware that it knows. */
export type Verdict = { readonly infected: false } | { readonly infected: true; readonly name: string };

/** In ms, without a word from it: a large archive takes it some seconds. */
const PATIENCE = 60_000;

/** Has clamd look through a file (INSTREAM: pieces, each after its length; clamd(8)). Rejects where it does not answer, or answers something else. */
export async function scanFile(clamd: Clamd, path: string): Promise<Verdict> {
  const answer = await ask(clamd, (socket) => pipeline(framed(path), socket));
  if (answer === 'stream: OK') return { infected: false };
  const [, name] = /^stream: (.+) FOUND$/.exec(answer) ?? [];
  if (name === undefined) throw new Error(`clamd said: ${answer.slice(0, 200)}`);
  return { infected: true, name };
}

async function* framed(path: string): AsyncGenerator<Buffer> {
  yield Buffer.from('zINSTREAM\0');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    yield lengthOf(piece.length);
    yield piece;
  }
  yield lengthOf(0);
}

/** What clamd calls itself; rejects where it does not answer within `patience` ms. */
export function clamdVersion(clamd: Clamd, patience: number): Promise<string> {
  return ask(clamd, (socket) => void socket.end('zVERSION\0'), patience);
}

async function ask(
  clamd: Clamd,
  say: (socket: Socket) => Promise<void> | void,
  patience = PATIENCE,
): Promise<string> {
  const socket = connect(clamd);
  socket.setTimeout(patience, () => socket.destroy(new Error('clamd does not answer')));
  try {
    await once(socket, 'connect');
    // It may have its answer before it has heard all.
    const [answer] = await Promise.all([text(socket), say(socket)]);
    return answer.replace(/\0$/, '').trim();
  } finally {
    socket.destroy();
  }
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}
