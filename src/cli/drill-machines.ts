import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePorts } from '../platform/free-ports.js';

/** What stands in for several machines: etcd, two PostgreSQL under Patroni, and haproxy before them and before two portals. */
export interface Machines {
  readonly directory: string;
  /** Of the primary, whichever that is, by haproxy. */
  readonly databaseUrl: string;
  /** Where haproxy looks for portals. */
  readonly portalPorts: readonly [number, number];
  /** Of the portals, by haproxy. */
  readonly url: string;
  /** The primary and what watches over it are gone at once. */
  killPrimary(): Promise<void>;
  stop(): Promise<void>;
}

interface Node {
  readonly name: string;
  readonly port: number;
  /** Of Patroni's REST interface */
  readonly api: number;
}

interface Running extends Node {
  readonly patroni: ChildProcess;
}

const PASSWORD = 'drill';
const BIN = '/usr/lib/postgresql/15/bin';

export async function startMachines(): Promise<Machines> {
  const directory = await mkdtemp(join(tmpdir(), 'portal-machines-'));
  await chmod(directory, 0o755);
  const children: ChildProcess[] = [];
  const run: Run = (program, args, as = {}) => {
    // Each in a group of its own: what it starts goes with it.
    const child = spawn(program, args, { ...as, cwd: directory, stdio: 'ignore', detached: true });
    children.push(child);
    return child;
  };
  const [etcd = 0, peer = 0, database = 0, web = 0, first = 0, second = 0, ...ports] = await freePorts(10);
  run('etcd', etcdArguments(directory, etcd, peer));
  const nodes = await startNodes(directory, etcd, ports, run);
  const portalPorts = [first, second] as const;
  const haproxyFile = join(directory, 'haproxy.cfg');
  await writeFile(haproxyFile, haproxySettings({ nodes, database, web, portalPorts }));
  run('haproxy', ['-f', haproxyFile, '-db']);
  const databaseUrl = `postgresql://postgres:${PASSWORD}@127.0.0.1:${database}/portal`;
  await makeDatabase(databaseUrl);
  const stop = async () => {
    for (const { patroni } of nodes) patroni.kill('SIGTERM');
    await sleep(3000);
    children.forEach(killGroup);
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  };
  const url = `http://127.0.0.1:${web}`;
  return { directory, databaseUrl, portalPorts, url, killPrimary: () => killPrimary(directory, nodes), stop };
}

type Run = (program: string, args: string[], as?: { uid?: number; gid?: number }) => ChildProcess;

/** The first one is the primary; resolves when the other one is its synchronous standby. */
async function startNodes(directory: string, etcd: number, ports: number[], run: Run): Promise<Running[]> {
  const owner = await userOfPostgres();
  const nodes: Running[] = [];
  for (const name of ['node1', 'node2']) {
    const node = { name, port: ports.shift() ?? 0, api: ports.shift() ?? 0 };
    const place = join(directory, name);
    await mkdir(place, { mode: 0o700 });
    if (owner) await chown(place, owner.uid, owner.gid);
    const file = join(directory, `${name}.yml`);
    // JSON is YAML.
    await writeFile(file, JSON.stringify(patroniSettings(node, place, etcd)));
    nodes.push({ ...node, patroni: run('patroni', [file], owner) });
    await answers(node, 'health');
  }
  await untilOne(nodes, 'synchronous');
  return nodes;
}

async function killPrimary(directory: string, nodes: readonly Running[]): Promise<void> {
  const { name, patroni } = await untilOne(nodes, 'primary');
  const server = await readFile(join(directory, name, 'data/postmaster.pid'), 'utf8');
  killGroup(patroni);
  process.kill(Number(server.split('\n')[0]), 'SIGKILL');
}

/** PostgreSQL refuses to run as root. */
async function userOfPostgres(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = async (flag: string) =>
    Number((await promisify(execFile)('id', [flag, 'postgres'])).stdout.trim());
  return { uid: await idOf('-u'), gid: await idOf('-g') };
}

function etcdArguments(directory: string, port: number, peer: number): string[] {
  const [client, between] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peer}`];
  return [
    ...['--data-dir', join(directory, 'etcd'), '--name', 'drill'],
    ...['--listen-client-urls', client, '--advertise-client-urls', client],
    ...['--listen-peer-urls', between, '--initial-advertise-peer-urls', between],
    ...['--initial-cluster', `drill=${between}`],
  ];
}

/** As docs/operations.md advises; the shortest times that Patroni allows. */
function patroniSettings({ name, port, api }: Node, place: string, etcd: number) {
  const login = (username: string) => ({ username, password: PASSWORD });
  return {
    scope: 'drill',
    name,
    restapi: { listen: `127.0.0.1:${api}`, connect_address: `127.0.0.1:${api}` },
    etcd3: { hosts: [`127.0.0.1:${etcd}`] },
    bootstrap: {
      dcs: {
        ...{ ttl: 20, loop_wait: 2, retry_timeout: 3, synchronous_mode: true },
        postgresql: { use_pg_rewind: true, use_slots: true, parameters: { max_connections: 200 } },
      },
      initdb: [{ encoding: 'UTF8' }, { locale: 'C.UTF-8' }, 'data-checksums'],
    },
    postgresql: {
      ...{ listen: `127.0.0.1:${port}`, connect_address: `127.0.0.1:${port}`, bin_dir: BIN },
      data_dir: join(place, 'data'),
      pgpass: join(place, 'pgpass'),
      authentication: { superuser: login('postgres'), replication: login('replicator') },
      parameters: { unix_socket_directories: place },
      pg_hba: ['host all all 127.0.0.1/32 scram-sha-256', 'host replication all 127.0.0.1/32 scram-sha-256'],
    },
  };
}

interface Routes {
  readonly nodes: readonly Node[];
  readonly database: number;
  readonly web: number;
  readonly portalPorts: readonly number[];
}

function haproxySettings({ nodes, database, web, portalPorts }: Routes): string {
  const databases = nodes.map(
    ({ name, port, api }) => `  server ${name} 127.0.0.1:${port} check port ${api}`,
  );
  // Where none is ready, as without a database, they still say so themselves, and what is public.
  const portals = portalPorts.flatMap((port, i) => [
    `  server portal${i} 127.0.0.1:${port} check`,
    `  server portal${i}anyway 127.0.0.1:${port} backup`,
  ]);
  return `defaults
  timeout connect 3s
  timeout client 10m
  timeout server 10m
  timeout check 5s
listen database
  mode tcp
  bind 127.0.0.1:${database}
  option httpchk OPTIONS /primary
  http-check expect status 200
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions
${databases.join('\n')}
listen portals
  mode http
  bind 127.0.0.1:${web}
  option forwardfor
  option httpchk GET /readyz
  http-check expect status 200
  option allbackups
  default-server inter 1s fall 2 rise 1
${portals.join('\n')}
`;
}

/** Resolves when the node's Patroni says yes to a question of its REST interface. */
async function answers(node: Node, question: string): Promise<void> {
  while (!(await saysYes(node, question))) await sleep(200);
}

/** The node to which the question is answered with yes, as soon as there is one. */
async function untilOne<N extends Node>(nodes: readonly N[], question: string): Promise<N> {
  for (;;) {
    for (const node of nodes) if (await saysYes(node, question)) return node;
    await sleep(200);
  }
}

function saysYes({ api }: Node, question: string): Promise<boolean> {
  const asked = fetch(`http://127.0.0.1:${api}/${question}`, { signal: AbortSignal.timeout(2000) });
  return asked.then(
    ({ status }) => status === 200,
    () => false,
  );
}

async function makeDatabase(url: string): Promise<void> {
  const server = new URL(url);
  server.pathname = '/postgres';
  for (;;) {
    const client = new pg.Client({ connectionString: server.href });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('CREATE DATABASE portal');
      await client.end();
      return;
    } catch {
      // haproxy has not looked at the servers yet.
      await sleep(500);
    }
  }
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
