import { access, mkdir, rm, writeFile } from 'node:fs/promises';
import { CannotStart, type Config } from '../config.js';
import type { Db } from '../platform/postgres/db.js';
import { startPortal, type Portal, type StartOptions } from '../main.js';
import { unfinishedDemo } from './demo-mark.js';
import { DEMO_PASSWORD, loadDemo, type SignIn } from './demo-data.js';

/** The portal with the sample province, and what to tell whoever started it. */
export interface DemoPortal extends Portal {
  readonly welcome: string;
}

export async function startDemo(config: Config, options: StartOptions = {}): Promise<DemoPortal> {
  let signIns: SignIn[] = [];
  const loading = new Loading(config);
  const portal = await startPortal(config, {
    ...options,
    fresh: (options.fresh ?? false) || (await loading.startsOver()),
    prepare: async (deps) => {
      signIns = await loading.whole(deps.db, () => loadDemo(deps.db, deps.clock()));
      await options.prepare?.(deps);
    },
  });
  return { ...portal, welcome: welcome(portal, signIns) };
}

/** Whether the sample province was loaded to its end: a mark in DATA_DIR lasts from its beginning to its end. */
class Loading {
  private readonly mark: string;

  constructor(private readonly config: Config) {
    this.mark = unfinishedDemo(config.dataDir);
  }

  /** True where a start was ended in the middle; nobody has used what there is of it. CannotStart where it is not ours to remove. */
  async startsOver(): Promise<boolean> {
    if (!(await exists(this.mark))) return false;
    if (this.config.databaseUrl !== undefined)
      throw new CannotStart(
        `the sample province was not loaded to its end: give DATABASE_URL an empty database, and remove ${this.mark}`,
      );
    process.stdout.write('The sample province was not loaded to its end the last time: starting over.\n');
    return true;
  }

  async whole<T>(db: Db, load: () => Promise<T>): Promise<T> {
    // What is there already may have been used.
    if ((await db.unit.count()) > 0) return load();
    await mkdir(this.config.dataDir, { recursive: true });
    await writeFile(this.mark, '');
    const loaded = await load();
    await rm(this.mark);
    return loaded;
  }
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function welcome({ url }: Portal, signIns: SignIn[]): string {
  const width = Math.max(...signIns.map(({ username }) => username.length));
  const rows = signIns.map(({ username, who }) => `  ${username.padEnd(width)}  ${who}`);
  return `\nCổng Nêu gương: ${url}\n\nĐăng nhập bằng mật khẩu ${DEMO_PASSWORD}\n${rows.join('\n')}\n\n`;
}
