import { readFile, readdir } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { clamdVersion } from '../../src/platform/files/virus-scan.js';
import { openUploadDirectory } from '../../src/platform/files/upload-directory.js';
import { deleteRemovedFiles } from '../../src/reports/removed-files/commands.js';
import { lookAtAll } from '../../src/uploads/job.js';
import { download, startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { eventually } from '../support/patience.js';
import { objectStream, pdfWith } from '../support/pdfs.js';
import { jpegOf } from '../support/pictures.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const CLAMD = join(tmpdir(), `clamd-${process.pid}.ctl`);
const portal = await startTestApp({
  config: { clamd: { path: CLAMD }, quota: { report: 60_000, unit: 100_000 } },
});
const { db } = portal;
const PAGE = '/bao-cao/2026/tai-lieu';
const PAPER = '/bao-cao/2026/ky';

let filer: Agent;
let unitId: number;
let clamd: Awaited<ReturnType<typeof speakInstream>>;

beforeAll(async () => {
  clamd = await speakInstream();
  const { province, upper } = await makeTree(db);
  unitId = upper.id;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});
afterAll(() => clamd.close());
beforeEach(async () => {
  await db.attachment.deleteMany();
  await db.sectionDraft.deleteMany();
});

/** What clamd does: it takes a file in pieces, and knows one malware. */
async function speakInstream() {
  const server = createServer({ allowHalfOpen: true }, (socket: Socket) => {
    let heard = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (chunk) => (heard = Buffer.concat([heard, chunk])));
    socket.on('end', () => socket.end(answerTo(heard)));
  });
  await new Promise<void>((resolve) => server.listen(CLAMD, resolve));
  return { close: () => new Promise<unknown>((resolve) => server.close(resolve)) };
}

function answerTo(heard: Buffer): string {
  if (heard.toString('latin1') === 'zVERSION\0') return 'ClamAV test\0';
  expect(heard.subarray(0, 10).toString('latin1')).toBe('zINSTREAM\0');
  const pieces: Buffer[] = [];
  for (let at = 10; ;) {
    const length = heard.readUInt32BE(at);
    if (length === 0) break;
    pieces.push(heard.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return Buffer.concat(pieces).includes('EICAR') ? 'stream: Eicar-Test FOUND\0' : 'stream: OK\0';
}

interface Sent {
  readonly field?: string;
  readonly name?: string;
  readonly content: Buffer;
}
async function send(files: Sent[], fields: Record<string, string> = {}) {
  const _csrf = await tokenOf(filer, PAGE);
  const draft = await db.sectionDraft.findFirst({ where: { section: 'tai-lieu' } });
  const post = filer.post(PAGE);
  for (const [name, value] of Object.entries({ _csrf, version: String(draft?.version ?? 0), ...fields }))
    void post.field(name, value);
  for (const { field = 'annexes', name = 'a.pdf', content } of files)
    void post.attach(field, content, { filename: name });
  return post;
}
const rows = () => db.attachment.findMany({ orderBy: { id: 'asc' } });
const sized = (size: number) => Buffer.concat([pdfWith(), Buffer.alloc(size - pdfWith().length, ' ')]);

describe('Nothing of a file stays where it came in', () => {
  it('once it is kept, or refused', async () => {
    expect((await send([{ content: pdfWith() }, { name: 'a.html', content: pdfWith() }])).status).toBe(422);
    expect((await send([{ content: pdfWith() }])).status).toBe(303);
    await eventually(() => readdir(portal.uploads)).toEqual([]);
    expect((await rows()).map(({ content }) => Buffer.from(content))).toEqual([pdfWith()]);
  });

  it('of a process that was killed', async () => {
    const { path, remove } = await openUploadDirectory(join(portal.uploads, 'data'));
    const other = join(path, '..', '999999-1');
    const { mkdir, writeFile } = await import('node:fs/promises');
    await mkdir(other);
    await writeFile(join(other, 'left'), 'x');
    await openUploadDirectory(join(portal.uploads, 'data'));
    expect(await readdir(join(path, '..'))).toEqual([path.split('/').at(-1)]);
    await remove();
  });
});

describe('A file larger than a piece', () => {
  it('comes back as it was sent, and breaks off nowhere', async () => {
    const noise = Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * 7919) % 251));
    await send([{ content: Buffer.concat([pdfWith(), noise]) }]);
    const [file] = await rows();
    const answer = await download(filer, `/bao-cao/2026/tep/${String(file?.id)}`);
    expect(answer.body).toEqual(Buffer.concat([pdfWith(), noise]));
    expect(answer.headers['content-length']).toBe(String(file?.size));
    expect(answer.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect(answer.headers['content-disposition']).toMatch(/^attachment;/);
  });
});

describe('Malware', () => {
  const infected = Buffer.concat([pdfWith(), Buffer.from('EICAR')]);

  it('is refused with its name, and recorded', async () => {
    const answer = await send([{ name: 'la.pdf', content: infected }]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Tệp “la.pdf” có mã độc (Eicar-Test) nên hệ thống không nhận.');
    expect(await rows()).toEqual([]);
    const event = await db.historyEvent.findFirst({ where: { action: 'infected-file-refused' } });
    expect(event).toMatchObject({ unitId, detail: { file: 'la.pdf', malware: 'Eicar-Test' } });
  });

  it('is refused in a signed paper and in a workbook, too', async () => {
    const _csrf = await tokenOf(filer, PAGE);
    const paper = filer.post(PAPER).field('_csrf', _csrf).field('seen', '');
    const picture = Buffer.concat([jpegOf([[0, 255, 0]]), Buffer.from('EICAR')]);
    expect((await paper.attach('file', picture, { filename: 'trang.jpg' })).text).toContain('có mã độc');
    const book = filer.post('/bao-cao/2026/excel').field('_csrf', _csrf);
    expect((await book.attach('workbook', infected, { filename: 'a.xlsx' })).text).toContain('có mã độc');
    expect(await rows()).toEqual([]);
  });

  it('is looked for or nothing is taken: without clamd the file may be sent again', async () => {
    await clamd.close();
    try {
      const answer = await send([{ name: 'b.pdf', content: pdfWith() }]);
      expect(answer.status).toBe(422);
      expect(answer.text).toContain(
        'chưa kiểm tra được mã độc trong tệp “b.pdf” nên chưa nhận tệp. Hãy gửi lại',
      );
      await expect(clamdVersion({ path: CLAMD }, 1000)).rejects.toThrow();
    } finally {
      clamd = await speakInstream();
    }
    expect((await send([{ name: 'b.pdf', content: pdfWith() }])).status).toBe(303);
    expect(await clamdVersion({ path: CLAMD }, 1000)).toBe('ClamAV test');
  });
});

describe('A PDF that does more than be read', () => {
  const RISKY: [string, Buffer, string][] = [
    [
      'with JavaScript at its opening',
      pdfWith('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'),
      'code',
    ],
    ['with an escaped name', pdfWith('/AA << /WC << /S\n/J#61vaScript /JS (x) >> >>'), 'code'],
    ['that starts a program', pdfWith('', 'x', objectStream('<< /S /Launch /F (calc.exe) >>')), 'code'],
    [
      'that is encrypted',
      Buffer.from(pdfWith().toString('latin1').replace('/Size', '/Encrypt 9 0 R /Size')),
      'closed',
    ],
    [
      'packed so that nobody looks in',
      pdfWith('', 'x', objectStream('<< >>', '[/ASCIIHexDecode /FlateDecode]')),
      'closed',
    ],
  ];

  it('is flagged beside the file, and a plain one that speaks of JavaScript is not', async () => {
    const plain = pdfWith('', 'Học JavaScript và /Launch', objectStream('<< /Type /Annot >>'));
    await send([...RISKY.map(([, content]) => ({ content })), { content: plain }]);
    await lookAtAll(portal);
    expect((await rows()).map(({ risk }) => risk)).toEqual([...RISKY.map(([, , risk]) => risk), null]);
    const { text } = await filer.get(PAGE);
    expect(text.split('Tệp có mã chạy bên trong').length - 1).toBe(3);
    expect(text.split('không kiểm tra được bên trong').length - 1).toBe(2);
  });

  it('is flagged for who reviews it', async () => {
    await fillDraft(db, 'filer', portal.clock());
    await send([{ content: RISKY[0]![1] }]);
    await lookAtAll(portal);
    await submitDraft(db, 'filer', portal.clock());
    const { id } = await reportOf(db, unitId);
    const { text } = await (await portal.signedIn('reviewer')).get(`/xet-duyet/${id}`);
    expect(text).toContain('Tệp có mã chạy bên trong');
    await db.report.update({ where: { id }, data: { status: 'IN_PROGRESS' } });
  });

  it.each(RISKY)('%s is not published', async (_what, content, risk) => {
    const publisher = await portal.signedIn('admin');
    const _csrf = await tokenOf(publisher, '/quan-tri/van-ban/moi');
    const post = publisher.post('/quan-tri/van-ban/moi');
    const typed = { kind: 'PLAN', about: 'Kế hoạch năm', number: '1', symbol: 'KH', date: '01/08/2026' };
    for (const [name, value] of Object.entries({
      _csrf,
      version: '0',
      ...typed,
      issuer: 'LĐLĐ',
      year: '',
      text: '',
    }))
      void post.field(name, value);
    const answer = await post.attach('file', content, { filename: 'k.pdf' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(risk === 'code' ? 'có mã chạy bên trong' : 'có mật khẩu hoặc bị khóa');
    expect(answer.text).toContain('Kế hoạch năm');
    expect(await db.documentFile.count()).toBe(0);
  });
});

describe('How much is sent', () => {
  it('has a limit, which is told with what is used and left; what is taken away makes room', async () => {
    expect((await send([{ content: sized(40_000) }])).status).toBe(303);
    const answer = await send([{ content: sized(30_000) }]);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(
      'Mỗi báo cáo được gửi tối đa 60 kB tệp (đã dùng 40 kB, còn 20 kB), mà các tệp vừa chọn lớn 30 kB.',
    );
    const [file] = await rows();
    expect((await send([{ content: sized(50_000) }], { remove_annexes: String(file?.id) })).status).toBe(303);
    expect((await rows()).map(({ size }) => size)).toEqual([50_000]);
  });

  it('is not exceeded by files that come at once', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => send([{ name: `${Math.random()}.pdf`, content: sized(40_000) }])),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(await rows()).toHaveLength(1);
  });

  it('is counted for the unit, too', async () => {
    await fillDraft(db, 'filer', portal.clock());
    const { id } = await reportOf(db, unitId);
    const old = {
      reportId: id,
      field: 'annexes',
      name: 'x.pdf',
      mediaType: 'application/pdf',
      sha256: '0'.repeat(64),
    };
    const content = new Uint8Array(90_000);
    const by = { uploadedAt: new Date(), uploadedById: 0, removedAt: new Date() };
    await db.attachment.create({ data: { ...old, size: 90_000, content, ...by } });
    const answer = await send([{ content: sized(20_000) }]);
    expect(answer.text).toContain(
      'Mỗi đơn vị, trong năm 2026, được gửi tối đa 100 kB tệp (đã dùng 90 kB, còn 10 kB)',
    );
  });
});

describe('A file that is taken away', () => {
  it('is gone with its pictures, but for one that a submission names', async () => {
    await fillDraft(db, 'filer', portal.clock());
    await send([{ content: pdfWith() }]);
    await submitDraft(db, 'filer', portal.clock());
    const { id } = await reportOf(db, unitId);
    await db.report.update({ where: { id }, data: { status: 'IN_PROGRESS' } });
    await send([{ name: 'b.pdf', content: pdfWith() }]);
    const [filed, draft] = await rows();
    await db.pagePicture.create({
      data: { attachmentId: draft!.id, position: 1, mediaType: 'image/png', content: new Uint8Array(1) },
    });
    await send([], { remove_annexes: `${filed!.id}\n${draft!.id}` });
    expect(await rows()).toMatchObject([{ id: filed!.id, content: new Uint8Array(pdfWith()) }]);
    expect(await db.pagePicture.count()).toBe(0);
    expect(await deleteRemovedFiles(db, new Date('2100-01-01'), 10)).toBe(0);
  });
});

it('A bomb is a file without a picture, and is told so', async () => {
  for (const name of ['formbomb.pdf', 'flatebomb.pdf'])
    expect((await send([{ name, content: await readFile(`tests/corpus/${name}`) }])).status).toBe(303);
  await lookAtAll(portal);
  expect((await rows()).map(({ preview, lookedAt }) => [preview, lookedAt !== null])).toEqual([
    [null, true],
    [null, true],
  ]);
  expect((await filer.get(PAGE)).text).toContain('Cổng không hiện được trang đầu của tệp này.');
});
