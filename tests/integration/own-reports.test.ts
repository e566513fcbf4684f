import { beforeAll, describe, expect, it } from 'vitest';
import { isoDay } from '../../src/platform/text/calendar.js';
import { startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import {
  acceptFrom,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';

const portal = await startTestApp({ now: '2026-09-01T08:00:00+07:00' });
const { db } = portal;
let filer: Agent;
let leader: Agent;

/** 2025 was filed, returned, filed again and accepted; 2026 has not been begun. */
beforeAll(async () => {
  const { province, upper } = await makeTree(db);
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'reviewer', province.id, ['REVIEWER']);
  await makeAccount(db, 'filer', upper.id, ['FILER']);
  await makeAccount(db, 'leader', upper.id, ['LEADER']);
  await openTestPeriod(db, 'admin', 2025);
  const at = isoDay('2025-08-20');
  await fillDraft(db, 'filer', at, { year: 2025, figures: { limitations: 'Triển khai chưa đều.' } });
  await submitDraft(db, 'filer', at, { year: 2025 });
  const { id } = await reportOf(db, upper.id, 2025);
  await returnTo(db, 'reviewer', id, at, isoDay('2025-09-20'));
  await fillDraft(db, 'filer', at, { year: 2025, figures: { limitations: 'Triển khai chưa đều ở hai tổ.' } });
  await submitDraft(db, 'filer', at, { year: 2025, changeNote: 'Nói rõ nơi chưa đều.' });
  await acceptFrom(db, 'reviewer', id, at);
  await openTestPeriod(db, 'admin', 2026);
  filer = await portal.signedIn('filer');
  leader = await portal.signedIn('leader');
});

describe('The page of all reports', () => {
  it('opens with the year that asks for something; the others follow, each a row', async () => {
    for (const reader of [filer, leader]) {
      const { text } = await reader.get('/bao-cao');
      expect(text.indexOf('class="work-card"')).toBeLessThan(text.indexOf('Báo cáo năm 2025'));
      expect(text).toContain('href="/bao-cao/2025"');
      expect(text).toContain('Nộp lúc 00:00 ngày 20/8/2025 (lần 2), đúng hạn.');
    }
    expect((await filer.get('/bao-cao')).text).toContain('>Bắt đầu</a>');
    expect((await leader.get('/bao-cao')).text).toContain('Người lập chưa lập xong báo cáo');
  });

  it('leads to every submission of a year, and to what the unit said it changed', async () => {
    const { text } = await filer.get('/bao-cao/2025');
    expect(text).toContain('href="/bao-cao/2025/bien-nhan?lan=1"');
    expect(text).toContain('href="/bao-cao/2025/bien-nhan?lan=2"');
    expect(text.match(/so-sanh\?lan=/g)).toHaveLength(1);
    expect((await filer.get('/bao-cao/2025/cac-lan')).text).toContain('Nói rõ nơi chưa đều.');
  });
});

describe('What changed between two submissions', () => {
  it('is shown word by word', async () => {
    const { text } = await filer.get('/bao-cao/2025/so-sanh?lan=2');
    expect(text).toContain('G. Hạn chế, kiến nghị, phương hướng: Hạn chế và nguyên nhân');
    expect(text).toContain('Triển khai chưa đều<ins> ở hai tổ</ins>.');
    expect(text.match(/<ins>/g)).toHaveLength(1);
  });

  it.each(['', '?lan=1', '?lan=3', '?lan=x', '?lan=2&lan=2'])('%s names no such pair: 404', async (query) => {
    expect((await filer.get(`/bao-cao/2025/so-sanh${query}`)).status).toBe(404);
  });
});
