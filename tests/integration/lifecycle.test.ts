import { beforeAll, describe, expect, it } from 'vitest';
import type { ReportAction, ReportStatus } from '../../src/reports/lifecycle.js';
import { startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;

const STATES: ReportStatus[] = ['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'EXEMPT'];
const WHO = ['filer', 'signatory', 'reviewer', 'leader', 'grandparent', 'sibling', 'stranger'] as const;
type Who = (typeof WHO)[number];

/** Each action: who may do it, its event, and the state after it from each of STATES; '-' where it is refused. */
const table = {
  save: ['filer', 'section-saved', 'IN_PROGRESS IN_PROGRESS - RETURNED - -'],
  submit: ['filer', 'report-submitted', '- SUBMITTED - SUBMITTED - -'],
  markReady: ['filer', 'report-ready', '- IN_PROGRESS - RETURNED - -'],
  sendBack: ['signatory', 'report-sent-back', '- IN_PROGRESS - RETURNED - -'],
  recall: ['filer', 'report-recalled', '- - IN_PROGRESS - - -'],
  return: ['reviewer', 'report-returned', '- - RETURNED - - -'],
  accept: ['reviewer', 'report-accepted', '- - ACCEPTED - - -'],
  reopen: ['reviewer', 'report-reopened', '- - - - RETURNED -'],
  exempt: ['reviewer', 'report-exempted', 'EXEMPT EXEMPT - EXEMPT - -'],
  unexempt: ['reviewer', 'report-unexempted', '- - - - - IN_PROGRESS'],
  takeBack: ['reviewer', 'decision-taken-back', '- - - SUBMITTED SUBMITTED IN_PROGRESS'],
  extend: ['reviewer', 'report-extended', 'NOT_STARTED IN_PROGRESS - RETURNED - -'],
} as const satisfies Record<ReportAction, readonly [by: string, event: string, after: string]>;

/**
 * What the others are answered: theirs is another role, another branch, or a level too high. A filer's addresses
 * name no report, so the sibling's reach only its own, which is exempt: 409.
 */
const NONE: Record<Who, number> = {
  filer: 403,
  signatory: 403,
  reviewer: 403,
  leader: 403,
  grandparent: 403,
  sibling: 403,
  stranger: 403,
};
const REFUSALS: Record<'filer' | 'signatory' | 'reviewer', Record<Who, number>> = {
  filer: { ...NONE, filer: 409, sibling: 409 },
  signatory: { ...NONE, signatory: 409 },
  reviewer: { ...NONE, reviewer: 409, stranger: 404 },
};

let reportId: number;
let siblingId: number;
let agents: Record<Who, Agent>;

beforeAll(async () => {
  const province = await makeUnit(db);
  const upper = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  const other = await makeUnit(db, { level: 'UPPER_LEVEL', parentId: province.id });
  const unit = await makeUnit(db, { parentId: upper.id });
  const sibling = await makeUnit(db, { parentId: upper.id });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'grandparent', province.id, ['REVIEWER']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'leader', upper.id, ['LEADER']);
  await makeAccount(db, 'stranger', other.id, ['REVIEWER']);
  await makeAccount(db, 'filer', unit.id, ['FILER']);
  await makeAccount(db, 'signatory', unit.id, ['SIGNATORY']);
  await makeAccount(db, 'sibling', sibling.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'filer', clock());
  reportId = (await reportOf(db, unit.id)).id;
  siblingId = (await reportOf(db, sibling.id)).id;
  await db.report.update({ where: { id: siblingId }, data: { status: 'EXEMPT' } });
  const signedIn = await Promise.all(WHO.map(async (who) => [who, await portal.signedIn(who)] as const));
  agents = Object.fromEntries(signedIn) as Record<Who, Agent>;
});

describe.each(Object.keys(table) as ReportAction[])('%s', (action) => {
  const [by, event, after] = table[action];
  const nextOf = (state: ReportStatus) => after.split(' ')[STATES.indexOf(state)]!;
  const allowed = STATES.filter((state) => nextOf(state) !== '-');

  it.each(allowed.map((state) => [state, nextOf(state)]))(
    `by the ${by} leads from %s to %s, in one event`,
    async (state, next) => {
      await bring(state, action);
      const before = await snapshot();
      expect(await act(by, action)).toBe(303);
      const { id: actorId } = await db.account.findUniqueOrThrow({ where: { username: by } });
      const last = { action: event, actorId, actorName: `Người dùng ${by}` };
      expect(await snapshot()).toMatchObject({ status: next, events: before.events + 1, last });
    },
  );

  it.each(STATES.map((state) => [state, allowed.includes(state) ? `everybody but the ${by}` : 'everybody']))(
    'from %s is refused to %s, and nothing changes',
    async (from) => {
      const state = from;
      await bring(state, action);
      const before = await snapshot();
      const refused = WHO.filter((who) => who !== by || !allowed.includes(state));
      const answers = [];
      for (const who of refused) {
        answers.push([who, await act(who, action)]);
        expect(await snapshot(), who).toEqual(before);
      }
      expect(answers).toEqual(refused.map((who) => [who, REFUSALS[by][who]]));
    },
  );
});

/** What the decision that led to a state found. */
const FOUND: Partial<Record<ReportStatus, ReportStatus>> = {
  RETURNED: 'SUBMITTED',
  ACCEPTED: 'SUBMITTED',
  EXEMPT: 'IN_PROGRESS',
};

/** Puts the report into a state as if it had got there lawfully. */
async function bring(status: ReportStatus, action: ReportAction): Promise<void> {
  const filed = ['SUBMITTED', 'RETURNED', 'ACCEPTED'].includes(status) ? clock() : null;
  const correctBefore = status === 'RETURNED' ? new Date('2026-08-30T00:00:00+07:00') : null;
  // A reviewer who is shown the report opens it, which is another event; a recall is for the unopened.
  const openedAt = action === 'recall' ? null : filed;
  const dates = { firstSubmittedAt: filed, lastSubmittedAt: filed, openedAt, correctBefore };
  const dueBefore = new Date('2026-08-25T00:00:00+07:00');
  const isTwoSteps = action === 'markReady' || action === 'sendBack';
  const readyAt = action === 'sendBack' && ['IN_PROGRESS', 'RETURNED'].includes(status) ? clock() : null;
  const { unitId } = await db.report.update({
    where: { id: reportId },
    data: { status, ...dates, dueBefore, readyAt, statusBefore: FOUND[status] ?? null },
  });
  await db.unit.update({ where: { id: unitId }, data: { needsSignatory: isTwoSteps } });
}

/** The report, its history, and the sibling's report, which nothing here may touch. */
async function snapshot() {
  const row = (id: number) => db.report.findUniqueOrThrow({ where: { id } });
  const [report, sibling, events] = [
    await row(reportId),
    await row(siblingId),
    await db.historyEvent.count(),
  ];
  const last = await db.historyEvent.findFirst({ where: { reportId }, orderBy: { id: 'desc' } });
  return { ...report, sibling, events, last };
}

async function act(who: Who, action: ReportAction): Promise<number> {
  const agent = agents[who];
  const { version } = await db.report.findUniqueOrThrow({ where: { id: reportId } });
  const { _sum } = await db.sectionDraft.aggregate({ where: { reportId }, _sum: { version: true } });
  const section = await db.sectionDraft.findFirst({ where: { reportId, section: 'kien-nghi' } });
  const decide = (slug: string) => `/xet-duyet/${reportId}/${slug}`;
  const reason = 'Lý do.';
  const remarks = { reason, correctBefore: '30/8/2026' };
  const texts = { limitations: 'Không', proposals: 'Không', next_year: 'Như cũ' };
  const filing = { changeNote: 'Đã sửa.', explain_signed_report_present: 'Gửi sau.', declaration: 'yes' };
  const requests: Record<ReportAction, [path: string, fields: Record<string, string>]> = {
    save: ['/bao-cao/2026/kien-nghi', { version: String(section?.version), ...texts }],
    submit: ['/bao-cao/2026/kiem-tra', { draftVersion: String(_sum.version), ...filing }],
    markReady: ['/bao-cao/2026/ky-duyet/san-sang', { draftVersion: String(_sum.version), ...filing }],
    sendBack: ['/bao-cao/2026/ky-duyet/chuyen-lai', { reason }],
    recall: ['/bao-cao/2026/thu-hoi', {}],
    return: [decide('tra-lai'), remarks],
    accept: [decide('chap-nhan'), {}],
    reopen: [decide('mo-lai'), remarks],
    exempt: [decide('mien'), { reason }],
    unexempt: [decide('bo-mien'), { reason }],
    takeBack: [decide('rut-lai'), {}],
    extend: [decide('gia-han'), { dueBefore: '08/9/2026', extensionReason: reason }],
  };
  const [path, fields] = requests[action];
  const _csrf = await tokenOf(agent, '/tai-khoan');
  const answer = await agent
    .post(path)
    .type('form')
    .send({ _csrf, version: String(version), ...fields });
  return answer.status;
}
