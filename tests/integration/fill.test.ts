import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { actAsReviewer } from '../../src/platform/actor.js';
import type { Tx } from '../../src/platform/postgres/db.js';
import { openChildReport } from '../../src/reports/finders.js';
import { reopenReport } from '../../src/reports/decisions/commands.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { gate, PATIENCE, waitUntilLocked } from '../support/patience.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const FILL = '/bao-cao/2026/tong-hop';
const GENERAL = 'thong-tin-chung';

let upper: number;
let first: number;
let second: number;
let third: number;
let filer: Agent;

/** An upper-level union with three grassroots unions: of the first two 10 and 7 civil servants are accepted. */
beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  upper = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province })).id;
  const away = await makeUnit(db, { name: 'Công đoàn ngành khác', level: 'UPPER_LEVEL', parentId: province });
  first = (await makeUnit(db, { name: 'CĐCS Bệnh viện A', parentId: upper })).id;
  second = (await makeUnit(db, { name: 'CĐCS Bệnh viện B', parentId: upper })).id;
  third = (await makeUnit(db, { name: 'CĐCS Bệnh viện C', parentId: upper })).id;
  const stranger = await makeUnit(db, { name: 'CĐCS ở ngành khác', parentId: away.id });
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'upper', upper, ['FILER']);
  await makeAccount(db, 'leader', upper, ['LEADER']);
  await makeAccount(db, 'reviewer', upper, ['REVIEWER']);
  await makeAccount(db, 'other', away.id, ['FILER', 'REVIEWER']);
  await makeAccount(db, 'stranger', stranger.id, ['FILER']);
  for (const [name, id] of [['a', first] as const, ['b', second] as const, ['c', third] as const])
    await makeAccount(db, name, id, ['FILER']);
  await openTestPeriod(db, 'admin');
  await fileAs('a', first, { members_civil_servant: '10' });
  await fileAs('b', second, { members_civil_servant: '7' });
  await fileAs('stranger', stranger.id, { members_civil_servant: '99' }, 'other');
  filer = await portal.signedIn('upper');
});

async function fileAs(username: string, unitId: number, figures: Record<string, string>, by = 'reviewer') {
  const { status } = await reportOf(db, unitId);
  await fillDraft(db, username, clock(), { figures });
  await submitDraft(db, username, clock(), { changeNote: status === 'RETURNED' ? 'Sửa số liệu.' : '' });
  await acceptFrom(db, by, (await reportOf(db, unitId)).id, clock());
}

async function reopen(unitId: number) {
  const reviewer = actAsReviewer(await actorOf(db, 'reviewer'));
  const open = await openChildReport(db, reviewer, (await reportOf(db, unitId)).id);
  const correctBefore = new Date('2026-10-01T00:00:00+07:00');
  const remarks = { version: open.report.version, reason: 'Sai số liệu.', notes: {}, correctBefore };
  await reopenReport(db, open, remarks, clock());
}

const ownReport = () => reportOf(db, upper);

/** The own draft is empty again. */
beforeEach(async () => {
  const { id } = await ownReport();
  await db.filledAnswer.deleteMany();
  await db.fill.deleteMany();
  await db.passage.deleteMany();
  await db.sectionDraft.deleteMany({ where: { reportId: id } });
  await db.report.update({ where: { id }, data: { status: 'NOT_STARTED', explanations: {}, nilReason: '' } });
});

const answers = async (section = GENERAL) => {
  const { id: reportId } = await ownReport();
  return (await db.sectionDraft.findFirst({ where: { reportId, section } }))?.answers as
    Record<string, unknown> | undefined;
};
const seen = async (address = FILL) => hiddenFields((await filer.get(address)).text);
const put = async (more: Record<string, string | string[]>) =>
  postForm(filer, FILL, { ...(await seen()), ...more });
const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
/** The row of a figure: "Số cán bộ, công chức 17 – Chưa ghi" */
const row = async (label: string, agent = filer) => {
  const html = (await agent.get(FILL)).text;
  return html.split(/<\/?tr>/).find((part) => part.includes(`<th scope="row">${label}`)) ?? '';
};

describe('Figures of the accepted children', () => {
  it('go into the own draft, with what follows from them, and the history says from how many reports', async () => {
    const members = ['members_civil_servant', 'members_public_employee', 'members_worker'];
    const answer = await put({ figures: members });
    expect(answer.status).toBe(303);
    expect(await answers()).toMatchObject({
      members_civil_servant: 17,
      members_public_employee: 40,
      members_worker: 60,
      members_total: 117,
    });
    const { id: reportId, status } = await ownReport();
    expect(status).toBe('IN_PROGRESS');
    const event = await db.historyEvent.findFirst({ where: { reportId, action: 'report-filled' } });
    expect(event?.detail).toEqual({ reports: 2, answers: 3 });
  });

  it('are what was chosen, and nothing else', async () => {
    await put({ figures: 'members_worker' });
    expect(await answers()).toEqual({ members_worker: 60 });
  });

  it('leave what else the section says', async () => {
    await postForm(filer, `/bao-cao/2026/${GENERAL}`, { version: '0', report_number: '05/BC-CĐN' });
    await put({ figures: 'members_worker' });
    expect(await answers()).toMatchObject({ report_number: '05/BC-CĐN', members_worker: 60 });
  });

  it('take in those that wait for review where that is asked for', async () => {
    await fillDraft(db, 'c', clock(), { figures: { members_civil_servant: '5' } });
    await submitDraft(db, 'c', clock());
    expect(text(await row('Số cán bộ, công chức'))).toContain('17');
    const fields = await seen(`${FILL}?ca-cho-duyet=1`);
    await postForm(filer, FILL, { ...fields, figures: 'members_civil_servant' });
    expect(await answers()).toMatchObject({ members_civil_servant: 22 });
    await returnTo(db, 'reviewer', (await reportOf(db, third)).id, clock(), new Date('2026-10-01'));
    expect(await row('Số cán bộ, công chức')).toContain('Đã cũ');
  });

  it('make a section apply that was said not to', async () => {
    const section = 'vien-chuc';
    await postForm(filer, `/bao-cao/2026/${section}`, {
      version: '0',
      notApplicable: 'yes',
      notApplicableReason: 'Không có.',
    });
    expect((await filer.get(FILL)).text).toContain('đưa số liệu vào thì phần này không còn khai như vậy');
    await put({ figures: 'registered_public_employee' });
    const { id: reportId } = await ownReport();
    const draft = await db.sectionDraft.findFirst({ where: { reportId, section } });
    expect(draft).toMatchObject({ notApplicable: false, answers: { registered_public_employee: 2 } });
  });
});

describe('Each answer', () => {
  it('shows which submissions it came from, to those who may read the own report', async () => {
    await put({ figures: 'members_civil_servant' });
    for (const agent of [filer, await portal.signedIn('leader')]) {
      const html = text((await agent.get(`${FILL}/members_civil_servant`)).text);
      expect(html).toMatch(/CĐCS Bệnh viện A Lần nộp \d+ 10 .*CĐCS Bệnh viện B Lần nộp \d+ 7/);
      expect(html).not.toContain('CĐCS ở ngành khác');
    }
    const section = (await filer.get(`/bao-cao/2026/${GENERAL}`)).text;
    expect(section).toContain(`href="${FILL}/members_civil_servant"`);
  });

  it('has no such page where it was written by hand, or is no field at all', async () => {
    for (const field of ['members_worker', 'khong-co', '__proto__', 'constructor'])
      expect((await filer.get(`${FILL}/${field}`)).status).toBe(404);
  });

  it('says that a report counts no more whose acceptance was taken back, though its submission is the same', async () => {
    await put({ figures: 'members_civil_servant' });
    const { id, acceptedAt } = await reportOf(db, first);
    await db.report.update({ where: { id }, data: { status: 'SUBMITTED', acceptedAt: null } });
    const html = text((await filer.get(`${FILL}/members_civil_servant`)).text);
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED', acceptedAt } });
    expect(html).toMatch(/CĐCS Bệnh viện A Lần nộp \d+ 10 Nay không còn được tính/);
    expect(html).not.toMatch(/CĐCS Bệnh viện B Lần nộp \d+ 7 Nay/);
  });

  it('keeps its sources when another one is put in later', async () => {
    await put({ figures: 'members_civil_servant' });
    await reopen(first);
    await put({ figures: 'members_worker' });
    const html = text((await filer.get(`${FILL}/members_civil_servant`)).text);
    expect(html).toMatch(/CĐCS Bệnh viện A Lần nộp \d+ 10 Nay không còn được tính/);
    expect(text((await filer.get(`${FILL}/members_worker`)).text)).not.toContain('CĐCS Bệnh viện A');
    await fileAs('a', first, { members_civil_servant: '10' });
    expect(text((await filer.get(`${FILL}/members_civil_servant`)).text)).toMatch(
      /CĐCS Bệnh viện A Lần nộp \d+ 10 Nay là lần nộp \d+/,
    );
  });
});

describe('A child that is reopened or files again', () => {
  it('makes the answer stale, says what changed, and offers to refresh it', async () => {
    await put({ figures: 'members_civil_servant' });
    expect(await row('Số cán bộ, công chức')).toContain('Đã khớp');
    await reopen(first);
    const html = (await filer.get(FILL)).text;
    expect(text(html)).toMatch(/CĐCS Bệnh viện A: lần nộp \d+ không còn được tính \(báo cáo bị trả lại/);
    expect(await row('Số cán bộ, công chức')).toMatch(/value="members_civil_servant" checked[^]*Đã cũ/);
    expect((await filer.get('/bao-cao/2026')).text).toContain('Số liệu tổng hợp đã cũ ở 1 ô');
    expect((await filer.get(`/bao-cao/2026/${GENERAL}`)).text).toContain('theo số liệu cũ');
    await fileAs('a', first, { members_civil_servant: '12' });
    await put({ figures: 'members_civil_servant' });
    expect(await answers()).toMatchObject({ members_civil_servant: 19 });
    expect(text((await filer.get(FILL)).text)).not.toContain('Đã thay đổi từ lần');
    await reopen(first);
    await fileAs('a', first, { members_civil_servant: '10' });
  });
});

describe('A figure changed by hand', () => {
  const change = async (value: string) => {
    const { version } = (await seen(`/bao-cao/2026/${GENERAL}`)) as { version: string };
    await postForm(filer, `/bao-cao/2026/${GENERAL}`, { version, members_civil_servant: value });
  };

  it('is said so, is not chosen, and asks for a word', async () => {
    await put({ figures: 'members_civil_servant' });
    await change('20');
    const html = await row('Số cán bộ, công chức');
    expect(html).toContain('Sửa tay');
    expect(html).not.toContain('checked');
    expect((await filer.get(`/bao-cao/2026/${GENERAL}`)).text).toContain(
      'Số cán bộ, công chức: báo cáo ghi 20, khác số tổng hợp từ các đơn vị (17).',
    );
  });

  it('passes the check once that word is given', async () => {
    await put({ figures: 'members_civil_servant' });
    await change('20');
    const check = '/bao-cao/2026/kiem-tra';
    const asked = 'Hãy ghi lý do: Số cán bộ, công chức: báo cáo ghi 20';
    const box = 'explain_consolidated_members_civil_servant';
    const file = async (word: string) =>
      text(
        (await postForm(filer, check, { ...(await seen(check)), [box]: word, declaration: 'yes' }, check))
          .text,
      );
    expect(await file('')).toContain(asked);
    const explained = await file('Gồm 3 cán bộ của cơ quan công đoàn ngành.');
    expect(explained).not.toContain(asked);
    expect(explained).not.toContain('không có ô');
  });

  it('keeps its explanation when other answers are refreshed', async () => {
    await put({ figures: 'members_civil_servant' });
    await change('20');
    const words = 'Gồm 3 cán bộ của cơ quan công đoàn ngành.';
    const { id } = await ownReport();
    await db.report.update({
      where: { id },
      data: { explanations: { consolidated_members_civil_servant: words } },
    });
    await put({ figures: 'members_worker' });
    expect(await answers()).toMatchObject({ members_civil_servant: 20, members_worker: 60 });
    expect(await row('Số cán bộ, công chức')).toContain(words);
  });
});

describe('Texts', () => {
  async function mark(unitId: number, words: string, position: number) {
    const { id: reportId, periodId } = await reportOf(db, unitId);
    const said = { field: 'limitations', target: 'limitations', original: words, text: words };
    const marked = { markedAt: clock(), markedById: 0, markedByName: 'x', submissionNumber: 1 };
    return db.passage.create({
      data: { parentId: upper, periodId, reportId, kind: 'DIFFICULTY', position, ...said, ...marked },
    });
  }

  it('are composed of the marked passages in their order, with whose they are', async () => {
    await mark(second, 'Còn hình thức.', 1);
    await mark(first, 'Thiếu kinh phí.', 2);
    await put({ van_limitations: 'replace' });
    const said = 'Còn hình thức. (CĐCS Bệnh viện B)\nThiếu kinh phí. (CĐCS Bệnh viện A)';
    expect(await answers('kien-nghi')).toEqual({ limitations: said });
    const html = text((await filer.get(`${FILL}/limitations`)).text);
    expect(html).toContain('Thiếu kinh phí. CĐCS Bệnh viện A. Lần nộp 1');
  });

  it('come after the unit’s own words where that is chosen', async () => {
    await mark(first, 'Thiếu kinh phí.', 1);
    await postForm(filer, '/bao-cao/2026/kien-nghi', { version: '0', limitations: 'Lời của ngành.' });
    await put({ van_limitations: 'append' });
    expect(await answers('kien-nghi')).toEqual({
      limitations: 'Lời của ngành.\nThiếu kinh phí. (CĐCS Bệnh viện A)',
    });
  });

  it('that would be too long are refused, and nothing is written', async () => {
    await mark(first, 'dài '.repeat(6000), 1);
    const answer = await put({ van_limitations: 'replace', figures: 'members_worker' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('dài quá mức');
    expect(answer.text).toMatch(/value="members_worker" checked/);
    expect(await answers()).toBeUndefined();
  });

  it('stay as they are where nothing else is chosen', async () => {
    await mark(first, 'Thiếu kinh phí.', 1);
    await put({ figures: 'members_worker' });
    expect(await answers('kien-nghi')).toBeUndefined();
  });
});

describe('What cannot be put in', () => {
  it('is nothing at all', async () => {
    const answer = await put({});
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Hãy chọn ít nhất một nội dung');
  });

  it.each(['members_total', 'report_number', 'khong_co', '__proto__', 'constructor'])(
    'is %s, which the form does not add up',
    async (figures) => {
      const answer = await put({ figures });
      expect(answer.status).toBe(422);
      expect(await answers()).toBeUndefined();
    },
  );

  it('is a draft that somebody saved meanwhile: what was chosen stays chosen', async () => {
    const fields = await seen();
    await postForm(filer, `/bao-cao/2026/${GENERAL}`, { version: '0', members_worker: '3' });
    const answer = await postForm(filer, FILL, { ...fields, figures: 'members_civil_servant' });
    expect(answer.status).toBe(409);
    expect(answer.text).toMatch(/value="members_civil_servant" checked/);
    expect(await answers()).toMatchObject({ members_worker: 3 });
  });

  it('is anything once the report is filed, or was said to be of nothing', async () => {
    const { id } = await ownReport();
    const fields = await seen();
    for (const data of [{ status: 'SUBMITTED' as const }, { nilReason: 'Mới thành lập.' }]) {
      await db.report.update({ where: { id }, data: { status: 'NOT_STARTED', nilReason: '', ...data } });
      const answer = await postForm(filer, FILL, { ...fields, figures: 'members_worker' });
      expect(answer.status).toBe(409);
      expect(answer.text).not.toContain('>Đưa vào báo cáo</button>');
    }
    expect(await answers()).toBeUndefined();
  });

  it('is a sum beyond what a field takes', async () => {
    const { id } = await reportOf(db, first);
    await db.$executeRaw`DELETE FROM report_figures WHERE report_id = ${id}`;
    await db.$executeRaw`
      INSERT INTO report_figures
      SELECT id, period_id, parent_id, unit_name, unit_level, status, 1, '{"members_worker": 1e300}', unit_id FROM reports WHERE id = ${id}`;
    expect(await row('Số công nhân lao động<')).toBe('');
    const answer = await put({ figures: ['members_worker', 'members_civil_servant'] });
    expect(answer.status).toBe(303);
    expect(await answers()).toEqual({ members_civil_servant: 7 });
    await reopen(first);
    await fileAs('a', first, { members_civil_servant: '10' });
  });
});

describe('Whoever fills', () => {
  it('waits for a report that is just being accepted, and misses none', async () => {
    await fillDraft(db, 'c', clock(), { figures: { members_civil_servant: '5' } });
    await submitDraft(db, 'c', clock(), { changeNote: 'Sửa.' });
    const { id } = await reportOf(db, third);
    const fields = await seen();
    const accepted = gate();
    const goOn = gate();
    const accept = async (tx: Tx) => {
      await tx.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
      accepted.open();
      await goOn.opened;
    };
    const accepting = db.$transaction(accept, { timeout: 2 * PATIENCE });
    await accepted.opened;
    let isDone = false;
    const filling = postForm(filer, FILL, { ...fields, figures: 'members_civil_servant' }).then((answer) => {
      isDone = true;
      return answer;
    });
    try {
      await waitUntilLocked(db);
      expect(isDone).toBe(false);
    } finally {
      goOn.open();
    }
    await accepting;
    expect((await filling).status).toBe(303);
    expect(await answers()).toMatchObject({ members_civil_servant: 22 });
    expect(text((await filer.get(FILL)).text)).not.toContain('Đã thay đổi từ lần');
  });

  it('asks the database as often for two children as for three', async () => {
    const count = async () => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await filer.get(FILL);
      const calls = query.mock.calls.length;
      query.mockRestore();
      return calls;
    };
    const forThree = await count();
    await reopen(third);
    expect(await count()).toBe(forThree);
  });

  it('is a filer of the unit', async () => {
    const expected: Record<string, number> = { upper: 200, leader: 403, reviewer: 403, other: 200, a: 200 };
    for (const [name, status] of Object.entries(expected))
      expect([name, (await (await portal.signedIn(name)).get(FILL)).status]).toEqual([name, status]);
    const html = (await (await portal.signedIn('a')).get(FILL)).text;
    expect(html).toContain('Chưa có số liệu hay đoạn trích nào');
  });
});
