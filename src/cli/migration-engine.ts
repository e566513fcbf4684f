import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

export type SchemaEngine = engineModule.SchemaEngine;

/** Prisma's schema engine working through `pool`. It makes its shadow databases on the same server. */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  instantiated ??= instantiate();
  await instantiated;
  const adapter = bindMigrationAwareSqlAdapterFactory(adapterFactory(pool));
  return engineModule.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}

let instantiated: Promise<void> | undefined;

// Node has it; the ES libraries of TypeScript leave it to the DOM's.
declare const WebAssembly: {
  instantiate(
    bytes: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};

/** Node 20 cannot import .wasm as a module, which the package's own entry does. */
async function instantiate(): Promise<void> {
  const script = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(script.replace(/\.js$/, '.wasm'));
  const imports = { './schema_engine_bg.js': engineModule };
  const { instance } = await WebAssembly.instantiate(bytes, imports);
  engineModule.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function adapterFactory(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPg(pool);
  return {
    provider,
    adapterName,
    connect: () => adapterOf(pool),
    connectToShadowDb: () => shadowAdapter(pool),
  };
}

/**
 * Two repairs of the adapter. Its script runner cuts at every ";", also inside functions: the server takes the
 * script whole. And it does not know the catalogs' type "char", which the engine reads.
 */
async function adapterOf(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const adapter = await new PrismaPg(readingCatalogs(pool)).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  adapter.executeScript = async (script) => {
    await pool.query(script);
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const columnTypes = result.columnTypes.map((type) =>
      type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type,
    );
    return { ...result, columnTypes };
  };
  return adapter;
}

async function shadowAdapter(pool: pg.Pool): Promise<SqlDriverAdapter> {
  const database = `shadow_${randomUUID()}`;
  await pool.query(`CREATE DATABASE "${database}"`);
  const shadow = new pg.Pool({ ...pool.options, ...addressOf(pool, database), max: 1 });
  const adapter = await adapterOf(shadow);
  adapter.dispose = async () => {
    await shadow.end();
    await pool.query(`DROP DATABASE "${database}"`);
  };
  return adapter;
}

function addressOf(pool: pg.Pool, database: string): pg.PoolConfig {
  if (!pool.options.connectionString) return { database };
  const url = new URL(pool.options.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}

const CATALOG_CHAR = 18;
const CATALOG_CHAR_ARRAY = 1002;

/** Shows the adapter a "char" as the array of them, which it knows; no catalog that the engine reads has such an array. */
function readingCatalogs(pool: pg.Pool): pg.Pool {
  const query = async (config: pg.QueryArrayConfig) => {
    const result = await pool.query(config);
    for (const field of result.fields)
      if (field.dataTypeID === CATALOG_CHAR) field.dataTypeID = CATALOG_CHAR_ARRAY;
    return result;
  };
  return new Proxy(pool, {
    get: (target, key) => (key === 'query' ? query : (Reflect.get(target, key) as unknown)),
  });
}
