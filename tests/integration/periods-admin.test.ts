import { describe, expect, test } from 'vitest';
import { publishInitialGuidance } from '../../src/guidance/commands.js';
import { readForm } from '../../src/form/definition.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { agreed, postForm, startTestApp } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { lastEventIn } from '../support/history.js';

const portal = await startTestApp({ now: '2026-06-01T08:00:00+07:00' });
const { db } = portal;
await publishInitialGuidance(db, portal.clock());
const { province, upper } = await makeTree(db);
await makeAccount(db, 'goc', province.id, ['ADMIN']);
await makeAccount(db, 'nganh', upper.id, ['ADMIN']);
const root = await portal.signedIn('goc');
const branch = await portal.signedIn('nganh');

const LIST = '/quan-tri/ky-bao-cao';
const NEW = `${LIST}/moi`;
const suggested = async () => {
  const html = (await root.get(NEW)).text;
  const fields = [
    ...html.matchAll(/<input class="govuk-input[^>]* name="(\w+)" type="text" value="([^"]*)"/g),
  ];
  return Object.fromEntries(fields.map(([, name, value]) => [name ?? '', value ?? '']));
};
const wanted = async (given = {}) => ({ ...(await suggested()), ...given });
const lastEvent = () => lastEventIn(db);

describe('a new period', () => {
  test('begins with the dates of the guidance', async () => {
    expect(await suggested()).toEqual({
      year: '2026',
      coverageFrom: '01/9/2025',
      coverageTo: '31/8/2026',
      opensOn: '02/01/2026',
      dueBeforeGrassroots: '25/8/2026',
      dueBeforeUpperLevel: '10/9/2026',
      dueBeforeProvince: '30/9/2026',
      lockOn: '01/11/2026',
    });
  });

  test.each([
    ['year', '1999', 'bốn chữ số'],
    ['year', 'abc', 'bốn chữ số'],
    ['coverageTo', '01/9/2025', 'phải sau “Số liệu tính từ ngày”'],
    ['opensOn', '26/8/2026', 'phải sau “Mở nhận báo cáo từ ngày”'],
    ['dueBeforeUpperLevel', '24/8/2026', 'phải sau “Nộp cho công đoàn cấp trên cơ sở trước ngày”'],
    ['dueBeforeProvince', '09/9/2026', 'phải sau “Nộp cho LĐLĐ tỉnh trước ngày”'],
    ['lockOn', '29/9/2026', 'phải sau'],
    ['lockOn', '31/9/2026', 'không có ngày 31/9/2026'],
    ['lockOn', '9/10', 'thiếu năm'],
    ['lockOn', '', 'Hãy nhập khóa từ ngày'],
  ])('with %s = %j is refused, and keeps what was typed', async (field, value, message) => {
    const answer = await postForm(root, NEW, await wanted({ [field]: value, coverageFrom: '01/9/2025' }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.text).toContain(`name="${field}" type="text" value="${value}"`);
    expect([
      await db.period.count(),
      await db.historyEvent.count({ where: { action: 'period-created' } }),
    ]).toEqual([0, 0]);
  });

  test('is a row with the default form, an event, and no report', async () => {
    const answer = await postForm(root, NEW, await wanted({ lockOn: '1-12-2026' }));
    expect([answer.status, answer.headers['location']]).toEqual([303, `${LIST}/2026`]);
    const period = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
    expect(period).toMatchObject({
      dueBeforeUpperLevel: isoDay('2026-09-10'),
      lockOn: isoDay('2026-12-01'),
      openedAt: null,
    });
    expect(
      readForm(period.form)
        .sections.map((section) => section.letter)
        .join(''),
    ).toBe('ABCDEFGH');
    expect(await lastEvent()).toMatchObject({
      action: 'period-created',
      detail: { year: 2026 },
      actorName: 'Người dùng goc',
    });
    expect(await db.report.count()).toBe(0);
    expect((await suggested())['year']).toBe('2027');
  });

  test('cannot take a year that is taken', async () => {
    const answer = await postForm(root, NEW, await wanted({ year: '2026' }));
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Năm này đã có kỳ báo cáo');
  });
});

describe('a period that is not open', () => {
  const editOf = async (given = {}) => {
    const { version } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
    const dates = {
      coverageFrom: '01/9/2025',
      coverageTo: '31/8/2026',
      opensOn: '02/01/2026',
      dueBeforeGrassroots: '25/8/2026',
    };
    const dues = { dueBeforeUpperLevel: '10/9/2026', dueBeforeProvince: '30/9/2026', lockOn: '01/11/2026' };
    return { year: '2026', ...dates, ...dues, version: String(version), ...given };
  };

  test('is edited, with an event that says what changed', async () => {
    const answer = await postForm(
      root,
      `${LIST}/2026/sua`,
      await editOf({ dueBeforeGrassroots: '20/8/2026' }),
    );
    expect(answer.status).toBe(303);
    expect(await db.period.findUnique({ where: { year: 2026 } })).toMatchObject({
      dueBeforeGrassroots: isoDay('2026-08-20'),
      version: 2,
    });
    expect(JSON.stringify((await lastEvent()).detail)).toContain(
      'Nộp cho công đoàn cấp trên cơ sở trước ngày: 25/8/2026 → 20/8/2026',
    );
  });

  test('on a stale version: 409 shows both dates, saves nothing', async () => {
    const stale = await editOf({ lockOn: '02/11/2026' });
    await postForm(root, `${LIST}/2026/sua`, await editOf({ lockOn: '03/11/2026' }));
    const answer = await postForm(root, `${LIST}/2026/sua`, stale);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('value="02/11/2026"');
    expect(answer.text).toContain('<p class="prewrap">03/11/2026</p>');
    expect(await db.period.findUnique({ where: { year: 2026 } })).toMatchObject({
      lockOn: isoDay('2026-11-03'),
    });
  });

  test('shows its dates in words, its form, and the button that opens it', async () => {
    const html = (await root.get(`${LIST}/2026`)).text;
    expect(html).toContain('trước ngày 10/9/2026 (chậm nhất hết ngày 09/9/2026)');
    expect(html).toContain(`action="${LIST}/2026/mo"`);
    portal.clock.set('2026-01-01T23:59:59.999+07:00');
    const early = await portal.signedIn('goc');
    expect((await early.get(`${LIST}/2026`)).text).toContain('Mở được từ ngày 02/01/2026');
    portal.clock.set('2026-06-01T08:00:00+07:00');
    const form = (await root.get(`${LIST}/2026/bieu-mau`)).text;
    expect(form).toContain('Thông tin chung');
    const [, section = ''] = /href="([^"]*\/bieu-mau\/phan\/[^"]+)"/.exec(form) ?? [];
    expect((await root.get(section)).text).toContain('Khi tổng hợp, số của các đơn vị được cộng lại.');
    expect((await root.get(LIST)).text).toContain('Chưa mở');
  });

  test('once open, is not edited any more: its dates are moved on a page of their own', async () => {
    const edit = await editOf();
    const { version } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
    expect(
      (await postForm(root, agreed(`${LIST}/2026/mo`), { version: String(version) }, `${LIST}/2026`)).status,
    ).toBe(303);
    expect(await db.report.count()).toBe(4);
    const html = (await root.get(`${LIST}/2026`)).text;
    expect(html).toContain(`href="${LIST}/2026/thoi-han"`);
    expect(html).not.toContain(`action="${LIST}/2026/mo"`);
    expect((await root.get(`${LIST}/2026/sua`)).status).toBe(409);
    for (const version of [edit.version, String(Number(edit.version) + 1)])
      expect(
        (await postForm(root, `${LIST}/2026/sua`, { ...edit, version, lockOn: '05/11/2026' }, LIST)).status,
      ).toBe(409);
    expect(await db.period.findUnique({ where: { year: 2026 } })).toMatchObject({
      lockOn: isoDay('2026-11-03'),
    });
  });
});

test('only the federation has periods: 403 for another administrator, 404 for a year without one', async () => {
  for (const path of [LIST, NEW, `${LIST}/2026`, `${LIST}/2026/sua`, `${LIST}/2026/bieu-mau`])
    expect((await branch.get(path)).status).toBe(403);
  expect((await postForm(branch, NEW, await wanted(), '/tai-khoan')).status).toBe(403);
  for (const path of ['2031', '2031/sua', 'abc', '2026x/sua'])
    expect((await root.get(`${LIST}/${path}`)).status).toBe(404);
  expect(await db.period.count()).toBe(1);
});
