import { beforeAll, describe, expect, it, test } from 'vitest';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp();
const { db } = portal;
let filer: Agent;

beforeAll(async () => {
  const province = await makeUnit(db);
  const unit = await makeUnit(db, { parentId: province.id });
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'filer', unit.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
});

describe('Names that no form has are refused, and nothing breaks or hangs', () => {
  const NAMES = [
    'a[100000000]',
    'a[4294967290]',
    'a[b]',
    'a[b][c]',
    'a[]',
    '__proto__',
    'constructor',
    'zzz[b]',
  ];

  it.each(NAMES)('%s in a multipart body', async (name) => {
    for (const agent of [portal.visitor(), filer]) {
      const { status } = await agent.post('/bao-cao/2026/tai-lieu').field(name, 'x');
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it.each(NAMES)('%s in a form', async (name) => {
    for (const agent of [portal.visitor(), filer]) {
      const { status } = await agent
        .post('/bao-cao/2026/kien-nghi')
        .type('form')
        .send(`${encodeURIComponent(name)}=x`);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    }
  });

  it.each(['%', '%E0%A4%A', '%00', 'constructor', '9999999999', '0x10', '1e3'])(
    'an address with %s',
    async (text) => {
      for (const path of [
        `/bao-cao/${text}`,
        `/bao-cao/2026/${text}`,
        `/nghia-vu/${text}`,
        `/kich-hoat/${text}`,
      ]) {
        const { status } = await filer.get(path);
        expect(status, path).toBeGreaterThanOrEqual(400);
        expect(status, path).toBeLessThan(500);
      }
    },
  );

  it.each([
    ...['ten[]=x&ten[]=y', 'ten=%00', 'sau=99999999999', 'sau=-1', 'lan=x', `ten=${'x'.repeat(7000)}`],
    // Cut after 200 characters, it would end in half of one.
    `ten=${'x'.repeat(199)}%F0%9F%98%80`,
  ])('a query of %s', async (query) => {
    for (const path of ['/', '/xac-thuc', '/bao-cao/2026', '/dang-nhap', '/theo-doi/2026'])
      expect((await filer.get(`${path}?${query}`)).status, path).toBeLessThan(500);
  });
});

test('a name after which last year’s answers are asked for is one of the form’s own, or nothing is taken', async () => {
  for (const take of ['__proto__', 'constructor', 'khong-co', 'x'.repeat(10_000), 'toString *']) {
    const answer = await postForm(filer, '/bao-cao/2026/kien-nghi', { take, version: '0', seen: '' });
    expect(answer.status, take).toBeLessThan(500);
    expect(answer.headers['location'] ?? '', take).not.toContain('#');
    expect(answer.text, take).not.toContain('Đã điền theo báo cáo năm trước');
  }
});
