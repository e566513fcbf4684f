import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { CannotStart } from '../config.js';
import type { AppDeps } from '../deps.js';
import type { OnStatement, RunStatement } from '../platform/postgres/db.js';
import { renewViews } from '../platform/page/views-version.js';
import { checkTemplate } from '../platform/page/templates.js';
import { startDemo } from './demo-portal.js';
import { endWithSender, runPortal } from './run.js';

// The portal of `npm run dev`, which scripts/dev.mjs starts anew for every change of its code. Views and assets are
// shown anew while it runs. --sql prints what the database is asked; --welcome prints the sign-ins.

/** From scripts/dev.mjs: views, as paths below views/ without ".ejs", that have changed. */
interface Changed {
  readonly views: readonly string[];
}

/** Of parameters, which may be whole files, so many characters. */
const MOST_SHOWN = 300;

endWithSender();
await runPortal(async (config) => {
  if (config.production) throw new CannotStart('npm run dev is refused when NODE_ENV=production');
  const onStatement = process.argv.includes('--sql') ? printStatements() : undefined;
  const portal = await startDemo(config, { onStatement, prepare: listen });
  if (process.argv.includes('--welcome')) process.stdout.write(portal.welcome);
  process.send?.({ ready: true });
  return portal;
});

function listen(deps: AppDeps): Promise<void> {
  process.on('message', ({ views }: Changed) => {
    void showAnew(deps, views).then((problem) => process.send?.({ problem }));
  });
  return Promise.resolve();
}

/** Answers with what is wrong, '' for nothing: then every page is made from the views and assets as they are now. */
async function showAnew({ db }: AppDeps, views: readonly string[]): Promise<string> {
  try {
    for (const view of views) checkTemplate(view);
    renewViews();
    // Public pages are kept until the database says that something has changed.
    await db.$queryRaw`SELECT pg_notify('public_content', '')::text`;
    return '';
  } catch (error) {
    // After the first paragraph EJS advises other programs.
    return String(error).split('\n\n', 1)[0] ?? '';
  }
}

/** Prints what a request asks of the database below the request; what jobs ask is not shown. */
function printStatements(): OnStatement {
  const requests = new AsyncLocalStorage<string>();
  subscribe('http.server.request.start', (message) => {
    const { method = '', url = '' } = (message as { request: IncomingMessage }).request;
    requests.enterWith(`${method} ${url}`);
  });
  let latest: string | undefined;
  return (statement) => {
    const request = requests.getStore();
    if (request === undefined) return;
    if (request !== latest) process.stdout.write(`\n${request}\n`);
    latest = request;
    process.stdout.write(inLines(statement));
  };
}

function inLines({ sql, parameters, milliseconds }: RunStatement): string {
  const statement = sql.replace(/\s+/g, ' ').replaceAll('"public".', '').trim();
  const values = parameters.length > MOST_SHOWN ? `${parameters.slice(0, MOST_SHOWN)} …` : parameters;
  const given = values === '[]' ? '' : `${' '.repeat(10)}${values}\n`;
  return `${milliseconds.toFixed(0).padStart(5)} ms  ${statement}\n${given}`;
}
