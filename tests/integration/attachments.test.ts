import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lookAtAll } from '../../src/uploads/job.js';
import { openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp();
const { db } = portal;
const PAGE = '/bao-cao/2026/tai-lieu';
const pdf = (text = 'x') => Buffer.from(`%PDF-1.4\n${text}\n%%EOF\n`);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let filer: Agent;
let unitId: number;

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'leader', upper.id, ['LEADER']);
  await makeAccount(db, 'stranger', first.id, ['FILER', 'REVIEWER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});
beforeEach(async () => {
  await db.attachment.deleteMany();
  await db.sectionDraft.deleteMany();
});

interface Upload {
  field?: string;
  name: string;
  content: Buffer;
}
async function upload(files: Upload[], fields: Record<string, string> = {}) {
  const _csrf = await tokenOf(filer, PAGE);
  const version = String((await db.sectionDraft.findFirst({ where: { section: 'tai-lieu' } }))?.version ?? 0);
  const post = filer.post(PAGE);
  for (const [name, value] of Object.entries({ _csrf, version, ...fields })) void post.field(name, value);
  for (const { field = 'annexes', name, content } of files)
    void post.attach(field, content, { filename: name });
  return post;
}
const kept = () => db.attachment.findMany({ where: { removedAt: null }, orderBy: { id: 'asc' } });

describe('The first page of an attachment', () => {
  const pictureOf = async (agent: Agent) => agent.get(`/bao-cao/2026/tep/${(await kept())[0]!.id}/trang-dau`);

  it('of a PDF is shown as a picture on the page of the section', async () => {
    const scan = new PDFDocument({ size: 'A4' });
    scan.text('Báo cáo').end();
    await upload([{ name: 'bao-cao.pdf', content: await buffer(scan) }]);
    expect((await filer.get(PAGE)).text).toContain('Trang đầu hiện ra sau ít giây, khi bạn tải lại trang.');
    await lookAtAll(portal);
    const { text } = await filer.get(PAGE);
    expect(text).not.toContain('Trang đầu hiện ra sau ít giây');
    expect(text).toContain('alt="Trang đầu của tệp bao-cao.pdf"');
    const picture = await pictureOf(filer);
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
    });
    expect((picture.body as Buffer).subarray(1, 4).toString()).toBe('PNG');
  });

  it.each([
    ['a line end of a scanner', ''],
    ['what a printer was told (PJL)', '\u001b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF'],
  ])('of a PDF that begins with %s is shown as well', async (_, before) => {
    const content = Buffer.concat([
      Buffer.from(before),
      await readFile('tests/corpus/scan-leading-crlf.pdf'),
    ]);
    await upload([{ field: 'signed_report', name: 'scan.pdf', content }]);
    expect(await kept()).toMatchObject([
      { name: 'scan.pdf', mediaType: 'application/pdf', size: content.length },
    ]);
    await lookAtAll(portal);
    expect((await pictureOf(filer)).status).toBe(200);
  });

  it('of a picture is the picture', async () => {
    await upload([{ name: 'anh.png', content: PNG }]);
    expect((await pictureOf(filer)).body).toEqual(PNG);
  });

  it('that cannot be drawn is not shown, and the file is kept all the same', async () => {
    await upload([{ name: 'hong.pdf', content: pdf() }]);
    await lookAtAll(portal);
    const { text } = await filer.get(PAGE);
    expect(text).not.toContain('<img');
    expect(text).toContain('Cổng không hiện được trang đầu của tệp này.');
    expect((await pictureOf(filer)).status).toBe(404);
  });

  it('is for the unit alone', async () => {
    await upload([{ name: 'anh.png', content: PNG }]);
    const stranger = await portal.signedIn('stranger');
    expect((await pictureOf(stranger)).status).toBe(404);
  });
});

describe('An attachment', () => {
  it('is kept with its Vietnamese name, its kind by content, and its hash', async () => {
    const name = 'Báo cáo đã ký.pdf';
    expect(
      (await upload([{ field: 'signed_report', name: name.normalize('NFD'), content: pdf() }])).status,
    ).toBe(303);
    expect(await kept()).toMatchObject([
      {
        field: 'signed_report',
        name: name.normalize('NFC'),
        mediaType: 'application/pdf',
        size: pdf().length,
      },
    ]);
  });

  it('is served to its own unit to be saved, never shown', async () => {
    await upload([{ name: 'phụ lục “1”.png', content: PNG }]);
    const [file] = await kept();
    const href = `/bao-cao/2026/tep/${String(file?.id)}`;
    const answer = await (await portal.signedIn('leader')).get(href);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename="phu luc _1_.png"; filename*=UTF-8''${encodeURIComponent('phụ lục “1”.png')}`,
    );
    expect(answer.body).toEqual(PNG);
    const stranger = await portal.signedIn('stranger');
    expect((await stranger.get(href)).status).toBe(404);
    expect((await stranger.get(`/xet-duyet/${String(file?.reportId)}/tep/${String(file?.id)}`)).status).toBe(
      404,
    );
    expect((await portal.visitor().get(href)).headers['location']).toContain('/dang-nhap');
  });

  it('that is taken away is gone', async () => {
    await upload([{ name: 'a.pdf', content: pdf() }]);
    const [file] = await kept();
    expect((await upload([], { remove_annexes: String(file?.id) })).status).toBe(303);
    expect(await kept()).toEqual([]);
    expect(await db.attachment.count()).toBe(0);
  });

  it('of another report cannot be taken away', async () => {
    const other = await reportOf(db, (await db.unit.findFirstOrThrow({ where: { parentId: unitId } })).id);
    const row = {
      reportId: other.id,
      field: 'annexes',
      name: 'b.pdf',
      mediaType: 'application/pdf',
      size: 1,
    };
    const more = {
      sha256: '0'.repeat(64),
      content: new Uint8Array(1),
      uploadedAt: new Date(),
      uploadedById: 0,
    };
    const theirs = await db.attachment.create({ data: { ...row, ...more } });
    await upload([], { remove_annexes: String(theirs.id) });
    expect((await kept()).map((file) => file.id)).toEqual([theirs.id]);
  });
});

describe('A file is refused, with a message, and nothing of the section is stored', () => {
  it.each([
    ['empty', { name: 'a.pdf', content: Buffer.alloc(0) }, 'Tệp “a.pdf” rỗng'],
    [
      'of a kind that is not taken',
      { name: 'a.html', content: Buffer.from('<script>') },
      'không phải là PDF, DOCX',
    ],
    [
      'a page with “%PDF-” further on',
      { name: 'a.pdf', content: Buffer.from(`<html>${' '.repeat(1024)}%PDF-1.7`) },
      'không phải là PDF, DOCX',
    ],
    ['that is not what its name says', { name: 'a.pdf', content: PNG }, 'là PNG, không khớp với tên tệp'],
    ['named too long', { name: `${'a'.repeat(201)}.pdf`, content: pdf() }, 'Tên tệp dài quá 200'],
    [
      'no PDF where one is asked for',
      { field: 'signed_report', name: 'a.png', content: PNG },
      'không phải là PDF. Để gửi ảnh, hãy bấm “Chụp từng trang bằng điện thoại” ở dưới ô này.',
    ],
    [
      'of a field the section does not have',
      { field: 'nope', name: 'a.pdf', content: pdf() },
      'không có ô “nope”',
    ],
  ])('%s', async (_what, file, message) => {
    const answer = await upload([file]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain('hãy chọn lại tệp');
    expect(await db.attachment.count()).toBe(0);
    expect(await db.sectionDraft.count()).toBe(0);
  });

  it('larger than 20 MB: 413', async () => {
    const answer = await upload([
      { name: 'a.pdf', content: Buffer.concat([pdf(), Buffer.alloc(20_000_001)]) },
    ]);
    expect(answer.status).toBe(413);
    expect(answer.text).toContain('Tệp lớn hơn 20 MB');
    expect(await db.attachment.count()).toBe(0);
  });

  it('the eleventh of a report', async () => {
    const ten = Array.from({ length: 10 }, (_, i) => ({ name: `${i}.pdf`, content: pdf(String(i)) }));
    expect((await upload(ten)).status).toBe(303);
    const answer = await upload([{ name: '11.pdf', content: pdf() }]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('tối đa 10 tệp');
    expect((await kept()).length).toBe(10);
  });

  it('a broken multipart body: 400', async () => {
    const answer = await filer
      .post(PAGE)
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .send('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nnever ends');
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('Máy chủ không đọc được nội dung gửi lên');
  });

  it('multipart to a page that takes no files: 400', async () => {
    const answer = await filer.post('/bao-cao/2026/kiem-tra').field('a', 'b');
    expect(answer.status).toBe(400);
  });
});
