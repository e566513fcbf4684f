import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { PrismaClient, type Prisma } from '../prisma/client.js';
import { statementNames } from './statement-names.js';
import { asOnePool, openPools, type Pools, type Work } from './pools.js';

export type Db = PrismaClient;
/** The client inside a transaction. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  readonly db: Db;
  /** The connections under `db`, for what speaks SQL itself. */
  readonly pool: pg.Pool;
  readonly pools: Pools;
  readonly close: () => Promise<void>;
}

/** A statement that the database has run. */
export interface RunStatement {
  readonly sql: string;
  /** As JSON. They may name persons and hold secrets. */
  readonly parameters: string;
  readonly milliseconds: number;
}
export type OnStatement = (statement: RunStatement) => void;

export interface DbOptions {
  /** What the connections are for: their number and limits. */
  readonly work?: Work;
  /** Hears of connections that are lost while nobody uses them. */
  readonly onError?: (error: Error) => void;
  readonly onStatement?: OnStatement | undefined;
}

/** Opens a PostgreSQL by its address. Connects at the first query; a lost connection is replaced at the next. */
export function openDb(url: string, options: DbOptions = {}): Database {
  const { work, onError = () => undefined, onStatement } = options;
  const pools = openPools(url, work, onError);
  const db = openClient(asOnePool(pools), onStatement);
  connections.set(db, pools.statements);
  return {
    db,
    pool: pools.statements,
    pools,
    close: async () => {
      await db.$disconnect();
      await pools.end();
    },
  };
}

const connections = new WeakMap<Db, pg.Pool>();

/** The connections under a client, for bytes by the megabyte: the client makes text of them, and that several times. */
export function connectionsOf(db: Db): pg.Pool {
  const found = connections.get(db);
  if (!found) throw new Error('a client that was not opened here');
  return found;
}

function openClient(pool: pg.Pool, onStatement?: OnStatement): Db {
  const options = {
    adapter: new PrismaPg(pool, { disposeExternalPool: false, statementNameGenerator: statementNames() }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  };
  if (!onStatement) return new PrismaClient(options);
  const db = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', ({ query: sql, params: parameters, duration: milliseconds }) => {
    onStatement({ sql, parameters, milliseconds });
  });
  return db;
}
