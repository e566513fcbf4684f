import type { Logger } from 'pino';
import type { Config } from './config.js';
import type { OnChange } from './platform/postgres/notifications.js';
import type { Clock } from './platform/clock.js';
import type { Drawing } from './platform/documents/drawing.js';
import type { PdfReader } from './platform/files/pdf-reader.js';
import type { Pressure } from './platform/http/pressure.js';
import type { Queue } from './platform/jobs/queue.js';
import type { Storage } from './platform/storage.js';
import type { Db } from './platform/postgres/db.js';
import type { Searching } from './search/searching.js';

/** What every feature's router is given. */
export interface AppDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly config: Config;
  readonly log: Logger;
  /** What matters to security, apart (platform/http/security-log.ts). */
  readonly securityLog?: Logger;
  /** Slow work stands behind it; `drawing` sees to that by itself. */
  readonly queue: Queue;
  readonly drawing: Drawing;
  readonly searching: Searching;
  /** Where files lie while they come in. */
  readonly uploads: string;
  readonly pdfs: PdfReader;
  /** Sheds what this process cannot bear. */
  readonly pressure: Pressure;
  /** Where the data are on this machine's disk. */
  readonly storage?: Storage;
  /** When what public pages show has changed, by any process. */
  readonly onPublicChange: OnChange;
}
