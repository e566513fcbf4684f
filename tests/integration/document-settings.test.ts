import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { measures, measureNames } from '../../src/document-settings/measures.js';
import { standardSettings, layoutOf } from '../../src/document-settings/rules.js';
import { documentSettingsOf } from '../../src/document-settings/finders.js';
import { withOwnWording } from '../../src/document-settings/issuer.js';
import {
  measureInput,
  packSettings,
  settingsValues,
  unpackSettings,
} from '../../src/consolidation/document/forms.js';
import { figuresAnnex } from '../../src/consolidation/document/annexes.js';
import { standingsAnnex } from '../../src/consolidation/document/standings.js';
import { consolidatedDocument } from '../../src/consolidation/document/rules.js';
import type { ConsolidatedParts } from '../../src/consolidation/document/content.js';
import { officialLayout } from '../../src/platform/documents/layout.js';
import { formatNumber } from '../../src/platform/text/format.js';
import { formDefinition } from '../../src/form/definition.js';
import { changeWords } from '../../src/reports/document/report-document.js';
import { download, postForm, startTestApp, type Agent } from '../support/app.js';
import { readPdf } from '../support/documents.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { laidOut } from '../support/office.js';
import { fillDraft, openTestPeriod } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const SETTINGS = '/tong-hop/2026/van-ban/cai-dat';
const PREVIEW = `${SETTINGS}/xem-truoc`;
let unit: number;
let reviewer: Agent;
let filer: Agent;

beforeAll(async () => {
  const province = (await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' })).id;
  unit = (await makeUnit(db, { name: 'Công đoàn ngành Y tế', level: 'UPPER_LEVEL', parentId: province })).id;
  const other = (
    await makeUnit(db, { name: 'Công đoàn ngành Giáo dục', level: 'UPPER_LEVEL', parentId: province })
  ).id;
  await makeUnit(db, { name: 'CĐCS A', parentId: unit });
  await makeAccount(db, 'root', province, ['ADMIN']);
  await makeAccount(db, 'reviewer', unit, ['REVIEWER']);
  await makeAccount(db, 'leader', unit, ['LEADER']);
  await makeAccount(db, 'filer', unit, ['FILER']);
  await makeAccount(db, 'stranger', other, ['REVIEWER']);
  await openTestPeriod(db, 'root');
  await fillDraft(db, 'filer', clock(), {
    figures: { report_number: '7', signatory_name: 'Người Trong Báo Cáo' },
  });
  [reviewer, filer] = [await portal.signedIn('reviewer'), await portal.signedIn('filer')];
});
beforeEach(() => db.documentSettings.deleteMany());

const STANDARD = settingsValues(standardSettings, 0) as Record<string, string>;
const WORDS = {
  parentBody: 'Công đoàn cấp trên của ngành',
  issuingBody: 'Ban Chấp hành ngành Y tế',
  numberSuffix: 'BC-CĐN',
  place: 'Minh Giang',
  to: 'Ban Thường vụ Liên đoàn Lao động tỉnh',
  authority: 'KT. CHỦ TỊCH',
  position: 'PHÓ CHỦ TỊCH',
  name: 'Trần Thị Ký Thay',
  recipients: '- Như trên;\n- Các đơn vị trực thuộc;\n\n- Lưu: VT, TG.',
};
const save = (agent: Agent, changes: Record<string, string>, path = SETTINGS) =>
  postForm(agent, path, { ...STANDARD, ...changes }, SETTINGS);
const bytes = async (agent: Agent, path: string) => {
  const answer = await download(agent, path);
  return { status: answer.status, type: answer.type, body: answer.body as Buffer };
};
const textOf = async (agent: Agent, path: string) =>
  (await readPdf((await bytes(agent, path)).body)).pages.join(' ');

describe('The wording', () => {
  it('is the unit’s, in its consolidated document and in its own report', async () => {
    expect((await save(reviewer, WORDS)).status).toBe(303);
    const text = await textOf(reviewer, '/tong-hop/2026/van-ban/bao-cao.pdf');
    for (const words of [
      'CÔNG ĐOÀN CẤP TRÊN CỦA NGÀNH BAN CHẤP HÀNH NGÀNH Y TẾ',
      'Số: 07/BC-CĐN Minh Giang, ngày 20 tháng 8 năm 2026',
      'Kính gửi: Ban Thường vụ Liên đoàn Lao động tỉnh',
      'Nơi nhận: - Như trên; - Các đơn vị trực thuộc; - Lưu: VT, TG.',
      'KT. CHỦ TỊCH PHÓ CHỦ TỊCH Trần Thị Ký Thay',
    ])
      expect(text).toContain(words);
    const own = await textOf(filer, '/bao-cao/2026/van-ban/bao-cao.pdf');
    expect(own).toContain('Số: 07/BC-CĐN Minh Giang');
    // Who signed stays whom the report says.
    expect(own).toContain('Người Trong Báo Cáo');
    expect(own).not.toContain('Ký Thay');
    const event = await db.historyEvent.findFirstOrThrow({ where: { action: 'document-settings-saved' } });
    expect(event).toMatchObject({ unitId: unit, actorName: 'Người dùng reviewer' });
  });

  it('is nobody else’s', async () => {
    await save(reviewer, WORDS);
    const stranger = await portal.signedIn('stranger');
    expect(await textOf(stranger, '/tong-hop/2026/van-ban/bao-cao.pdf')).not.toContain('Trần Thị Ký Thay');
    expect((await stranger.get(SETTINGS)).text).not.toContain('Trần Thị Ký Thay');
  });

  it('without a place are warned about where the document is, until it is said', async () => {
    const warning = 'chưa có địa danh trước ngày tháng';
    const page = SETTINGS.replace('/cai-dat', '');
    expect((await reviewer.get(page)).text).toContain(warning);
    await save(reviewer, { place: 'Huế' });
    expect((await reviewer.get(page)).text).not.toContain(warning);
  });

  it('of a grassroots union that has not said otherwise is signed for its whole committee', async () => {
    const { id } = await db.unit.findFirstOrThrow({ where: { name: 'CĐCS A' } });
    const authority = async (unitId: number) =>
      (await documentSettingsOf(db, unitId)).settings.wording.authority;
    expect(await authority(id)).toBe('TM. BAN CHẤP HÀNH');
    expect(await authority(unit)).toBe('TM. BAN THƯỜNG VỤ');
    const said = { ...standardSettings, isAuthorityChosen: true };
    await db.documentSettings.create({ data: { unitId: id, settings: said } });
    expect(await authority(id)).toBe('TM. BAN THƯỜNG VỤ');
  });

  it('of a position that says for whom it signs has no authority above it', () => {
    const closing = { recipients: [], authority: '', position: 'TL. CHỦ TỊCH', name: 'An' };
    const document = {
      title: '',
      draft: false,
      madeAt: clock(),
      type: 'Báo cáo',
      subject: '',
      blocks: [],
      closing,
    };
    expect(withOwnWording(document, standardSettings, false).closing?.authority).toBe('');
    const other = { ...document, closing: { ...closing, position: 'CHỦ TỊCH' } };
    expect(withOwnWording(other, standardSettings, false).closing?.authority).toBe('TM. BAN THƯỜNG VỤ');
  });

  it.each([
    ['parentBody', 'x'.repeat(201), 'Cơ quan chủ quản dài quá 200 ký tự.'],
    ['numberSuffix', 'x'.repeat(41), 'Ký hiệu sau số dài quá 40 ký tự.'],
    ['name', 'x'.repeat(101), 'Họ tên người ký dài quá 100 ký tự.'],
    [
      'recipients',
      Array.from({ length: 16 }, (_, at) => `Nơi ${at}`).join('\n'),
      'Nơi nhận có nhiều nhất 15 dòng.',
    ],
    ['recipients', 'x'.repeat(151), 'dài quá 150 ký tự.'],
    ['place', 'Hà\u0007Nội', 'ký tự điều khiển'],
    ['constructor', 'x', 'Biểu mẫu không có ô “constructor”'],
    ['version', '-1', 'Số phiên bản của cài đặt không hợp lệ.'],
  ])('refuses a bad %s, and keeps all that was typed', async (name, value, message) => {
    const answer = await save(reviewer, { ...WORDS, [name]: value });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    if (name !== 'name') expect(answer.text).toContain('value="Trần Thị Ký Thay"');
    expect(await db.documentSettings.count()).toBe(0);
  });
});

describe('A measure', () => {
  const cases = measureNames.flatMap((name) => {
    const { min, max, step } = measures[name];
    const round = (value: number) => formatNumber(Math.round(value * 1000) / 1000);
    return [
      { name, typed: round(min - step) },
      { name, typed: round(max + step) },
      { name, typed: '1e9' },
      { name, typed: '' },
      { name, typed: '999999999999999999999' },
    ];
  });

  it.each(cases)('$name of “$typed” is refused with its range', async ({ name, typed }) => {
    const { label, min, max } = measures[name];
    const answer = await save(reviewer, { [measureInput(name)]: typed, place: 'Giữ lại' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(`${label} phải là số từ ${formatNumber(min)} đến ${formatNumber(max)}`);
    expect(answer.text).toContain(`href="#${measureInput(name)}"`);
    expect(answer.text).toContain('value="Giữ lại"');
    if (typed) expect(answer.text).toContain(`value="${typed}"`);
  });

  it('takes its bounds, and halves of points', async () => {
    for (const side of ['min', 'max'] as const) {
      const all = measureNames.map((name) => [measureInput(name), formatNumber(measures[name][side])]);
      const version = String(await db.documentSettings.count());
      expect(
        (await save(reviewer, { ...(Object.fromEntries(all) as Record<string, string>), version })).status,
      ).toBe(303);
    }
    const answer = await save(reviewer, { measure_body: '13,3', version: '2' });
    expect(answer.text).toContain('Cỡ chữ nội dung chỉ nhận bội số của 0,5.');
  });

  it('is what the pages have', async () => {
    await save(reviewer, {
      measure_marginLeft: '35',
      measure_marginTop: '25',
      measure_body: '13',
      measure_pageNumber: '14',
      measure_lineSpacing: '1,5',
    });
    const { body } = await bytes(reviewer, '/tong-hop/2026/van-ban/bao-cao.pdf');
    const pages = await laidOut(body);
    const second = pages[1]!.lines;
    expect(Math.round(second[0]!.size)).toBe(14);
    const text = pages.flatMap(({ lines }) => lines).filter((line) => line.text.startsWith('Hạn chế'));
    expect(text.map(({ size }) => Math.round(size))).toContain(13);
    expect(Math.min(...pages.flatMap(({ lines }) => lines.map(({ left }) => left)))).toBeCloseTo(35);
  });

  it('that is standard is the official layout', () => {
    expect(layoutOf(standardSettings)).toEqual(officialLayout);
  });
});

describe('Two people at once', () => {
  it('lose nothing: the second is told what stands saved', async () => {
    expect((await save(reviewer, { place: 'Huế' })).status).toBe(303);
    const answer = await save(reviewer, { place: 'Vinh' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('value="Vinh"');
    expect(answer.text).toContain('Có người vừa lưu thay đổi khác');
    expect(answer.text).toMatch(/Đang được lưu:<\/p><p class="prewrap">Huế/);
    expect(answer.text).toContain('name="version" value="1"');
    expect((await save(reviewer, { place: 'Vinh', version: '1' })).status).toBe(303);
    expect(await db.documentSettings.findFirstOrThrow()).toMatchObject({
      version: 2,
      settings: { wording: { place: 'Vinh' } },
    });
  });
});

describe('A leader', () => {
  it('reads the settings and changes nothing', async () => {
    await save(reviewer, WORDS);
    const leader = await portal.signedIn('leader');
    const { text } = await leader.get(SETTINGS);
    expect(text).toContain('Trần Thị Ký Thay');
    expect(text).not.toContain(`action="${SETTINGS}"`);
    expect((await leader.get('/tong-hop/2026/van-ban')).text).toContain('Xem cách trình bày');
    for (const path of [SETTINGS, PREVIEW])
      expect((await postForm(leader, path, STANDARD, '/tong-hop/2026/tep')).status).toBe(403);
    for (const path of [SETTINGS, `${PREVIEW}.png?m=x`]) expect((await filer.get(path)).status).toBe(403);
  });
});

describe('A preview', () => {
  it('shows the first page and the PDF of what is typed, and stores nothing', async () => {
    const answer = await save(reviewer, { ...WORDS, measure_marginLeft: '34,5' }, PREVIEW);
    expect(answer.status).toBe(200);
    expect(answer.text).toContain('Theo những gì vừa nhập; chưa lưu.');
    expect(answer.text).toContain('value="Trần Thị Ký Thay"');
    const [, picture] = /<img src="([^"]+)"/.exec(answer.text)!;
    const png = await bytes(reviewer, picture!);
    expect([png.status, png.type, png.body.subarray(1, 4).toString()]).toEqual([200, 'image/png', 'PNG']);
    const text = await textOf(reviewer, picture!.replace('.png', '.pdf'));
    expect(text).toContain('PHÓ CHỦ TỊCH Trần Thị Ký Thay');
    expect(await db.documentSettings.count()).toBe(0);
  });

  it('of bad input keeps all and shows no picture', async () => {
    const answer = await save(reviewer, { ...WORDS, measure_marginLeft: '3' }, PREVIEW);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Lề trái phải là số từ 30 đến 35 mm.');
    expect(answer.text).toContain('value="Trần Thị Ký Thay"');
    expect(answer.text).not.toContain('<img');
  });

  it('of an address that nobody made is none', async () => {
    const bad = JSON.stringify({ wording: {}, measures: { marginLeft: 3 } });
    const packed = packSettings(JSON.parse(bad) as never);
    for (const m of ['', 'x', '____', packed, 'A'.repeat(9000), '%00'])
      expect((await reviewer.get(`${PREVIEW}.pdf?m=${m}`)).status).toBe(404);
    expect((await reviewer.get(`${PREVIEW}.png?m=a&m=b`)).status).toBe(404);
    expect(unpackSettings(packSettings(standardSettings))).toEqual(standardSettings);
    const longest = {
      ...standardSettings,
      wording: {
        ...standardSettings.wording,
        recipients: Array.from({ length: 15 }, (_, at) => `Ẵ${at}`.repeat(50)),
      },
    };
    expect(unpackSettings(packSettings(longest))).toEqual(longest);
  });
});

describe('An annex', () => {
  const form = formDefinition.parse({
    sections: [
      {
        code: 'a',
        letter: 'A',
        title: 'Chung',
        fields: Array.from({ length: 9 }, (_, at) => ({
          code: `f${at}`,
          label: `Số ${at}`,
          kind: 'integer',
          sum: true,
        })),
      },
    ],
    checks: [],
  });
  const units = Array.from({ length: 200 }, (_, at) => ({
    unitName: `CĐCS ${at}`,
    figures: { f0: at, f1: 1_234_567_890 },
  }));
  const missing = units.map(({ unitName }) => ({
    ...{ unitName, status: 'NOT_STARTED' as const, dueBefore: clock(), isExtended: false },
    ...{ firstSubmittedAt: null, correctBefore: null },
  }));
  const parts: ConsolidatedParts = {
    ...{
      year: 2026,
      unit: 'Y tế',
      form,
      parent: null,
      own: null,
      shown: { withSubmitted: false, filed: null },
      filed: null,
      before: null,
      examples: [],
    },
    sums: {
      reports: 250,
      expected: 700,
      received: 250,
      totals: new Map([['f0', { sum: '12345', counted: 250 }]]),
      both: { reports: 0, now: new Map(), before: new Map() },
    },
    units,
    standings: { at: clock(), units: missing, counts: { overdue: 450, accepted: 250 } },
  };

  it('names 200 units at most, sums up all, and says where the rest is', () => {
    const { blocks } = figuresAnnex(parts, officialLayout);
    expect(blocks[0]).toMatchObject({
      text: expect.stringContaining(
        'Phụ lục ghi 200 đơn vị đầu theo tên, dòng cuối cộng cả 250 đơn vị; 50 đơn vị còn lại xem trong tệp Excel',
      ) as string,
    });
    const tables = blocks.filter((block) => block.kind === 'table');
    for (const { rows, widths, header, figures } of tables) {
      expect(rows).toHaveLength(201);
      expect(rows.every((row) => row.length === header.length && row.length === widths.length)).toBe(true);
      expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1);
      expect(figures).toBe(header.length - 2);
    }
    expect(tables.flatMap(({ header }) => header.slice(2))).toEqual(
      Array.from({ length: 9 }, (_, at) => `(${at + 1})`),
    );
    expect(tables.length).toBeGreaterThan(1);
    expect(tables[0]!.rows.at(-1)!.slice(0, 3)).toEqual(['', 'Cộng', '12.345']);
    expect(tables[0]!.rows[0]!.slice(2, 4)).toEqual(['0', '1.234.567.890']);
    const listed = JSON.stringify(standingsAnnex(parts.standings, parts.shown).blocks);
    expect(listed).toContain('700 đơn vị phải báo cáo: 250 đã chấp nhận; 450 chưa nộp (450 quá hạn nộp).');
    expect(listed).toContain('và 250 đơn vị khác');
  });

  it('stands after the document, numbered', () => {
    const { annexes } = consolidatedDocument(parts, standardSettings, clock());
    expect(annexes?.map(({ label }) => label)).toEqual(['Phụ lục 1', 'Phụ lục 2', 'Phụ lục 3']);
  });

  it('says a change in number and percent, of a percentage in number, and divides by nothing', () => {
    expect(changeWords(110, 100, false)).toBe('+10 (+10 %)');
    expect(changeWords(50, 100, false)).toBe('-50 (-50 %)');
    expect(changeWords(5, 0, false)).toBe('+5');
    expect(changeWords(0, 0, false)).toBe('0');
    expect(changeWords(66.7, 50.2, true)).toBe('+16,5');
    expect(changeWords(undefined, 3, false)).toBe('–');
  });
});
