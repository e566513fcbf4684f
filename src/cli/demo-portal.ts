import type { Config } from '../config.js';
import { startPortal, type Portal, type StartOptions } from '../main.js';
import { DEMO_PASSWORD, loadDemo, type SignIn } from './demo-data.js';

/** The portal with the sample province, and what to tell whoever started it. */
export interface DemoPortal extends Portal {
  readonly welcome: string;
}

export async function startDemo(config: Config, options: StartOptions = {}): Promise<DemoPortal> {
  let signIns: SignIn[] = [];
  const portal = await startPortal(config, {
    ...options,
    prepare: async (deps) => {
      signIns = await loadDemo(deps.db, deps.clock());
      await options.prepare?.(deps);
    },
  });
  return { ...portal, welcome: welcome(portal, signIns) };
}

function welcome({ url }: Portal, signIns: SignIn[]): string {
  const width = Math.max(...signIns.map(({ username }) => username.length));
  const rows = signIns.map(({ username, who }) => `  ${username.padEnd(width)}  ${who}`);
  return `\nCổng Nêu gương: ${url}\n\nĐăng nhập bằng mật khẩu ${DEMO_PASSWORD}\n${rows.join('\n')}\n\n`;
}
