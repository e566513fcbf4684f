import { measureBeside } from './bench-beside.js';
import { measureBulk } from './bench-bulk.js';
import { measureConsolidation } from './bench-consolidation.js';
import { measureExports } from './bench-exports.js';
import { measureFiling } from './bench-filing.js';
import { measureFollowing } from './bench-following.js';
import { postHostile } from './bench-hostile.js';
import { startBenchPortal } from './bench-portal.js';
import { measureNight } from './bench-night.js';
import { measureLikeness } from './bench-likeness.js';
import { measurePublic } from './bench-public.js';
import { measureSizes } from './bench-sizes.js';
import { measureStart } from './bench-start.js';
import { measureSubmit } from './bench-submit.js';
import { measureWorkbook } from './bench-workbook.js';

// npm run bench [-- <name> ...]: ratios measured in one run on one machine, against the least that each job could cost; all
// of them, or those named.

const MEASURES = {
  start: measureStart,
  public: measurePublic,
  beside: measureBeside,
  filing: measureFiling,
  submit: measureSubmit,
  following: measureFollowing,
  bulk: measureBulk,
  consolidation: measureConsolidation,
  likeness: measureLikeness,
  workbook: measureWorkbook,
  exports: measureExports,
  sizes: measureSizes,
  night: measureNight,
  hostile: postHostile,
};
/** They look for what breaks, and take minutes. */
const ONLY_NAMED = ['night', 'hostile'];
const named = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = named.filter((name) => !Object.hasOwn(MEASURES, name));
if (unknown.length > 0) {
  process.stderr.write(`No measure ${unknown.join(', ')}. There are: ${Object.keys(MEASURES).join(', ')}.\n`);
  process.exit(2);
}

let isEnding = false;
const starting = startBenchPortal();
process.on('SIGINT', () => void end(130));
process.on('SIGTERM', () => void end(143));
try {
  const portal = await starting;
  for (const [name, measure] of Object.entries(MEASURES))
    if (named.includes(name) || (named.length === 0 && !ONLY_NAMED.includes(name)))
      for (const line of await measure(portal)) process.stdout.write(`${line}\n`);
  await end(0);
} catch (error) {
  await end(1, error);
}

/** Leaves nothing behind. What fails because the portal is being ended says nothing. */
async function end(code: number, failure?: unknown): Promise<void> {
  if (isEnding) return;
  isEnding = true;
  if (failure) process.stderr.write(`${failure instanceof Error ? failure.message : 'The bench failed'}\n`);
  const portal = await starting.catch(() => undefined);
  await portal?.stop();
  process.exit(code);
}
