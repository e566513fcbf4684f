/**
 * Why the database did not do what was asked, where that is no fault of the statement. `locked`: another transaction held
 * what it needed. `slow`: it took longer than it may. `crowded`: no connection was free. `down`: it does not answer.
 * `read-only`: it takes no writes. `full`: its disk is full.
 */
export type DatabaseFailure = 'locked' | 'slow' | 'crowded' | 'down' | 'read-only' | 'full';

/** What an error of Prisma or pg means; undefined where it is something else. */
export function databaseFailure(error: unknown): DatabaseFailure | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof ConnectionLost || cannotConnect(error)) return 'down';
  const { code = '', kind = '' } = causeOf(error);
  return CODES[code] ?? KINDS[kind] ?? byMessage(error.message);
}

/** A connection to the database that ended while nobody asked anything of it, or one that could not be made anew. */
export class ConnectionLost extends Error {
  constructor(cause: Error) {
    super(cause.message || 'connection lost', { cause });
  }
}

/** What serves a request connects to nothing else. */
function cannotConnect(error: Error): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return syscall === 'connect' || syscall === 'getaddrinfo';
}

/** One line that names the cause and none of the data. */
export function failureReason(error: unknown): string {
  const { message = '' } = error instanceof Error ? causeOf(error) : {};
  return message.trim().split('\n').at(-1) ?? '';
}

interface Cause {
  readonly code?: string | undefined;
  readonly kind?: string | undefined;
  readonly message?: string | undefined;
}

/** Prisma wraps what the driver said; its own code stands for what has no other. */
function causeOf(error: Error): Cause {
  const { code, meta } = error as { code?: string; meta?: { driverAdapterError?: { cause?: DriverCause } } };
  const cause = meta?.driverAdapterError?.cause;
  return {
    code: cause?.originalCode ?? code,
    kind: cause?.kind,
    message: cause?.originalMessage ?? error.message,
  };
}

interface DriverCause {
  readonly kind?: string;
  readonly originalCode?: string;
  readonly originalMessage?: string;
}

/** Those of PostgreSQL and of Prisma (P…). */
const CODES: Readonly<Record<string, DatabaseFailure>> = {
  // lock_not_available, deadlock_detected
  ...{ '55P03': 'locked', '40P01': 'locked' },
  // query_canceled, idle_in_transaction_session_timeout, Prisma's limit of a transaction
  ...{ '57014': 'slow', '25P03': 'slow', P2028: 'slow' },
  // too_many_connections
  ...{ '53300': 'crowded' },
  // admin_shutdown, crash_shutdown, cannot_connect_now, connection failures
  ...{ '57P01': 'down', '57P02': 'down', '57P03': 'down', '08000': 'down', '08001': 'down', '08003': 'down' },
  ...{ '08004': 'down', '08006': 'down', P1001: 'down', P1002: 'down', P1017: 'down' },
  // read_only_sql_transaction
  '25006': 'read-only',
  // disk_full
  '53100': 'full',
};

/** Of Prisma's adapter, for what has no code. */
const KINDS: Readonly<Record<string, DatabaseFailure>> = {
  DatabaseNotReachable: 'down',
  ConnectionClosed: 'down',
  SocketTimeout: 'down',
  TooManyConnections: 'crowded',
};

/** pg has no codes for these. */
function byMessage(message: string): DatabaseFailure | undefined {
  if (message.includes('timeout exceeded when trying to connect')) return 'crowded';
  return /Connection terminated|connection error and is not queryable|Client was closed/.test(message)
    ? 'down'
    : undefined;
}
