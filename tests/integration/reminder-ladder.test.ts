import { beforeEach, describe, expect, it } from 'vitest';
import { ladderOf } from '../../src/reminders/settings/finders.js';
import { settingsValues } from '../../src/reminders/settings/forms.js';
import { postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-07-01T08:00:00+07:00' });
const { db } = portal;
const { province, upper } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
await openTestPeriod(db, 'goc');
const root = await portal.signedIn('goc');
const { id: periodId } = await db.period.findFirstOrThrow();
const PAGE = '/quan-tri/ky-bao-cao/2026/nhac-viec';

beforeEach(async () => {
  await db.reminderLadder.deleteMany();
});

const values = async () => settingsValues(await ladderOf(db, periodId));
const save = async (given: Record<string, string>) => postForm(root, PAGE, { ...(await values()), ...given });

describe('The ladder of a period', () => {
  it('shows the days on which it goes, working days only', async () => {
    const { text } = await root.get(PAGE);
    // Before 10/9/2026; 31/8 to 2/9 are off, Saturday 22/8 is worked.
    expect(text).toContain(
      '11/8/2026, 24/8/2026, 07/9/2026, 10/9/2026; sau đó cứ 5 ngày làm việc nhắc một lần',
    );
  });

  it('is saved with its words, and is history', async () => {
    const wanted = {
      deadline_before: '5; 2,15',
      correction_every: '0',
      isOn: 'no',
      before_subject: 'Nhắc {đơn vị}',
    };
    expect((await save(wanted)).status).toBe(303);
    const { ladder, isOn, wordings, version } = await ladderOf(db, periodId);
    expect(ladder.deadline.before).toEqual([15, 5, 2]);
    expect(ladder.correction.every).toBe(0);
    expect([isOn, version, wordings.before.subject]).toEqual([false, 1, 'Nhắc {đơn vị}']);
    expect(await db.historyEvent.count({ where: { action: 'ladder-saved' } })).toBeGreaterThan(0);
  });

  it.each([
    [{ deadline_before: '10, 3, 10' }, 'bậc 10 ngày có hai lần'],
    [{ deadline_before: '0' }, '“0” không dùng được'],
    [{ deadline_before: '-3' }, '“-3” không dùng được'],
    [{ correction_before: '3.5' }, '“3.5” không dùng được'],
    [{ deadline_before: 'ba' }, '“ba” không dùng được'],
    [{ deadline_before: '1,2,3,4,5,6,7,8,9,10,11' }, 'nhiều nhất 10 bậc'],
    [{ deadline_before: '90' }, 'trước ngày mở nhận báo cáo (01/6/2026)'],
    [{ deadline_after: '-1' }, 'phải là một số từ 0 đến 120'],
    [{ correction_every: '999' }, 'phải là một số từ 0 đến 120'],
    [{ isOn: 'x' }, 'Hãy chọn'],
    [{ late_subject: '' }, 'Hãy nhập tiêu đề thư “Quá hạn nộp”'],
    [{ late_text: 'Gửi {don vi} và {__proto__}' }, 'Không có chỗ điền {don vi}, {__proto__}'],
    [{ before_text: 'x'.repeat(5001) }, 'dài quá 5000'],
  ])('with %j is refused, and keeps what was typed', async (wrong, message) => {
    const answer = await save(wrong);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    for (const text of Object.values(wrong)) expect(answer.text).toContain(text);
    expect(await db.reminderLadder.count()).toBe(0);
  });

  it('saved by two at once is the first one’s; the second sees what stands saved, and loses nothing', async () => {
    const seen = await values();
    expect((await postForm(root, PAGE, { ...seen, deadline_before: '7' })).status).toBe(303);
    const second = await postForm(root, PAGE, { ...seen, deadline_before: '9' });
    expect(second.status).toBe(409);
    expect(second.text).toContain('value="9"');
    expect(second.text).toContain('Đang được lưu:');
    expect((await ladderOf(db, periodId)).ladder.deadline.before).toEqual([7]);
  });

  it('is the root administrator’s', async () => {
    const branch = await portal.signedIn('nganh');
    expect((await branch.get(PAGE)).status).toBe(403);
    expect((await root.get(PAGE.replace('2026', '2020'))).status).toBe(404);
  });
});
