import type { Config } from '../config.js';
import type { Db } from '../platform/postgres/db.js';
import type { Certificate } from './certificate.js';
import { findHealth, type Health } from './finders.js';
import { findingsOf, type Finding } from './rules.js';
import { findRunning } from './running-finders.js';
import { runningFindings } from './running-rules.js';

/** What is measured and what follows from it, for the administrator's page and for `doctor` alike. */
export async function examine(
  db: Db,
  config: Config,
  now: Date,
  certificate: Certificate | undefined,
): Promise<{ readonly health: Health; readonly findings: readonly Finding[] }> {
  const health = await findHealth(db, config, now, certificate);
  const running = await findRunning(db, config, health.disk.free);
  return { health, findings: [...findingsOf(health, config, now), ...runningFindings(running, config)] };
}
