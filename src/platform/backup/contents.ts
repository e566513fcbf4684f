import { z } from 'zod';
import { ByteReader } from './byte-reader.js';
import { BackupProblem } from './problem.js';

// What is in a backup, in the order of the file: one line of JSON that says of which release it is, a line and the rows of
// each table, and a line that says how many rows there were and what they hash to.

const introduction = z.object({
  takenAt: z.iso.datetime(),
  portalVersion: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).readonly(),
  /** The files of prisma/functions as they were. */
  functions: z.array(z.object({ name: z.string(), sql: z.string() })).readonly(),
  /** File of the data directory → what it holds */
  secrets: z.record(z.string(), z.string()).readonly(),
});
export type Introduction = z.infer<typeof introduction>;

const table = z.object({
  name: z.string(),
  /** Those that are stored: a generated one makes itself again. */
  columns: z.array(z.string()).readonly(),
});
export type Table = z.infer<typeof table>;

const digest = z.object({
  rows: z.int(),
  /** Of the table as COPY writes it as text, in the order of the rows. */
  sha256: z.string(),
});
export type TableDigest = z.infer<typeof digest>;

const manifest = z.object({
  tables: z.record(z.string(), digest).readonly(),
  /** Sequence → its last value */
  sequences: z.record(z.string(), z.string()).readonly(),
});
export type Manifest = z.infer<typeof manifest>;

const lines = z.union([
  z.object({ introduction }).strict(),
  z.object({ table }).strict(),
  z.object({ manifest }).strict(),
]);
type Line = z.infer<typeof lines>;

/** The functions stand in the first one. */
const LONGEST_LINE = 16 * 2 ** 20;

export function lineOf(line: Line): Buffer {
  return Buffer.from(`${JSON.stringify(line)}\n`);
}

/** Rows as pieces of a length that is told before each; one of no length ends them. */
export async function* rowsOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) if (chunk.length > 0) yield Buffer.concat([lengthOf(chunk.length), chunk]);
  yield lengthOf(0);
}

function lengthOf(length: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(length);
  return bytes;
}

/** Reads what `lineOf` and `rowsOf` have written. BackupProblem where that is not so. */
export class ContentsReader {
  readonly #reader: ByteReader;

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#reader = new ByteReader(bytes, () => new BackupProblem('the backup ends too early'));
  }

  async introduction(): Promise<Introduction> {
    const line = await this.#line();
    if (!('introduction' in line)) throw notUnderstood();
    return line.introduction;
  }

  /** A table, whose rows have to be read next, or the manifest, with which the backup ends. */
  async tableOrManifest(): Promise<{ table: Table } | { manifest: Manifest }> {
    const line = await this.#line();
    if ('introduction' in line) throw notUnderstood();
    if ('manifest' in line && !(await this.#reader.isAtEnd())) throw notUnderstood();
    return line;
  }

  async *rows(): AsyncGenerator<Buffer> {
    for (;;) {
      const length = (await this.#reader.take(4)).readUInt32BE();
      if (length === 0) return;
      yield await this.#reader.take(length);
    }
  }

  async #line(): Promise<Line> {
    const text = (await this.#reader.line(LONGEST_LINE)).toString();
    try {
      return lines.parse(JSON.parse(text));
    } catch {
      throw notUnderstood();
    }
  }
}

function notUnderstood(): BackupProblem {
  return new BackupProblem('the backup is of a kind that this release does not understand');
}
