import { expect, onTestFinished, test } from 'vitest';
import { createLog } from '../../src/platform/log.js';
import { startEmbeddedPostgres } from '../../src/platform/postgres/embedded-postgres.js';
import { shownWords } from '../support/forms.js';
import { eventually, PATIENCE } from '../support/patience.js';
import { makeDataDir, spawnPortal } from '../support/portal.js';

const MARK = 'Trang lưu lúc';

test(
  'while the database is down, public pages are served with their time, the rest says when to come again and keeps what was typed, and the log says it once',
  { timeout: 5 * PATIENCE },
  async () => {
    const [dataDir, databaseDir] = [await makeDataDir(onTestFinished), await makeDataDir(onTestFinished)];
    const options = { dataDir: databaseDir, password: 'thử', log: createLog('silent') };
    const server = await startEmbeddedPostgres(options);
    const portal = await spawnPortal({ env: { DATA_DIR: dataDir, DATABASE_URL: server.url } });
    let output = '';
    portal.child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const get = (path: string) => fetch(portal.url + path, { redirect: 'manual' });
    for (const path of ['/huong-dan', '/nghia-vu'])
      expect(await (await get(path)).text()).not.toContain(MARK);

    await server.stop();
    await eventually(async () => (await get('/readyz')).status).toBe(503);
    expect((await get('/healthz')).status).toBe(200);
    for (const path of ['/huong-dan', '/nghia-vu']) {
      await eventually(async () => (await get(path)).text()).toContain(MARK);
      const answer = await get(path);
      expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    }
    for (let time = 0; time < 20; time++) {
      const answer = await get('/dang-nhap');
      expect(answer.status).toBe(503);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await answer.text()).toMatch(/<nav[\s\S]*Cổng tạm ngừng/);
    }
    const typed = { _words: 'ghi_chu Ghi chú', ghi_chu: 'Đã tập huấn ba đợt' };
    const posted = await fetch(`${portal.url}/bao-cao/2026/cong-nhan-lao-dong`, {
      method: 'POST',
      body: new URLSearchParams(typed),
    });
    expect(posted.status).toBe(503);
    expect(shownWords(await posted.text())).toEqual([{ label: 'Ghi chú', text: 'Đã tập huấn ba đợt' }]);
    const said = output.split('\n').filter((line) => line.includes('the database does not answer'));
    expect(said).toHaveLength(1);
    expect(output).not.toContain('\\n    at ');

    const again = await startEmbeddedPostgres(options);
    onTestFinished(() => again.stop());
    await eventually(async () => (await get('/dang-nhap')).status).toBe(200);
    await eventually(async () => (await get('/huong-dan')).text()).not.toContain(MARK);
    expect(await portal.stop()).toBe(0);
  },
);
