import { beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf } from '../support/reports.js';

// PRODUCT.md, "States of a report": in every state, whoever has gone, somebody can still move the report. Each line of
// GONE is done as an administrator does it; then the person named does what is named, and the server accepts it.
const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;

const STATES = ['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'EXEMPT'] as const;
const PEOPLE = ['filer', 'signatory', 'reviewer', 'spare', 'above'] as const;
type Person = (typeof PEOPLE)[number];
/** Where one state needs several ways: they are walked one after the other, each from the state anew. */
type Ways = Record<ReportStatus, string>;

const UNIT_LEFT: Ways = {
  NOT_STARTED: 'reviewer exempt',
  IN_PROGRESS: 'reviewer exempt, reviewer extend',
  SUBMITTED: 'reviewer accept, reviewer return',
  RETURNED: 'reviewer exempt, reviewer takeBack',
  ACCEPTED: 'reviewer reopen, reviewer takeBack',
  EXEMPT: 'reviewer unexempt, reviewer takeBack',
};
const of = (who: Person): Ways =>
  Object.fromEntries(
    Object.entries(UNIT_LEFT).map(([state, ways]) => [state, ways.replaceAll('reviewer', who)]),
  ) as Ways;

interface Gone {
  /** What an administrator does. */
  readonly leave: (branch: Branch, state: ReportStatus) => Promise<void>;
  readonly ways: Ways;
}

const GONE: Record<string, Gone> = {
  nobody: {
    leave: () => Promise.resolve(),
    ways: { ...UNIT_LEFT, NOT_STARTED: 'filer save', IN_PROGRESS: 'filer submit', RETURNED: 'filer save' },
  },
  'the filer': { leave: (branch) => close(branch.people.filer), ways: UNIT_LEFT },
  'the signatory of a unit that needs one': {
    leave: async ({ unit, people }) => {
      await db.unit.update({ where: { id: unit }, data: { needsSignatory: true } });
      await close(people.signatory);
    },
    ways: { ...UNIT_LEFT, IN_PROGRESS: 'filer markReady, reviewer exempt' },
  },
  'all accounts of the unit': {
    leave: async ({ people }) => {
      await close(people.filer);
      await close(people.signatory);
    },
    ways: UNIT_LEFT,
  },
  'one reviewer, who looked after it': {
    leave: (branch) => close(branch.people.reviewer),
    ways: of('spare'),
  },
  'every reviewer, until the administrator names another': {
    leave: async (branch) => {
      await close(branch.people.reviewer);
      await setRoles(branch.people.spare, ['FILER']);
      await setRoles(branch.people.spare, ['REVIEWER']);
    },
    ways: of('spare'),
  },
  'the unit, whose report stays due': {
    leave: ({ unit }) =>
      end(unit, { reports: 'stay', accounts: 'keep', accountsUntil: '01/11/2026' }, '20/8/2026'),
    ways: { ...UNIT_LEFT, NOT_STARTED: 'filer save', IN_PROGRESS: 'filer submit', RETURNED: 'filer save' },
  },
  'the unit, whose report is exempted': {
    leave: ({ unit }) => end(unit, { reports: 'exempt', accounts: 'close' }, '20/8/2026'),
    ways: {
      ...UNIT_LEFT,
      NOT_STARTED: 'reviewer unexempt, reviewer takeBack',
      IN_PROGRESS: 'reviewer unexempt, reviewer takeBack',
      RETURNED: 'reviewer unexempt, reviewer takeBack',
    },
  },
  'the unit, to another parent': {
    leave: ({ unit }) => move(unit),
    ways: { ...UNIT_LEFT, NOT_STARTED: 'filer save', IN_PROGRESS: 'filer submit', RETURNED: 'filer save' },
  },
  'the unit and its accounts, and then the parent': {
    leave: async ({ unit, upper, people }) => {
      await end(unit, { reports: 'stay', accounts: 'keep', accountsUntil: '01/11/2026' }, '20/8/2026');
      await close(people.filer);
      await end(upper, { reports: 'exempt', accounts: 'close' }, '20/8/2026');
    },
    ways: of('above'),
  },
  'the parent': {
    leave: async ({ unit, upper }) => {
      await move(unit);
      await end(upper, { reports: 'exempt', accounts: 'close' }, '20/8/2026');
    },
    ways: of('above'),
  },
};

interface Branch {
  upper: number;
  unit: number;
  report: number;
  people: Record<Person, string>;
}
let province: number;
let elsewhere: number;
let admin: Agent;
const branches = new Map<string, Branch>();
const keyOf = (gone: string, state: ReportStatus) => `${gone} ${state}`;

beforeAll(async () => {
  province = (await makeUnit(db)).id;
  elsewhere = (await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province })).id;
  await makeAccount(db, 'root', province, ['ADMIN']);
  await makeAccount(db, 'above', province, ['REVIEWER']);
  for (const gone of Object.keys(GONE))
    for (const state of STATES) branches.set(keyOf(gone, state), await plant(branches.size));
  for (const one of ['aside', 'going']) branches.set(one, await plant(branches.size));
  await openTestPeriod(db, 'root');
  for (const branch of branches.values()) branch.report = (await reportOf(db, branch.unit)).id;
  admin = await portal.signedIn('root');
}, 60_000);

async function plant(serial: number): Promise<Branch> {
  const upper = (await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province })).id;
  const unit = (await makeUnit(db, { parentId: upper })).id;
  const named = (who: Person) => `${who}${serial}`;
  for (const [who, unitId, role] of [
    ['filer', unit, 'FILER'],
    ['signatory', unit, 'SIGNATORY'],
    ['reviewer', upper, 'REVIEWER'],
    ['spare', upper, 'REVIEWER'],
  ] as const)
    await makeAccount(db, named(who), unitId, [role]);
  const people = Object.fromEntries(PEOPLE.map((who) => [who, named(who)])) as Record<Person, string>;
  return { upper, unit, report: 0, people: { ...people, above: 'above' } };
}

async function close(username: string) {
  const { id, version } = await db.account.findUniqueOrThrow({ where: { username } });
  const address = `/quan-tri/tai-khoan/${id}/ngung`;
  expect((await postForm(admin, address, { version: String(version) }, '/quan-tri')).status).toBe(303);
}

async function setRoles(username: string, roles: Role[]) {
  const account = await db.account.findUniqueOrThrow({ where: { username }, include: { unit: true } });
  const { id, fullName, position, email, version, unit } = account;
  const fields = { fullName, position, email, unitCode: unit.code, roles, version: String(version) };
  const answer = await postForm(admin, `/quan-tri/tai-khoan/${id}`, fields, '/quan-tri');
  expect(answer.status).toBe(303);
}

async function end(id: number, fields: Record<string, string>, activeTo: string) {
  const { version } = await db.unit.findUniqueOrThrow({ where: { id } });
  const address = `/quan-tri/don-vi/${id}/ket-thuc`;
  const answer = await postForm(
    admin,
    address,
    { activeTo, version: String(version), ...fields },
    '/quan-tri',
  );
  expect(answer.status).toBe(303);
}

async function move(id: number) {
  const { name, code, level, version } = await db.unit.findUniqueOrThrow({ where: { id } });
  const place = { name, code, level, parentId: String(elsewhere), activeFrom: '01/01/2020' };
  const address = `/quan-tri/don-vi/${id}/sua`;
  const answer = await postForm(admin, address, { ...place, version: String(version) }, '/quan-tri');
  expect(answer.status).toBe(303);
}

/** Puts a report into a state as if it had got there lawfully; a reviewer looks after it. */
async function bring({ report, people, unit }: Branch, status: ReportStatus) {
  if (status !== 'NOT_STARTED') await fillDraft(db, people.filer, clock());
  const filed = ['SUBMITTED', 'RETURNED', 'ACCEPTED'].includes(status) ? clock() : null;
  const dates = { firstSubmittedAt: filed, lastSubmittedAt: filed, openedAt: filed };
  const found = { RETURNED: 'SUBMITTED', ACCEPTED: 'SUBMITTED', EXEMPT: 'IN_PROGRESS' } as const;
  const statusBefore = status in found ? found[status as keyof typeof found] : null;
  const { id, fullName } = await db.account.findUniqueOrThrow({ where: { username: people.reviewer } });
  const assigned = { assigneeId: id, assigneeName: fullName };
  const correctBefore = status === 'RETURNED' ? isoDay('2026-09-30') : null;
  await db.report.update({
    where: { id: report },
    data: { status, ...dates, correctBefore, statusBefore, ...assigned },
  });
  await db.unit.update({ where: { id: unit }, data: { needsSignatory: false } });
}

describe.each(Object.entries(GONE))('Where %s has gone', (gone, { leave, ways }) => {
  it.each(STATES)('somebody can still move a report that is %s', async (state) => {
    const branch = branches.get(keyOf(gone, state))!;
    await bring(branch, state);
    await leave(branch, state);
    const stands = await db.report.findUniqueOrThrow({ where: { id: branch.report } });
    for (const way of ways[state].split(', ')) {
      // Each way from the same state; what the one before it did is undone.
      const { id, version: _version, ...before } = stands;
      const json = { explanations: before.explanations ?? {} };
      await db.report.update({ where: { id }, data: { ...before, ...json, version: { increment: 1 } } });
      const [who, action] = way.split(' ') as [Person, keyof typeof REQUESTS];
      const agent = await portal.signedIn(branch.people[who]);
      const { version } = await db.report.findUniqueOrThrow({ where: { id } });
      const { path, fields } = await REQUESTS[action](branch);
      const answer = await postForm(agent, path, { version: String(version), ...fields }, '/tai-khoan');
      expect([way, answer.status]).toEqual([way, 303]);
    }
  });
});

interface Request {
  path: string;
  fields: Record<string, string>;
}
const decide =
  (slug: string, fields: Record<string, string> = {}) =>
  ({ report }: Branch): Promise<Request> =>
    Promise.resolve({ path: `/xet-duyet/${report}/${slug}`, fields });

const REASON = { reason: 'Lý do.' };
const REMARKS = { ...REASON, correctBefore: '30/9/2026' };
const REQUESTS = {
  save: async ({ report: reportId }: Branch) => {
    const draft = await db.sectionDraft.findFirst({ where: { reportId, section: 'kien-nghi' } });
    const texts = { limitations: 'Không', proposals: 'Không', next_year: 'Như cũ' };
    return {
      path: '/bao-cao/2026/kien-nghi',
      fields: { ...texts, version: String(draft?.version ?? 0) },
    };
  },
  submit: (branch: Branch) => filing(branch, '/bao-cao/2026/kiem-tra'),
  markReady: (branch: Branch) => filing(branch, '/bao-cao/2026/ky-duyet/san-sang'),
  recall: () => Promise.resolve({ path: '/bao-cao/2026/thu-hoi', fields: {} }),
  supplement: () => Promise.resolve({ path: '/tong-hop/2026/gui/bo-sung', fields: REMARKS }),
  return: decide('tra-lai', REMARKS),
  accept: decide('chap-nhan'),
  reopen: decide('mo-lai', REMARKS),
  exempt: decide('mien', REASON),
  unexempt: decide('bo-mien', REASON),
  takeBack: decide('rut-lai'),
  extend: decide('gia-han', { dueBefore: '08/9/2026', extensionReason: 'Lý do.' }),
};

async function filing({ report: reportId, unit }: Branch, path: string): Promise<Request> {
  const { _sum } = await db.sectionDraft.aggregate({ where: { reportId }, _sum: { version: true } });
  const missing = { parentId: unit, status: { notIn: ['ACCEPTED', 'EXEMPT'] as ReportStatus[] } };
  const incomplete = String(await db.report.count({ where: missing }));
  const said = { changeNote: 'Đã sửa.', explain_signed_report_present: 'Gửi sau.', declaration: 'yes' };
  return { path, fields: { ...said, incomplete, draftVersion: String(_sum.version) } };
}

it('where the parent has ended, nobody but the nearest unit above it stands in', async () => {
  const branch = branches.get('aside')!;
  const { report, upper } = branch;
  await bring(branch, 'SUBMITTED');
  await GONE['the parent']!.leave(branch, 'SUBMITTED');
  await makeAccount(db, 'beside', elsewhere, ['REVIEWER']);
  const beside = await portal.signedIn('beside');
  const answer = await postForm(beside, `/xet-duyet/${report}/chap-nhan`, { version: '1' }, '/tai-khoan');
  // The unit stands below it today: it may be seen, but was reported elsewhere.
  expect(answer.status).toBe(403);
  const going = branches.get('going')!;
  const above = await portal.signedIn('above');
  const refused = await postForm(
    above,
    `/xet-duyet/${going.report}/chap-nhan`,
    { version: '1' },
    '/tai-khoan',
  );
  expect(refused.status).toBe(403);
  expect((await above.get(`/xet-duyet/${report}`)).text).toContain('công đoàn cấp trên xét duyệt thay được');
  // Those who stand in find what waits for them among their tasks.
  const { name } = await db.unit.findUniqueOrThrow({ where: { id: upper } });
  const waiting = `/theo-doi/2026?don-vi=${upper}&trang-thai=SUBMITTED&sap-xep=oldest`;
  const tasks = (await above.get('/theo-doi/2026')).text.replaceAll('&amp;', '&');
  expect(tasks).toContain(`Chờ xét duyệt thay ${name}`);
  expect(tasks).toContain(waiting);
  expect((await above.get(waiting)).text).toContain(`/xet-duyet/${report}`);
});

describe('Where the filer of the whole federation has gone', () => {
  // It reports to nobody here: an administrator, of whom one always stays, names another filer.
  const WAYS = {
    NOT_STARTED: 'save',
    IN_PROGRESS: 'submit',
    SUBMITTED: 'recall',
    RETURNED: 'submit',
    ACCEPTED: 'supplement',
  } as const;

  beforeAll(async () => {
    await makeAccount(db, 'root-filer', province, ['FILER']);
    await close('root-filer');
    await setRoles('root', ['ADMIN', 'FILER']);
  });

  it.each(Object.entries(WAYS))('its report that is %s is moved by the next: %s', async (state, action) => {
    const status = state as ReportStatus;
    const { id: report } = await reportOf(db, province);
    const people = { ...branches.get(keyOf('nobody', status))!.people, filer: 'root', reviewer: 'above' };
    const branch = { upper: province, unit: province, report, people };
    await db.report.update({ where: { id: report }, data: { status: 'NOT_STARTED' } });
    await bring(branch, status);
    if (status === 'ACCEPTED') await recordSent(report);
    const { path, fields } = await REQUESTS[action](branch);
    const agent = await portal.signedIn(action === 'supplement' ? 'above' : 'root');
    const { version } = await reportOf(db, province);
    const answer = await postForm(agent, path, { version: String(version), ...fields }, '/tai-khoan');
    expect(answer.status).toBe(303);
  });

  async function recordSent(reportId: number) {
    const { number } = await db.submission.findFirstOrThrow({
      where: { reportId },
      orderBy: { number: 'desc' },
    });
    const file = { fileName: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64) };
    const by = { recordedAt: clock(), recordedById: 1, recordedByName: 'Người dùng above' };
    const said = { outgoingNumber: '1/BC', sentOn: clock(), signerName: 'A', signerPosition: 'B' };
    await db.sending.create({
      data: {
        reportId,
        number: 0,
        submissionNumber: number,
        ...said,
        ...file,
        content: Buffer.from('%'),
        ...by,
      },
    });
  }
});
