import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient, type Prisma } from '../prisma/client.js';
import { countPool } from './pools.js';

export type Db = PrismaClient;
/** The client inside a transaction. */
export type Tx = Prisma.TransactionClient;

export interface Database {
  readonly db: Db;
  /** The connections under `db`, for what speaks SQL itself. */
  readonly pool: pg.Pool;
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

/** Opens a PostgreSQL by its address. Connects at the first query; a lost connection is replaced at the next. */
export function openDb(
  url: string,
  onError: (error: Error) => void = () => undefined,
  onStatement?: OnStatement,
): Database {
  const pool = new pg.Pool({ connectionString: url, max: 10, connectionTimeoutMillis: 10_000 });
  // Without a listener, an idle connection that the server closes would crash the process.
  pool.on('error', onError);
  // So would one that is just being lent out, where the server's last words come with the answer before them. Whoever
  // asks something of it is told by the answer.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const counted = countPool(pool);
  const db = openClient(pool, onStatement);
  return {
    db,
    pool,
    close: async () => {
      await db.$disconnect();
      counted.forget();
      await pool.end();
    },
  };
}

function openClient(pool: pg.Pool, onStatement?: OnStatement): Db {
  const options = {
    adapter: new PrismaPg(pool, { disposeExternalPool: false }),
    transactionOptions: { maxWait: 10_000, timeout: 20_000 },
  };
  if (!onStatement) return new PrismaClient(options);
  const db = new PrismaClient({ ...options, log: [{ emit: 'event', level: 'query' }] });
  db.$on('query', ({ query: sql, params: parameters, duration: milliseconds }) => {
    onStatement({ sql, parameters, milliseconds });
  });
  return db;
}
