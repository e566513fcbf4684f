import { pino, type Logger } from 'pino';
import { systemClock, type Clock } from './clock.js';
import { standardOutput, type LogStream } from './log-stream.js';
import { databaseFailure, failureReason, type DatabaseFailure } from './postgres/failures.js';

/**
 * JSON lines on standard output. What might name a person or open a door is taken out wherever it stands. A failure of the
 * database is a line without a stack; one that everybody meets is a line a minute, however many meet it.
 */
export function createLog(
  level: string,
  stream: Pick<LogStream, 'write'> = standardOutput(),
  clock: Clock = systemClock,
): Logger {
  const quiet = onceAMinute(clock);
  return pino(
    {
      level,
      base: null,
      timestamp: isoTime(),
      redact: [
        'password',
        '*.password',
        'cookie',
        '*.cookie',
        'authorization',
        '*.authorization',
        'req',
        'err.query',
      ],
      hooks: {
        logMethod(args, method) {
          const line = quiet(args);
          if (line) method.apply(this, line as Parameters<typeof method>);
        },
      },
    },
    stream,
  );
}

/** The time as pino takes it; a busy portal writes many lines in one ms, and writes that out once. */
function isoTime(): () => string {
  let [at, written] = [-1, ''];
  return () => {
    const now = systemClock();
    if (now.getTime() === at) return written;
    [at, written] = [now.getTime(), `,"time":"${now.toISOString()}"`];
    return written;
  };
}

const MINUTE = 60_000;
/** Failures that every request and every job meets, until they are over; to the log each is one thing. */
const OF_EVERYBODY: Readonly<Partial<Record<DatabaseFailure, string>>> = {
  down: 'the database does not answer',
  'read-only': 'the database takes no writes',
  full: 'the disk of the database is full',
};

/** What to write for what was given to the logger; undefined where that has been said within the last minute. */
function onceAMinute(clock: Clock): (args: unknown[]) => unknown[] | undefined {
  const told = new Map<DatabaseFailure, { at: number; unsaid: number }>();
  return (args) => {
    const [given] = args;
    // Most lines tell of no failure: they are not looked at any closer.
    if (typeof given !== 'object' || given === null || !('err' in given)) return args;
    const { err, ...fields } = given;
    const failure = databaseFailure(err);
    if (!failure) return args;
    const rest = args.slice(1);
    const reason = failureReason(err);
    const said = OF_EVERYBODY[failure];
    if (said === undefined) return [{ ...fields, failure, reason }, ...rest];
    const now = clock().getTime();
    const last = told.get(failure);
    if (last && now - last.at < MINUTE) {
      last.unsaid += 1;
      return undefined;
    }
    told.set(failure, { at: now, unsaid: 0 });
    return [{ failure, reason, ...(last && last.unsaid > 0 ? { unsaid: last.unsaid } : {}) }, said];
  };
}
