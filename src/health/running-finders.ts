import type { Config } from '../config.js';
import { clamdVersion, type Clamd } from '../platform/files/virus-scan.js';
import type { Liveness } from '../platform/http/health.js';
import type { Db } from '../platform/postgres/db.js';
import { isReadOnlyDatabase } from '../platform/postgres/read-only.js';

/** How the portal that serves just now fares, as it says itself at /healthz. */
export interface Running {
  /** Asked past every proxy; undefined where none serves on this machine. */
  readonly own: Liveness | undefined;
  /** Asked at PUBLIC_URL; undefined where there is none, or where this machine does not reach it, as behind some routers. */
  readonly atAddress: Liveness | undefined;
  readonly isReadOnly: boolean;
  /** Less is free than DISK_RESERVE_MB says; only of a disk that the embedded database is on. */
  readonly isDiskFull: boolean;
  /** What clamd calls itself, or why it does not answer; undefined where the installation has none. */
  readonly scanner: { readonly version: string } | { readonly fault: string } | undefined;
}

/** `free`: what is free of the disk that the data are on, in bytes. */
export async function findRunning(db: Db, config: Config, free: number): Promise<Running> {
  const { publicUrl, databaseUrl, diskReserve, clamd } = config;
  const [own, atAddress, isReadOnly, scanner] = await Promise.all([
    livenessAt(ownOrigin(config)),
    publicUrl === undefined ? undefined : livenessAt(publicUrl),
    isReadOnlyDatabase(db),
    clamd && scannerAt(clamd),
  ]);
  return { own, atAddress, isReadOnly, scanner, isDiskFull: databaseUrl === undefined && free < diskReserve };
}

async function scannerAt(clamd: Clamd): Promise<Running['scanner']> {
  try {
    return { version: await clamdVersion(clamd, PATIENCE) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

/** Past every proxy. */
function ownOrigin({ host = '127.0.0.1', port }: Pick<Config, 'host' | 'port'>): string {
  const address = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** In ms */
const PATIENCE = 3000;

async function livenessAt(origin: string): Promise<Liveness | undefined> {
  try {
    const answer = await fetch(`${origin}/healthz`, { signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok ? ((await answer.json()) as Liveness) : undefined;
  } catch {
    return undefined;
  }
}
