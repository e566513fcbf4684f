import { pino, type Logger } from 'pino';
import { appendedFile, type LineSink } from './appended-file.js';
import { syslog } from './syslog.js';

/** `path` is absolute. */
export type SecurityLogTarget =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'syslog'; readonly host: string; readonly port: number };

/**
 * The log of what matters to security (platform/http/security-log.ts), apart from that of requests. Where it cannot be
 * written, the portal goes on, and `log` says so once.
 */
export function openSecurityLog(
  target: SecurityLogTarget,
  log: Logger,
): { readonly securityLog: Logger; readonly stop: () => Promise<void> } {
  const onTrouble = (error: unknown) => {
    log.error({ err: error }, 'the security log cannot be written');
  };
  const sink: LineSink =
    target.kind === 'file' ? appendedFile(target.path, { onTrouble }) : syslog(target, onTrouble);
  const options = { base: { process: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const securityLog = pino(options, sink);
  return { securityLog, stop: sink.stop };
}

/** Writes one line of what is done beside the portal, at its machine. `log`: where it says that this cannot be written. */
export async function noteAtServer(
  target: SecurityLogTarget | undefined,
  log: Logger,
  deed: { readonly event: string; readonly about: string },
): Promise<void> {
  if (!target) return;
  const { securityLog, stop } = openSecurityLog(target, log);
  securityLog.info({ ...deed, outcome: 'done', address: 'server' });
  await stop();
}
