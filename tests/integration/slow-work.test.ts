import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { SLOW_WORK } from '../../src/platform/jobs/queue.js';
import { download, startTestApp, tokenOf } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { eventually, gate } from '../support/patience.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-08T12:00:00+07:00' });
const { db, clock, queue } = portal;
const SHEET = '/nghia-vu/vien-chuc/dang-ky';

beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  await publishInitialGuidance(db, clock());
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await openTestPeriod(db, 'admin');
});

/** Work of these askers that goes on until the test ends, or says so. */
function keepBusy(askers: readonly string[]): () => Promise<void> {
  const door = gate();
  const all = askers.map((key) => queue.run({ key }, () => door.opened));
  const end = async () => {
    door.open();
    await Promise.all(all);
  };
  onTestFinished(end);
  return end;
}
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);
const enough = numbers(SLOW_WORK.atOnce + SLOW_WORK.waiting).map((at) => `asker ${at}`);
const takeSheet = () =>
  portal.visitor().post(SHEET).type('form').send({ guidance: '1', year: '2026', format: 'pdf' });

describe('A full queue', () => {
  it('answers 503 with Retry-After and what to do, while pages go on', async () => {
    keepBusy(enough);
    const { status, headers, text } = await takeSheet();
    expect([status, headers['retry-after'], headers['cache-control']]).toEqual([503, '10', 'no-store']);
    expect(text).toContain('<h1>Hệ thống đang bận</h1>');
    expect(text).toContain('Hãy đợi khoảng 10 giây rồi thử lại.');
    for (const path of ['/', '/huong-dan', SHEET, '/dang-nhap'])
      expect((await portal.visitor().get(path)).status).toBe(200);
  });

  it('has room again when its work is done', async () => {
    expect((await takeSheet()).status).toBe(200);
  });

  it('keeps an uploaded file, without a picture of its first page', async () => {
    const [path, filer] = ['/bao-cao/2026/tai-lieu', await portal.signedIn('filer')];
    const _csrf = await tokenOf(filer, path);
    keepBusy(enough);
    const scan = new PDFDocument({ size: 'A4' });
    scan.text('Báo cáo').end();
    const content = await buffer(scan);
    const post = filer.post(path).field('_csrf', _csrf).field('version', '0');
    expect((await post.attach('annexes', content, { filename: 'bao-cao.pdf' })).status).toBe(303);
    expect(await db.attachment.findMany()).toMatchObject([{ name: 'bao-cao.pdf', preview: null }]);
  });

  it('keeps no public page from being sent: it is compressed as well as can be once there is room', async () => {
    const end = keepBusy(enough);
    const page = (etag = '') =>
      download(portal.visitor().set({ 'Accept-Encoding': 'br', 'If-None-Match': etag }), SHEET);
    const first = await page();
    expect(first.headers['etag']).toMatch(/-br-5"$/);
    await end();
    await eventually(async () => (await page()).headers['etag']).toMatch(/-br"$/);
    const best = await page();
    const lengths = [first, best].map(({ headers }) => Number(headers['content-length']));
    expect(lengths[1]).toBeLessThan(lengths[0]!);
    expect(best.body).toEqual(first.body);
    const again = await page(String(first.headers['etag']));
    expect([again.status, again.headers['etag']]).toEqual([304, first.headers['etag']]);
  });
});

it('An address that has asked for enough is told so', async () => {
  const addresses = ['127.0.0.1', '::ffff:127.0.0.1'];
  keepBusy(addresses.flatMap((ip) => numbers(SLOW_WORK.perAsker).map(() => `address ${ip}`)));
  const { status, headers, text } = await takeSheet();
  expect([status, headers['retry-after']]).toEqual([429, '10']);
  expect(text).toContain('Bạn đang chờ nhiều tệp cùng lúc.');
});
