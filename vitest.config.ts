import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/support/longest-first.js';

const MINUTE = 60_000;

// A process a core, and one for those that wait, each with one browser and the modules loaded once: files share them,
// and leave nothing behind (docs/decisions/0026). The times are those after which something is broken, however busy the
// machine is; what a test waits for has a patience of its own (tests/support/patience.ts).
export default defineConfig({
  test: {
    setupFiles: ['tests/support/setup.ts'],
    // Threads of the portal run src/ as it is written.
    execArgv: [
      '--experimental-transform-types',
      '--disable-warning=ExperimentalWarning',
      '--import=./tests/support/typescript.mjs',
    ],
    isolate: false,
    maxWorkers: availableParallelism() + 1,
    globalSetup: 'tests/support/postgres.ts',
    testTimeout: 10 * MINUTE,
    hookTimeout: 3 * MINUTE,
    sequence: { sequencer: LongestFirst },
    include: ['tests/**/*.test.ts'],
  },
});
