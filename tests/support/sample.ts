import { loadDemo } from '../../src/cli/demo-data.js';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { startTestApp, type TestApp } from './app.js';
import { templateOf } from './database.js';

/** The app with the sample province as it is at `now`; made once for all files that ask for the same. Call it outside of tests. */
export async function startSampleApp(now: string): Promise<TestApp> {
  return startTestApp({ now, template: await sampleTemplate(now) });
}

/** A database with the sample province, to be copied. */
export function sampleTemplate(now: string): Promise<string> {
  return templateOf(`sample ${now}`, async (db) => {
    await publishInitialGuidance(db, new Date(now));
    await loadDemo(db, new Date(now));
  });
}
