import { systemClock } from '../../platform/clock.js';
import { certificateOf } from '../../health/certificate.js';
import { examine } from '../../health/examination-finders.js';
import { findHealth } from '../../health/finders.js';
import type { Finding } from '../../health/rules.js';
import type { Command } from './command.js';
import { besideThePortal } from './surroundings.js';

/** In Vietnamese, as the health page says it: /quan-tri/he-thong. */
export const doctor: Command = {
  usage: '',
  summary:
    'looks at database, disk, mail, backups, clock and settings, and says what to do; exit 1 where something is',
  takes: [0, 0],
  run: (config) =>
    besideThePortal(config, async ({ db }) => {
      const now = systemClock();
      const { findings } = await examine(db, config, now, await certificateOf(config.publicUrl));
      const isWell = findings.every(({ advice }) => advice === '');
      return { text: findings.map(lineOf).join('\n'), isWell };
    }),
};

function lineOf({ name, value, advice }: Finding): string {
  return advice === '' ? `✓ ${name}: ${value}` : `✗ ${name}: ${value}\n    → ${advice}`;
}

export const status: Command = {
  usage: '',
  summary: 'prints the same measures as JSON, for monitoring',
  takes: [0, 0],
  run: (config) =>
    besideThePortal(config, async ({ db }) => ({
      text: JSON.stringify(
        await findHealth(db, config, systemClock(), await certificateOf(config.publicUrl)),
        undefined,
        2,
      ),
    })),
};
