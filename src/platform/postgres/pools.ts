import pg from 'pg';

/** What connections are for. Each kind of work has its own, so that none takes those of another. */
export type Work = 'pages' | 'jobs' | 'exports';

/** How many connections, and how long PostgreSQL lets one wait, run and be idle in a transaction, in ms. */
interface Limits {
  /** Of single statements, which mostly read. */
  readonly statements: number;
  /** Of transactions, which write and may wait for rows that others hold: apart, so that reading goes on meanwhile. */
  readonly transactions: number;
  readonly lock: number;
  readonly statement: number;
  readonly idleInTransaction: number;
  /** For a free connection. */
  readonly connect: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long an unused connection stays: to make one, with all that is planned on it anew, takes longer than most pages. */
const UNUSED = 5 * MINUTE;

/** docs/operations.md adds them up. */
const LIMITS: Readonly<Record<Work, Limits>> = {
  pages: {
    ...{ statements: 6, transactions: 8, lock: 5 * SECOND, statement: 30 * SECOND },
    ...{ idleInTransaction: 30 * SECOND, connect: 5 * SECOND },
  },
  jobs: {
    ...{ statements: 3, transactions: 2, lock: 30 * SECOND, statement: 10 * MINUTE },
    ...{ idleInTransaction: 2 * MINUTE, connect: 60 * SECOND },
  },
  // A transaction reads the whole year, while another keeps each part of the file that is made of it.
  exports: {
    ...{ statements: 1, transactions: 2, lock: 30 * SECOND, statement: 10 * MINUTE },
    ...{ idleInTransaction: 10 * MINUTE, connect: 60 * SECOND },
  },
};

/** Connections of the one kind and of the other; `work` undefined: one pool of ten without limits, for tools and tests. */
export interface Pools {
  readonly statements: pg.Pool;
  readonly transactions: pg.Pool;
  readonly end: () => Promise<void>;
}

export function openPools(url: string, work: Work | undefined, onError: (error: Error) => void): Pools {
  if (work === undefined) {
    const only = openPool({ connectionString: url, max: 10, connectionTimeoutMillis: 10 * SECOND }, onError);
    return { statements: only, transactions: only, end: () => endPool(only) };
  }
  const limits = LIMITS[work];
  const config = {
    connectionString: url,
    application_name: `${APPLICATION} ${work}`,
    connectionTimeoutMillis: limits.connect,
    idleTimeoutMillis: UNUSED,
    lock_timeout: limits.lock,
    statement_timeout: limits.statement,
    idle_in_transaction_session_timeout: limits.idleInTransaction,
  };
  const statements = openPool({ ...config, max: limits.statements }, onError);
  const transactions = openPool({ ...config, max: limits.transactions }, onError);
  return {
    statements,
    transactions,
    end: async () => {
      await Promise.all([endPool(statements), endPool(transactions)]);
    },
  };
}

/** By which pg_stat_activity names the portal's connections. */
export const APPLICATION = 'cong-neu-guong';

/** As Prisma's adapter wants it: one pool, that answers statements by the one and lends transactions from the other. */
export function asOnePool({ statements, transactions }: Pools): pg.Pool {
  if (statements === transactions) return statements;
  const own: Partial<Record<PropertyKey, unknown>> = {
    query: statements.query.bind(statements),
    connect: transactions.connect.bind(transactions),
  };
  return new Proxy(statements, {
    get: (target, key) => own[key] ?? (Reflect.get(target, key) as unknown),
  });
}

/** The pools that this process has open. */
const open = new Set<pg.Pool>();

/** How many connections this process has, how many of them idle, and how much work waits for one. */
export function poolUse(): { open: number; idle: number; waiting: number } {
  const use = { open: 0, idle: 0, waiting: 0 };
  for (const { totalCount, idleCount, waitingCount } of open) {
    use.open += totalCount;
    use.idle += idleCount;
    use.waiting += waitingCount;
  }
  return use;
}

function openPool(config: pg.PoolConfig, onError: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool(config);
  open.add(pool);
  // Without a listener, an idle connection that the server closes would crash the process.
  pool.on('error', onError);
  // So would one that is just being lent out, where the server's last words come with the answer before them. Whoever
  // asks something of it is told by the answer.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function endPool(pool: pg.Pool): Promise<void> {
  open.delete(pool);
  await pool.end();
}
