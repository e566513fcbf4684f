import { findProgram } from './system-program.mjs';

/** The browser of the browser tests: the one without windows where there is one, since it works half as much. */
export function findChromium() {
  return findProgram({
    variable: 'CHROMIUM_PATH',
    names: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
    ],
    debian: 'chromium-headless-shell',
    what: 'Chromium',
  });
}
