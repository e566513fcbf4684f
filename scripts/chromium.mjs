import { findProgram } from './system-program.mjs';

/** The browser of the browser tests. */
export function findChromium() {
  return findProgram({
    variable: 'CHROMIUM_PATH',
    names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    debian: 'chromium',
    what: 'Chromium',
  });
}
