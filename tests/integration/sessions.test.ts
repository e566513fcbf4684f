import { beforeEach, describe, expect, test } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { lastEventIn } from '../support/history.js';

const HOUR = 3_600_000;
const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
const SESSIONS = '/tai-khoan/phien';

const portal = await startTestApp();
const { db, clock } = portal;
const { province, upper, first, second } = await makeTree(db);
await makeAccount(db, 'quantri', province.id, ['ADMIN']);
await makeAccount(db, 'quantri-nganh', upper.id, ['ADMIN']);
const filer = await makeAccount(db, 'lap', first.id, ['FILER']);
await makeAccount(db, 'quantri-ben', second.id, ['ADMIN']);
const start = clock();

beforeEach(async () => {
  clock.set(start);
  await db.session.deleteMany();
});

const pass = (hours: number) => clock.set(new Date(clock().getTime() + hours * HOUR));
const sessionIds = async (accountId = filer.id) =>
  (await db.session.findMany({ where: { accountId } })).map(({ id }) => id);
const lastEvent = () => lastEventIn(db);
const isIn = async (agent: Agent) => (await agent.get('/tai-khoan')).status === 200;

/** In use all the time. */
async function useFor(agent: Agent, hours: number): Promise<void> {
  for (let hour = 0; hour < hours; hour += 1) {
    pass(1);
    await agent.get('/tai-khoan');
  }
}

describe('a session', () => {
  test('is over 12 hours after the sign-in, however it is used', async () => {
    const agent = await portal.signedIn('lap');
    await useFor(agent, 11);
    pass(1 - 1 / HOUR);
    expect(await isIn(agent)).toBe(true);
    pass(1 / HOUR);
    expect(await isIn(agent)).toBe(false);
    expect((await agent.get('/bao-cao')).headers['location']).toBe('/dang-nhap?tiep=%2Fbao-cao');
  });

  test('that is over in that way loses nothing typed, and a new sign-in begins twelve new hours', async () => {
    const agent = await portal.signedIn('lap');
    await useFor(agent, 12);
    const refused = await agent.post('/bao-cao/2026/chung').type('form').send({ note: 'Còn nguyên' });
    expect([refused.status, refused.text]).toEqual([401, expect.stringContaining('nội dung ấy không mất')]);
    expect(hiddenFields(refused.text)['carried']).toContain('Còn nguyên');
    const again = await portal.signedIn('lap');
    await useFor(again, 11);
    expect(await isIn(again)).toBe(true);
  });

  test('lasts as long as SESSION_MAX_HOURS says', async () => {
    const short = await startTestApp({ config: { sessionMaxHours: 0.5 } });
    const tree = await makeTree(short.db);
    await makeAccount(short.db, 'lap', tree.first.id, ['FILER']);
    const agent = await short.signedIn('lap');
    expect(await isIn(agent)).toBe(true);
    short.clock.set(new Date(short.clock().getTime() + HOUR / 2));
    expect(await isIn(agent)).toBe(false);
  });
});

describe('the own sessions', () => {
  /** One with a browser that says what it is, used an hour later; this one is of a browser that says nothing. */
  async function inTwoPlaces() {
    const there = portal.visitor();
    there.set('User-Agent', CHROME);
    await postForm(there, '/dang-nhap', { username: 'lap', password: 'mat khau thu nghiem', tiep: '' });
    pass(1);
    await there.get('/tai-khoan');
    const here = await portal.signedIn('lap');
    return { there, here };
  }

  const nameOfOther = async (here: Agent) =>
    hiddenFields((await here.get(SESSIONS)).text)['session'] ?? 'none';

  test('are listed with device, address, begin and last use, this one marked, and without their ids', async () => {
    const { here } = await inTwoPlaces();
    const { status, text } = await here.get(SESSIONS);
    expect(status).toBe(200);
    const words = text.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
    expect(words).toContain(
      'Chrome trên Windows 127.0.0.1 08:00 ngày 20/8/2026 09:00 ngày 20/8/2026 Kết thúc',
    );
    expect(words).toMatch(
      /Không rõ Phiên này 127.0.0.1 09:00 ngày 20\/8\/2026 09:00 ngày 20\/8\/2026 Khi bạn đăng xuất/,
    );
    for (const id of await sessionIds()) expect(text).not.toContain(id);
    expect((await here.get('/tai-khoan')).text).toContain(`href="${SESSIONS}"`);
  });

  test('are ended one by one, at once and told to the history; this one is not among them', async () => {
    const { there, here } = await inTwoPlaces();
    const session = await nameOfOther(here);
    const answer = await postForm(here, `${SESSIONS}/ket-thuc`, { session }, SESSIONS);
    expect([answer.status, answer.headers['location']]).toEqual([303, SESSIONS]);
    expect([await isIn(there), await isIn(here)]).toEqual([false, true]);
    expect(await lastEvent()).toMatchObject({
      ...{ action: 'session-ended', actorId: filer.id, detail: { device: 'Chrome trên Windows' } },
    });
    const events = await db.historyEvent.count();
    await postForm(here, `${SESSIONS}/ket-thuc`, { session }, SESSIONS);
    expect((await here.get(SESSIONS)).text).toContain('Phiên ấy đã kết thúc từ trước.');
    expect(await db.historyEvent.count()).toBe(events);
  });

  test('are all ended but this one', async () => {
    const { there, here } = await inTwoPlaces();
    await postForm(here, `${SESSIONS}/ket-thuc-het`, {}, SESSIONS);
    expect([await isIn(there), await isIn(here)]).toEqual([false, true]);
    expect(await lastEvent()).toMatchObject({ action: 'sessions-ended', detail: { count: 1 } });
    expect((await here.get(SESSIONS)).text).not.toContain('Kết thúc mọi phiên khác');
  });

  test('that have ended say so at the next sign-in page, once; no address makes a page say so', async () => {
    const { there, here } = await inTwoPlaces();
    await postForm(here, `${SESSIONS}/ket-thuc-het`, {}, SESSIONS);
    const ended = 'Phiên đăng nhập của bạn đã kết thúc. Hãy đăng nhập lại.';
    const asked = await there.get('/tai-khoan');
    const signInPage = asked.headers['location'] ?? '';
    const isSaid = async (agent: Agent) => (await agent.get(signInPage)).text.includes(ended);
    expect(await isSaid(portal.visitor())).toBe(false);
    expect(await isSaid(there)).toBe(true);
    expect(await isSaid(there)).toBe(false);

    await postForm(here, '/dang-xuat', {}, '/tai-khoan');
    expect((await here.get('/dang-nhap')).text).not.toContain(ended);
  });

  test('of somebody else are not ended by their name', async () => {
    const { there, here } = await inTwoPlaces();
    const session = await nameOfOther(here);
    const other = await portal.signedIn('quantri');
    await postForm(other, `${SESSIONS}/ket-thuc`, { session }, SESSIONS);
    await postForm(other, `${SESSIONS}/ket-thuc-het`, {}, SESSIONS);
    expect([await isIn(there), await isIn(here)]).toEqual([true, true]);
  });
});

describe('an administrator', () => {
  const account = `/quan-tri/tai-khoan/${filer.id}`;

  test.each(['quantri', 'quantri-nganh'])(
    '%s, at or above the unit, sees the number and ends all',
    async (username) => {
      const [one, two] = [await portal.signedIn('lap'), await portal.signedIn('lap')];
      const admin = await portal.signedIn(username);
      expect((await admin.get(account)).text).toContain('Ở 2 nơi');
      const answer = await postForm(admin, `${account}/dang-xuat`, {}, account);
      expect(answer.status).toBe(303);
      expect([await isIn(one), await isIn(two), await isIn(admin)]).toEqual([false, false, true]);
      expect(await lastEvent()).toMatchObject({
        action: 'account-signed-out',
        actorName: `Người dùng ${username}`,
        unitId: first.id,
        detail: { account: 'lap', sessions: 2 },
      });
      const { text } = await admin.get(account);
      expect(text).toContain('Không ở nơi nào');
      expect(text).not.toContain('Đăng xuất ở mọi nơi');
    },
  );

  test('of another unit neither sees nor ends them', async () => {
    const agent = await portal.signedIn('lap');
    const admin = await portal.signedIn('quantri-ben');
    expect((await admin.get(account)).status).toBe(404);
    expect((await postForm(admin, `${account}/dang-xuat`, {}, '/tai-khoan')).status).toBe(404);
    expect(await isIn(agent)).toBe(true);
  });

  test('who ends their own goes on here', async () => {
    const [here, there] = [await portal.signedIn('quantri'), await portal.signedIn('quantri')];
    const { id } = await db.account.findUniqueOrThrow({ where: { username: 'quantri' } });
    await postForm(here, `/quan-tri/tai-khoan/${id}/dang-xuat`, {}, '/tai-khoan');
    expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  });
});
