import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBackup } from '../platform/backup/backup.js';
import { verifyBackup } from '../platform/backup/verify.js';
import { timed, type BenchPortal } from './bench-portal.js';
import { consolidatedProvince } from './bench-province.js';

const SIZES = [
  { size: 100, year: 2301 },
  { size: 1000, year: 2302 },
  { size: 35_000, year: 2303 },
];
const passphrase = 'mat khau sao luu';

/** What a year of 100, 1,000 and 35,000 reports that are filed and accepted adds to the database, and a backup of all of it. */
export async function measureSizes({ deps, databaseUrl: url }: BenchPortal): Promise<string[]> {
  const lines: string[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'portal-bench-sizes-'));
  try {
    for (const { size, year } of SIZES) {
      const before = await databaseSize(deps);
      await consolidatedProvince(deps, size, year, true);
      await deps.db.$executeRawUnsafe('VACUUM ANALYZE');
      const grown = megabytes((await databaseSize(deps)) - before);
      const file = join(dataDir, `${year}.backup`);
      let bytes = 0;
      const writing = await timed(async () => {
        ({ bytes } = await writeBackup({ url, file, passphrase, now: deps.clock(), secrets: {} }));
      });
      const verifying = await timed(() => verifyBackup({ file, passphrase, dataDir }));
      const backup = `${megabytes(bytes)} MB, written in ${seconds(writing)} s, restored aside in ${seconds(verifying)} s`;
      lines.push(`a year of ${size} reports: ${grown} MB more in the database; its backup: ${backup}`);
    }
    return lines;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function databaseSize({ db }: BenchPortal['deps']): Promise<number> {
  const [row] = await db.$queryRaw<{ size: bigint }[]>`SELECT pg_database_size(current_database()) AS size`;
  return Number(row?.size ?? 0);
}

const megabytes = (bytes: number) => (bytes / 2 ** 20).toFixed(1);
const seconds = (ms: number) => (ms / 1000).toFixed(1);
