import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { migrationNames, migrationSql } from '../platform/postgres/migrate.js';
import { openSchemaEngine } from './migration-engine.js';

/**
 * The SQL that leads from the migrations (applied to a shadow database beside that of `pool`) to prisma/schema, ''
 * for none. `before`: only from the migrations that come before that name.
 */
export async function schemaDrift(pool: pg.Pool, before?: string): Promise<string> {
  const engine = await openSchemaEngine(pool);
  const names = (await migrationNames()).filter((name) => before === undefined || name < before);
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...(await migrationList(names)) },
    to: { tag: 'schemaDatamodel', files: await schemaFiles() },
    script: true,
    exitCode: null,
    filters: FILTERS,
  });
  const sql = stdout ?? '';
  return sql.includes('This is an empty migration') ? '' : sql;
}

/** The migrations as Prisma's engine takes them. */
export async function migrationList(names: readonly string[]) {
  return {
    baseDir: fileURLToPath(new URL('migrations', ROOT)),
    lockfile: { path: 'migration_lock.toml', content: await read('migrations/migration_lock.toml') },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(names.map(migrationDirectory)),
  };
}

/** Nothing is left out. */
export const FILTERS = { externalTables: [], externalEnums: [] };
const ROOT = new URL('../../prisma/', import.meta.url);

async function migrationDirectory(name: string) {
  const content = { tag: 'ok' as const, value: await migrationSql(name) };
  return { path: name, migrationFile: { path: 'migration.sql', content } };
}

async function schemaFiles() {
  const names = (await readdir(new URL('schema/', ROOT))).filter((name) => name.endsWith('.prisma'));
  return Promise.all(
    names.map(async (name) => ({ path: `prisma/schema/${name}`, content: await read(`schema/${name}`) })),
  );
}

function read(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}
