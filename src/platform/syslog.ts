import { createSocket } from 'node:dgram';
import { hostname } from 'node:os';
import type { LineSink } from './appended-file.js';
import { systemClock } from './clock.js';

/** Security and authorisation (10), as a notice (5): RFC 5424, section 6.2.1. */
const PRIORITY = 10 * 8 + 5;

/**
 * Sends each line as one message of RFC 5424 by UDP (RFC 5426). Nobody answers: a message that is lost on its way is lost.
 * `onTrouble` is told once of what does not even leave.
 */
export function syslog(
  { host, port }: { readonly host: string; readonly port: number },
  onTrouble: (error: unknown) => void = () => undefined,
): LineSink {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4').unref();
  let isTold = false;
  const sent = (error: Error | null) => {
    if (error && !isTold) onTrouble(error);
    isTold = error !== null;
  };
  socket.on('error', sent);
  return {
    write: (line) => {
      const head = `<${PRIORITY}>1 ${systemClock().toISOString()} ${hostname()} neu-guong ${process.pid} security -`;
      socket.send(`${head} ${line.trimEnd()}`, port, host, sent);
    },
    stop: () =>
      new Promise((resolve) => {
        socket.close(resolve);
      }),
  };
}
