import { startPortal, type Portal } from '../main.js';
import { DEMO_PASSWORD, loadDemo, type SignIn } from './demo-data.js';
import { runPortal } from './run.js';

// npm run demo [-- --fresh]: the portal with a sample province; --fresh starts over.
await runPortal(async (config) => {
  let signIns: SignIn[] = [];
  const portal = await startPortal(config, {
    fresh: process.argv.includes('--fresh'),
    prepare: async ({ db, clock }) => {
      signIns = await loadDemo(db, clock());
    },
  });
  process.stdout.write(welcome(portal, signIns));
  return portal;
});

function welcome({ url }: Portal, signIns: SignIn[]): string {
  const width = Math.max(...signIns.map(({ username }) => username.length));
  const rows = signIns.map(({ username, who }) => `  ${username.padEnd(width)}  ${who}`);
  return `\nCổng Nêu gương: ${url}\n\nĐăng nhập bằng mật khẩu ${DEMO_PASSWORD}\n${rows.join('\n')}\n\n`;
}
