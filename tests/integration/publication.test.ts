import { publishResults } from '../../src/consolidation/publication/commands.js';
import { publicContent } from '../../src/consolidation/publication/public-content.js';
import { openConsolidation } from '../../src/consolidation/finders.js';
import { actAsSender } from '../../src/platform/actor.js';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { agreed, postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { lastEventIn } from '../support/history.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  makeTestPeriod,
  openTestPeriod,
  reportOf,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-20T08:00:00+07:00' });
const { db, clock } = portal;
const PUBLISH = '/tong-hop/2026/cong-bo';
const PUBLIC = '/ket-qua/2026';

let province: number;
let child: number;
let board: Agent;
let anyone: Agent;
let examples: number[];

beforeAll(async () => {
  province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  child = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province })).id;
  await makeAccount(db, 'admin', province, ['ADMIN']);
  await makeAccount(db, 'board', province, ['REVIEWER']);
  await makeAccount(db, 'leader', province, ['LEADER']);
  await makeAccount(db, 'child', child, ['FILER', 'REVIEWER']);
  await openTestPeriod(db, 'admin');
  await fillDraft(db, 'child', clock(), { figures: { members_worker: '31', registered_worker: '17' } });
  await submitDraft(db, 'child', clock());
  await acceptFrom(db, 'board', (await reportOf(db, child)).id, clock());
  const { id: periodId } = await db.period.findFirstOrThrow();
  const unitName = 'Công đoàn ngành Y tế';
  const scope = {
    parentId: province,
    periodId,
    unitName,
    addedAt: clock(),
    addedById: 0,
    audience: 'worker',
  };
  const rows = [
    {
      name: 'Nguyễn Thị Đào',
      position: 'Y tá',
      deed: 'Hiến máu 20 lần cùng Lê Văn - (Bí mật)/[\\.',
      mayBeNamed: true,
      consentAt: clock(),
      consentHow: 'PAPER',
    },
    {
      name: 'Lê Văn - (Bí mật)/[\\',
      position: 'Bác sĩ',
      deed: 'Lê Văn - (Bí mật)/[\\ của công đoàn  ngành y tế cứu người.',
      mayBeNamed: false,
    },
  ];
  examples = [];
  for (const row of rows)
    examples.push((await db.modelExample.create({ data: { ...scope, kind: 'INDIVIDUAL', ...row } })).id);
  board = await portal.signedIn('board');
  anyone = portal.visitor();
});

beforeEach(() => db.publicResults.deleteMany());

/** The codes of a rate of each audience. */
const rates = (code: string) =>
  ['civil_servant', 'public_employee', 'worker'].map((audience) => `${code}_${audience}`);
const text = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const publish = async (fields: Record<string, string | string[]> = {}, path = agreed(PUBLISH)) =>
  postForm(
    board,
    path,
    { ...hiddenFields((await board.get(PUBLISH)).text), figures: 'members_worker', ...fields },
    PUBLISH,
  );
/** A visitor comes later: another process looks again each second. */
const seen = async (path = PUBLIC) => {
  clock.set(new Date(clock().getTime() + 2000));
  return anyone.get(path);
};

describe('Before anything is published', () => {
  it('there is a friendly page, and no year’s', async () => {
    expect((await seen('/ket-qua')).text).toContain('Chưa có kết quả của năm nào được công bố');
    for (const path of [
      PUBLIC,
      '/ket-qua/2025',
      '/ket-qua/abc',
      '/ket-qua/99999999999',
      '/ket-qua/__proto__',
    ])
      expect([path, (await seen(path)).status]).toEqual([path, 404]);
    expect((await seen('/')).text).not.toContain('/ket-qua');
  });
});

describe('What is published', () => {
  it('is what was chosen, at once, with where it comes from', async () => {
    expect((await publish({ introduction: 'Kết quả chung.' })).status).toBe(303);
    const answer = await seen();
    expect(answer.status).toBe(200);
    const html = text(answer.text);
    expect(html).toMatch(/Số công nhân lao động 31/);
    expect(html).toContain('Kết quả chung.');
    expect(html).toContain('Số liệu từ báo cáo đã chấp nhận của 1/1 đơn vị trực tiếp phải báo cáo.');
    expect(html).not.toContain('đăng ký nêu gương 17');
    expect(answer.headers['etag']).toBeDefined();
    expect((await seen('/')).text).toContain('href="/ket-qua/2026"');
    expect((await anyone.get('/ket-qua')).headers['location']).toBe(PUBLIC);
    expect(await db.historyEvent.count({ where: { action: 'results-published' } })).toBe(1);
  });

  it('names no unit and nobody unless it is allowed, on any public page', async () => {
    await publish({ examples: examples.map(String) });
    const paths = [PUBLIC, '/', '/ket-qua', '/huong-dan', '/nghia-vu', '/van-ban', '/tro-giup'];
    for (const path of paths) {
      const html = text((await seen(path)).text);
      for (const name of ['Y tế', 'ngành y tế', 'Đào', 'Bí mật', 'Y tá', 'Bác sĩ'])
        expect(html).not.toContain(name);
    }
    expect(text((await seen()).text)).toMatch(/Hiến máu 20 lần.*… của … cứu người/);
  });

  it('names only those that may be named, where names were chosen', async () => {
    await publish({ examples: examples.map(String), namesExamples: 'yes' });
    const html = text((await seen()).text);
    expect(html).toContain('Nguyễn Thị Đào , Y tá, Công đoàn ngành Y tế');
    expect(html).not.toContain('Bí mật');
    expect(html).not.toContain('Bác sĩ');
  });

  it('begins with rates, has all bars on one scale, and the numbers in words beside them', async () => {
    const codes = ['registered_rate', 'did_well_rate'].flatMap((code) => rates(code));
    await publish({ figures: codes });
    const { text: html } = await seen();
    expect(text(html)).toContain('100 % đơn vị đã báo cáo, 0 % đúng hạn.');
    expect(text(html)).toMatch(/Được chấp nhận 100 % 1\/1 đơn vị/);
    expect(html.indexOf('class="stats')).toBeLessThan(html.indexOf('class="share'));
    const scales = new Set([...html.matchAll(/<svg class="share" viewBox="([^"]+)"/g)].map(([, box]) => box));
    expect([...scales]).toEqual(['0 0 100 4']);
    expect(html).not.toContain('id="bieu-do-');
  });

  it('stands beside the year before, where that is public too', async () => {
    const { content } = await db.publicResults
      .findFirstOrThrow()
      .catch(async () => (await publish(), db.publicResults.findFirstOrThrow()));
    const { id: periodId } = await makeTestPeriod(db, 2025);
    const before = {
      ...(content as object),
      reports: 2,
      rates: [{ name: 'Đã báo cáo', part: 9, whole: 10 }],
    };
    const row = { periodId, content: before, publishedAt: clock(), publishedByName: 'x' };
    await db.publicResults.create({ data: row });
    await publish();
    const html = text((await seen()).text);
    expect(html).toContain('Năm 2025: 90 %');
    const { reports } = (await db.publicResults.findFirstOrThrow({ where: { periodId: { not: periodId } } }))
      .content as { reports: number };
    // Figures of few units beside those of many: how many each column is from stands in its head.
    expect(html).toContain(`Chỉ tiêu Năm 2026 (${reports} đơn vị) Năm 2025 (2 đơn vị)`);
    await db.publicResults.deleteMany({ where: { periodId } });
    await db.period.delete({ where: { id: periodId } });
  });

  it('reads what was published before rates were, and draws its bars on one scale', async () => {
    await publish({ figures: ['members_worker'] });
    const { periodId, content } = await db.publicResults.findFirstOrThrow();
    const { rates: _rates, shares: _shares, works: _works, ...old } = content as Record<string, object>;
    const bars = (value: number) => ['A', 'B'].map((label) => ({ label, value, text: String(value) }));
    const charts = [100, 1].map((value) => ({ code: `c${value}`, name: `Thứ ${value}`, bars: bars(value) }));
    const chosen = { examples: [], namesExamples: false };
    await db.publicResults.update({
      where: { periodId },
      data: { content: { ...old, charts, chosen }, version: { increment: 1 } },
    });
    const { text: html } = await seen();
    const widths = [...html.matchAll(/<rect class="amount"[^>]* width="([^"]+)"/g)].map(([, width]) =>
      Number(width),
    );
    expect(widths[0]).toBe(100 * (widths[2] ?? 0));
    expect(text(html)).not.toContain('đúng hạn.');
  });

  it('has of what was done in words only the passages that were chosen, without whose they are', async () => {
    const { id: reportId, periodId } = await reportOf(db, child);
    const marked = {
      parentId: province,
      periodId,
      reportId,
      submissionNumber: 1,
      markedAt: clock(),
      markedById: 0,
      markedByName: '',
    };
    const passage = async (text: string, kind: 'STRENGTH' | 'DIFFICULTY' = 'STRENGTH') =>
      db.passage.create({
        data: {
          ...marked,
          field: 'limitations',
          target: 'limitations',
          kind,
          original: text,
          text,
          position: 1,
        },
      });
    const chosen = await passage('Công đoàn ngành Y tế mở lớp học nghề cùng Lê Văn - (Bí mật)/[\\.');
    await passage('Không được chọn.');
    const difficulty = await passage('Còn thiếu người.', 'DIFFICULTY');
    expect((await board.get(PUBLISH)).text).not.toContain('Còn thiếu người.');
    await publish({ passages: [String(chosen.id), String(difficulty.id)] });
    const html = text((await seen()).text);
    expect(html).toMatch(/Việc đã làm Hạn chế và nguyên nhân … mở lớp học nghề cùng …/);
    for (const words of ['Không được chọn', 'Còn thiếu người', 'Y tế', 'Bí mật'])
      expect(html).not.toContain(words);
    await db.passage.update({ where: { id: chosen.id }, data: { text: 'Sửa sau.' } });
    expect((await seen()).text).not.toContain('Sửa sau.');
    await db.passage.deleteMany();
  });

  it('changes only by publishing again', async () => {
    await publish();
    const { id } = await reportOf(db, child);
    await db.report.update({ where: { id }, data: { status: 'RETURNED' } });
    expect(text((await seen()).text)).toMatch(/Số công nhân lao động 31/);
    expect((await publish()).status).toBe(303);
    expect(text((await seen()).text)).toMatch(/Số công nhân lao động –/);
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
  });

  it('is withdrawn, and gone at once', async () => {
    await publish();
    expect((await seen()).status).toBe(200);
    const { _key, ...fields } = hiddenFields((await board.get(PUBLISH)).text);
    expect((await postForm(board, `${PUBLISH}/rut`, fields, PUBLISH)).status).toBe(303);
    expect((await seen()).status).toBe(404);
    expect((await seen('/')).text).not.toContain('/ket-qua');
    expect((await postForm(board, `${PUBLISH}/rut`, fields, PUBLISH)).status).toBe(409);
    expect((await publish()).status).toBe(303);
    expect((await seen()).status).toBe(200);
  });

  it('can be looked at before; then nothing is public', async () => {
    const answer = await publish({ examples: String(examples[0]) }, `${PUBLISH}/xem-truoc`);
    expect(answer.status).toBe(200);
    expect(text(answer.text)).toMatch(/bản xem trước, chưa công bố.*Số công nhân lao động 31.*Hiến máu/);
    expect(await db.publicResults.count()).toBe(0);
  });
});

describe('Before results become public', () => {
  const typed = {
    introduction: 'Dòng một.\n\nDòng “hai” & ba.',
    figures: ['members_worker', 'registered_worker'],
  };

  it('it is asked, in words: what anybody will read, who is named, and that the report has not been sent', async () => {
    const named = { ...typed, examples: examples.map(String), namesExamples: 'yes' };
    const asked = await publish(named, PUBLISH);
    expect(asked.status).toBe(200);
    const words = text(asked.text);
    for (const said of [
      'Công bố kết quả năm 2026?',
      'không cần đăng nhập: lời giới thiệu, 2 chỉ tiêu, 2 gương điển hình.',
      'Được nêu tên: Nguyễn Thị Đào.',
      'Chưa ghi việc gửi báo cáo năm 2026',
      'không lấy lại được',
    ])
      expect(words).toContain(said);
    expect(words).not.toContain('Bí mật');
    expect(await db.publicResults.count()).toBe(0);
  });

  it('nothing typed is lost, whether the answer is yes or to change it first', async () => {
    const { _key, ...kept } = hiddenFields((await publish(typed, PUBLISH)).text);
    const back = await postForm(board, `${PUBLISH}?buoc=sua-lai`, kept, PUBLISH);
    expect(back.status).toBe(200);
    expect(back.text).toContain('Dòng một.\n\nDòng “hai” &amp; ba.</textarea>');
    expect(back.text).toMatch(/value="registered_worker" checked/);
    expect(back.text).not.toContain('<title>Lỗi');
    expect((await postForm(board, agreed(PUBLISH), kept, PUBLISH)).status).toBe(303);
    const html = text((await seen()).text);
    for (const said of ['Dòng “hai” &amp; ba.', 'đăng ký nêu gương 17']) expect(html).toContain(said);
    expect(text((await publish(typed, PUBLISH)).text)).toContain('thay nội dung đang công khai');
  });
});

describe('A person whom an example names', () => {
  const LIST = '/tong-hop/2026/guong-dien-hinh';
  const named = { examples: [] as string[], namesExamples: 'yes' };
  const dao = () => db.modelExample.findUniqueOrThrow({ where: { id: examples[0]! } });
  const answer = async (what: string, fields: Record<string, string> = {}) => {
    const path = `${LIST}/${examples[0]}/${what}`;
    return postForm(board, path, { version: String((await dao()).version), ...fields });
  };
  const given = { consentHow: 'PAPER', consentNote: 'Bà Lan hỏi ngày 01/9/2026, hồ sơ 12' };
  beforeEach(() => {
    named.examples = examples.map(String);
  });
  afterEach(() => answer('dong-y', given));

  it('is added to be named only with how they agreed, and where that lies; a collective without', async () => {
    const typed = {
      version: '0',
      name: 'Trần Mới',
      position: '',
      unitName: 'Công đoàn ngành Y tế',
      deed: 'Cứu người.',
    };
    const add = (fields: Record<string, string>) => postForm(board, `${LIST}/moi`, { ...typed, ...fields });
    const refused = await add({ kind: 'INDIVIDUAL', mayBeNamed: 'yes' });
    expect(refused.status).toBe(422);
    for (const said of ['đã đồng ý bằng cách nào', 'Hãy ghi ai hỏi', 'Trần Mới'])
      expect(refused.text).toContain(said);
    expect((await add({ kind: 'INDIVIDUAL', mayBeNamed: 'yes', ...given })).status).toBe(303);
    expect(await db.modelExample.findFirst({ where: { name: 'Trần Mới' } })).toMatchObject({
      ...{ ...given, consentAt: clock(), consentByName: 'Người dùng board' },
    });
    expect((await board.get(LIST)).text).toContain(
      'đã đồng ý nêu tên bằng giấy: Bà Lan hỏi ngày 01/9/2026, hồ sơ 12',
    );
    expect((await add({ kind: 'COLLECTIVE', name: 'Tổ Mới', mayBeNamed: 'yes' })).status).toBe(303);
    await db.modelExample.deleteMany({ where: { name: { in: ['Trần Mới', 'Tổ Mới'] } } });
  });

  it('is named by nobody before their consent is recorded; the board is told of those named before', async () => {
    await publish(named);
    await db.modelExample.update({ where: { id: examples[0]! }, data: { consentAt: null, consentHow: '' } });
    const told = text((await board.get(PUBLISH)).text);
    expect(told).toContain('đang nêu tên người chưa ghi sự đồng ý: Nguyễn Thị Đào');
    expect(told).toContain('chưa ghi sự đồng ý của người này');
    expect((await seen()).text).toContain('Nguyễn Thị Đào');
    await publish(named);
    expect((await seen()).text).not.toContain('Nguyễn Thị Đào');
    expect((await answer('dong-y', { ...given, consentNote: '' })).status).toBe(422);
    expect((await answer('dong-y', given)).status).toBe(303);
    expect((await lastEventIn(db)).action).toBe('example-consent-recorded');
    await publish(named);
    expect((await seen()).text).toContain('Nguyễn Thị Đào');
  });

  it('is off the public page and every export at once when they withdraw; nothing told of them stays', async () => {
    await publish({ ...named, introduction: 'Biểu dương bà Nguyễn Thị Đào. Chị Đào hiến máu.' });
    const { version } = await db.publicResults.findFirstOrThrow();
    expect((await seen()).text).toContain('Nguyễn Thị Đào');
    expect((await board.get(`${LIST}/${examples[0]}/rut-dong-y`)).text).toContain('bỏ ngay khỏi trang');
    expect((await answer('rut-dong-y')).status).toBe(303);
    const { text: html } = await seen();
    expect(html).not.toContain('Đào');
    expect(text(html)).toContain('Biểu dương bà …. … hiến máu.');
    expect(html).not.toContain('Hiến máu 20 lần');
    expect((await db.publicResults.findFirstOrThrow()).version).toBe(version + 1);
    const csv = (await board.get(`${LIST}/csv`)).text;
    expect(csv).not.toContain('Nguyễn Thị Đào');
    expect(csv).toContain('Không nêu tên');
    expect(await db.historyEvent.count({ where: { action: 'example-consent-withdrawn' } })).toBe(1);
    expect(await dao()).toMatchObject({
      mayBeNamed: false,
      consentAt: null,
      consentWithdrawnAt: expect.any(Date) as Date,
    });
    // Kept, so that exports of what was filed know whom they do not name.
    expect((await answer('bo')).status).toBe(409);
    expect((await publish(named)).status).toBe(303);
    expect((await seen()).text).not.toContain('Nguyễn Thị Đào');
  });

  it('is named nowhere on the public page as they were written then, either', async () => {
    await publish({ ...named, introduction: 'Biểu dương bà Nguyễn Thị Đào.' });
    await db.modelExample.update({ where: { id: examples[0]! }, data: { name: 'Nguyễn Thị Đảo' } });
    await answer('rut-dong-y');
    await db.modelExample.update({ where: { id: examples[0]! }, data: { name: 'Nguyễn Thị Đào' } });
    expect(text((await seen()).text)).toContain('Biểu dương bà …. ');
  });

  it('is not named by a publication that was begun before they withdrew', async () => {
    const content = contentWith('Nguyễn Thị Đào');
    await answer('rut-dong-y');
    const open = await openConsolidation(db, actAsSender(await actorOf(db, 'board')), 2026);
    await expect(publishResults(db, open, { version: 0, content }, clock())).rejects.toThrow(
      'vừa rút đồng ý',
    );
    expect(await db.publicResults.count()).toBe(0);
  });

  /** What would have been published with that name. */
  function contentWith(name: string) {
    const example = {
      id: examples[0]!,
      audience: 'worker',
      isCollective: false,
      name,
      position: '',
      unitName: '',
    };
    const chosen = { examples: [examples[0]!], namesExamples: true };
    const rest = {
      introduction: '',
      source: '',
      sections: [],
      charts: [],
      examples: [{ ...example, deed: 'x' }],
    };
    return publicContent.parse({ ...rest, chosen });
  }
});

describe('What is not published', () => {
  it.each([
    ['nothing', { figures: '' }, 'Hãy chọn ít nhất một chỉ tiêu'],
    ['a figure that is none', { figures: '__proto__' }, 'Có chỉ tiêu không có trong biểu mẫu'],
    ['an introduction too long', { introduction: 'x'.repeat(5001) }, 'dài quá'],
    ['control characters', { introduction: 'a\u0007b' }, 'ký tự điều khiển'],
    ['an example that is no number', { examples: 'x' }, 'không hợp lệ'],
    ['a passage that is no number', { passages: '1x' }, 'không hợp lệ'],
    ['a choice that is none', { namesExamples: 'maybe' }, 'không hợp lệ'],
  ])('is %s: what was typed stays', async (_what, wrong, message) => {
    const answer = await publish({ introduction: 'Lời đã gõ.', ...wrong });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    if (!('introduction' in wrong)) expect(answer.text).toContain('Lời đã gõ.');
    expect(await db.publicResults.count()).toBe(0);
  });

  it('is another unit’s example', async () => {
    const { id: periodId } = await db.period.findFirstOrThrow();
    const words = { unitName: 'Khác', name: 'Khác', deed: 'Của đơn vị khác.', kind: 'COLLECTIVE' as const };
    const { id } = await db.modelExample.create({
      data: { ...words, parentId: child, periodId, addedAt: clock(), addedById: 0 },
    });
    await publish({ examples: String(id) });
    expect((await seen()).text).not.toContain('Của đơn vị khác');
  });

  it('is what somebody else published meanwhile: 409, and what was typed stays', async () => {
    const fields = hiddenFields((await board.get(PUBLISH)).text);
    await publish();
    const typed = { ...fields, figures: 'members_worker', introduction: 'Của tôi.' };
    const answer = await postForm(board, agreed(PUBLISH), typed, PUBLISH);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Của tôi.');
  });

  it('is anything by a leader, who looks, or by another unit', async () => {
    const leader = await portal.signedIn('leader');
    expect((await leader.get(PUBLISH)).text).not.toContain('>Công bố</button>');
    expect((await postForm(leader, PUBLISH, { version: '0' }, '/tai-khoan')).status).toBe(403);
    expect((await (await portal.signedIn('child')).get(PUBLISH)).status).toBe(404);
  });
});

describe('A year that was sent', () => {
  it('publishes the figures that were filed, whatever became of them since', async () => {
    const { id } = await reportOf(db, province);
    const by = { submittedAt: clock(), submittedById: 0, submittedByName: '' };
    const file = { fileName: 'a.pdf', mediaType: 'application/pdf', size: 1, content: new Uint8Array(1) };
    const shas = { sha256: '0'.repeat(64) };
    await db.submission.create({
      data: { reportId: id, number: 1, content: { sections: {} }, verificationCode: 'x', ...shas, ...by },
    });
    await db.report.update({ where: { id }, data: { status: 'ACCEPTED' } });
    await db.sending.create({
      data: {
        ...{ reportId: id, number: 0, submissionNumber: 1, outgoingNumber: '15/BC-LĐLĐ', sentOn: clock() },
        ...{ signerName: 'A', signerPosition: 'B' },
        ...{ ...file, ...shas, recordedAt: clock(), recordedById: 0, recordedByName: '' },
      },
    });
    const { id: childsId } = await reportOf(db, child);
    await db.report.update({ where: { id: childsId }, data: { status: 'RETURNED' } });
    await publish();
    const html = text((await seen()).text);
    expect(html).toMatch(/Số công nhân lao động 31/);
    expect(html).toContain('của 1/1 đơn vị trực tiếp phải báo cáo, chốt khi nộp báo cáo lúc');
    expect(html).toContain('Báo cáo đã gửi ngày');
  });
});
