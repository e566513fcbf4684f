import { pino, type Logger } from 'pino';

/** JSON lines on standard output. What might name a person or open a door is taken out wherever it stands. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
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
  });
}
