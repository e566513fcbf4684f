import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { Clamd } from './platform/files/virus-scan.js';
import { cleanLine, isMailAddress } from './platform/text/text.js';

/** The portal's settings; README lists them. */
export interface Config {
  readonly port: number;
  /** The address on which it listens; undefined for every one that the machine has. */
  readonly host: string | undefined;
  /** How many processes serve. */
  readonly processes: number;
  /** For how long, at SIGTERM, `/readyz` says that the portal is leaving, before it takes no more connections; in seconds. */
  readonly drainSeconds: number;
  /** Absolute. Holds the embedded database and the secrets. */
  readonly dataDir: string;
  readonly databaseUrl?: string | undefined;
  /** In bytes: with less free at `dataDir`, the embedded database is given nothing more to keep. */
  readonly diskReserve: number;
  /** The portal's own address, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Behind TLS: cookies are `Secure`, HSTS is sent. */
  readonly secure: boolean;
  /** How many proxies stand in front. */
  readonly trustProxy: number;
  readonly sessionSecret?: string | undefined;
  /** The key by which push services know this portal: 64 hexadecimal digits. Without it nothing is pushed. */
  readonly pushSecret?: string | undefined;
  /** Hosts beside the known push services (platform/jobs/push-settings.ts) to which may be pushed. */
  readonly pushHosts: readonly string[];
  /** A session unused for so many hours is over. */
  readonly sessionIdleHours: number;
  readonly production: boolean;
  /** npm runs the portal, which ends with it. */
  readonly underNpm: boolean;
  readonly logLevel: string;
  /** Who asks for /metrics has to have it; without it there is no such address. */
  readonly metricsToken?: string | undefined;
  readonly backup: BackupSettings;
  /** Looks through what is sent; without it nothing does. */
  readonly clamd?: Clamd | undefined;
  readonly quota: Quota;
  /** Where the clock starts. */
  readonly portalNow?: Date | undefined;
  /** Without it no message is sent. */
  readonly mail?: MailSettings | undefined;
}

export interface MailSettings {
  /** "smtps://user:password@host:465" */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
}

/** How much may be sent, in bytes. */
export interface Quota {
  /** For one report, or one inspection. */
  readonly report: number;
  /** By one unit for one year. */
  readonly unit: number;
}

export interface BackupSettings {
  /** Absolute */
  readonly dir: string;
  /** Without it nothing is backed up by itself. */
  readonly passphrase?: string | undefined;
  /** "HH:MM" in Asia/Ho_Chi_Minh, at which it is each day */
  readonly at: string;
}

/** A setting or a circumstance that keeps the portal from starting; its message is one clear line. */
export class CannotStart extends Error {}

const optional = z
  .string()
  .transform((text) => text.trim() || undefined)
  .optional();

/** Processes that nobody asked for: each takes some 200 MB and a dozen connections of the database. */
const MOST_BY_ITSELF = 4;

const environment = z.object({
  PORT: z.coerce.number({ error: 'must be a number' }).int().min(0).max(65535).default(3000),
  HOST: optional.refine((host) => !host || isIP(host) !== 0, 'must be an address like 127.0.0.1 or 0.0.0.0'),
  PROCESSES: z.coerce
    .number({ error: 'must be a number' })
    .int()
    .min(1)
    .max(64)
    .default(Math.min(availableParallelism(), MOST_BY_ITSELF)),
  DRAIN_SECONDS: z.coerce.number({ error: 'must be a number' }).min(0).max(300).default(2),
  DATA_DIR: z.string().default('./data'),
  DISK_RESERVE_MB: z.coerce.number({ error: 'must be a number' }).int().min(0).max(1_000_000).default(256),
  DATABASE_URL: optional.refine(
    (url) => !url || /^postgres(ql)?:\/\//.test(url),
    'must begin with postgresql://',
  ),
  PUBLIC_URL: optional.refine(
    (url) => !url || /^https?:\/\/[^/]+\/?$/.test(url),
    'must be like https://example.vn',
  ),
  TRUST_PROXY: z.coerce.number({ error: 'must be a number' }).int().min(0).max(10).default(0),
  SESSION_SECRET: optional.refine(
    (secret) => !secret || secret.length >= 32,
    'must have at least 32 characters',
  ),
  SESSION_IDLE_HOURS: z.coerce.number({ error: 'must be a number' }).positive().max(168).default(8),
  SMTP_URL: optional.refine(
    (url) => !url || (/^smtps?:\/\/[^/]/.test(url) && URL.canParse(url)),
    'must be like smtps://user:password@smtp.example.vn',
  ),
  MAIL_FROM: optional.refine(
    (text) => !text || readMailbox(text) !== undefined,
    'must be like bao-cao@example.vn or Cổng Nêu gương <bao-cao@example.vn>',
  ),
  PUSH_HOSTS: z
    .string()
    .default('')
    .transform((text) =>
      text
        .toLowerCase()
        .split(/[\s,]+/)
        .filter(Boolean),
    )
    .refine(
      (hosts) => hosts.every((host) => /^[a-z0-9.-]+$/.test(host)),
      'must be names of hosts, like push.example.vn,push.example.com',
    ),
  NODE_ENV: optional,
  npm_lifecycle_event: optional,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  METRICS_TOKEN: optional.refine((token) => !token || token.length >= 16, 'must have at least 16 characters'),
  BACKUP_DIR: optional,
  BACKUP_PASSPHRASE: optional.refine(
    (passphrase) => !passphrase || passphrase.length >= 12,
    'must have at least 12 characters',
  ),
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day like 01:30')
    .default('01:30'),
  CLAMD_SOCKET: optional.refine(
    (text) => !text || readClamd(text) !== undefined,
    'must be a path like /run/clamav/clamd.ctl, or like 127.0.0.1:3310',
  ),
  QUOTA_REPORT_MB: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100_000).default(100),
  QUOTA_UNIT_MB: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100_000).default(300),
  PORTAL_NOW: optional.refine(
    (text) => !text || (/^2[01]\d\d-.*T.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text))),
    'must be an instant with its zone, like 2026-09-09T23:59:30+07:00',
  ),
});

/** Reads the settings from the environment; CannotStart names the first one that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const settings = parse(env);
  const production = settings.NODE_ENV === 'production';
  if (settings.PORTAL_NOW && production)
    throw new CannotStart('PORTAL_NOW is refused when NODE_ENV=production');
  const publicUrl = settings.PUBLIC_URL?.replace(/\/$/, '');
  return {
    port: settings.PORT,
    // Who stands behind a proxy is reached through it alone: whoever came past it could say where they come from.
    host: settings.HOST ?? (publicUrl !== undefined || settings.TRUST_PROXY > 0 ? '127.0.0.1' : undefined),
    processes: settings.PROCESSES,
    drainSeconds: settings.DRAIN_SECONDS,
    dataDir: resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    diskReserve: settings.DISK_RESERVE_MB * 2 ** 20,
    publicUrl,
    secure: publicUrl?.startsWith('https:') ?? false,
    trustProxy: settings.TRUST_PROXY,
    sessionSecret: settings.SESSION_SECRET,
    sessionIdleHours: settings.SESSION_IDLE_HOURS,
    production,
    underNpm: settings.npm_lifecycle_event !== undefined,
    logLevel: settings.LOG_LEVEL,
    metricsToken: settings.METRICS_TOKEN,
    backup: {
      dir: resolve(settings.BACKUP_DIR ?? join(settings.DATA_DIR, 'backups')),
      passphrase: settings.BACKUP_PASSPHRASE,
      at: settings.BACKUP_AT,
    },
    clamd: settings.CLAMD_SOCKET ? readClamd(settings.CLAMD_SOCKET) : undefined,
    quota: { report: settings.QUOTA_REPORT_MB * 1_000_000, unit: settings.QUOTA_UNIT_MB * 1_000_000 },
    portalNow: settings.PORTAL_NOW ? new Date(settings.PORTAL_NOW) : undefined,
    mail: mailSettings(settings),
    pushHosts: settings.PUSH_HOSTS,
  };
}

function mailSettings({ SMTP_URL, MAIL_FROM }: ReturnType<typeof parse>): MailSettings | undefined {
  if (!SMTP_URL) return undefined;
  const from = readMailbox(MAIL_FROM ?? '');
  if (!from) throw new CannotStart('MAIL_FROM is required when SMTP_URL is set');
  return { url: SMTP_URL, from };
}

/** "/run/clamav/clamd.ctl" or "host:port" */
function readClamd(text: string): Clamd | undefined {
  if (text.startsWith('/')) return { path: text };
  const [, host, port] = /^(?:tcp:\/\/)?([\w.-]+|\[[\da-f:]+\]):(\d{1,5})$/i.exec(text) ?? [];
  return host === undefined ? undefined : { host: host.replace(/[[\]]/g, ''), port: Number(port) };
}

/** "address" or "name <address>" */
function readMailbox(text: string): MailSettings['from'] | undefined {
  const [, name = '', address = text] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? [];
  return isMailAddress(address) ? { name: cleanLine(name), address } : undefined;
}

function parse(env: NodeJS.ProcessEnv) {
  const result = environment.safeParse(env);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new CannotStart(`${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}`);
}
