import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newToken } from '../../src/accounts/activation/tokens.js';
import type { MessageKind } from '../../src/mail/rules.js';
import { postForm, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { fillDraft, openTestPeriod, reportOf, submitDraft } from '../support/reports.js';

const portal = await startTestApp({
  now: '2026-08-01T08:00:00+07:00',
  config: { publicUrl: 'https://neuguong.example.vn' },
});
const { db, clock } = portal;
let reviewer: Agent;
let page: string;

beforeAll(async () => {
  const { province, upper, first } = await makeTree(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  for (const username of ['filer', 'silent']) await makeAccount(db, username, first.id, ['FILER']);
  await makeAccount(db, 'signatory', first.id, ['SIGNATORY']);
  await makeAccount(db, 'leader', first.id, ['LEADER']);
  await openTestPeriod(db, 'admin');
  for (const username of ['filer', 'signatory', 'leader', 'reviewer'])
    await db.account.update({ where: { username }, data: { email: `${username}@example.vn` } });
  await fillDraft(db, 'filer', clock());
  await submitDraft(db, 'filer', clock());
  reviewer = await portal.signedIn('reviewer');
  page = `/xet-duyet/${String((await reportOf(db, first.id)).id)}`;
});

beforeEach(async () => {
  await db.message.deleteMany();
});

async function decide(action: string, fields: Record<string, string>) {
  const version = /name="version" value="(\d+)"/.exec((await reviewer.get(page)).text)?.[1] ?? '';
  const answer = await postForm(reviewer, `${page}/${action}`, { version, ...fields }, page);
  return answer.status;
}

async function messages() {
  const rows = await db.message.findMany({ orderBy: { toAddress: 'asc' } });
  return rows.map(({ kind, toAddress }) => `${kind} ${toAddress}`);
}

const both = (kind: MessageKind) => [`${kind} filer@example.vn`, `${kind} signatory@example.vn`];

describe('A decision is told by mail, in its transaction, to who files and who signs', () => {
  it('returned: with reason, notes, and the day to correct before, as text and as HTML', async () => {
    const typed = { reason: 'Thiếu <số liệu>', 'note_kien-nghi': 'Ghi rõ hơn', correctBefore: '20/8/2026' };
    expect(await decide('tra-lai', typed)).toBe(303);
    expect(await messages()).toEqual(both('returned'));
    const [message] = await db.message.findMany();
    expect(message?.subject).toBe('Báo cáo năm 2026 bị trả lại để sửa – CĐCS Bệnh viện A');
    for (const words of ['trước ngày 20/8/2026', 'Ghi rõ hơn', 'Người dùng reviewer, Công đoàn ngành Y tế']) {
      expect(message?.text).toContain(words);
      expect(message?.html).toContain(words);
    }
    expect(message?.text).toContain('Lý do: Thiếu <số liệu>');
    expect(message?.html).toContain('Lý do: Thiếu &lt;số liệu&gt;');
    expect(message?.text).toContain('https://neuguong.example.vn/bao-cao/2026\n');
  });

  it('extended, and not to whoever chose not to get such messages', async () => {
    await db.account.update({ where: { username: 'signatory' }, data: { mutedMessages: ['extended'] } });
    expect(await decide('gia-han', { dueBefore: '30/8/2026', extensionReason: 'Bão lụt' })).toBe(303);
    expect(await messages()).toEqual(['extended filer@example.vn']);
    expect((await db.message.findFirstOrThrow()).text).toContain('Bão lụt');
  });

  it('accepted, and reopened even to whoever chose to get as little as possible', async () => {
    await submitDraft(db, 'filer', clock(), { changeNote: 'Đã bổ sung' });
    await db.message.deleteMany();
    expect(await decide('chap-nhan', {})).toBe(303);
    expect(await messages()).toEqual(both('accepted'));
    await db.message.deleteMany();
    await db.account.updateMany({ data: { mutedMessages: ['accepted', 'reopened', 'returned'] } });
    expect(await decide('mo-lai', { reason: 'Sai tổng', correctBefore: '25/8/2026' })).toBe(303);
    expect(await messages()).toEqual(both('reopened'));
  });

  it('refused decisions are told to nobody', async () => {
    expect(await decide('tra-lai', { reason: '', correctBefore: '' })).toBe(422);
    expect(await messages()).toEqual([]);
  });
});

describe('An activated account', () => {
  it('is told so at its own address, without the link that made it', async () => {
    const { token, hash: activationHash } = newToken();
    const activationExpiresAt = new Date('2026-08-08T00:00:00+07:00');
    const link = { email: 'im.lang@example.vn', activationHash, activationExpiresAt };
    await db.account.update({ where: { username: 'silent' }, data: link });
    const password = 'mot mat khau that dai';
    const chosen = { password, passwordAgain: password };
    expect((await postForm(portal.visitor(), `/kich-hoat/${token}`, chosen)).status).toBe(303);
    const message = await db.message.findFirstOrThrow();
    expect([message.kind, message.toAddress]).toEqual(['activated', 'im.lang@example.vn']);
    for (const secret of [token, password]) expect(message.text + message.html).not.toContain(secret);
  });
});
