import { beforeEach, describe, expect, test } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';
import { eventually } from '../support/patience.js';

const portal = await startTestApp();
const { db } = portal;
await publishInitialGuidance(db, portal.clock());
const { province, upper, first } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN', 'FILER']);
await makeAccount(db, 'coso', first.id, ['FILER']);
const root = await portal.signedIn('goc');
const branch = await portal.signedIn('nganh');
const filer = await portal.signedIn('coso');
const stranger = portal.visitor();

const CONTACT = '/quan-tri/lien-he';
const contact = (given = {}) => ({
  contactBoard: 'Ban Tuyên giáo – Nữ công',
  contactPhone: '0240 3123 456',
  contactHours: 'giờ hành chính',
  contactEmail: 'hotro@congdoan.example',
  ...given,
});
const versionOf = async (id: number) => {
  return String((await db.unit.findUniqueOrThrow({ where: { id } })).version);
};
const footerOf = async (agent: typeof root, path: string) => {
  const footer = /<footer class="site-footer">.*<\/footer>/s.exec((await agent.get(path)).text)?.[0] ?? '';
  return footer.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
};

beforeEach(async () => {
  const none = { contactBoard: '', contactPhone: '', contactHours: '', contactEmail: '' };
  await db.unit.updateMany({ data: none });
  await db.unit.update({ where: { id: province.id }, data: { version: { increment: 1 } } });
});

describe('Where it is missing', () => {
  const MISSING = 'Đơn vị chưa ghi số điện thoại và thư điện tử';

  test('the administrator is told on the first page, and led to it from the units and from the own one', async () => {
    for (const [agent, { id }] of [
      [root, province],
      [branch, upper],
    ] as const) {
      const before = (await agent.get('/quan-tri')).text;
      expect(before).toContain(MISSING);
      expect((await agent.get('/quan-tri/don-vi')).text).toContain(`href="${CONTACT}"`);
      await postForm(agent, CONTACT, contact({ version: await versionOf(id) }));
      expect((await agent.get('/quan-tri')).text).not.toContain(MISSING);
    }
    const own = `/quan-tri/don-vi/${province.id}`;
    const link = (words: string) => new RegExp(`<a [^>]*href="${CONTACT}"[^>]*>${words}<`);
    expect((await root.get(own)).text).toMatch(link('Sửa'));
    await db.unit.update({ where: { id: province.id }, data: { contactPhone: '', contactEmail: '' } });
    expect((await root.get(own)).text).toMatch(link('Ghi'));
    expect((await root.get(`/quan-tri/don-vi/${upper.id}`)).text).not.toContain(CONTACT);
  });
});

describe('Whom one asks', () => {
  test('is for who is signed in the same on public pages, which ask for it', async () => {
    const contactPhone = '0240 3846 115';
    await postForm(branch, CONTACT, contact({ version: await versionOf(upper.id), contactPhone }));
    expect(await footerOf(filer, '/bao-cao')).toContain(contactPhone);
    const { text } = await filer.get('/tai-khoan/dau-trang');
    expect(/<div class="help-from">.*/s.exec(text)?.[0]).toContain(contactPhone);
  });

  test('is the federation where nothing is said', async () => {
    for (const path of ['/', '/tim-kiem'])
      await eventually(() => footerOf(stranger, path)).toContain(
        'Liên đoàn Lao động tỉnh tiếp nhận báo cáo và giải đáp. Hướng dẫn',
      );
  });

  test('stands on every page as the root’s administrator says it: public, of the work, of an error', async () => {
    const saved = await postForm(root, CONTACT, contact({ version: await versionOf(province.id) }));
    expect([saved.status, saved.headers['location']]).toEqual([303, '/quan-tri']);
    const places = [
      [stranger, '/'],
      [stranger, '/huong-dan'],
      [stranger, '/dang-nhap'],
      [stranger, '/khong-co-trang-nay'],
      [stranger, '/van-ban/99'],
      [filer, '/tai-khoan'],
      [filer, '/quan-tri'],
    ] as const;
    for (const [agent, path] of places) {
      const footer = await footerOf(agent, path);
      expect(footer, path).toContain('Ban Tuyên giáo – Nữ công, Liên đoàn Lao động tỉnh tiếp nhận báo cáo');
      expect(footer, path).toContain('Điện thoại 0240 3123 456 (giờ hành chính)');
      expect(footer, path).toContain('hotro@congdoan.example');
      expect(footer, path).toContain('Trợ giúp');
    }
    expect((await stranger.get('/')).text).toContain('<a href="tel:02403123456">');
    expect(await lastEventIn(db)).toMatchObject({
      action: 'help-contact-saved',
      actorName: 'Người dùng goc',
      unitId: province.id,
    });
  });

  test('of a grassroots union is the unit that receives its reports, as that says it', async () => {
    await postForm(root, CONTACT, contact({ version: await versionOf(province.id) }));
    const own = contact({
      contactBoard: '',
      contactPhone: '0911 222 333',
      version: await versionOf(upper.id),
    });
    expect((await postForm(branch, CONTACT, own)).status).toBe(303);
    expect(await footerOf(filer, '/tai-khoan')).toContain('Công đoàn ngành Y tế tiếp nhận báo cáo');
    expect(await footerOf(filer, '/tai-khoan')).toContain('0911 222 333');
    // Its own people ask the federation, and so does everybody on the public pages.
    expect(await footerOf(branch, '/tai-khoan')).toContain('0240 3123 456');
    expect(await footerOf(filer, '/huong-dan')).toContain('0240 3123 456');
  });

  test.each([
    ['contactPhone', 'hỏi chị Lan', 'Điện thoại hỗ trợ chỉ gồm chữ số'],
    ['contactPhone', '123', 'từ 6 đến 15 chữ số'],
    ['contactPhone', '1'.repeat(41), 'dài quá 40 ký tự'],
    ['contactEmail', 'chị Lan', 'Thư điện tử hỗ trợ phải là một địa chỉ'],
    ['contactBoard', 'b'.repeat(121), 'dài quá 120 ký tự'],
  ])('refuses %s “%s” with a message, and keeps what was typed', async (name, typed, message) => {
    const before = await db.unit.findUniqueOrThrow({ where: { id: province.id } });
    const answer = await postForm(root, CONTACT, contact({ [name]: typed, version: String(before.version) }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain(`value="${typed}"`);
    expect(answer.text).toContain('value="giờ hành chính"');
    expect(await db.unit.findUniqueOrThrow({ where: { id: province.id } })).toEqual(before);
  });

  test('that somebody else saved meanwhile stands beside what was typed', async () => {
    const version = await versionOf(province.id);
    await postForm(root, CONTACT, contact({ version, contactPhone: '0240 111 111' }));
    const late = await postForm(root, CONTACT, contact({ version, contactPhone: '0240 222 222' }));
    expect(late.status).toBe(409);
    expect(late.text).toContain('0240 111 111');
    expect(late.text).toContain('value="0240 222 222"');
  });
});
