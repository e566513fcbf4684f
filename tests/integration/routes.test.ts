import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/platform/actor.js';
import { csrfFrom, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { acceptFrom, fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';
import { routesOf } from '../support/routes.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const ROLES = ['FILER', 'SIGNATORY', 'REVIEWER', 'LEADER', 'ADMIN'] as const satisfies Role[];
let ids: Record<string, string> = {};

async function makeBranch(provinceId: number, code: string, marker: string) {
  const upper = await makeUnit(db, {
    code,
    name: `Công đoàn ${code}`,
    level: 'UPPER_LEVEL',
    parentId: provinceId,
  });
  const child = await makeUnit(db, { code: `${code}1`, name: `CĐCS của ${code}`, parentId: upper.id });
  const drafter = await makeUnit(db, {
    code: `${code}2`,
    name: `CĐCS đang lập của ${code}`,
    parentId: upper.id,
  });
  for (const role of ROLES) await makeAccount(db, `${code}-${role}`.toLowerCase(), upper.id, [role]);
  await makeAccount(db, `${code}-child`.toLowerCase(), child.id, ['FILER']);
  await makeAccount(db, `${code}-drafter`.toLowerCase(), drafter.id, ['FILER']);
  return { upper, child, drafter, marker };
}

beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  const own = await makeBranch(province.id, 'NHA', 'BIMATNHA');
  const other = await makeBranch(province.id, 'KHAC', 'BIMATKHAC');
  await openTestPeriod(db, 'root');
  for (const { upper, child, marker } of [own, other]) {
    const code = upper.code.toLowerCase();
    for (const who of [`${code}-child`, `${code}-drafter`, `${code}-filer`])
      await fillDraft(db, who, clock(), { figures: { limitations: `${marker} ${who}` } });
    const report = await reportOf(db, child.id);
    const file = { field: 'annexes', name: `${marker}.pdf`, mediaType: 'application/pdf', size: 1 };
    const more = { sha256: '0'.repeat(64), content: new Uint8Array(1), uploadedAt: clock(), uploadedById: 0 };
    const attachment = await db.attachment.create({ data: { ...file, ...more, reportId: report.id } });
    await submitDraft(db, `${code}-child`, clock());
    await acceptFrom(db, `${code}-reviewer`, report.id, clock());
    if (upper === own.upper) ids = { ...ids, report: String(report.id), attachment: String(attachment.id) };
  }
  const account = await db.account.findUniqueOrThrow({ where: { username: 'nha-child' } });
  const draft = await reportOf(db, own.drafter.id);
  ids = {
    ...ids,
    upper: String(own.upper.id),
    unit: String(own.child.id),
    account: String(account.id),
    draft: String(draft.id),
  };
});

function addressOf(route: string): string {
  const [, path = ''] = route.split(' ');
  return path
    .replace('/xet-duyet/:id', `/xet-duyet/${ids['report'] ?? ''}`)
    .replace('/don-vi/:id', `/don-vi/${ids['unit'] ?? ''}`)
    .replace('/tai-khoan/:id', `/tai-khoan/${ids['account'] ?? ''}`)
    .replace(':attachment', ids['attachment'] ?? '')
    .replace('/tep/:id', `/tep/${ids['attachment'] ?? ''}`)
    .replace(':year', '2026')
    .replace(':section', 'kien-nghi')
    .replace(':token', 'x');
}

async function ask(agent: Agent, route: string) {
  const path = addressOf(route);
  if (route.startsWith('GET')) return agent.get(path);
  const token =
    csrfFrom((await agent.get('/tai-khoan')).text) || csrfFrom((await agent.get('/dang-nhap')).text);
  return agent.post(path).type('form').send({ _csrf: token });
}

// Anonymous; then filer, signatory, reviewer, leader and administrator of an upper-level union that has a report and
// children with reports; then the federation's administrator. A guarded page sends a stranger to sign in (302), a
// guarded form keeps what was posted (401). Forms are posted empty, with their token: 422 and 400 are the handler's.
const EVERYBODY = '200 200 200 200 200 200 200';
const ADMINS = '302 403 403 403 403 200 200';
const ROOT = '302 403 403 403 403 403 200';
const OWN = '302 200 200 403 200 403 403';
const OVERSEERS = '302 403 403 200 200 403 403';
const REVIEWERS = '401 403 403 422 403 403 403';
const table: Record<string, string> = {
  'GET /healthz': EVERYBODY,
  'GET /readyz': EVERYBODY,
  'GET /': EVERYBODY,
  'GET /tro-giup': EVERYBODY,
  'GET /tiep-can': EVERYBODY,
  'GET /huong-dan': EVERYBODY,
  'GET /nghia-vu': EVERYBODY,
  'GET /nghia-vu/can-bo-cong-chuc': EVERYBODY,
  'GET /nghia-vu/vien-chuc': EVERYBODY,
  'GET /nghia-vu/cong-nhan-lao-dong': EVERYBODY,
  'GET /van-ban': EVERYBODY,
  'GET /xac-thuc': EVERYBODY,
  'GET /dang-nhap': '200 303 303 303 303 303 303',
  'POST /dang-nhap': '422 422 422 422 422 422 422',
  'POST /dang-xuat': '303 303 303 303 303 303 303',
  'GET /tai-khoan': '302 200 200 200 200 200 200',
  'POST /tai-khoan': '401 422 422 422 422 422 422',
  'GET /kich-hoat/:token': '404 404 404 404 404 404 404',
  'POST /kich-hoat/:token': '404 404 404 404 404 404 404',
  'GET /thiet-lap': '404 404 404 404 404 404 404',
  'POST /thiet-lap': '404 404 404 404 404 404 404',
  'GET /quan-tri': ADMINS,
  'GET /quan-tri/tai-khoan': ADMINS,
  'GET /quan-tri/tai-khoan/moi': ADMINS,
  'POST /quan-tri/tai-khoan/moi': '401 403 403 403 403 422 422',
  'GET /quan-tri/tai-khoan/:id': ADMINS,
  'POST /quan-tri/tai-khoan/:id': '401 403 403 403 403 422 422',
  'POST /quan-tri/tai-khoan/:id/lien-ket': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/ngung': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/mo-lai': '401 403 403 403 403 400 400',
  'GET /quan-tri/don-vi': ADMINS,
  'GET /quan-tri/don-vi/moi': ADMINS,
  'POST /quan-tri/don-vi/moi': '401 403 403 403 403 422 422',
  'GET /quan-tri/don-vi/:id': ADMINS,
  'POST /quan-tri/don-vi/:id': '401 403 403 403 403 422 422',
  'GET /quan-tri/ky-bao-cao': ROOT,
  'GET /quan-tri/ky-bao-cao/moi': ROOT,
  'POST /quan-tri/ky-bao-cao/moi': '401 403 403 403 403 403 422',
  'GET /quan-tri/ky-bao-cao/:year': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/sua': '302 403 403 403 403 403 409',
  'POST /quan-tri/ky-bao-cao/:year/sua': '401 403 403 403 403 403 422',
  'POST /quan-tri/ky-bao-cao/:year/mo': '401 403 403 403 403 403 400',
  'GET /bao-cao': OWN,
  'GET /bao-cao/:year': OWN,
  'GET /bao-cao/:year/kiem-tra': OWN,
  'POST /bao-cao/:year/kiem-tra': '401 422 403 403 403 403 403',
  'POST /bao-cao/:year/thu-hoi': '401 400 403 403 403 403 403',
  // Not submitted yet; and the file is a child's.
  'GET /bao-cao/:year/bien-nhan': '302 404 404 403 404 403 403',
  'GET /bao-cao/:year/tep/:id': '302 404 404 403 404 403 403',
  'GET /bao-cao/:year/:section': '302 200 403 403 403 403 403',
  'POST /bao-cao/:year/:section': '401 422 403 403 403 403 403',
  'GET /theo-doi': '302 403 403 303 303 403 403',
  'GET /theo-doi/:year': OVERSEERS,
  'GET /xet-duyet/:id': OVERSEERS,
  'GET /xet-duyet/:id/tep/:attachment': OVERSEERS,
  'POST /xet-duyet/:id/chap-nhan': REVIEWERS,
  'POST /xet-duyet/:id/tra-lai': REVIEWERS,
  'POST /xet-duyet/:id/mo-lai': REVIEWERS,
  'POST /xet-duyet/:id/mien': REVIEWERS,
  'POST /xet-duyet/:id/bo-mien': REVIEWERS,
  'POST /xet-duyet/:id/gia-han': REVIEWERS,
  'GET /tong-hop': '302 403 403 303 303 403 403',
  'GET /tong-hop/:year': OVERSEERS,
  'GET /tong-hop/:year/csv': OVERSEERS,
};
const isSignIn = (route: string) => route === 'POST /dang-nhap';
const isSignOut = (route: string) => route === 'POST /dang-xuat';

describe('Every route answers each kind of visitor as the table says', () => {
  it('the table has every route, and no other', () => {
    expect(Object.keys(table).sort()).toEqual(routesOf(portal.app).sort());
  });

  it.each(Object.entries(table))('%s: %s', async (route, expected) => {
    const answers = [await ask(portal.visitor(), route)];
    for (const role of ROLES) answers.push(await ask(await member(`nha-${role}`), route));
    answers.push(await ask(await member('root'), route));
    expect(answers.map((answer) => answer.status).join(' ')).toBe(expected);
    if (isSignOut(route)) members.clear();
  });

  it.each(Object.entries(table).filter(([route]) => route.includes('/:id')))(
    '%s: to the same role of another unit, it does not exist',
    async (route, expected) => {
      const own = expected.split(' ').slice(1, 6);
      const others = [];
      for (const role of ROLES) others.push(await ask(await member(`khac-${role}`), route));
      expect(others.map((answer) => answer.status)).toEqual(
        own.map((status) => (status === '403' ? 403 : 404)),
      );
    },
  );

  it.each(Object.keys(table).filter((route) => route.startsWith('POST') && !isSignOut(route)))(
    '%s without its token does nothing for anybody',
    async (route) => {
      const post = async (agent: Agent) => (await agent.post(addressOf(route)).type('form').send({})).status;
      const statuses = [await post(portal.visitor())];
      for (const role of ROLES) statuses.push(await post(await member(`nha-${role}`)));
      // Whoever is signed in already is led on from the sign-in page.
      for (const status of statuses)
        expect([401, 403, 404, ...(isSignIn(route) ? [303] : [])]).toContain(status);
    },
  );
});

describe('Nothing of a unit reaches another', () => {
  it.each(Object.keys(table).filter((route) => route.startsWith('GET')))('%s', async (route) => {
    for (const role of ROLES) {
      const { text } = await ask(await member(`khac-${role}`), route);
      expect(text).not.toContain('BIMATNHA');
    }
  });

  it('the parent sees what a child submitted, and nothing of a draft', async () => {
    const reviewer = await member('nha-REVIEWER');
    expect((await reviewer.get(`/xet-duyet/${String(ids['report'])}`)).text).toContain('BIMATNHA nha-child');
    for (const path of [`/xet-duyet/${String(ids['draft'])}`, '/theo-doi/2026', '/tong-hop/2026'])
      expect((await reviewer.get(path)).text).not.toContain('nha-drafter');
  });

  it('another branch’s reviewer does not learn that a unit is there', async () => {
    const stranger = await member('khac-REVIEWER');
    expect((await stranger.get(`/theo-doi/2026?don-vi=${String(ids['upper'])}`)).status).toBe(404);
    expect((await stranger.get('/theo-doi/2026')).text).not.toContain('CĐCS của NHA');
  });
});

const members = new Map<string, Promise<Agent>>();

/** Each signs in once. */
function member(username: string): Promise<Agent> {
  const name = username.toLowerCase();
  const known = members.get(name) ?? portal.signedIn(name);
  members.set(name, known);
  return known;
}
