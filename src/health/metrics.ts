import { AggregatorRegistry, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Answered } from '../platform/http/request-log.js';
import { gatherer } from '../platform/jobs/gathering.js';
import { poolUse } from '../platform/postgres/pools.js';
import type { Health } from './finders.js';
import type { QueueHealth } from './queue-finders.js';

/** What a portal says to Prometheus. Names of routes are patterns: a path may name a person, and there is no end of paths. */
export interface Metrics {
  readonly contentType: string;
  readonly onAnswered: (answered: Answered) => void;
  /** The text of it all, of every process of the fleet together, with the health of now. */
  readonly text: (health: Health, now: Date) => Promise<string>;
}

/** In seconds: most pages take hundredths, a document some tenths; autosave gives up after ten. */
const BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Begins to measure this process: its requests, memory, CPU and event loop. */
export function metricsOf(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'portal_request_duration_seconds',
    help: 'Answered requests by route pattern, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  measurePool(registry);
  const ofAll = gatherer(() => registry.getMetricsAsJSON());
  return {
    contentType: registry.contentType,
    onAnswered: ({ route, method, status, ms }) => {
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, ms / 1000);
    },
    text: async (health, now) => {
      const together = AggregatorRegistry.aggregate(await ofAll());
      return `${await together.metrics()}${await healthText(health, now)}`;
    },
  };
}

/** Counted when it is asked for; those of a fleet are added up. */
function measurePool(registry: Registry): void {
  const measures: [part: keyof ReturnType<typeof poolUse>, name: string, help: string][] = [
    ['open', 'portal_pool_connections', 'Open connections of the portal'],
    ['idle', 'portal_pool_idle', 'Of them, those that do nothing'],
    ['waiting', 'portal_pool_waiting', 'Work that waits for a connection'],
  ];
  for (const [part, name, help] of measures)
    new Gauge({
      ...{ name, help, registers: [registry] },
      collect() {
        this.set(poolUse()[part]);
      },
    });
}

/** What is not known is not said: `absent()` finds it. */
async function healthText(health: Health, now: Date): Promise<string> {
  const registry = new Registry();
  for (const [name, value, help] of measuresOf(health, now))
    if (!Number.isNaN(value)) new Gauge({ name, help, registers: [registry] }).set(value);
  return registry.metrics();
}

type Measure = readonly [name: string, value: number, help: string];

/** The health as numbers; NaN: not known. */
function measuresOf(
  { database, mail, pushes, exports, backup, disk, certificate }: Health,
  now: Date,
): Measure[] {
  return [
    ...queueMeasures('mail', mail, now),
    ...queueMeasures('push', pushes, now),
    ...queueMeasures('export', exports, now),
    ['portal_mail_failed', mail.failed, 'Messages that were given up'],
    [
      'portal_mail_in_error',
      mail.lastError === '' ? 0 : 1,
      'Whether a message that has not gone met an error',
    ],
    ['portal_mail_held', mail.heldSince ? 1 : 0, 'Whether all mail is held back since a restore'],
    ['portal_reminders_late', mail.lateReminders, 'Reminders that have waited for more than 15 minutes'],
    ['portal_backup_age_seconds', secondsSince(backup.verifiedAt, now), 'Age of the last verified backup'],
    ['portal_disk_free_bytes', disk.free, 'Free space of the disk of the data'],
    ['portal_database_size_bytes', database.size, 'Size of the database'],
    ['portal_database_connections', database.connections, 'Connections that the database server has'],
    ['portal_database_connections_limit', database.connectionLimit, 'Connections that it takes'],
    ['portal_database_longest_statement_seconds', database.longest, 'Of the statements that run now'],
    ['portal_database_clock_apart_seconds', database.clockApart, 'How far its clock is from this machine'],
    [
      'portal_certificate_expiry_seconds',
      -secondsSince(certificate?.validUntil ?? undefined, now),
      'Until the certificate of PUBLIC_URL ends',
    ],
  ];
}

function queueMeasures(name: string, { waiting, oldest }: QueueHealth, now: Date): Measure[] {
  return [
    [`portal_${name}_waiting`, waiting, `How much of ${name} waits`],
    [
      `portal_${name}_oldest_seconds`,
      oldest ? secondsSince(oldest, now) : 0,
      'For how long the oldest of it has been due',
    ],
  ];
}

function secondsSince(at: Date | undefined, now: Date): number {
  return at ? (now.getTime() - at.getTime()) / 1000 : Number.NaN;
}
