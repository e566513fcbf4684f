import { expect, test } from 'vitest';
import { lostSaves, SECTION, Traffic } from '../../src/cli/drill-traffic.js';
import { readyFilers } from '../../src/cli/drill-visitors.js';
import { createTestDatabase } from '../support/database.js';
import { eventually } from '../support/patience.js';
import { makeDataDir, spawnPortal } from '../support/portal.js';
import { sampleTemplate } from '../support/sample.js';

// The short one of `npm run drill`: what is measured there is counted here, however fast the machine is.

const NOW = '2026-08-20T08:00:00+07:00';
const SESSION_SECRET = 'only for the drill in the suite, of enough characters';
const { db, url: DATABASE_URL } = await createTestDatabase(await sampleTemplate(NOW));
const DATA_DIR = await makeDataDir();

const savesOf = ({ acknowledged }: Traffic) => acknowledged.reduce((sum, { saves }) => sum + saves, 0);

test(
  'while people save and read, a reload fails no request and loses no save',
  { timeout: 600_000 },
  async () => {
    const filers = await readyFilers({ db, clock: () => new Date(NOW) }, 4, SESSION_SECRET);
    const portal = await spawnPortal({ env: { DATABASE_URL, DATA_DIR, SESSION_SECRET, PORTAL_NOW: NOW } });
    await portal.says('all processes serve');
    const traffic = new Traffic(portal.url, filers, 20);
    await eventually(() => savesOf(traffic)).toBeGreaterThan(0);
    process.kill(portal.child.pid!, 'SIGHUP');
    await portal.says('all processes are new');
    const before = savesOf(traffic);
    await eventually(() => savesOf(traffic)).toBeGreaterThan(before);
    await traffic.end();
    expect([...traffic.outcomes.failures]).toEqual([]);
    const stored = await db.sectionDraft.findMany({
      where: { section: SECTION, report: { id: { in: filers.map(({ reportId }) => reportId) } } },
      select: { reportId: true, version: true, answers: true },
    });
    expect(lostSaves(traffic.acknowledged, stored)).toEqual([]);
    expect(await portal.stop()).toBe(0);
  },
);

test('a save that was acknowledged and is not there is found', () => {
  const acknowledged = [{ reportId: 1, saves: 3, last: 7 }];
  const stored = (version: number, last: number) => [
    { reportId: 1, version, answers: { limitations: `Lần lưu thứ ${last}` } },
  ];
  expect(lostSaves(acknowledged, stored(4, 7))).toEqual([]);
  expect(lostSaves(acknowledged, stored(5, 9))).toEqual([]);
  expect(lostSaves(acknowledged, stored(3, 7))).toEqual([1]);
  expect(lostSaves(acknowledged, stored(4, 5))).toEqual([1]);
  expect(lostSaves(acknowledged, [])).toEqual([1]);
});
