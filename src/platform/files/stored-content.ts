import { createReadStream } from 'node:fs';
import type { Db, Tx } from '../postgres/db.js';
import { Prisma } from '../prisma/client.js';

/** The tables whose `content` is a file that somebody sent. */
export type FileTable = 'attachments' | 'inspection_files' | 'document_files' | 'sendings' | 'page_pictures';

/** A file where it lies, never in memory as a whole. Pieces are of a megabyte at most. */
export interface StoredContent {
  /** In bytes */
  readonly size: number;
  readonly pieces: () => AsyncIterable<Uint8Array>;
}

const PIECE = 1024 * 1024;

export function contentOfFile(path: string, size: number): StoredContent {
  return { size, pieces: () => createReadStream(path, { highWaterMark: PIECE }) as AsyncIterable<Buffer> };
}

export function contentOfBytes(bytes: Uint8Array): StoredContent {
  return {
    size: bytes.length,
    // eslint-disable-next-line @typescript-eslint/require-await -- what reads it takes files, too
    pieces: async function* () {
      for (let at = 0; at < bytes.length; at += PIECE) yield bytes.subarray(at, at + PIECE);
    },
  };
}

/** What a new row holds until `keepContent` has filled it, in the same transaction. */
export const NO_CONTENT = new Uint8Array(0);

/**
 * Puts a file into its row piece by piece. PostgreSQL takes a value of bytes whole only, so the pieces are gathered in a large
 * object, which is gone again when the transaction ends.
 */
export async function keepContent(
  tx: Tx,
  table: FileTable,
  id: number,
  content: StoredContent,
): Promise<void> {
  const [made] = await tx.$queryRaw<{ oid: bigint }[]>`SELECT lo_create(0)::bigint AS oid`;
  const { oid } = made!;
  let at = 0n;
  for await (const piece of content.pieces()) {
    await tx.$queryRaw`SELECT lo_put(${oid}::bigint::oid, ${at}::bigint, ${new Uint8Array(piece)}::bytea)::text`;
    at += BigInt(piece.length);
  }
  const { name, key } = placeOf(table);
  await tx.$executeRaw`UPDATE ${name} SET content = lo_get(${oid}::bigint::oid) WHERE ${key} = ${id}`;
  await tx.$queryRaw`SELECT lo_unlink(${oid}::bigint::oid)`;
}

/** What a row holds, read as it is taken: EXTERNAL storage gives a piece without the rest (docs/decisions/0076). */
export function storedContent(db: Db, table: FileTable, id: number, size: number): StoredContent {
  const { name, key } = placeOf(table);
  return {
    size,
    pieces: async function* () {
      for (let at = 0; at < size; at += PIECE) {
        const [row] = await db.$queryRaw<{ piece: Uint8Array }[]>`
          SELECT substring(content FROM ${at + 1}::int FOR ${PIECE}::int) AS piece FROM ${name} WHERE ${key} = ${id}`;
        if (!row || row.piece.length === 0) throw new Error(`a file of ${table} ended before it was read`);
        yield row.piece;
      }
    },
  };
}

function placeOf(table: FileTable): { name: Prisma.Sql; key: Prisma.Sql } {
  const key = table === 'document_files' ? 'document_id' : 'id';
  return { name: Prisma.raw(`"${table}"`), key: Prisma.raw(`"${key}"`) };
}
