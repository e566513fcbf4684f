import { lookAtAll } from '../../src/uploads/job.js';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { orientationIn } from '../../src/platform/pictures/orientation.js';
import { orientationOfPng } from '../../src/platform/pictures/png.js';
import { sweepPages } from '../../src/reports/signed-paper/commands.js';
import { download, postForm, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import { jpegOf, pngOf } from '../support/pictures.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  removeSubmissions,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp();
const { db, clock } = portal;
const PAGE = '/bao-cao/2026/ky';
const PAGES = `${PAGE}/trang`;
const ORDER = `${PAGE}/thu-tu`;
const [BLACK, WHITE, STRIPED] = [jpegOf([[0]]), jpegOf([[255]]), jpegOf([[0, 255]])];

let filer: Agent;
let unitId: number;
/** The last event before the test. */
let lastBefore: number;

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'colleague', upper.id, ['FILER']);
  await makeAccount(db, 'signatory', upper.id, ['SIGNATORY']);
  await makeAccount(db, 'stranger', first.id, ['FILER', 'REVIEWER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});
beforeEach(async () => {
  clock.set('2026-08-20T08:00:00+07:00');
  await removeSubmissions(db);
  const last = await db.historyEvent.findFirst({ orderBy: { id: 'desc' } });
  lastBefore = last?.id ?? 0;
  await db.attachment.deleteMany();
  await db.sectionDraft.deleteMany();
  const fresh = {
    status: 'NOT_STARTED' as const,
    readyAt: null,
    firstSubmittedAt: null,
    lockOn: new Date('2026-11-01'),
  };
  await db.report.update({ where: { id: (await reportOf(db, unitId)).id }, data: fresh });
});

interface Upload {
  field?: string;
  name?: string;
  content: Buffer;
}
async function send(
  files: Upload[],
  { to = PAGE, agent = filer, seen = undefined as string | undefined } = {},
) {
  const _csrf = await tokenOf(agent, PAGE);
  const post = agent
    .post(to)
    .field('_csrf', _csrf)
    .field('seen', seen ?? (await seenNow()));
  for (const { field = 'file', name = 'trang.jpg', content } of files)
    void post.attach(field, content, { filename: name });
  return post;
}
const add = (...pages: Buffer[]) =>
  send(
    pages.map((content) => ({ field: 'page', content })),
    { to: PAGES },
  );
const photographed = (...pages: Buffer[]) => send(pages.map((content) => ({ content })));
const press = async (to: string, fields: Record<string, string>) =>
  postForm(filer, to, { seen: await seenNow(), ...fields }, PAGE);

const kept = () => db.attachment.findMany({ where: { removedAt: null }, orderBy: { id: 'asc' } });
const seenNow = async () => (await kept()).map(({ id }) => id).join('-');
const pictures = () => db.pagePicture.findMany({ orderBy: { position: 'asc' } });
const hashOf = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
const pageHashes = async () => (await pictures()).map(({ content }) => hashOf(content));
/** The events of the paper, oldest first. */
const told = async () =>
  (
    await db.historyEvent.findMany({
      where: { id: { gt: lastBefore }, action: { startsWith: 'signed-paper' } },
      orderBy: { id: 'asc' },
    })
  ).map(({ action }) => action);

/** As its note says; 1 where it has none. */
function orientationOf(mediaType: string, content: Buffer): number {
  if (mediaType === 'image/png') return orientationOfPng(content);
  const note = content.indexOf('Exif\0\0', 0, 'latin1');
  return note < 0 ? 1 : orientationIn(content.subarray(note + 6));
}

async function scan(pages = 1): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', autoFirstPage: false });
  for (let page = 0; page < pages; page += 1) pdf.addPage().text('Báo cáo đã ký');
  pdf.end();
  return buffer(pdf);
}

describe('A signed paper that was scanned', () => {
  it('is kept in the same field as that of its section, and shows its first page, size, pages, and by whom', async () => {
    const content = await scan(3);
    const answer = await send([{ name: 'bản ký.pdf', content }]);
    expect([answer.status, answer.headers['location']]).toEqual([303, PAGE]);
    expect((await filer.get(PAGE)).text).toContain('Trang đầu hiện ra sau ít giây, khi bạn tải lại trang');
    await lookAtAll(portal);
    expect(await kept()).toMatchObject([
      { field: 'signed_report', name: 'bản ký.pdf', size: content.length, pages: 3, sha256: hashOf(content) },
    ]);
    const { text } = await filer.get(PAGE);
    for (const words of [
      'Trang đầu của tệp bản ký.pdf',
      '3 trang, ',
      'Người dùng filer gửi lúc 08:00 ngày 20/8/2026',
    ])
      expect(text).toContain(words);
    expect((await filer.get('/bao-cao/2026/tai-lieu')).text).toContain('Bỏ tệp bản ký.pdf');
    expect((await filer.get('/bao-cao/2026/kiem-tra')).text).toContain('bản ký.pdf');
    expect(await told()).toEqual(['signed-paper-attached']);
  });

  it('takes the place of the one before, which can be had again', async () => {
    await send([{ name: 'mot.pdf', content: await scan() }]);
    await send([{ name: 'hai.pdf', content: await scan(2) }]);
    expect(await kept()).toMatchObject([{ name: 'hai.pdf' }]);
    const { text } = await filer.get(PAGE);
    expect(text).toContain('Bản trước đó: mot.pdf');
    const before = String((await db.attachment.findFirstOrThrow({ where: { name: 'mot.pdf' } })).id);
    expect((await press(`${PAGE}/lay-lai`, { before })).status).toBe(303);
    expect(await kept()).toMatchObject([{ name: 'mot.pdf' }]);
  });

  it('can be taken away, which the check page misses and leads to, and had again', async () => {
    await fillDraft(db, 'filer', clock());
    await send([{ name: 'mot.pdf', content: await scan() }]);
    const { id } = (await kept())[0]!;
    expect((await press(`${PAGE}/bo`, {})).status).toBe(303);
    expect(await kept()).toEqual([]);
    const check = (await filer.get('/bao-cao/2026/kiem-tra')).text;
    expect(check).toContain('Chưa kèm bản báo cáo đã ký');
    expect(check).toContain(`href="${PAGE}?ve=kiem-tra"`);
    await press(`${PAGE}/lay-lai`, { before: String(id) });
    expect(await kept()).toMatchObject([{ id }]);
    expect(await told()).toEqual(['signed-paper-attached', 'signed-paper-removed', 'signed-paper-attached']);
  });

  it('that cannot be drawn is kept, and the page says to look at it', async () => {
    await send([{ name: 'hong.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n') }]);
    await lookAtAll(portal);
    expect(await kept()).toMatchObject([{ name: 'hong.pdf', pages: null }]);
    expect((await filer.get(PAGE)).text).toContain('Cổng không hiện được trang đầu của tệp này');
  });
});

describe('A signed paper that was photographed', () => {
  it('becomes one PDF, a page a picture, in the order of their choice', async () => {
    expect((await photographed(BLACK, WHITE, pngOf({}))).status).toBe(303);
    await lookAtAll(portal);
    const [file] = await kept();
    expect(file).toMatchObject({
      name: 'Báo cáo đã ký năm 2026.pdf',
      mediaType: 'application/pdf',
      pages: 3,
    });
    expect(file?.preview).not.toBeNull();
    const answer = await download(filer, `/bao-cao/2026/tep/${String(file?.id)}`);
    expect((await readPdf(answer.body as Buffer)).pages).toHaveLength(3);
    expect((await pictures()).map(({ mediaType }) => mediaType)).toEqual([
      'image/jpeg',
      'image/jpeg',
      'image/png',
    ]);
  });

  it('grows page by page, and what is replaced by that leaves nothing behind', async () => {
    await photographed(BLACK);
    await add(WHITE);
    const answer = await add(STRIPED);
    expect(answer.status).toBe(303);
    expect(await db.attachment.findMany()).toMatchObject([{ pages: 3, removedAt: null }]);
    expect(await pageHashes()).toEqual([BLACK, WHITE, STRIPED].map(withoutNotes).map(hashOf));
    expect(await told()).toEqual(['signed-paper-attached']);
    expect((await filer.get(PAGE)).text).toContain('Trang 3');
  });

  it('is an event of its own when a page comes later, or from a colleague', async () => {
    await photographed(BLACK);
    clock.set('2026-08-20T08:11:00+07:00');
    await add(WHITE);
    await send([{ field: 'page', content: STRIPED }], {
      to: PAGES,
      agent: await portal.signedIn('colleague'),
    });
    expect(await told()).toHaveLength(3);
  });

  it('has its pages in another order, or one fewer; the last one takes it away', async () => {
    await photographed(BLACK, WHITE, STRIPED);
    const [black, white, striped] = (await pictures()).map(({ id }) => String(id));
    await press(ORDER, { up: striped! });
    expect((await pictures()).map(({ id }) => String(id))).toEqual([black, striped, white]);
    await lookAtAll(portal);
    const [before] = await kept();
    await press(ORDER, { up: striped! });
    await lookAtAll(portal);
    expect((await kept())[0]?.preview).not.toEqual(before?.preview);
    await press(ORDER, { remove: white! });
    await press(ORDER, { remove: black! });
    expect(await kept()).toMatchObject([{ pages: 1 }]);
    expect((await press(ORDER, { remove: striped! })).status).toBe(303);
    expect(await kept()).toEqual([]);
  });

  it('has a page turned by a quarter, a JPEG and a PNG alike; four quarters are none', async () => {
    const scanned = pngOf({});
    await send([{ content: STRIPED }, { content: scanned, name: 'quet.png' }]);
    const before = await pageHashes();
    for (const [at, orientations] of [
      [0, [6, 3, 8, 1]],
      [1, [6]],
    ] as const)
      for (const orientation of orientations) {
        const turn = String((await pictures())[at]!.id);
        const answer = await press(ORDER, { turn });
        expect(answer.status).toBe(303);
        const page = (await pictures())[at]!;
        const content = Buffer.from(page.content);
        expect(orientationOf(page.mediaType, content)).toBe(orientation);
        expect((await readPdf((await kept())[0]!.content)).pages).toHaveLength(2);
      }
    expect((await filer.get(PAGE)).text).toContain('Đã xoay trang.');
    expect((await pageHashes())[0]).toBe(before[0]);
    expect(await pictures()).toHaveLength(2);
  });

  it('shows each of its pages to its own unit alone', async () => {
    await photographed(BLACK);
    const href = `${PAGES}/${(await pictures())[0]!.id}`;
    const answer = await filer.get(href);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/jpeg']);
    expect((await (await portal.signedIn('signatory')).get(href)).status).toBe(200);
    expect((await (await portal.signedIn('stranger')).get(href)).status).toBe(404);
    expect((await portal.visitor().get(href)).headers['location']).toContain('/dang-nhap');
  });

  it('says nothing of where it was taken', async () => {
    await photographed(jpegOf([[0]], { orientation: 6, note: 'GPS 21.03' }));
    const [file] = await kept();
    expect(Buffer.from(file!.content).includes('GPS')).toBe(false);
    expect(Buffer.from((await pictures())[0]!.content).includes('GPS')).toBe(false);
  });
});

/** What is kept of a picture that was made here: all but the camera's notes. */
function withoutNotes(file: Buffer): Buffer {
  const length = file.readUInt16BE(4);
  return Buffer.concat([file.subarray(0, 2), file.subarray(4 + length)]);
}

describe('What is sent is refused, with a message, and the paper stays as it is', () => {
  const png = { content: pngOf({}) };
  const pdf = { name: 'a.pdf', content: Buffer.from('%PDF-1.4\n%%EOF\n') };
  const refused: [string, Upload[], string][] = [
    ['nothing', [], 'Chưa có tệp nào được chọn'],
    ['a file that is empty', [{ name: 'a.pdf', content: Buffer.alloc(0) }], 'Tệp “a.pdf” rỗng'],
    ['a text', [{ name: 'a.docx', content: Buffer.from('xin chào') }], 'Tệp “a.docx” không phải là PDF'],
    ['a picture and a PDF', [png, pdf], 'một tệp PDF, hoặc các ảnh chụp'],
    ['two PDFs', [pdf, pdf], 'không gửi hai tệp PDF'],
    ['a PDF by the name of a picture', [{ name: 'a.jpg', content: pdf.content }], 'không khớp với tên tệp'],
    ['a picture cut off', [{ content: BLACK.subarray(0, -2) }], 'thiếu phần cuối'],
    [
      'the second picture broken',
      [png, { name: 'hai.jpg', content: Buffer.from([0xff, 0xd8, 0xff, 0, 0]) }],
      'Ảnh “hai.jpg”',
    ],
    ['a bomb', [{ content: pngOf({ pixels: Buffer.alloc(50_000_000) }) }], 'Ảnh của trang 1 bị hỏng'],
    [
      'a picture of 10,000 million pixels',
      [{ content: pngOf({ width: 100_000, height: 100_000, pixels: Buffer.alloc(9) }) }],
      'quá lớn',
    ],
    ['a file of a box that there is not', [{ field: 'nope', content: BLACK }], 'không có ô tệp này'],
  ];
  it.each(refused)('%s', async (_what, files, message) => {
    await photographed(WHITE);
    const before = await kept();
    const answer = await send(files);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('<title>Lỗi: Ký báo cáo');
    expect(await kept()).toEqual(before);
  });

  it('more than 20 pages, at once or one by one', async () => {
    const pages = Array.from({ length: 20 }, () => BLACK);
    expect((await photographed(...pages, WHITE)).status).toBe(413);
    await photographed(...pages);
    const answer = await add(WHITE);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('tối đa 20 trang ảnh')]);
    expect(await pictures()).toHaveLength(20);
  });

  it('files that are together larger than one may be, without being read', async () => {
    const big = Buffer.concat([BLACK, Buffer.alloc(11_000_000)]);
    const answer = await photographed(big, big);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Các tệp gửi cùng lúc lớn hơn 20 MB');
  });

  it('pages that make the PDF larger than 20 MB', async () => {
    const heavy = Buffer.concat([BLACK.subarray(0, -2), Buffer.alloc(11_000_000, 1), Buffer.of(0xff, 0xd9)]);
    expect((await photographed(heavy)).status).toBe(303);
    const answer = await add(heavy);
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('quá 20 MB')]);
    expect(await pictures()).toHaveLength(1);
  });

  it('a page for a paper that came as a PDF, which stays', async () => {
    await send([pdf]);
    const answer = await add(BLACK);
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('không sửa từng trang được')]);
    expect(await kept()).toMatchObject([{ name: 'a.pdf' }]);
  });

  it('the eleventh file of a report', async () => {
    const { id: reportId } = await reportOf(db, unitId);
    const file = {
      mediaType: 'application/pdf',
      size: 1,
      sha256: '0'.repeat(64),
      content: new Uint8Array(1),
    };
    const of = { reportId, field: 'annexes', uploadedAt: clock(), uploadedById: 0 };
    await db.attachment.createMany({
      data: Array.from({ length: 10 }, (_, at) => ({ ...of, ...file, name: `${at}.pdf` })),
    });
    const answer = await send([pdf], { seen: '' });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('tối đa 10 tệp')]);
  });

  it('what was meant for a paper that a colleague has changed meanwhile: 409, with the paper of now', async () => {
    await photographed(BLACK);
    const seen = await seenNow();
    await send([{ name: 'moi.pdf', content: await scan() }], { agent: await portal.signedIn('colleague') });
    for (const [to, field] of [
      [PAGE, 'file'],
      [PAGES, 'page'],
    ] as const) {
      const answer = await send([{ field, content: WHITE }], { to, seen });
      expect(answer.status).toBe(409);
      expect(answer.text).toContain('moi.pdf');
    }
    expect((await press(`${PAGE}/bo`, { seen })).status).toBe(409);
    expect(await kept()).toMatchObject([{ name: 'moi.pdf' }]);
  });

  it('a paper of another unit cannot be had', async () => {
    const other = await reportOf(db, (await db.unit.findFirstOrThrow({ where: { parentId: unitId } })).id);
    const theirs = await db.attachment.create({
      data: {
        ...{
          reportId: other.id,
          field: 'signed_report',
          name: 'b.pdf',
          mediaType: 'application/pdf',
          size: 1,
        },
        ...{
          sha256: '0'.repeat(64),
          content: new Uint8Array(1),
          uploadedAt: clock(),
          uploadedById: 0,
          removedAt: clock(),
        },
        pictures: { create: { position: 1, mediaType: 'image/jpeg', content: new Uint8Array(BLACK) } },
      },
      include: { pictures: true },
    });
    expect((await press(`${PAGE}/lay-lai`, { seen: '', before: String(theirs.id) })).status).toBe(409);
    expect((await filer.get(`${PAGES}/${theirs.pictures[0]!.id}`)).status).toBe(404);
    expect((await press(ORDER, { seen: String(theirs.id), up: '1' })).status).toBe(409);
    expect((await filer.get(PAGE)).text).not.toContain('b.pdf');
  });
});

describe('The signed paper in the life of its report', () => {
  it('a new paper makes the check page that was open before it old', async () => {
    await fillDraft(db, 'filer', clock());
    const open = hiddenFields((await filer.get('/bao-cao/2026/kiem-tra')).text);
    await photographed(BLACK);
    const filing = { explain_signed_report_present: 'x', incomplete: '2', declaration: 'yes' };
    const answer = await postForm(filer, '/bao-cao/2026/kiem-tra', { ...open, ...filing });
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('vừa được lưu lại')]);
  });

  it('what is written after it is a reason to look again', async () => {
    await fillDraft(db, 'filer', clock());
    await photographed(BLACK);
    expect((await filer.get(PAGE)).text).not.toContain('Sau khi kèm bản đã ký');
    clock.set('2026-08-20T09:00:00+07:00');
    await fillDraft(db, 'filer', clock());
    for (const page of [PAGE, '/bao-cao/2026/kiem-tra'])
      expect((await filer.get(page)).text).toContain('đơn vị có lưu lại phần A, B, C, D, E, F, G');
  });

  it('takes the mark away that the report is ready for its signatory, and the page says so before', async () => {
    const { id } = await reportOf(db, unitId);
    await db.report.update({
      where: { id },
      data: { status: 'IN_PROGRESS', readyAt: clock(), readyByName: 'x' },
    });
    expect((await filer.get(PAGE)).text).toContain('hãy chuyển lại báo cáo cho người ký');
    await photographed(BLACK);
    expect((await reportOf(db, unitId)).readyAt).toBeNull();
  });

  it('a signatory sees it and the draft to sign, and is told who sends it', async () => {
    await photographed(BLACK);
    const signatory = await portal.signedIn('signatory');
    const { text } = await signatory.get(PAGE);
    expect(text).toContain('Người lập báo cáo của đơn vị gửi bản đã ký lên');
    expect(text).toContain('/bao-cao/2026/van-ban/bao-cao.pdf');
    expect(text).not.toContain('type="file"');
    expect((await send([{ content: WHITE }], { agent: signatory })).status).toBe(403);
  });

  it('what was submitted stays, whatever becomes of its pages after a return', async () => {
    await fillDraft(db, 'filer', clock());
    await photographed(BLACK, WHITE);
    const [filed] = await kept();
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã sửa.' });
    expect((await filer.get(PAGE)).text).toContain('bản đã ký không thay được nữa');
    expect((await photographed(STRIPED)).status).toBe(409);
    const { id } = await reportOf(db, unitId);
    await returnTo(db, 'reviewer', id, clock(), new Date('2026-09-01T00:00:00+07:00'));
    await add(STRIPED);
    expect(await kept()).toMatchObject([{ pages: 3 }]);
    const after = await db.attachment.findUniqueOrThrow({ where: { id: filed!.id } });
    expect([after.sha256, hashOf(after.content)]).toEqual([filed!.sha256, filed!.sha256]);
    const reviewer = await portal.signedIn('reviewer');
    const seen = await download(reviewer, `/xet-duyet/${id}/tep/${filed!.id}`);
    expect([seen.status, hashOf(seen.body as Buffer)]).toEqual([200, filed!.sha256]);
    expect((await reviewer.get(`/xet-duyet/${id}/tep/${(await kept())[0]!.id}`)).status).toBe(404);
  });

  it('in a period that is locked nothing can be sent', async () => {
    const { id } = await reportOf(db, unitId);
    await db.report.update({ where: { id }, data: { lockOn: new Date('2026-08-01') } });
    expect((await filer.get(PAGE)).text).toContain('Báo cáo hiện không sửa được');
    expect((await photographed(BLACK)).status).toBe(409);
  });

  it('a form that does not ask for it has no such page', async () => {
    const period = await db.period.findFirstOrThrow();
    const form = JSON.stringify(period.form).replace('"meaning":"signed_report",', '');
    await db.period.update({ where: { id: period.id }, data: { form: JSON.parse(form) as object } });
    const { status } = await filer.get(PAGE);
    await db.period.update({ where: { id: period.id }, data: { form: period.form as object } });
    expect(status).toBe(404);
  });

  it('leads back to the check page for who came from there', async () => {
    const answer = await send([{ content: BLACK }], { to: `${PAGE}?ve=kiem-tra` });
    expect(answer.headers['location']).toBe(`${PAGE}?ve=kiem-tra`);
    expect((await filer.get(`${PAGE}?ve=kiem-tra`)).text).toContain('Về trang kiểm tra');
    expect((await filer.get(`${PAGE}?ve=//xau.vn`)).text).not.toContain('xau.vn');
  });

  it('leads back to the section that asks for the paper for who came from there', async () => {
    const section = '/bao-cao/2026/tai-lieu';
    expect((await filer.get(section)).text).toContain(`href="${PAGE}?ve=phan"`);
    expect((await filer.get(`${section}?ve=kiem-tra`)).text).toContain(`href="${PAGE}?ve=kiem-tra"`);
    const { text } = await filer.get(`${PAGE}?ve=phan`);
    expect(text).toMatch(new RegExp(`class="breadcrumbs"[^>]*><a href="${section}">`));
    expect(text).toContain(`action="${PAGE}?ve=phan"`);
  });
});

describe('Pictures of pages are swept', () => {
  const sweptAt = (day: string) => sweepPages(db, new Date(`${day}T00:00:00+07:00`));

  it('a week after their paper was taken away, and not before', async () => {
    await photographed(BLACK);
    await press(`${PAGE}/bo`, {});
    expect(await sweptAt('2026-08-26')).toBe(0);
    expect(await sweptAt('2026-08-28')).toBe(1);
  });

  it('when the report is accepted; the paper stays', async () => {
    await fillDraft(db, 'filer', clock());
    await photographed(BLACK);
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã sửa.' });
    expect(await sweptAt('2026-08-21')).toBe(0);
    await acceptFrom(db, 'reviewer', (await reportOf(db, unitId)).id, clock());
    expect(await sweptAt('2026-08-21')).toBe(1);
    expect(await kept()).toHaveLength(1);
  });
});
