import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { chaseAnswers } from '../../src/inspections/chase/commands.js';
import { inspectionsCarriedOut } from '../../src/inspections/finders.js';
import { addDays, isoDay } from '../../src/platform/text/calendar.js';
import { WATERMARK } from '../../src/platform/documents/content.js';
import type { Prisma } from '../../src/platform/prisma/client.js';
import { agreed, postForm, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { docxText, readDocx, readPdf, wordsOf } from '../support/documents.js';
import { makeAccount, makeTree, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { openTestPeriod } from '../support/reports.js';

const NOW = '2026-09-10T08:00:00+07:00';
const portal = await startTestApp({ now: NOW, config: { publicUrl: 'https://neuguong.example.vn' } });
const { db, clock } = portal;
const NEW = '/kiem-tra/2026/moi';
const OWN = '/kiem-tra/don-vi';
const PDF = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const PLAN = {
  unit: 'BVA',
  kind: 'INSPECTION',
  reason: 'PLANNED',
  plannedOn: '15/9/2026',
  team: 'Đoàn của bà Hoa',
  topic: 'Việc nêu gương của người đứng đầu',
};
let reviewer: Agent;
let second: Agent;
let filer: Agent;
let sibling: Agent;
let tree: Awaited<ReturnType<typeof makeTree>>;

beforeAll(async () => {
  await publishInitialGuidance(db, isoDay('2026-01-01'));
  tree = await makeTree(db);
  await db.unit.update({ where: { id: tree.first.id }, data: { code: 'BVA' } });
  const other = await makeUnit(db, {
    name: 'Công đoàn khác',
    level: 'UPPER_LEVEL',
    parentId: tree.province.id,
  });
  await makeUnit(db, { code: 'XA', name: 'CĐCS Ở xa', parentId: other.id });
  for (const who of ['reviewer', 'second']) await makeAccount(db, who, tree.upper.id, ['REVIEWER']);
  await makeAccount(db, 'leader', tree.upper.id, ['LEADER']);
  await makeAccount(db, 'filer', tree.first.id, ['FILER']);
  await makeAccount(db, 'chief', tree.first.id, ['LEADER']);
  await makeAccount(db, 'sibling', tree.second.id, ['FILER']);
  await makeAccount(db, 'elsewhere', other.id, ['REVIEWER']);
  for (const username of ['reviewer', 'filer'])
    await db.account.update({ where: { username }, data: { email: `${username}@example.vn` } });
  [reviewer, second, filer, sibling] = (await Promise.all(
    ['reviewer', 'second', 'filer', 'sibling'].map((who) => portal.signedIn(who)),
  )) as [Agent, Agent, Agent, Agent];
});

beforeEach(async () => {
  await db.message.deleteMany();
  // What was issued is never removed, but between tests.
  for (const table of ['inspection_papers', 'inspection_changes']) {
    await db.$executeRawUnsafe(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
    await db.$executeRawUnsafe(`DELETE FROM ${table}`);
    await db.$executeRawUnsafe(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
  }
  await db.inspectionFile.deleteMany();
  await db.recommendationReply.deleteMany();
  await db.recommendation.deleteMany();
  await db.inspection.deleteMany();
});

type Row = Partial<Prisma.InspectionUncheckedCreateInput>;
async function make(given: Row = {}) {
  const plan = { ...PLAN, kind: 'INSPECTION', reason: 'PLANNED', plannedOn: isoDay('2026-09-15') } as const;
  const { unit: _code, ...rest } = plan;
  const about = { parentId: tree.upper.id, unitId: tree.first.id, createdAt: clock(), createdByName: 'Hoa' };
  return db.inspection.create({ data: { ...rest, ...about, ...given } });
}
const KNOWN = { status: 'ANNOUNCED', announcedAt: new Date(NOW) } as const;
const CONCLUDED = {
  ...KNOWN,
  status: 'CONCLUDED',
  carriedOutOn: isoDay('2026-09-09'),
  concludedAt: new Date(NOW),
  conclusion: 'Kết luận đã ban hành',
} as const;
async function advise(inspectionId: number, given: Partial<Prisma.RecommendationUncheckedCreateInput> = {}) {
  const row = { inspectionId, number: 1, text: 'Công khai tài chính', dueBefore: isoDay('2026-10-01') };
  return db.recommendation.create({ data: { ...row, ...given } });
}
const at = (id: number) => `/kiem-tra/cuoc/${id}`;
const ownAt = (id: number) => `${OWN}/${id}`;
const versionOf = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? '';
const recordFields = (version: number, given: Record<string, string> = {}) => ({
  version: String(version),
  carriedOutOn: '09/9/2026',
  conclusion: 'Thực hiện tốt',
  recommendation_1_text: 'Công khai tài chính',
  recommendation_1_due: '01/10/2026',
  'finding_worker-1': 'Gương mẫu',
  ...given,
});
const attached = async (
  agent: Agent,
  path: string,
  from: string,
  fields: Record<string, string>,
  name: string,
) => {
  const post = agent.post(path).field('_csrf', await tokenOf(agent, from));
  for (const [key, value] of Object.entries(fields)) void post.field(key, value);
  return post.attach('files', PDF, name);
};
const pdfText = async (agent: Agent, path: string) => {
  const answer = await agent.get(path).buffer(true);
  expect([path, answer.status]).toEqual([path, 200]);
  const { pages, artifacts } = await readPdf(answer.body as Buffer);
  return { text: pages.join(' '), artifacts: artifacts.join() };
};
const fileAt = async (agent: Agent, path: string) => {
  const answer = await agent
    .get(path)
    .buffer()
    .parse((res, done) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => done(null, Buffer.concat(parts)));
    });
  return answer.body as Buffer;
};
const letters = async () => {
  const rows = await db.message.findMany({ orderBy: [{ toAddress: 'asc' }, { id: 'asc' }] });
  return rows.map(({ toAddress, subject, text }) => `${toAddress} ${subject}\n${text}`);
};
const markSent = () => db.message.updateMany({ data: { sentAt: new Date(NOW) } });
const mailed = async () =>
  (await db.message.findMany({ orderBy: { id: 'asc' } })).map((m) => [m.toAddress, m.kind]);

describe('The plan', () => {
  it('takes an inspection of a direct child, by code or by name without diacritics, and lists it', async () => {
    for (const unit of ['bva', 'benh vien a']) {
      const answer = await postForm(reviewer, NEW, { ...PLAN, unit });
      expect(answer.status).toBe(303);
      expect((await reviewer.get(answer.headers['location'] as string)).text).toContain('Đoàn của bà Hoa');
    }
    expect(await db.inspection.count({ where: { unitId: tree.first.id, status: 'PLANNED' } })).toBe(2);
    expect((await reviewer.get('/kiem-tra/2026')).text).toContain('15/9/2026');
    expect(await db.historyEvent.count({ where: { action: 'inspection-planned' } })).toBeGreaterThan(1);
    expect(await mailed()).toEqual([]);
  });

  it.each([
    ['unit', '', 'Hãy nhập đơn vị'],
    ['unit', 'XA', 'Không có đơn vị trực thuộc nào'],
    ['unit', 'benh vien', 'Có nhiều đơn vị khớp'],
    ['unit', '__proto__', 'Không có đơn vị trực thuộc nào'],
    ['kind', 'toString', 'Hãy chọn hình thức'],
    ['reason', '', 'Hãy chọn lý do'],
    ['plannedOn', '31/9/2026', 'không có ngày 31/9/2026'],
    ['plannedOn', '15/9/2025', 'phải thuộc năm 2026'],
    ['plannedOn', '9'.repeat(400), 'phải viết theo'],
    ['team', '', 'Hãy nhập đoàn'],
    ['topic', 'x'.repeat(2001), 'dài quá 2000'],
    ['topic', '\u0001a', 'ký tự điều khiển'],
    ['lạ', 'x', 'không có ô'],
  ])('refuses %s “%s”, and keeps everything typed', async (field, value, message) => {
    const typed = { ...PLAN, [field]: value };
    const answer = await postForm(reviewer, NEW, typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    for (const [name, kept] of Object.entries(PLAN))
      if (name !== field && !['kind', 'reason'].includes(name)) expect(answer.text).toContain(kept);
    expect(await db.inspection.count()).toBe(0);
  });

  it('edited by two at once keeps the first, and shows the second both', async () => {
    const { id } = await make();
    const edit = (agent: Agent, topic: string) =>
      postForm(agent, `${at(id)}/sua`, { version: '1', ...PLAN, topic });
    expect((await edit(reviewer, 'Của người thứ nhất')).status).toBe(303);
    const late = await edit(second, 'Của người thứ hai');
    expect(late.status).toBe(409);
    expect(late.text).toContain('Của người thứ nhất');
    expect(late.text).toContain('Của người thứ hai');
    expect(versionOf(late.text)).toBe('2');
  });

  it('once announced keeps its unit and is not made unannounced', async () => {
    const { id } = await make(KNOWN);
    const code = tree.second.code;
    for (const wrong of [{ unit: code }, { reason: 'UNANNOUNCED' }]) {
      const answer = await postForm(reviewer, `${at(id)}/sua`, { version: '1', ...PLAN, ...wrong });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Đã thông báo cho đơn vị');
    }
  });

  it('is cancelled on a page that says who is told, and leads back', async () => {
    const known = await make(KNOWN);
    const asked = (await reviewer.get(`${at(known.id)}/huy`)).text;
    for (const words of [
      'thấy trên cổng là đã hủy',
      'bằng cách khác: Đoàn của bà Hoa',
      'Quay lại, không hủy',
      'Hủy cuộc kiểm tra',
    ])
      expect(asked).toContain(words);
    expect(asked).toContain(`href="${at(known.id)}"`);
    const { id } = await make();
    expect((await reviewer.get(`${at(id)}/huy`)).text).toContain('chưa được thông báo nên không được báo');
  });

  it('says of an empty record that it is empty', async () => {
    const { id } = await make(KNOWN);
    expect((await reviewer.get(at(id))).text).toContain('Chưa ghi gì. Đơn vị chỉ thấy biên bản');
    await db.inspection.update({ where: { id }, data: { conclusion: 'Tốt' } });
    expect((await reviewer.get(at(id))).text).toContain('Bản nháp: đơn vị chưa thấy phần này.');
  });

  it('is cancelled with a reason', async () => {
    const { id } = await make();
    expect((await postForm(reviewer, `${at(id)}/huy`, { version: '1', reason: '' })).status).toBe(422);
    expect((await postForm(reviewer, `${at(id)}/huy`, { version: '1', reason: 'Trùng lịch' })).status).toBe(
      303,
    );
    expect((await reviewer.get(at(id))).text).toContain('Trùng lịch');
    expect((await filer.get(ownAt(id))).status).toBe(404);
  });
});

describe('The lifecycle', () => {
  const states: [string, Row][] = [
    ['planned', {}],
    ['planned, unannounced', { reason: 'UNANNOUNCED' }],
    ['announced', KNOWN],
    ['concluded', CONCLUDED],
    ['closed', { ...CONCLUDED, status: 'CLOSED' }],
    ['cancelled', { ...KNOWN, status: 'CANCELLED' }],
  ];
  const record = { carriedOutOn: isoDay('2026-09-09'), conclusion: 'Tốt' };
  const actions: Record<string, { fields: Record<string, string>; done: string[] }> = {
    sua: { fields: { ...PLAN }, done: ['planned', 'announced'] },
    'thong-bao': { fields: {}, done: ['planned'] },
    huy: { fields: { reason: 'Lý do' }, done: ['planned', 'planned, unannounced', 'announced'] },
    'bien-ban': { fields: { conclusion: 'Tốt' }, done: ['planned, unannounced', 'announced'] },
    'ket-luan': { fields: {}, done: ['planned, unannounced', 'announced'] },
    dong: { fields: {}, done: ['concluded'] },
  };
  // An unannounced one may be made a planned one.
  actions['sua']!.done.push('planned, unannounced');

  it.each(states.flatMap(([state, row]) => Object.keys(actions).map((path) => [state, path, row] as const)))(
    '%s: %s',
    async (state, path, row) => {
      const { id } = await make({ ...record, ...row });
      const { fields, done } = actions[path]!;
      const post = (agent: Agent) =>
        postForm(agent, `${at(id)}/${path}`, { version: '1', ...fields }, '/tai-khoan');
      for (const who of ['leader', 'filer'])
        expect((await post(await portal.signedIn(who))).status).toBe(403);
      expect((await post(await portal.signedIn('elsewhere'))).status).toBe(404);
      expect((await post(reviewer)).status).toBe(done.includes(state) ? 303 : 409);
    },
  );
});

describe('The record', () => {
  it('is the inspecting unit’s own until its conclusion is issued; then the unit sees all of it', async () => {
    const { id } = await make(KNOWN);
    expect((await postForm(reviewer, `${at(id)}/bien-ban`, recordFields(1))).status).toBe(303);
    expect((await attached(reviewer, `${at(id)}/tep`, at(id), {}, 'biên bản.pdf')).status).toBe(303);
    const file = await db.inspectionFile.findFirstOrThrow();
    const hidden = ['Thực hiện tốt', 'Công khai tài chính', 'Gương mẫu', 'biên bản.pdf', '09/9/2026'];
    const theirs = await reviewer.get(at(id));
    const before = await filer.get(ownAt(id));
    expect(before.status).toBe(200);
    for (const text of hidden) {
      expect(theirs.text).toContain(text);
      expect(before.text).not.toContain(text);
      expect((await filer.get(OWN)).text).not.toContain(text);
    }
    expect((await filer.get(`${ownAt(id)}/tep/${file.id}`)).status).toBe(404);
    const advice = await db.recommendation.findFirstOrThrow();
    const answering = `${ownAt(id)}/kien-nghi/${advice.id}/tra-loi`;
    expect((await filer.get(answering)).status).toBe(404);
    expect(await mailed()).toEqual([]);

    const issue = await postForm(reviewer, `${at(id)}/ket-luan`, { version: '2' }, at(id));
    expect(issue.status).toBe(303);
    const after = (await filer.get(ownAt(id))).text;
    for (const text of hidden) expect(after).toContain(text);
    expect((await filer.get(`${ownAt(id)}/tep/${file.id}`)).status).toBe(200);
    expect(await mailed()).toEqual([['filer@example.vn', 'inspected']]);
    expect((await reviewer.get(`${at(id)}/bien-ban`)).status).toBe(409);
  });

  it('keeps only the findings that were written', async () => {
    const { id } = await make(KNOWN);
    await postForm(reviewer, `${at(id)}/bien-ban`, recordFields(1, { 'finding_worker-2': '  ' }));
    const { findings } = await db.inspection.findUniqueOrThrow({ where: { id } });
    expect(findings).toEqual({ 'worker-1': 'Gương mẫu' });
  });

  it('of an unannounced inspection, the unit knows nothing before the conclusion', async () => {
    const { id } = await make({
      reason: 'UNANNOUNCED',
      carriedOutOn: isoDay('2026-09-09'),
      conclusion: 'Tốt',
    });
    expect((await filer.get(ownAt(id))).status).toBe(404);
    expect((await filer.get(OWN)).text).not.toContain(PLAN.topic);
    await postForm(reviewer, `${at(id)}/ket-luan`, { version: '1' }, at(id));
    expect((await filer.get(ownAt(id))).text).toContain('Tốt');
  });

  it.each([
    [{ carriedOutOn: '32/1/2026' }, 'không có ngày'],
    [{ conclusion: 'x'.repeat(20_001) }, 'dài quá 20000'],
    [{ recommendation_2_text: 'Không có hạn' }, 'Hãy nhập hạn thực hiện kiến nghị 2'],
    [{ recommendation_3_due: '01/11/2026' }, 'Hãy nhập nội dung kiến nghị 3'],
    [{ recommendation_1_due: 'mai' }, 'phải viết theo'],
    [{ 'finding_worker-1': 'x'.repeat(5001) }, 'dài quá 5000'],
    [{ finding_constructor: 'x' }, 'không có ô'],
    [{ version: 'x' }, 'không hợp lệ'],
  ])('with %j is refused, and keeps everything typed', async (wrong, message) => {
    const { id } = await make(KNOWN);
    const typed = recordFields(1, { 'finding_worker-2': 'Đã gõ chỗ khác', ...wrong });
    const answer = await postForm(reviewer, `${at(id)}/bien-ban`, typed);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    for (const text of ['Đã gõ chỗ khác', 'Công khai tài chính']) expect(answer.text).toContain(text);
  });

  it.each([
    [{ conclusion: '' }, 'Hãy nhập kết luận'],
    [{ carriedOutOn: null }, 'Hãy nhập ngày tiến hành'],
    [{ carriedOutOn: isoDay('2026-09-11') }, 'Ngày tiến hành chưa đến'],
  ])('is not issued with %j', async (wrong, message) => {
    const { id } = await make({ ...KNOWN, carriedOutOn: isoDay('2026-09-09'), conclusion: 'Tốt', ...wrong });
    const answer = await postForm(reviewer, `${at(id)}/ket-luan`, { version: '1' }, at(id));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(await db.inspection.count({ where: { status: 'CONCLUDED' } })).toBe(0);
  });

  it('edited by two at once keeps the first, shows both, and is not issued by who saw the old one', async () => {
    const { id } = await make(KNOWN);
    await postForm(reviewer, `${at(id)}/bien-ban`, recordFields(1, { conclusion: 'Của người thứ nhất' }));
    const late = await postForm(
      second,
      `${at(id)}/bien-ban`,
      recordFields(1, {
        conclusion: 'Của người thứ hai',
        recommendation_1_text: '',
        recommendation_1_due: '',
      }),
    );
    expect(late.status).toBe(409);
    for (const text of ['thứ nhất', 'thứ hai', 'Công khai tài chính']) expect(late.text).toContain(text);
    expect((await postForm(second, `${at(id)}/ket-luan`, { version: '1' }, at(id))).status).toBe(409);
  });

  it('takes no file that is not what it is called, and loses one that is taken out', async () => {
    const { id } = await make(KNOWN);
    const wrong = await attached(reviewer, `${at(id)}/tep`, at(id), {}, 'bang.xlsx');
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('không khớp với tên tệp');
    await attached(reviewer, `${at(id)}/tep`, at(id), {}, 'a.pdf');
    const { id: file } = await db.inspectionFile.findFirstOrThrow();
    expect((await postForm(reviewer, `${at(id)}/tep/${file}/bo`, {}, at(id))).status).toBe(303);
    expect((await reviewer.get(`${at(id)}/tep/${file}`)).status).toBe(404);
  });
});

describe('The follow-up', () => {
  const answerAt = (id: number, item: number) => `${ownAt(id)}/kien-nghi/${item}/tra-loi`;

  it('is answered with a file, asked again, answered again, accepted, and closes with the last', async () => {
    const { id } = await make(CONCLUDED);
    const { id: item } = await advise(id);
    const place = `${at(id)}/kien-nghi/${item}`;
    const path = answerAt(id, item);
    const said = await attached(filer, path, path, { version: '1', text: 'Đã niêm yết' }, 'ảnh.pdf');
    expect(said.status).toBe(303);
    expect(await mailed()).toEqual([['reviewer@example.vn', 'inspected']]);
    const seen = (await reviewer.get(at(id))).text;
    for (const text of ['Đã niêm yết', 'ảnh.pdf', 'chờ xem xét']) expect(seen).toContain(text);

    const again = { version: '2', text: 'Cần thêm biên bản', dueBefore: '20/10/2026' };
    const past = await postForm(reviewer, `${place}/yeu-cau`, { ...again, dueBefore: '10/9/2026' });
    expect(past.status).toBe(422);
    expect(past.text).toContain('Cần thêm biên bản');
    expect((await postForm(reviewer, `${place}/yeu-cau`, again)).status).toBe(303);
    expect((await postForm(second, `${place}/chap-nhan`, { version: '2' }, at(id))).status).toBe(409);
    expect((await filer.get(ownAt(id))).text).toContain('20/10/2026');
    expect(await mailed()).toHaveLength(2);

    await postForm(filer, path, { version: '3', text: 'Đã gửi biên bản' });
    expect((await postForm(reviewer, `${place}/chap-nhan`, { version: '4' }, at(id))).status).toBe(303);
    expect((await filer.get(ownAt(id))).text).toContain('Đã kết thúc');
    const late = await postForm(filer, path, { version: '5', text: 'Câu trả lời muộn' }, OWN);
    expect(late.status).toBe(409);
  });

  it('keeps what somebody typed whose colleague was faster', async () => {
    const { id } = await make(CONCLUDED);
    const { id: item } = await advise(id);
    const opened = hiddenFields((await filer.get(answerAt(id, item))).text);
    await postForm(filer, answerAt(id, item), { version: '1', text: 'Nhanh hơn' });
    const typed = { ...opened, text: 'Chậm hơn' };
    const late = await postForm(filer, answerAt(id, item), typed, '/tai-khoan');
    expect(late.status).toBe(409);
    expect(late.text).toContain('Chậm hơn');
  });

  it('is marked where it is overdue, and closes early with a reason only', async () => {
    const { id } = await make(CONCLUDED);
    const { id: item } = await advise(id, { dueBefore: isoDay('2026-09-11') });
    expect((await reviewer.get('/kiem-tra/2026?trang-thai=OVERDUE')).text).not.toContain('CĐCS Bệnh viện A');
    await db.recommendation.update({ where: { id: item }, data: { dueBefore: isoDay('2026-09-10') } });
    expect((await reviewer.get('/kiem-tra/2026?trang-thai=OVERDUE')).text).toContain('CĐCS Bệnh viện A');
    expect((await filer.get(ownAt(id))).text).toContain('Quá hạn trả lời');
    expect((await postForm(reviewer, `${at(id)}/dong`, { version: '1', reason: '' })).status).toBe(422);
    expect((await postForm(reviewer, `${at(id)}/dong`, { version: '1', reason: 'Giải thể' })).status).toBe(
      303,
    );
  });

  it('is nobody else’s to see or answer', async () => {
    const { id } = await make(CONCLUDED);
    const { id: item } = await advise(id);
    const text = 'Lời người lạ';
    for (const path of [ownAt(id), answerAt(id, item)]) expect((await sibling.get(path)).status).toBe(404);
    expect((await postForm(sibling, answerAt(id, item), { version: '1', text }, OWN)).status).toBe(404);
    expect((await (await portal.signedIn('elsewhere')).get(at(id))).status).toBe(404);
    const chief = await portal.signedIn('chief');
    expect((await chief.get(ownAt(id))).text).not.toContain('Trả lời<');
    expect((await postForm(chief, answerAt(id, item), { version: '1', text }, OWN)).status).toBe(403);
    const other = await make(CONCLUDED);
    expect((await filer.get(answerAt(other.id, item))).status).toBe(404);
  });
});

describe('The list', () => {
  const names = (html: string) =>
    [...html.matchAll(/<th scope="row"><a href="[^"]+">([^<]+)</g)].map((m) => m[1]);

  it.each([
    ['loai=SUPERVISION', ['CĐCS Bệnh viện Đa khoa']],
    ['trang-thai=ANNOUNCED', ['CĐCS Bệnh viện A']],
    ['thang=10', ['CĐCS Bệnh viện Đa khoa']],
    ['thang=9&ngay=15', ['CĐCS Bệnh viện A']],
    ['thang=9&ngay=31', []],
    ['ten=da khoa', ['CĐCS Bệnh viện Đa khoa']],
    ['ten=%25', []],
  ])('%s', async (query, expected) => {
    await make(KNOWN);
    await make({ unitId: tree.second.id, kind: 'SUPERVISION', plannedOn: isoDay('2026-10-02') });
    await make({ plannedOn: isoDay('2027-01-01'), unitId: tree.second.id });
    const { status, text } = await reviewer.get(`/kiem-tra/2026?${query}`);
    expect([status, names(text)]).toEqual([200, expected]);
    const csv = (await reviewer.get(`/kiem-tra/2026/danh-sach.csv?${query}`)).text;
    expect(csv.trim().split('\r\n')).toHaveLength(1 + expected.length);
  });

  it('names what of its address means nothing', async () => {
    const { status, text } = await reviewer.get('/kiem-tra/2026?loai=x&thang=13&ngay=0');
    expect(status).toBe(422);
    expect(text).toContain('đã bỏ qua: Hình thức, Tháng, Ngày');
    for (const path of ['/kiem-tra/1', '/kiem-tra/2999', '/kiem-tra/2026/lich?thang=13'])
      expect([404, 200]).toContain((await reviewer.get(path)).status);
  });

  it('goes on page by page without losing or repeating one', async () => {
    const start = isoDay('2026-01-01');
    for (let day = 0; day < 60; day += 1)
      await make({ plannedOn: addDays(start, Math.floor(day / 3)), topic: `Số ${day}.` });
    const first = (await reviewer.get('/kiem-tra/2026')).text;
    const next = /href="([^"]+)" rel="next"/.exec(first)?.[1] ?? '';
    const rest = (await reviewer.get(next)).text;
    const topics = [first, rest].flatMap((html) => [...html.matchAll(/Số (\d+)\./g)].map((m) => m[1]));
    expect([names(first).length, names(rest).length, new Set(topics).size]).toEqual([50, 10, 60]);
  });

  it('asks the database as often for three as for one', async () => {
    const counted = async (agent: Agent, path: string) => {
      const query = vi.spyOn(pg.Client.prototype, 'query');
      await agent.get(path);
      const { length } = query.mock.calls;
      query.mockRestore();
      return length;
    };
    const ids: number[] = [];
    const add = async () => {
      const { id } = await make(CONCLUDED);
      ids.push(id);
      await advise(id);
    };
    await add();
    const places = (): [Agent, string][] => [
      [reviewer, '/kiem-tra/2026'],
      [reviewer, '/kiem-tra/2026/lich?thang=9'],
      [filer, OWN],
      [reviewer, at(ids[0]!)],
    ];
    for (const [agent, path] of places()) await agent.get(path);
    const counts = async () => {
      const all: number[] = [];
      for (const [agent, path] of places()) all.push(await counted(agent, path));
      return all;
    };
    const one = await counts();
    await add();
    await add();
    await advise(ids[0]!, { number: 2 });
    expect(await counts()).toEqual(one);
  });

  it('is a calendar that counts each day, and a workbook', async () => {
    await make();
    await make({ unitId: tree.second.id });
    const { text } = await reviewer.get('/kiem-tra/2026/lich?thang=9');
    expect(text).toContain('thang=9&amp;ngay=15');
    expect(text).toContain('Trong tháng: 2 cuộc');
    const book = await fileAt(reviewer, '/kiem-tra/2026/danh-sach.xlsx');
    expect(book.subarray(0, 2).toString()).toBe('PK');
  });

  it('counts in its months and its calendar what it lists, and those that were cancelled apart', async () => {
    await make();
    await make({ unitId: tree.second.id, kind: 'SUPERVISION' });
    await make({ unitId: tree.second.id, status: 'CANCELLED', plannedOn: isoDay('2026-09-16') });
    const calendar = (await reviewer.get('/kiem-tra/2026/lich?thang=9')).text;
    expect(calendar).toContain('Trong tháng: 2 cuộc, ngoài ra 1 đã hủy');
    expect(calendar).toContain('<del>1</del>');
    expect(calendar).toContain('>Đã hủy<');
    expect((await reviewer.get('/kiem-tra/2026')).text).toContain('Tháng 9 (2, ngoài ra 1 đã hủy)');
    const filtered = (await reviewer.get('/kiem-tra/2026?loai=SUPERVISION&thang=9')).text;
    expect([names(filtered).length, filtered.includes('Tháng 9 (1)')]).toEqual([1, true]);
  });

  it('is on the unit’s page, newest first', async () => {
    const first = await make({ topic: 'Lần trước' });
    await make({ topic: 'Lần này' });
    const { text } = await reviewer.get(`/theo-doi/don-vi/${tree.first.id}`);
    expect(text.indexOf('Lần này')).toBeLessThan(text.indexOf('Lần trước'));
    expect(text).toContain(`href="${at(first.id)}"`);
  });

  it('gives the own report how many were carried out and concluded in its days', async () => {
    await make(CONCLUDED);
    await make({ ...CONCLUDED, carriedOutOn: isoDay('2026-08-31') });
    await make({ ...KNOWN, carriedOutOn: isoDay('2026-09-09') });
    const count = inspectionsCarriedOut(db, tree.upper.id, isoDay('2026-09-01'), isoDay('2026-09-30'));
    expect(await count).toBe(1);
  });

  it('is told beside the field that asks for it', async () => {
    await makeAccount(db, 'admin', tree.province.id, ['ADMIN']);
    await openTestPeriod(db, 'admin');
    await makeAccount(db, 'upper', tree.upper.id, ['FILER']);
    await make({ ...CONCLUDED, carriedOutOn: isoDay('2026-08-31') });
    await make(CONCLUDED);
    const { text } = await (await portal.signedIn('upper')).get('/bao-cao/2026/to-chuc-thuc-hien');
    expect(text).toContain('Trên cổng có 1 cuộc đã ban hành kết luận trong kỳ.');
  });
});

describe('The official documents of an inspection', () => {
  const textOfPdf = async (agent: Agent, path: string) => {
    const answer = await agent.get(path).buffer(true);
    expect([path, answer.status]).toEqual([path, 200]);
    return readPdf(answer.body as Buffer);
  };

  it('are a notice of what comes and a conclusion of what was found, each a draft until it is given out', async () => {
    const { id: guidanceVersionId } = await db.guidanceVersion.findFirstOrThrow();
    const findings = { 'worker-1': 'Gương mẫu trong sản xuất' };
    const record = { findings, guidanceVersionId, carriedOutOn: isoDay('2026-09-09'), conclusion: 'Làm tốt' };
    const { id } = await make(record);
    await advise(id);
    for (const [path, draft] of [
      ['thong-bao', 'Số: ……/TB-…… ngày …… tháng …… năm …… THÔNG BÁO'],
      ['ket-luan', 'Số: ……/KL-…… ngày …… tháng …… năm …… KẾT LUẬN'],
    ]) {
      const { pages, artifacts } = await textOfPdf(reviewer, `${at(id)}/${path!}.pdf`);
      expect(pages[0]).toContain('LIÊN ĐOÀN LAO ĐỘNG TỈNH CÔNG ĐOÀN NGÀNH Y TẾ');
      expect(pages[0]).toContain(draft);
      expect(artifacts.join()).toContain(WATERMARK);
    }
    await db.inspection.update({ where: { id }, data: CONCLUDED });
    const notice = await textOfPdf(reviewer, `${at(id)}/thong-bao.pdf`);
    expect(notice.pages.join(' ')).toContain('Dự kiến ngày 15/9/2026, tại CĐCS Bệnh viện A.');
    expect(notice.pages.join(' ')).toContain('3. Đoàn kiểm tra Đoàn của bà Hoa');
    const { pages, artifacts } = await textOfPdf(reviewer, `${at(id)}/ket-luan.pdf`);
    const text = pages.join(' ');
    expect(text).toContain('ngày 10 tháng 9 năm 2026 KẾT LUẬN Kiểm tra việc thực hiện trách nhiệm nêu gương');
    expect(text).toMatch(/I\. KẾT QUẢ KIỂM TRA 1\. Thực hiện trách nhiệm .* Gương mẫu trong sản xuất II\./);
    expect(text).toContain('II. KẾT LUẬN Kết luận đã ban hành III. KIẾN NGHỊ 1. Công khai tài chính.');
    expect(text).toContain('báo cáo kết quả trước ngày 01/10/2026.');
    expect(text).toContain('Nơi nhận: - CĐCS Bệnh viện A; - Thành viên đoàn; - Lưu: VT. TM. BAN THƯỜNG VỤ');
    expect(artifacts.join()).not.toContain(WATERMARK);
    expect((await reviewer.get(at(id))).text).toContain(`href="${at(id)}/ket-luan.docx"`);
  });

  it('are of nobody but the inspecting unit, and are not where there is nothing to say', async () => {
    const planned = await make();
    expect((await reviewer.get(`${at(planned.id)}/ket-luan.pdf`)).status).toBe(404);
    const sudden = await make({ ...CONCLUDED, reason: 'UNANNOUNCED', announcedAt: null });
    expect((await reviewer.get(`${at(sudden.id)}/thong-bao.pdf`)).status).toBe(404);
    const cancelled = await make({ status: 'CANCELLED' });
    expect((await reviewer.get(`${at(cancelled.id)}/thong-bao.docx`)).status).toBe(404);
    const elsewhere = await portal.signedIn('elsewhere');
    for (const format of ['pdf', 'docx'])
      expect((await elsewhere.get(`${at(sudden.id)}/ket-luan.${format}`)).status).toBe(404);
    expect((await filer.get(`${at(sudden.id)}/ket-luan.pdf`)).status).toBe(403);
  });
});

describe('A day that moves', () => {
  const TEAM = 'Bà Ngô Thị Hoa (trưởng đoàn)\nPhạm Quốc Việt, viet@example.vn\nNgười Không Thư';
  const edit = (id: number, version: number, given: Record<string, string>, agent = reviewer) =>
    postForm(
      agent,
      agreed(`${at(id)}/sua`),
      { version: String(version), ...PLAN, team: TEAM, ...given },
      `${at(id)}/sua`,
    );
  const moveTo = (id: number, version: number, plannedOn: string, changeReason = 'Trùng hội nghị') =>
    edit(id, version, { plannedOn, changeReason });
  const announced = async () => {
    const { id } = await make({ team: TEAM });
    await postForm(reviewer, `${at(id)}/thong-bao`, { version: '1', number: '12/TB-CĐN' }, at(id));
    return id;
  };

  it('is told to unit and team once, with both days and the reason; who has no address is named', async () => {
    const id = await announced();
    expect(await mailed()).toHaveLength(2);
    await markSent();
    await db.message.deleteMany();
    const answer = await moveTo(id, 2, '22/9/2026');
    expect(answer.status).toBe(303);
    const told = await letters();
    expect(told.map((one) => one.split(' ')[0])).toEqual(['filer@example.vn', 'viet@example.vn']);
    for (const one of told)
      for (const words of ['từ 15/9/2026 sang 22/9/2026', 'Trùng hội nghị', 'Dời ngày kiểm tra'])
        expect(one).toContain(words);
    expect(told[0]).toContain(ownAt(id));
    expect(told[1]).toContain(at(id));
    const page = (await reviewer.get(at(id))).text;
    expect(page).toContain('không gửi được: Ngô Thị Hoa; Người Không Thư');
    const own = (await filer.get(ownAt(id))).text;
    for (const words of ['Dời từ 15/9/2026 sang 22/9/2026', 'Trùng hội nghị']) expect(own).toContain(words);
    expect(own).not.toContain('viet@example.vn');
    expect((await moveTo(id, 2, '29/9/2026')).status).toBe(409);
    expect(await mailed()).toHaveLength(2);
  });

  it('promises no letter that nobody gets, and never asks the actor to tell the actor', async () => {
    const { id } = await make({ unitId: tree.second.id, team: 'Người dùng second\nNgười Không Thư' });
    await postForm(second, `${at(id)}/thong-bao`, { version: '1', number: '' }, at(id));
    const { text } = await second.get(at(id));
    expect(text).toContain('Không có ai để gửi thư.');
    expect(text).not.toMatch(/(không gửi được|bằng cách khác): [^.]*Người dùng second/);
    const concluded = await make({ ...CONCLUDED, unitId: tree.second.id });
    const place = `${at(concluded.id)}/dinh-chinh`;
    expect((await second.get(place)).text).not.toContain('gửi thư');
    await postForm(second, place, { version: '1', reason: 'Nhầm', number: '', conclusion: 'Khác' });
    expect((await second.get(at(concluded.id))).text).toContain(
      'Đã ban hành bản đính chính. Không có ai để gửi thư.',
    );
  });

  it('is asked why by a label that says when, for the unit that was told', async () => {
    const { id } = await make();
    expect((await reviewer.get(`${at(id)}/sua`)).text).toContain('Lý do thay đổi (bắt buộc khi đổi ngày)');
    const known = (await reviewer.get(`${at(await announced())}/sua`)).text;
    expect(known).toContain('Lý do thay đổi (bắt buộc khi đổi điều đã thông báo)');
    expect(known).toContain('<option value="BVA"');
    expect(known).not.toContain(`<option value="${tree.second.code}"`);
  });

  it('gives each paper the example of its own number, and the own list the body that inspects', async () => {
    const { id } = await make({ ...CONCLUDED });
    expect((await reviewer.get(`${at(id)}/dinh-chinh`)).text).toContain('12/KL-LĐLĐ');
    expect((await reviewer.get(`${at((await make()).id)}/thong-bao`)).text).toContain('12/TB-LĐLĐ');
    expect((await filer.get(OWN)).text).toContain('Đơn vị kiểm tra</th>');
  });

  it('is asked about before the notice is replaced: what changes, who is told, and nothing typed is lost', async () => {
    const id = await announced();
    const typed = {
      version: '2',
      ...PLAN,
      team: TEAM,
      plannedOn: '22/9/2026',
      changeReason: 'Trùng hội nghị',
      number: '27/TB-CĐN',
    };
    expect((await reviewer.get(`${at(id)}/sua`)).text).toContain('Lưu và ban hành thông báo thay thế');
    const asked = await postForm(reviewer, `${at(id)}/sua`, typed);
    expect(asked.status).toBe(200);
    for (const words of [
      'Ngày dự kiến đổi từ 15/9/2026 sang 22/9/2026.',
      'số 27/TB-CĐN',
      'Lý do ghi trong thông báo và thư: Trùng hội nghị',
      'Phạm Quốc Việt',
    ])
      expect(asked.text).toContain(words);
    expect(await db.inspectionPaper.count()).toBe(1);
    const { _key, ...kept } = hiddenFields(asked.text);
    const back = await postForm(reviewer, `${at(id)}/sua?buoc=sua-lai`, kept, `${at(id)}/sua`);
    for (const words of ['22/9/2026', 'Trùng hội nghị', '27/TB-CĐN']) expect(back.text).toContain(words);
    expect((await postForm(reviewer, agreed(`${at(id)}/sua`), kept, `${at(id)}/sua`)).status).toBe(303);
    expect(await db.inspectionPaper.count()).toBe(2);
    const { text } = await reviewer.get(at(id));
    expect(text).toMatch(/27\/TB-CĐN, ngày 10\/9\/2026, thay bản ngày 10\/9\/2026/);
  });

  it('needs no question where the unit knows of nothing, or nothing that it knows changes', async () => {
    const { id } = await make({ team: TEAM });
    const post = (inspection: number, fields: object) =>
      postForm(reviewer, `${at(inspection)}/sua`, { ...PLAN, team: TEAM, ...fields });
    const moved = { version: '1', plannedOn: '22/9/2026', changeReason: 'Bận' };
    expect((await post(id, moved)).status).toBe(303);
    expect((await post(await announced(), { version: '2' })).status).toBe(303);
  });

  it('off work is said to be one on the inspection’s page while it is to come', async () => {
    const page = async (row: Row) => (await reviewer.get(at((await make(row)).id))).text;
    const sunday = isoDay('2026-09-13');
    expect(await page({ plannedOn: sunday })).toContain('Ngày dự kiến 13/9/2026 (Chủ nhật) là ngày nghỉ');
    for (const row of [{}, { plannedOn: sunday, status: 'CANCELLED' as const }])
      expect(await page(row)).not.toContain('là ngày nghỉ');
  });

  it('needs a reason, and loses nothing typed without one', async () => {
    const id = await announced();
    for (const [wrong, kept] of [
      [{ plannedOn: '22/9/2026' }, '22/9/2026'],
      [{ topic: 'Nội dung khác' }, 'Nội dung khác'],
    ] as const) {
      const answer = await edit(id, 2, wrong);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Hãy nhập lý do thay đổi');
      expect(answer.text).toContain(kept);
    }
    expect((await edit(id, 2, { team: 'Hoa, hoa@' })).text).toContain('không phải là địa chỉ thư');
    expect(await db.inspectionPaper.count()).toBe(1);
  });

  it('twice before the mail has gone, is told once: from the day that was known to the last', async () => {
    const id = await announced();
    await markSent();
    await moveTo(id, 2, '18/9/2026', 'Lý do đầu');
    await moveTo(id, 3, '22/9/2026', 'Lý do sau');
    const waiting = (await letters()).filter((one) => one.includes('Dời ngày'));
    expect(waiting).toHaveLength(2);
    for (const one of waiting) {
      expect(one).toContain('từ 15/9/2026 sang 22/9/2026');
      expect(one).toContain('Lý do sau');
      expect(one).not.toContain('18/9/2026');
    }
    await moveTo(id, 4, '15/9/2026');
    expect((await letters()).filter((one) => one.includes('Dời ngày'))).toEqual([]);
  });

  it('before the announcement has gone, is announced with the last day; cancelled, nothing is told', async () => {
    const id = await announced();
    await moveTo(id, 2, '22/9/2026');
    const told = await letters();
    expect(told).toHaveLength(2);
    for (const one of told) {
      expect(one).toContain('dự kiến ngày 22/9/2026');
      expect(one).not.toContain('15/9/2026');
    }
    await postForm(reviewer, `${at(id)}/huy`, { version: '3', reason: 'Trùng lịch' });
    expect(await letters()).toEqual([]);
  });

  it('that some have read already and others not, is told to each from the day that they know', async () => {
    const id = await announced();
    await markSent();
    await moveTo(id, 2, '18/9/2026');
    await db.message.updateMany({ where: { toAddress: 'viet@example.vn' }, data: { sentAt: new Date(NOW) } });
    await moveTo(id, 3, '22/9/2026');
    const last = (await letters()).filter((one) => one.includes('sang 22/9/2026'));
    expect(last.map((one) => /từ \S+ sang \S+/.exec(one)?.[0])).toEqual([
      'từ 15/9/2026 sang 22/9/2026.',
      'từ 18/9/2026 sang 22/9/2026.',
    ]);
  });

  it('is cancelled with a letter that says why; of what was never announced the unit hears nothing', async () => {
    const id = await announced();
    await markSent();
    await postForm(reviewer, `${at(id)}/huy`, { version: '2', reason: 'Đã có đoàn khác' });
    const told = (await letters()).filter((one) => one.includes('Hủy cuộc kiểm tra'));
    expect(told).toHaveLength(2);
    expect(told[0]).toContain('Đã có đoàn khác');
    expect((await filer.get(ownAt(id))).text).toContain('Hủy cuộc dự kiến ngày 15/9/2026');
    await db.message.deleteMany();
    const unknown = await make({ team: TEAM });
    await moveTo(unknown.id, 1, '22/9/2026');
    expect(await mailed()).toEqual([['viet@example.vn', 'inspected']]);
  });

  it('warns of who is wanted at two places on one day', async () => {
    const { id } = await make({ team: TEAM });
    await make({ team: 'Ngô Thị Hoa', unitId: tree.second.id });
    expect((await reviewer.get(at(id))).text).toContain(
      'Ngô Thị Hoa cùng ngày còn đi CĐCS Bệnh viện Đa khoa',
    );
    expect((await reviewer.get('/kiem-tra/2026')).text.match(/Trùng người/g)).toHaveLength(2);
    expect((await reviewer.get('/kiem-tra/2026/lich?thang=9')).text).toContain('Ngô Thị Hoa cùng ngày');
    await db.inspection.update({ where: { id }, data: { status: 'CANCELLED' } });
    expect((await reviewer.get('/kiem-tra/2026')).text).not.toContain('Trùng người');
  });
});

describe('Before a paper is issued', () => {
  const READY = { ...KNOWN, carriedOutOn: isoDay('2026-09-09'), conclusion: 'Làm tốt' };
  const whole = { from: '08:00', to: '09:00', place: 'A', ourPeople: 'B', theirPeople: 'C' };

  it('it is asked, in words: who will see it, who is written to, and that it cannot be changed', async () => {
    const planned = await make({ team: 'Phạm Quốc Việt, viet@example.vn\nNgười Không Thư' });
    const ready = await make({ ...READY, minutes: whole });
    await advise(ready.id);
    for (const [path, ...said] of [
      [
        `${at(planned.id)}/thong-bao`,
        'Ban hành thông báo kiểm tra đến CĐCS Bệnh viện A?',
        'Không có thư nào được gửi: cổng chưa cấu hình thư điện tử.',
        'phải báo bằng cách khác: Người Không Thư.',
        'Thông báo đã ban hành không sửa được.',
      ],
      [
        `${at(ready.id)}/bien-ban/chot`,
        'Biên bản đã chốt không sửa được.',
        'Đơn vị chỉ thấy biên bản trên cổng khi kết luận được ban hành.',
      ],
      [
        `${at(ready.id)}/ket-luan`,
        'Ban hành kết luận kiểm tra đến CĐCS Bệnh viện A?',
        'Đơn vị phải trả lời 1 kiến nghị, sớm nhất trước ngày 01/10/2026.',
        'Kết luận đã ban hành không sửa được.',
      ],
    ] as [string, ...string[]][]) {
      const from = at(path.includes(`/${planned.id}/`) ? planned.id : ready.id);
      const page = (await reviewer.get(from)).text;
      expect(page).toContain(`href="${path}"`);
      expect(page).not.toContain(`action="${path}"`);
      const asked = await reviewer.get(path);
      expect([path, asked.status]).toEqual([path, 200]);
      for (const words of said) expect(asked.text).toContain(words);
    }
    expect(await db.inspectionPaper.count()).toBe(0);
    expect(await mailed()).toEqual([]);
  });

  it('each page about an inspection leads back to it', async () => {
    const [planned, ready, concluded] = [
      await make(),
      await make({ ...READY, minutes: whole }),
      await make(CONCLUDED),
    ];
    const advice = await advise(concluded.id, { status: 'ANSWERED' });
    for (const [{ id }, ...paths] of [
      [planned, 'thong-bao', 'sua', 'huy'],
      [ready, 'ket-luan', 'bien-ban/chot', 'bien-ban'],
      [concluded, 'dong', 'dinh-chinh', `kien-nghi/${advice.id}/yeu-cau`],
    ] as [{ id: number }, ...string[]][])
      for (const path of paths) {
        const { text } = await reviewer.get(`${at(id)}/${path}`);
        const back = /<nav class="breadcrumbs"[^>]*><a href="([^"]*)"/.exec(text)?.[1];
        expect([path, back]).toEqual([path, at(id)]);
      }
  });

  it('what its record lacks is said, with the record', async () => {
    const { id } = await make({ ...KNOWN, conclusion: 'Tốt' });
    for (const [path, words] of [
      ['ket-luan', 'Hãy nhập ngày tiến hành'],
      ['bien-ban/chot', 'Biên bản còn thiếu ngày tiến hành'],
    ]) {
      const answer = await reviewer.get(`${at(id)}/${path}`);
      expect([path, answer.status]).toEqual([path, 422]);
      expect(answer.text).toContain(words);
    }
  });

  it('whoever saw an older state is shown the present one, with the number that was typed', async () => {
    const { id } = await make(READY);
    await postForm(reviewer, `${at(id)}/bien-ban`, recordFields(1));
    const late = await postForm(second, `${at(id)}/ket-luan`, { version: '1', number: '7/KL-CĐN' }, at(id));
    expect(late.status).toBe(409);
    expect(late.text).toContain('value="7/KL-CĐN"');
    expect(versionOf(late.text)).toBe('2');
  });

  it('a number that a paper of the body and year carries is refused beside its field, wherever it is asked', async () => {
    const first = await make({ unitId: tree.second.id });
    await postForm(
      reviewer,
      `${at(first.id)}/thong-bao`,
      { version: '1', number: '05/TB-CĐN' },
      at(first.id),
    );
    const [notice, ready, signed, concluded] = [
      await make(),
      await make({ ...READY, minutes: whole }),
      await make({ ...READY, minutes: whole }),
      await make(CONCLUDED),
    ];
    await postForm(reviewer, `${at(signed.id)}/bien-ban/chot`, { version: '1' }, at(signed.id));
    const number = ' 5/tb-cđn';
    for (const [path, fields, kept] of [
      [`${at(notice.id)}/thong-bao`, { version: '1', number }, 'value="5/tb-cđn"'],
      [`${at(ready.id)}/bien-ban/chot`, { version: '1', number }, 'value="5/tb-cđn"'],
      [`${at(ready.id)}/ket-luan`, { version: '1', number }, 'value="5/tb-cđn"'],
      [
        `${at(first.id)}/sua`,
        {
          version: '2',
          ...PLAN,
          unit: tree.second.code,
          topic: 'Nội dung khác',
          changeReason: 'Đổi',
          number,
        },
        'Nội dung khác',
      ],
      [
        `${at(signed.id)}/bien-ban`,
        { ...recordFields(2), ...whole, place: 'Nơi khác', minutesReason: 'Nhầm', minutesNumber: number },
        'Nơi khác',
      ],
      [
        `${at(concluded.id)}/dinh-chinh`,
        { version: '1', reason: 'Ghi nhầm', number, conclusion: 'Kết luận khác' },
        'Kết luận khác',
      ],
    ] as const) {
      const answer = await postForm(reviewer, path, fields, at(first.id));
      expect([path, answer.status]).toEqual([path, 422]);
      const said = /Số 05\/TB-CĐN đã ghi trên thông báo ngày 10\/9\/2026 ở ([^.]+)\./.exec(answer.text);
      expect([path, said?.[1]]).toEqual([path, tree.second.name]);
      expect(answer.text).toContain(kept);
    }
    expect(await db.inspectionPaper.count()).toBe(2);
  });

  it('another year, another body and a bare number of another type are no such paper', async () => {
    const issue = async (number: string, given: Row = {}, path = 'thong-bao', agent = reviewer) => {
      const { id } = await make(given);
      const answer = await postForm(agent, `${at(id)}/${path}`, { version: '1', number }, '/tai-khoan');
      return answer.status;
    };
    expect(await issue('12')).toBe(303);
    expect(await issue('12')).toBe(422);
    expect(await issue('12', READY, 'ket-luan')).toBe(303);
    expect(await issue('112/TB-CĐN')).toBe(303);
    expect(await issue('')).toBe(303);
    expect(await issue('')).toBe(303);
    const elsewhere = await portal.signedIn('elsewhere');
    const { id: unitId, parentId } = await db.unit.findFirstOrThrow({ where: { code: 'XA' } });
    expect(await issue('112/TB-CĐN', { unitId, parentId: parentId! }, 'thong-bao', elsewhere)).toBe(303);
    const { id: inspectionId } = await make();
    const before = { issuedAt: new Date('2025-12-31T23:59:59.999+07:00'), issuedByName: 'Hoa' };
    const paper = { kind: 'NOTICE', version: 1, number: '77/TB-CĐN', content: {}, ...before } as const;
    await db.inspectionPaper.create({ data: { inspectionId, ...paper } });
    expect(await issue('77/TB-CĐN')).toBe(303);
  });

  it('of two who issue the same number at once, one does', async () => {
    const both = [await make(), await make({ unitId: tree.second.id })];
    const answers = await Promise.all(
      both.map(({ id }) =>
        postForm(reviewer, `${at(id)}/thong-bao`, { version: '1', number: '9/TB-CĐN' }, at(id)),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(await db.inspectionPaper.count()).toBe(1);
  });
});

describe('A paper that was issued', () => {
  it('stays word for word; what is changed later is a new version that says so', async () => {
    const { id } = await make();
    const notice = `${at(id)}/thong-bao.pdf`;
    await postForm(reviewer, `${at(id)}/thong-bao`, { version: '1', number: '12/TB-CĐN' }, at(id));
    const first = await pdfText(reviewer, notice);
    expect(first.text).toContain('Số: 12/TB-CĐN');
    expect(first.artifacts).not.toContain(WATERMARK);
    const edited = {
      version: '2',
      ...PLAN,
      topic: 'Nội dung mới',
      changeReason: 'Bổ sung nội dung',
      number: '15/TB-CĐN',
    };
    expect((await postForm(reviewer, agreed(`${at(id)}/sua`), edited, `${at(id)}/sua`)).status).toBe(303);
    await db.unit.update({ where: { id: tree.first.id }, data: { name: 'CĐCS Tên mới' } });
    expect((await pdfText(reviewer, `${notice}?ban=1`)).text).toBe(first.text);
    const second = (await pdfText(filer, `${ownAt(id)}/thong-bao.pdf`)).text;
    for (const words of [
      'Số: 15/TB-CĐN',
      'Nội dung mới',
      '(Thông báo này thay Thông báo số 12/TB-CĐN ngày 10/9/2026. Lý do: Bổ sung nội dung.)',
    ])
      expect(second).toContain(words);
    await db.unit.update({ where: { id: tree.first.id }, data: { name: 'CĐCS Bệnh viện A' } });
    expect((await reviewer.get(`${notice}?ban=3`)).status).toBe(404);
    expect((await sibling.get(`${ownAt(id)}/thong-bao.pdf`)).status).toBe(404);
    await expect(db.inspectionPaper.updateMany({ data: { number: 'x' } })).rejects.toThrow('never changed');
    await expect(db.inspectionChange.deleteMany()).rejects.toThrow('never changed');
  });

  it('as a conclusion is corrected by a new version, of which the unit is told and keeps both', async () => {
    const { id } = await make({ ...KNOWN, carriedOutOn: isoDay('2026-09-09'), conclusion: 'Làm tốt' });
    await advise(id);
    await postForm(reviewer, `${at(id)}/ket-luan`, { version: '1', number: '3/KL-CĐN' }, at(id));
    const file = `${ownAt(id)}/ket-luan.pdf`;
    const before = (await pdfText(filer, file)).text;
    expect(before).toContain('Số: 03/KL-CĐN');
    await db.message.deleteMany();
    const place = `${at(id)}/dinh-chinh`;
    const typed = { version: '2', reason: '', conclusion: 'Làm rất tốt', advice_1: 'Công khai quỹ' };
    const refused = await postForm(reviewer, place, typed);
    expect(refused.status).toBe(422);
    for (const kept of ['Làm rất tốt', 'Công khai quỹ', 'Hãy nhập lý do đính chính'])
      expect(refused.text).toContain(kept);
    expect((await postForm(reviewer, place, { ...typed, reason: 'Ghi nhầm' })).status).toBe(303);
    expect((await postForm(second, place, { ...typed, reason: 'Ghi nhầm' })).status).toBe(409);
    const after = (await pdfText(filer, file)).text;
    for (const words of [
      'thay Kết luận số 3/KL-CĐN ngày 10/9/2026. Lý do: Ghi nhầm.',
      'Làm rất tốt',
      'Công khai quỹ',
    ])
      expect(after).toContain(words);
    expect((await pdfText(filer, `${file}?ban=1`)).text).toBe(before);
    expect((await letters()).join()).toContain('Kết luận kiểm tra được đính chính');
    expect((await filer.get(ownAt(id))).text).toContain('Kết luận, bản 2');
  });

  it('as minutes says who was there, when and what was found, in PDF and DOCX alike, and empty leaves room', async () => {
    const { id } = await make(KNOWN);
    const blank = await pdfText(reviewer, `${at(id)}/bien-ban-trong.pdf`);
    for (const words of ['Số: ……/BB-……', 'hồi …… giờ ……', 'IV. Ý KIẾN CỦA ĐƠN VỊ ………', 'ĐẠI DIỆN ĐƠN VỊ'])
      expect(blank.text).toContain(words);
    const meeting = { from: '8h', to: '11 giờ 30', place: 'Hội trường', theirPeople: 'Ông Bình, chủ tịch' };
    const said = { ourPeople: 'Bà Hoa', results: 'Đã quán triệt', opinions: 'Nhất trí', theirSigner: 'Bình' };
    const fields = { ...recordFields(1), ...meeting, ...said };
    const wrong = await postForm(reviewer, `${at(id)}/bien-ban`, { ...fields, to: '7:00' });
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('Giờ kết thúc phải sau giờ bắt đầu');
    expect((await postForm(reviewer, `${at(id)}/bien-ban`, fields)).status).toBe(303);
    const draft = await pdfText(reviewer, `${at(id)}/bien-ban.pdf`);
    expect(draft.artifacts).toContain('Bản in để hai bên ký');
    for (const words of [
      'hồi 08 giờ 00, ngày 09 tháng 9 năm 2026, tại Hội trường',
      'Ông Bình, chủ tịch',
      'Đã quán triệt',
      'Gương mẫu',
      'IV. Ý KIẾN CỦA ĐƠN VỊ Nhất trí',
      'Công khai tài chính. Thực hiện và báo cáo kết quả trước ngày 01/10/2026.',
      'kết thúc hồi 11 giờ 30 cùng ngày',
    ])
      expect(draft.text).toContain(words);
    const xml = readDocx(await fileAt(reviewer, `${at(id)}/bien-ban.docx`))['word/document.xml']!;
    expect(wordsOf(docxText(xml)).sort()).toEqual(wordsOf(draft.text).sort());
  });

  it('as minutes that both sides signed stays, and is changed by a reason only', async () => {
    const { id } = await make(KNOWN);
    const sign = (version: string) => postForm(reviewer, `${at(id)}/bien-ban/chot`, { version }, at(id));
    await postForm(reviewer, `${at(id)}/bien-ban`, recordFields(1));
    expect((await sign('2')).text).toContain('Biên bản còn thiếu giờ bắt đầu');
    const whole = { from: '8:00', to: '9:00', place: 'A', ourPeople: 'B', theirPeople: 'C' };
    await postForm(reviewer, `${at(id)}/bien-ban`, { ...recordFields(2), ...whole });
    expect((await sign('2')).status).toBe(409);
    expect((await sign('3')).status).toBe(303);
    const signed = (await pdfText(reviewer, `${at(id)}/bien-ban.pdf`)).text;
    expect((await filer.get(`${ownAt(id)}/bien-ban.pdf`)).status).toBe(404);
    const advice = { recommendation_1_text: 'Kiến nghị khác' };
    expect(
      (await postForm(reviewer, `${at(id)}/bien-ban`, { ...recordFields(4, advice), ...whole })).status,
    ).toBe(303);
    const changed = { ...recordFields(5, advice), ...whole, place: 'Nơi khác' };
    const refused = await postForm(reviewer, `${at(id)}/bien-ban`, changed);
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('Hai bên đã ký biên bản');
    expect((await pdfText(reviewer, `${at(id)}/bien-ban.pdf`)).text).toBe(signed);
    await postForm(reviewer, `${at(id)}/bien-ban`, { ...changed, minutesReason: 'Ghi nhầm nơi' });
    const again = (await pdfText(reviewer, `${at(id)}/bien-ban.pdf`)).text;
    for (const words of ['Nơi khác', 'Biên bản này thay Biên bản ngày 10/9/2026. Lý do: Ghi nhầm nơi.'])
      expect(again).toContain(words);
    expect((await pdfText(reviewer, `${at(id)}/bien-ban.pdf?ban=1`)).text).toBe(signed);
  });
});

describe('A recommendation without an answer', () => {
  it('is chased once before its day and once after, by however many, and anew when it is asked again', async () => {
    const { id } = await make(CONCLUDED);
    const { id: item } = await advise(id, { dueBefore: isoDay('2026-09-20') });
    const chase = async (day: string) => {
      const now = new Date(`${day}T08:00:00+07:00`);
      const counts = await Promise.all([chaseAnswers(db, now), chaseAnswers(db, now)]);
      return counts.reduce((sum, count) => sum + count, 0);
    };
    const days = ['2026-09-16', '2026-09-17', '2026-09-18', '2026-09-20', '2026-09-30'];
    const sent: number[] = [];
    for (const day of days) sent.push(await chase(day));
    expect(sent).toEqual([0, 1, 0, 1, 0]);
    const told = await letters();
    expect(told[0]).toContain('Kiến nghị 1 sắp đến hạn trả lời');
    expect(told[1]).toContain('Kiến nghị 1 đã quá hạn trả lời');
    await db.recommendation.update({ where: { id: item }, data: { status: 'ANSWERED', version: 2 } });
    expect(await chase('2026-10-01')).toBe(0);
    const again = { version: '2', text: 'Cần thêm', dueBefore: '20/10/2026' };
    expect((await postForm(reviewer, `${at(id)}/kien-nghi/${item}/yeu-cau`, again)).status).toBe(303);
    expect(await chase('2026-10-17')).toBe(1);
  });
});
