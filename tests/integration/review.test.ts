import { createHash } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actAsFiler } from '../../src/platform/actor.js';
import { recallReport } from '../../src/reports/filing/commands.js';
import { openOwnReport } from '../../src/reports/finders.js';
import type { ReportStatus } from '../../src/reports/lifecycle.js';
import { csrfFrom, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
  removeSubmissions,
} from '../support/reports.js';

// The report under review is the upper-level union's, due before 10/9.
const NOW = '2026-09-01T08:00:00+07:00';
const portal = await startTestApp({ now: NOW });
const { db, clock } = portal;
const now = () => clock();
const day = (text: string) => new Date(`${text}T00:00:00+07:00`);

const agents: Record<string, Agent> = {};
let unitId: number;
let id: number;
let page: string;

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  const other = await makeUnit(db, {
    name: 'Công đoàn ngành Giáo dục',
    level: 'UPPER_LEVEL',
    parentId: province.id,
  });
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'second', province.id, ['REVIEWER']);
  await makeAccount(db, 'leader', province.id, ['LEADER']);
  await makeAccount(db, 'filer', upper.id, ['FILER', 'REVIEWER', 'LEADER']);
  await makeAccount(db, 'below', first.id, ['FILER', 'REVIEWER', 'LEADER']);
  await makeAccount(db, 'sibling', other.id, ['FILER', 'REVIEWER', 'LEADER']);
  await openTestPeriod(db, 'admin');
  for (const name of ['reviewer', 'second', 'leader', 'filer', 'below', 'sibling'])
    agents[name] = await portal.signedIn(name);
  id = (await report()).id;
  page = `/xet-duyet/${id}`;
});

beforeEach(async () => {
  clock.set(NOW);
  await db.sectionDraft.deleteMany();
  await db.attachment.deleteMany();
  await db.return.deleteMany();
  await db.extension.deleteMany();
  await removeSubmissions(db);
  await db.$executeRaw`ALTER TABLE history_events DISABLE TRIGGER USER`;
  await db.historyEvent.deleteMany();
  await db.$executeRaw`ALTER TABLE history_events ENABLE TRIGGER USER`;
  const fresh = { firstSubmittedAt: null, lastSubmittedAt: null, openedAt: null, correctBefore: null };
  const dates = { dueBefore: day('2026-09-10'), lockOn: day('2026-11-01') };
  await db.report.updateMany({ data: { status: 'NOT_STARTED', version: 1, ...fresh, ...dates } });
  // What the province itself must send, well after: an extension up to then is not asked about.
  await db.report.updateMany({ where: { parentId: null }, data: { dueBefore: day('2026-09-30') } });
});

const report = () => reportOf(db, unitId);
const get = (who: string, path = page) => agents[who]!.get(path);
const events = async (action?: string) =>
  (await db.historyEvent.findMany({ where: { reportId: id, ...(action ? { action } : {}) } })).map(
    (event) => event.action,
  );
const fill = (figures: Record<string, string> = {}) => fillDraft(db, 'filer', now(), { figures });

/** Brings the report into a state as its people would. */
async function bring(status: ReportStatus) {
  if (status === 'NOT_STARTED') return;
  if (status === 'EXEMPT') {
    await db.report.update({ where: { id }, data: { status, statusBefore: 'IN_PROGRESS' } });
    return;
  }
  await fill();
  if (status === 'IN_PROGRESS') return;
  await submitDraft(db, 'filer', now());
  if (status === 'ACCEPTED') await acceptFrom(db, 'reviewer', id, now());
  if (status === 'RETURNED') await returnTo(db, 'reviewer', id, now(), day('2026-09-20'));
}

async function recall() {
  const open = await openOwnReport(db, actAsFiler(await actorOf(db, 'filer')), 2026);
  await recallReport(db, open, open.report.version, now());
}

async function attach(name: string) {
  const content = Buffer.from(`%PDF-1.4 ${name}`);
  const sha256 = createHash('sha256').update(content).digest('hex');
  const file = { reportId: id, field: 'annexes', name, mediaType: 'application/pdf', size: content.length };
  return db.attachment.create({ data: { ...file, sha256, content, uploadedAt: now(), uploadedById: 1 } });
}

describe('Opening a report', () => {
  it('by its reviewer ends the recall, once, and is told', async () => {
    await bring('SUBMITTED');
    expect((await get('reviewer')).status).toBe(200);
    expect((await get('second')).status).toBe(200);
    expect((await report()).openedAt).toEqual(now());
    expect(await events('report-opened')).toHaveLength(1);
  });

  it('by a leader changes nothing', async () => {
    await bring('SUBMITTED');
    expect((await get('leader')).text).not.toContain('id="xet-duyet"');
    expect((await report()).openedAt).toBeNull();
  });

  it.each([
    ['reviewer', 200],
    ['leader', 200],
    ['filer', 404],
    ['below', 404],
    ['sibling', 404],
  ])('is for those above the unit: %s %i', async (who, status) => {
    await bring('SUBMITTED');
    const answer = await get(who);
    expect(answer.status).toBe(status);
    expect(answer.text.includes('Nguyễn Văn An')).toBe(status === 200);
  });

  it('that does not exist is 404', async () => {
    for (const path of [
      '/xet-duyet/999999',
      '/xet-duyet/x',
      '/xet-duyet/-1',
      `${page}?lan=1`,
      `${page}?lan=x`,
    ])
      expect((await get('reviewer', path)).status).toBe(404);
  });

  it('of a grandchild only shows it', async () => {
    const grandchild = await reportOf(
      db,
      (await db.account.findUniqueOrThrow({ where: { username: 'below' } })).unitId,
    );
    await fillDraft(db, 'below', now());
    await submitDraft(db, 'below', now());
    const answer = await get('reviewer', `/xet-duyet/${grandchild.id}`);
    expect(answer.text).toContain('Nguyễn Văn An');
    expect(answer.text).not.toContain('id="xet-duyet"');
    expect((await reportOf(db, grandchild.unitId)).openedAt).toBeNull();
    expect((await get('filer', `/xet-duyet/${grandchild.id}`)).text).toContain('id="xet-duyet"');
  });
});

describe('A draft never shows', () => {
  const SECRET = 'Chỉ mới là ý định';
  const SECRET_FILE = 'bi-mat.pdf';

  it('before the first submission', async () => {
    await fill({ limitations: SECRET });
    const file = await attach(SECRET_FILE);
    const answer = await get('reviewer');
    expect(answer.text).toContain('Chưa có lần nộp nào để xem.');
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain(SECRET_FILE);
    expect(answer.text).not.toContain('đã lưu phần');
    expect((await get('reviewer', `${page}/tep/${file.id}`)).status).toBe(404);
  });

  it('beside a submission that was returned', async () => {
    await bring('RETURNED');
    await fill({ limitations: SECRET });
    await attach(SECRET_FILE);
    const answer = await get('reviewer');
    expect(answer.text).toContain('Nguyễn Văn An');
    expect(answer.text).not.toContain(SECRET);
    expect(answer.text).not.toContain(SECRET_FILE);
  });

  it('after a recall: what was taken back is gone, answers and files', async () => {
    await fill({ limitations: SECRET });
    const file = await attach(SECRET_FILE);
    await submitDraft(db, 'filer', now());
    expect((await get('leader', `${page}/tep/${file.id}`)).status).toBe(200);
    await recall();
    const answer = await get('reviewer');
    expect(answer.text).toContain('Chưa có lần nộp nào để xem.');
    expect(answer.text).not.toContain(SECRET);
    expect((await get('reviewer', `${page}/tep/${file.id}`)).status).toBe(404);
    await db.attachment.updateMany({ data: { removedAt: now() } });
    await fill();
    await submitDraft(db, 'filer', now());
    const again = await get('reviewer');
    expect(again.text).toContain('Lần nộp 2');
    expect(again.text).not.toContain('Lần nộp 1');
    expect(again.text).not.toContain(SECRET);
    expect((await get('reviewer', `${page}/tep/${file.id}`)).status).toBe(404);
  });
});

describe('A file of a submission', () => {
  it('is sent to be saved, to those who may open the report', async () => {
    await fill();
    const file = await attach('Báo cáo “đã ký”.pdf');
    await submitDraft(db, 'filer', now());
    const path = `${page}/tep/${file.id}`;
    expect((await get('reviewer')).text).toContain(`href="${path}"`);
    const answer = await get('reviewer', path);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Bao cao _da ky_.pdf"; filename*=UTF-8''${encodeURIComponent('Báo cáo “đã ký”.pdf')}`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(answer.body).toEqual(Buffer.from('%PDF-1.4 Báo cáo “đã ký”.pdf'));
    for (const who of ['filer', 'below', 'sibling']) expect((await get(who, path)).status).toBe(404);
  });

  it('is not found through another report', async () => {
    await fill();
    const file = await attach('a.pdf');
    await submitDraft(db, 'filer', now());
    const others = await db.report.findMany({ where: { id: { not: id } } });
    for (const other of others)
      expect((await get('reviewer', `/xet-duyet/${other.id}/tep/${file.id}`)).status).toBe(404);
  });
});

describe('A corrected report', () => {
  beforeEach(async () => {
    await bring('RETURNED');
    await fill({ limitations: 'Kết quả: chưa đều giữa các đơn vị.', members_women: '26' });
    await submitDraft(db, 'filer', now(), { changeNote: 'Đã sửa số nữ.' });
  });

  it('shows what changed, the words around it, the note, and what was explained', async () => {
    const { text } = await get('reviewer');
    expect(text).toContain('Thay đổi so với lần 1');
    expect(text).toContain('<a href="#o-members_women">A. Thông tin chung: Trong tổng số: số nữ</a>');
    expect(text).toMatch(/<td data-label="Lần nộp 1">.*<del>25<\/del>/);
    for (const words of ['26', 'chưa đều giữa các đơn vị']) expect(text).toContain(`<ins>${words}</ins>`);
    expect(text).toContain('<del>Hạn chế và nguyên nhân</del>');
    expect(text).toContain('Kết quả: ');
    expect(text).toContain('Đã sửa số nữ.');
    expect(text).toContain('Chưa kèm bản báo cáo đã ký, đóng dấu');
    expect(text).toContain('Bản giấy gửi qua bưu điện.');
  });

  it('shows the earlier submission when asked', async () => {
    const { text } = await get('reviewer', `${page}?lan=1`);
    expect(text).toContain('>25<');
    expect(text).not.toContain('Thay đổi so với');
    expect((await get('reviewer', `${page}?lan=3`)).status).toBe(404);
  });

  it('shows the return, and the history as sentences', async () => {
    const text = (await get('reviewer')).text.replaceAll(/<[^>]+>/g, '');
    expect(text).toContain('Cần bổ sung.');
    expect(text).toContain('Người dùng filer đã nộp báo cáo (lần 1)');
    expect(text).toContain(
      'Người dùng reviewer đã trả lại báo cáo, đề nghị sửa trước ngày 20/9/2026: Cần bổ sung.',
    );
    expect(text).toContain('Người dùng filer đã nộp báo cáo (lần 2)');
    expect(text).not.toContain('đã lưu phần');
  });
});

const REMARKS = {
  reason: 'Thiếu số liệu <nữ>.',
  'note_thong-tin-chung': 'Xem lại số nữ.',
  correctBefore: '15/9/2026',
};
/** Each decision: where it is posted, what is typed, the state before and after, and the history's word. */
const decisions = {
  accept: { slug: 'chap-nhan', fields: {}, from: 'SUBMITTED', to: 'ACCEPTED', event: 'report-accepted' },
  return: { slug: 'tra-lai', fields: REMARKS, from: 'SUBMITTED', to: 'RETURNED', event: 'report-returned' },
  reopen: { slug: 'mo-lai', fields: REMARKS, from: 'ACCEPTED', to: 'RETURNED', event: 'report-reopened' },
  exempt: {
    slug: 'mien',
    fields: { reason: 'Mới thành lập.' },
    from: 'IN_PROGRESS',
    to: 'EXEMPT',
    event: 'report-exempted',
  },
  unexempt: {
    slug: 'bo-mien',
    fields: { reason: 'Nhầm đơn vị.' },
    from: 'EXEMPT',
    to: 'IN_PROGRESS',
    event: 'report-unexempted',
  },
  takeBack: {
    slug: 'rut-lai',
    fields: {},
    from: 'ACCEPTED',
    to: 'SUBMITTED',
    event: 'decision-taken-back',
  },
  extend: {
    slug: 'gia-han',
    fields: { dueBefore: '30/9/2026', extensionReason: 'Bão lụt.' },
    from: 'NOT_STARTED',
    to: 'NOT_STARTED',
    event: 'report-extended',
  },
} as const satisfies Record<
  string,
  { fields: Record<string, string>; from: ReportStatus; to: ReportStatus; [k: string]: unknown }
>;
type Decision = keyof typeof decisions;
const names = Object.keys(decisions) as Decision[];

const ALL_STATES: ReportStatus[] = [
  'NOT_STARTED',
  'IN_PROGRESS',
  'SUBMITTED',
  'RETURNED',
  'ACCEPTED',
  'EXEMPT',
];
const STATE_WORDS: Record<ReportStatus, string> = {
  NOT_STARTED: 'Chưa bắt đầu',
  IN_PROGRESS: 'Đang lập',
  SUBMITTED: 'Đã nộp, chờ xét duyệt',
  RETURNED: 'Bị trả lại, chờ sửa',
  ACCEPTED: 'Đã chấp nhận',
  EXEMPT: 'Được miễn',
};
const ALLOWED: Record<Decision, readonly ReportStatus[]> = {
  accept: ['SUBMITTED'],
  return: ['SUBMITTED'],
  reopen: ['ACCEPTED'],
  exempt: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'],
  unexempt: ['EXEMPT'],
  takeBack: ['RETURNED', 'ACCEPTED', 'EXEMPT'],
  extend: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'],
};

/** Posts a decision as its form would, by default with the version that the report has. */
async function decide(name: Decision, fields: Record<string, string> = {}, who = 'reviewer') {
  const { slug, fields: typed } = decisions[name];
  const version = String((await report()).version);
  // Its form tells which of them are typed into.
  const _words = Object.keys(typed).join('\n');
  return postForm(
    agents[who]!,
    `${page}/${slug}`,
    { version, _words, ...typed, ...fields },
    '/theo-doi/2026',
  );
}

describe('A decision', () => {
  it.each(names)('%s moves the report, tells the history and leads back to it', async (name) => {
    const { from, to, event } = decisions[name];
    await bring(from);
    const before = await report();
    const answer = await decide(name);
    expect([answer.status, answer.headers['location']]).toEqual([303, page]);
    expect(await report()).toMatchObject({ status: to, version: before.version + 1 });
    expect(await events(event)).toEqual([event]);
  });

  it.each(names)(
    '%s is offered only where the state allows it: as a form, or as a page of its own',
    async (name) => {
      const { from, slug } = decisions[name];
      await bring(from);
      const offer = `${name === 'return' || name === 'reopen' ? 'href' : 'action'}="${page}/${slug}"`;
      expect((await get('reviewer')).text).toContain(offer);
      const leaders = (await get('leader')).text;
      for (const one of [offer, `action="${page}/`]) expect(leaders).not.toContain(one);
      await decide(name);
      if (name !== 'extend') expect((await get('reviewer', '/viec-xet-duyet/2026')).status).toBe(200);
      clock.set('2026-09-01T08:11:00+07:00');
      if (name !== 'extend') expect((await get('reviewer')).text).not.toContain(offer);
    },
  );

  it.each(names)('%s is refused in every other state, which is shown beside what was typed', async (name) => {
    const { event, fields } = decisions[name];
    const forbidden = ALL_STATES.filter((status) => !ALLOWED[name].includes(status));
    for (const status of forbidden) {
      await db.report.update({
        where: { id },
        data: { status, firstSubmittedAt: now(), lastSubmittedAt: now() },
      });
      const answer = await decide(name);
      expect(answer.status, status).toBe(409);
      expect(answer.text).toContain(`hiện ở trạng thái “${STATE_WORDS[status]}”`);
      for (const typed of Object.values(fields))
        expect(answer.text).toContain(typed.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      expect((await report()).status).toBe(status);
    }
    expect(await events(event)).toEqual([]);
  });

  it.each(names)('%s is not for a leader, the unit itself, those below or beside it', async (name) => {
    const { from, event } = decisions[name];
    await bring(from);
    for (const [who, status] of [
      ['leader', 403],
      ['filer', 404],
      ['below', 404],
      ['sibling', 404],
    ] as const)
      expect((await decide(name, {}, who)).status, who).toBe(status);
    expect((await report()).status).toBe(from);
    expect(await events(event)).toEqual([]);
  });

  it.each(names)('%s of a grandchild is 403: it may only be seen', async (name) => {
    const { slug, fields } = decisions[name];
    const grandchild = await db.report.findFirstOrThrow({ where: { parentId: unitId } });
    const path = `/xet-duyet/${grandchild.id}/${slug}`;
    const answer = await postForm(agents['reviewer']!, path, { version: '1', ...fields }, '/theo-doi/2026');
    expect(answer.status).toBe(403);
  });

  it.each(names)('%s on a stale page is 409, and its form keeps what was typed', async (name) => {
    const { from, fields, event, slug } = decisions[name];
    await bring(from);
    await db.report.update({ where: { id }, data: { version: { increment: 1 } } });
    const { version } = await report();
    const answer = await decide(name, { version: String(version - 1) });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain(`action="${page}/${slug}"`);
    expect(answer.text).toContain(`name="version" value="${version}"`);
    for (const typed of Object.values(fields))
      expect(answer.text).toContain(typed.replace('<nữ>', '&lt;nữ&gt;'));
    expect(await events(event)).toEqual([]);
    const again = await decide(name);
    expect(again.status).toBe(303);
  });

  it.each(names)('%s by two reviewers at once happens once; the second gets 409', async (name) => {
    const { from, event, slug, fields } = decisions[name];
    await bring(from);
    const version = String((await report()).version);
    const forms = await Promise.all(
      ['reviewer', 'second'].map(async (who) => ({ who, _csrf: csrfFrom((await get(who)).text) })),
    );
    const answers = await Promise.all(
      forms.map(({ who, _csrf }) =>
        agents[who]!.post(`${page}/${slug}`)
          .type('form')
          .send({ _csrf, version, ...fields }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
    expect(await events(event)).toEqual([event]);
  });
});

describe('A unit that has moved', () => {
  it('is reviewed where it reported; its new parent only sees it', async () => {
    const { unitId: moved } = await db.account.findUniqueOrThrow({ where: { username: 'below' } });
    const { unitId: parentId } = await db.account.findUniqueOrThrow({ where: { username: 'sibling' } });
    await fillDraft(db, 'below', now());
    await submitDraft(db, 'below', now());
    await db.unit.update({ where: { id: moved }, data: { parentId } });
    const path = `/xet-duyet/${(await reportOf(db, moved)).id}`;
    const accept = async (who: string) => {
      const version = String((await reportOf(db, moved)).version);
      return (await postForm(agents[who]!, `${path}/chap-nhan`, { version }, '/theo-doi/2026')).status;
    };
    expect((await get('sibling', path)).text).not.toContain('id="xet-duyet"');
    expect(await accept('sibling')).toBe(403);
    expect(await accept('filer')).toBe(303);
    await db.unit.update({ where: { id: moved }, data: { parentId: unitId } });
  });
});

describe('What a decision writes', () => {
  it('a return keeps the reason, the notes and the date, and the first submission stays on time', async () => {
    await bring('SUBMITTED');
    await decide('return');
    expect(await db.return.findMany()).toMatchObject([
      {
        submissionNumber: 1,
        reason: 'Thiếu số liệu <nữ>.',
        notes: { 'thong-tin-chung': 'Xem lại số nữ.' },
        correctBefore: day('2026-09-15'),
        returnedAt: now(),
        returnedByName: 'Người dùng reviewer',
      },
    ]);
    expect(await report()).toMatchObject({ firstSubmittedAt: now(), correctBefore: day('2026-09-15') });
    const { text } = await get('reviewer');
    expect(text).toContain('Thiếu số liệu &lt;nữ&gt;.');
    expect(text).toContain('trước ngày 15/9/2026 (chậm nhất hết ngày 14/9/2026)');
  });

  it('a reopening takes the acceptance back', async () => {
    await bring('ACCEPTED');
    await decide('reopen');
    expect(await report()).toMatchObject({ status: 'RETURNED', acceptedAt: null });
    expect(await db.return.count()).toBe(1);
  });

  it('an exemption leaves the draft', async () => {
    await bring('IN_PROGRESS');
    const drafts = await db.sectionDraft.count();
    await decide('exempt');
    await decide('unexempt');
    expect(await db.sectionDraft.count()).toBe(drafts);
  });

  it('an extension moves the deadline, and the lock that would fall earlier', async () => {
    await decide('extend', { dueBefore: '30/9/2026' });
    expect(await report()).toMatchObject({ dueBefore: day('2026-09-30'), lockOn: day('2026-11-01') });
    await decide('extend', { dueBefore: '15/11/2026', sure: 'yes' });
    expect(await report()).toMatchObject({ dueBefore: day('2026-11-15'), lockOn: day('2026-11-15') });
    expect(await db.extension.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
      { dueBefore: day('2026-09-30'), reason: 'Bão lụt.', grantedByName: 'Người dùng reviewer' },
      { dueBefore: day('2026-11-15') },
    ]);
    expect((await get('reviewer')).text).toContain('Bão lụt.');
  });
});

describe('An extension that comes to nothing', () => {
  it.each([
    ['beyond the lock', '15/11/2026', 'Hạn mới muộn hơn ngày khóa 01/11/2026'],
    [
      'beyond the receiver’s own day',
      '01/10/2026',
      'muộn hơn ngày đơn vị bạn phải báo cáo lên cấp trên (trước ngày 30/9/2026)',
    ],
  ])('%s is asked about, says why, and goes through with a yes', async (_what, dueBefore, why) => {
    const asked = await decide('extend', { dueBefore });
    expect(asked.status).toBe(422);
    expect(asked.text).toContain(why);
    expect(asked.text).toContain('name="sure"');
    expect(asked.text).toContain(`value="${dueBefore}"`);
    expect(await db.extension.count()).toBe(0);
    expect((await decide('extend', { dueBefore, sure: 'yes' })).status).toBe(303);
    expect(await db.extension.count()).toBe(1);
  });

  it('after the receiver has filed is asked about', async () => {
    await db.report.updateMany({ where: { parentId: null }, data: { status: 'ACCEPTED' } });
    const asked = await decide('extend', { dueBefore: '20/9/2026' });
    expect(asked.text).toContain('Đơn vị bạn đã nộp hoặc đã gửi báo cáo năm này lên cấp trên');
    await db.report.updateMany({ where: { parentId: null }, data: { status: 'NOT_STARTED' } });
  });
});

describe('Bad input to a decision is refused with what was typed, and nothing is written', () => {
  const TYPED = 'Thiếu số liệu &lt;nữ&gt;.';
  it.each<[string, Decision, Record<string, string>, string]>([
    ['no reason', 'return', { reason: ' ' }, 'Hãy nhập lý do.'],
    ['a reason too long', 'return', { reason: 'x'.repeat(5001) }, 'Lý do dài quá 5000 ký tự.'],
    ['a note too long', 'return', { note_vien_chuc: '', 'note_vien-chuc': 'x'.repeat(5001) }, 'dài quá 5000'],
    ['a section that the form does not have', 'return', { note_x: 'y' }, 'Biểu mẫu không có ô “note_x”'],
    ['no day', 'return', { correctBefore: '' }, 'Hãy nhập hạn sửa.'],
    [
      'a day that does not exist',
      'return',
      { correctBefore: '31/9/2026' },
      'không có ngày 31/9/2026 trong lịch',
    ],
    ['a day without a year', 'return', { correctBefore: '15/9' }, 'thiếu năm'],
    ['today', 'return', { correctBefore: '01/9/2026' }, 'Hạn sửa phải sau hôm nay, ngày 01/9/2026.'],
    ['a day gone by', 'return', { correctBefore: '31/8/2026' }, 'Hạn sửa phải sau hôm nay'],
    ['today', 'reopen', { correctBefore: '01/9/2026' }, 'Hạn sửa phải sau hôm nay'],
    ['a control character', 'exempt', { reason: 'a\u0007b' }, 'ký tự điều khiển'],
    ['no reason', 'exempt', { reason: '' }, 'Hãy nhập lý do.'],
    ['no reason', 'unexempt', { reason: '' }, 'Hãy nhập lý do.'],
    ['no reason', 'extend', { extensionReason: '' }, 'Hãy nhập lý do.'],
    [
      'the present deadline',
      'extend',
      { dueBefore: '10/9/2026' },
      'Hạn mới phải sau hạn hiện nay, ngày 10/9/2026.',
    ],
    ['a version that is no number', 'accept', { version: 'x' }, 'không hợp lệ'],
    ['a field it does not have', 'accept', { reason: 'y' }, 'Biểu mẫu không có ô “reason”'],
  ])('%s (%s)', async (_what, name, fields, message) => {
    const { from, event } = decisions[name];
    await bring(from);
    const before = await report();
    const answer = await decide(name, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('<title>Lỗi: ');
    if ('reason' in decisions[name].fields && name === 'return' && !('reason' in fields))
      expect(answer.text).toContain(TYPED);
    const shown = await report();
    expect(shown).toEqual({ ...before, openedAt: shown.openedAt, openedByName: shown.openedByName });
    expect(await events(event)).toEqual([]);
    expect((await db.return.count()) + (await db.extension.count())).toBe(0);
  });

  it('tomorrow is the first day to correct before', async () => {
    await bring('SUBMITTED');
    expect((await decide('return', { correctBefore: '02/9/2026' })).status).toBe(303);
  });

  it('a deadline gone by is extended beyond today, to the millisecond', async () => {
    clock.set('2026-09-12T00:00:00.000+07:00');
    agents['reviewer'] = await portal.signedIn('reviewer');
    const today = await decide('extend', { dueBefore: '12/9/2026' });
    expect(today.status).toBe(422);
    expect(today.text).toContain('Hạn mới phải sau hôm nay, ngày 12/9/2026.');
    expect((await decide('extend', { dueBefore: '13/9/2026' })).status).toBe(303);
  });

  it('a field posted twice is no way around', async () => {
    await bring('SUBMITTED');
    const fields = {
      version: String((await report()).version),
      reason: ['a', 'b'],
      correctBefore: '01/9/2026',
    };
    const answer = await postForm(agents['reviewer']!, `${page}/tra-lai`, fields, '/theo-doi/2026');
    expect(answer.status).toBe(422);
  });

  it('what was typed into a form that the state no longer has is shown to be copied', async () => {
    await bring('ACCEPTED');
    const answer = await decide('return', { correctBefore: '' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Nội dung bạn vừa nhập, chưa được lưu');
    expect(answer.text).toContain(TYPED);
  });
});
