import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import type { Clamd } from './platform/files/virus-scan.js';
import type { SecurityLogTarget } from './platform/security-log.js';
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
  /** The address of the same database for its owner, who migrates; undefined where `databaseUrl` is the owner's. */
  readonly databaseOwnerUrl?: string | undefined;
  /** In bytes: with less free at `dataDir`, the embedded database is given nothing more to keep. */
  readonly diskReserve: number;
  /** The portal's own address, without a slash at its end. */
  readonly publicUrl?: string | undefined;
  /** Behind TLS: cookies are `Secure`, HSTS is sent. */
  readonly secure: boolean;
  /** Whom to tell of a weakness: "mailto:…" or "https://…". */
  readonly securityContact?: string | undefined;
  /** How many proxies stand in front. */
  readonly trustProxy: number;
  readonly sessionSecret?: string | undefined;
  /** The key by which push services know this portal: 64 hexadecimal digits. Without it nothing is pushed. */
  readonly pushSecret?: string | undefined;
  /** Hosts beside the known push services (platform/jobs/push-settings.ts) to which may be pushed. */
  readonly pushHosts: readonly string[];
  /** A session unused for so many hours is over. */
  readonly sessionIdleHours: number;
  /** A session is over so many hours after the sign-in, however it is used. */
  readonly sessionMaxHours: number;
  /** How many years after its end an account says whose it was; then it is anonymised. */
  readonly accountYears: number;
  readonly production: boolean;
  /** npm runs the portal, which ends with it. */
  readonly underNpm: boolean;
  readonly logLevel: string;
  /** undefined: none is written. */
  readonly securityLog?: SecurityLogTarget | undefined;
  /** Who asks for /metrics has to have it; without it there is no such address. */
  readonly metricsToken?: string | undefined;
  readonly backup: BackupSettings;
  /** Looks through what is sent; without it nothing does. */
  readonly clamd?: Clamd | undefined;
  readonly quota: Quota;
  /** Where the clock starts. */
  readonly portalNow?: Date | undefined;
  /** Another system where people may sign in; without it only by password. */
  readonly signOn?: SignOnSettings | undefined;
  /** Without it no message is sent. */
  readonly mail?: MailSettings | undefined;
}

/** A provider of OpenID Connect, and this portal as its client (src/accounts/sign-on). */
export interface SignOnSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Which of what it says names the account: its address, or its username. */
  readonly claim: 'email' | 'preferred_username' | 'sub';
  /** What people call it: "Đăng nhập bằng …". */
  readonly name: string;
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

const databaseAddress = optional.refine(
  (url) => !url || /^postgres(ql)?:\/\//.test(url),
  'must begin with postgresql://',
);

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
  DATABASE_URL: databaseAddress,
  DATABASE_OWNER_URL: databaseAddress,
  PUBLIC_URL: optional.refine(
    (url) => !url || /^https?:\/\/[^/]+\/?$/.test(url),
    'must be like https://example.vn',
  ),
  SECURITY_CONTACT: optional.refine(
    (text) => !text || isMailAddress(text) || (/^https:\/\/\S+$/.test(text) && URL.canParse(text)),
    'must be like an-toan@example.vn or https://example.vn/an-toan',
  ),
  TRUST_PROXY: z.coerce.number({ error: 'must be a number' }).int().min(0).max(10).default(0),
  SESSION_SECRET: optional.refine(
    (secret) => !secret || secret.length >= 32,
    'must have at least 32 characters',
  ),
  SESSION_IDLE_HOURS: z.coerce.number({ error: 'must be a number' }).positive().max(168).default(8),
  SESSION_MAX_HOURS: z.coerce.number({ error: 'must be a number' }).positive().max(168).default(12),
  ACCOUNT_KEPT_YEARS: z.coerce.number({ error: 'must be a number' }).int().min(1).max(100).default(3),
  SMTP_URL: optional.refine(
    (url) => !url || (/^smtps?:\/\/[^/]/.test(url) && URL.canParse(url)),
    'must be like smtps://user:password@smtp.example.vn',
  ),
  MAIL_FROM: optional.refine(
    (text) => !text || readMailbox(text) !== undefined,
    'must be like bao-cao@example.vn or Cổng Nêu gương <bao-cao@example.vn>',
  ),
  OIDC_ISSUER: optional.refine(
    (url) => !url || (/^https?:\/\/[^/?#]+[^?#]*$/.test(url) && URL.canParse(url)),
    'must be like https://sso.example.vn/realms/congdoan',
  ),
  OIDC_CLIENT_ID: optional,
  OIDC_CLIENT_SECRET: optional,
  OIDC_CLAIM: z
    .enum(['email', 'preferred_username', 'sub'], { error: 'must be email, preferred_username or sub' })
    .default('email'),
  OIDC_NAME: optional.refine((name) => !name || name.length <= 60, 'must have at most 60 characters'),
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
  SECURITY_LOG: optional.refine(
    (text) => !text?.startsWith('syslog:') || readSyslog(text) !== undefined,
    'must be like /var/log/neu-guong/security.log, syslog, syslog://192.0.2.7:514 or off',
  ),
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
  return {
    ...network(settings),
    ...database(settings),
    processes: settings.PROCESSES,
    drainSeconds: settings.DRAIN_SECONDS,
    dataDir: resolve(settings.DATA_DIR),
    sessionSecret: settings.SESSION_SECRET,
    sessionIdleHours: settings.SESSION_IDLE_HOURS,
    sessionMaxHours: settings.SESSION_MAX_HOURS,
    accountYears: settings.ACCOUNT_KEPT_YEARS,
    production,
    underNpm: settings.npm_lifecycle_event !== undefined,
    logLevel: settings.LOG_LEVEL,
    securityLog: securityLogTarget(settings),
    metricsToken: settings.METRICS_TOKEN,
    backup: {
      dir: resolve(settings.BACKUP_DIR ?? join(settings.DATA_DIR, 'backups')),
      passphrase: settings.BACKUP_PASSPHRASE,
      at: settings.BACKUP_AT,
    },
    clamd: readClamd(settings.CLAMD_SOCKET),
    quota: { report: settings.QUOTA_REPORT_MB * 1_000_000, unit: settings.QUOTA_UNIT_MB * 1_000_000 },
    portalNow: settings.PORTAL_NOW ? new Date(settings.PORTAL_NOW) : undefined,
    signOn: signOnSettings(settings, production),
    mail: mailSettings(settings),
    pushHosts: settings.PUSH_HOSTS,
  };
}

function network({ PORT, HOST, PUBLIC_URL, TRUST_PROXY, SECURITY_CONTACT }: ReturnType<typeof parse>) {
  const publicUrl = PUBLIC_URL?.replace(/\/$/, '');
  return {
    port: PORT,
    // Who stands behind a proxy is reached through it alone: whoever came past it could say where they come from.
    host: HOST ?? (publicUrl !== undefined || TRUST_PROXY > 0 ? '127.0.0.1' : undefined),
    publicUrl,
    secure: publicUrl?.startsWith('https:') ?? false,
    trustProxy: TRUST_PROXY,
    securityContact: contactOf(SECURITY_CONTACT),
  };
}

function database({ DATABASE_URL, DATABASE_OWNER_URL, DISK_RESERVE_MB }: ReturnType<typeof parse>) {
  if (DATABASE_OWNER_URL && !DATABASE_URL)
    throw new CannotStart('DATABASE_URL is required when DATABASE_OWNER_URL is set');
  return {
    databaseUrl: DATABASE_URL,
    databaseOwnerUrl: DATABASE_OWNER_URL,
    diskReserve: DISK_RESERVE_MB * 2 ** 20,
  };
}

function signOnSettings(settings: ReturnType<typeof parse>, production: boolean): SignOnSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret)
    throw new CannotStart('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together');
  if (production && !issuer.startsWith('https:'))
    throw new CannotStart('OIDC_ISSUER must begin with https: when NODE_ENV=production');
  const name = settings.OIDC_NAME ?? new URL(issuer).host;
  return { issuer, clientId, clientSecret, claim: settings.OIDC_CLAIM, name };
}

function contactOf(text: string | undefined): string | undefined {
  return text === undefined || text.startsWith('https:') ? text : `mailto:${text}`;
}

function mailSettings({ SMTP_URL, MAIL_FROM }: ReturnType<typeof parse>): MailSettings | undefined {
  if (!SMTP_URL) return undefined;
  const from = readMailbox(MAIL_FROM ?? '');
  if (!from) throw new CannotStart('MAIL_FROM is required when SMTP_URL is set');
  return { url: SMTP_URL, from };
}

function securityLogTarget({
  SECURITY_LOG: text = 'security.log',
  DATA_DIR,
}: ReturnType<typeof parse>): SecurityLogTarget | undefined {
  if (text === 'off') return undefined;
  const syslog = readSyslog(text);
  // A name without a folder is one in DATA_DIR.
  return syslog ?? { kind: 'file', path: basename(text) === text ? resolve(DATA_DIR, text) : resolve(text) };
}

/** "syslog", for this machine's, or "syslog://host" with or without a port. */
function readSyslog(text: string): SecurityLogTarget | undefined {
  const [isSyslog, host = '127.0.0.1', port = '514'] =
    /^syslog(?::\/\/(\[[0-9a-f:]+\]|[\w.-]+)(?::(\d{1,5}))?\/?)?$/i.exec(text) ?? [];
  if (isSyslog === undefined || Number(port) > 65535) return undefined;
  return { kind: 'syslog', host: host.replace(/[[\]]/g, ''), port: Number(port) };
}

/** "/run/clamav/clamd.ctl" or "host:port" */
function readClamd(text = ''): Clamd | undefined {
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
