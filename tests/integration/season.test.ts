import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../src/cli/demo-data.js';
import { isComputed, readForm, summedFields } from '../../src/form/definition.js';
import { unionsCounted } from '../../src/form/meanings.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { WATERMARK } from '../../src/platform/documents/content.js';
import { csrfFrom, agreed, postForm, signIn } from '../support/app.js';
import { readPdf } from '../support/documents.js';
import { hiddenFields } from '../support/hidden-fields.js';
import {
  bytesOf,
  coverageEverywhere,
  docxOf,
  figuresEverywhere,
  figuresInOrder,
  pageOf,
  ratesEverywhere,
  textAt,
  type Figures,
} from '../support/places.js';
import { acceptFrom, fillDraft, submitDraft } from '../support/reports.js';
import { startSampleApp } from '../support/sample.js';

// The board's season in the sample province, as its people live it: four of ten children are accepted, the own report is
// filled from them, submitted, sent; then a fifth is accepted. Wherever a figure or its coverage stands, it says the same:
// what was filed stays, and what is now is another choice with another name (PRODUCT.md, "One value").

const portal = await startSampleApp('2026-09-12T08:00:00+07:00');
const { db, clock } = portal;
const FILL = '/bao-cao/2026/tong-hop';
const SEND = '/tong-hop/2026/gui';
const PUBLISH = '/tong-hop/2026/cong-bo';
const OWN_REPORT = { report: { unit: { parentId: null }, period: { year: 2026 } } };
const board = portal.visitor();
const form = await (async () => {
  await signIn(board, 'bantgnc', DEMO_PASSWORD);
  return readForm((await db.period.findFirstOrThrow({ where: { year: 2026 } })).form);
})();
const fields = summedFields(form).map(({ field }) => field);

/** The children's submissions that are accepted, added up as plainly as can be; the unions below with the own children. */
async function reckoned(): Promise<Figures> {
  const province = await db.unit.findFirstOrThrow({ where: { parentId: null } });
  const children = await db.report.findMany({
    where: { parentId: province.id, period: { year: 2026 } },
    include: { submissions: { orderBy: { number: 'desc' }, take: 1 } },
  });
  const asked = children.filter(({ status }) => status !== 'EXEMPT');
  const inNow = asked.filter(({ status }) => status === 'ACCEPTED');
  const answers = inNow.map(({ submissions }) => {
    const { sections } = submissions[0]!.content as unknown as SubmissionContent;
    return Object.assign({}, ...Object.values(sections).map((section) => section.answers)) as Record<
      string,
      number
    >;
  });
  const own = {
    due: asked.length,
    done: asked.filter(({ firstSubmittedAt }) => firstSubmittedAt !== null).length,
  };
  return Object.fromEntries(
    fields.map((field) => {
      const below = answers.reduce((sum, said) => sum + (said[field.code] ?? 0), 0);
      const counted = unionsCounted(field);
      return [field.code, String(below + (counted ? own[counted === 'expected' ? 'due' : 'done'] : 0))];
    }),
  );
}

async function accept(code: string) {
  const { id } = await db.report.findFirstOrThrow({ where: { unit: { code }, period: { year: 2026 } } });
  await acceptFrom(db, 'bantgnc', id, clock());
}

const everywhere = async (live?: boolean) => {
  const asked = { portal, board, form, ...(live !== undefined && { live }) };
  return { figures: await figuresEverywhere(asked), coverage: await coverageEverywhere(asked) };
};

/** That every place says these. */
function expectEverywhere(found: Awaited<ReturnType<typeof everywhere>>, figures: Figures, coverage: string) {
  for (const [place, said] of Object.entries(found.figures))
    expect({ place, ...said }).toEqual({ place, ...figures });
  for (const [place, said] of Object.entries(found.coverage))
    expect({ place, said }).toEqual({ place, said: coverage });
}

let filed: Figures;

describe('Before the own report is filed', () => {
  beforeAll(async () => {
    for (const code of ['YT', 'BD']) await accept(code);
    filed = await reckoned();
  });

  it('every place says what the four accepted reports add up to', async () => {
    expectEverywhere(await everywhere(), filed, '4/10');
  });

  it('every place says the same of a rate', async () => {
    const { page, ...others } = await ratesEverywhere({ portal, board, form });
    expect(Object.keys(page!).length).toBeGreaterThan(5);
    for (const [place, said] of Object.entries(others))
      expect({ place, ...said }).toEqual({ place, ...page });
  });

  it('what is filled into the own report is the same, on the page it is filled from and where it comes from', async () => {
    await fillDraft(db, 'bantgnc', clock());
    const codes = fields
      .filter((field) => !unionsCounted(field) && !isComputed(field))
      .map(({ code }) => code);
    const fill = await postForm(
      board,
      FILL,
      { ...hiddenFields(await pageOf(board, FILL)), figures: codes },
      FILL,
    );
    expect(fill.status).toBe(303);
    for (const { code } of fields.filter((field) => !isComputed(field))) {
      const said = textAt(await pageOf(board, `${FILL}/${code}`), /Số (?:cổng tính|đã đưa vào):? ([\d.,]+)/);
      expect([code, said.replaceAll('.', '')]).toEqual([code, filed[code]]);
    }
  });

  it('the check page says how many are missing, and filing asks for a deliberate yes', async () => {
    const page = await pageOf(board, '/bao-cao/2026/kiem-tra');
    expect(textAt(page, /(\d+\/\d+) đơn vị trực tiếp/)).toBe('4/10');
    expect(page).toContain('name="incomplete"');
    const { incomplete: _none, ...rest } = hiddenFields(page);
    const explanations = { giai_trinh_signed_report_present: 'Gửi bản giấy.' };
    const refused = await postForm(board, '/bao-cao/2026/kiem-tra', { ...rest, ...explanations });
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('còn thiếu');
    expect(await db.submission.count({ where: OWN_REPORT })).toBe(0);
  });
});

describe('From the moment it is filed', () => {
  it('what it was filed from can be changed by nobody', async () => {
    const refused = /never changed or removed/;
    await expect(db.consolidationSnapshot.updateMany({ data: { sums: [] } })).rejects.toThrow(refused);
    await expect(db.snapshotReport.updateMany({ data: { unitName: 'x' } })).rejects.toThrow(refused);
    await expect(db.snapshotReport.deleteMany()).rejects.toThrow(refused);
  });

  beforeAll(() => submitDraft(db, 'bantgnc', clock()));

  it('the receipt’s content has these figures', async () => {
    const { content } = await db.submission.findFirstOrThrow({
      where: OWN_REPORT,
    });
    const { sections } = content as unknown as SubmissionContent;
    const said = Object.assign({}, ...Object.values(sections).map(({ answers }) => answers)) as Record<
      string,
      number
    >;
    expect(Object.fromEntries(fields.map(({ code }) => [code, String(said[code])]))).toEqual(filed);
  });

  it('another accepted report changes nothing of it, between submitting and sending and after', async () => {
    await accept('DT');
    expectEverywhere(await everywhere(false), filed, '4/10');
    await send();
    expectEverywhere(await everywhere(false), filed, '4/10');
    expect(await bodyFigures()).toEqual(filed);
  });

  it('a change against last year is the same on the page, in its file and in the document', async () => {
    const html = await pageOf(board, '/tong-hop/2026/so-lieu');
    const csv = (await bytesOf(board, '/tong-hop/2026/csv')).toString().split('\r\n');
    const body = await documentBody();
    let from = 0;
    for (const { code, label } of fields) {
      const row = html.split('<tr>').find((part) => part.includes(`/so-lieu/${code}`)) ?? '';
      const cells = row.matchAll(/<td data-label="(?:Tăng, giảm|Tỷ lệ)[^"]*"[^>]*>([^<]*)/g);
      const [change = 'missing', percent = 'missing'] = [...cells].map(([, said]) => said);
      const inFile = csv.map((line) => line.split(';')).find(([of]) => of === code);
      const bare = (words: string) => words.replace(/['+.]|^–$/g, '');
      expect([code, ...inFile!.slice(7, 9).map(bare)]).toEqual([code, bare(change), bare(percent)]);
      from = body.indexOf(label, from);
      const told = percent === '–' ? change : `${change} (${percent})`;
      expect([code, body.slice(from).split('\n')[3]]).toEqual([code, told]);
    }
  });

  it('what is now is a choice of its own, and says the five everywhere; its paper passes for no other', async () => {
    expectEverywhere(await everywhere(true), await reckoned(), '5/10');
    const address = '/tong-hop/2026/van-ban/bao-cao.pdf';
    const filedPaper = await readPdf(await bytesOf(board, address));
    const paper = await readPdf(await bytesOf(board, `${address}?hien-nay=1`));
    expect(filedPaper.pages[0]).toContain('Số: Nguyễn Văn An');
    expect(paper.pages[0]).not.toContain('Số: Nguyễn Văn An');
    expect(paper.artifacts.every((found) => found.includes(WATERMARK))).toBe(true);
    expect(paper.title).toMatch(/ - số liệu hiện nay$/);
    // Its body is what was filed, and says so.
    expect(await bodyFigures('?hien-nay=1')).toEqual(filed);
  });

  it('what becomes public is what was filed, with its coverage', async () => {
    const page = await pageOf(board, PUBLISH);
    const chosen = { ...hiddenFields(page), figures: fields.map(({ code }) => code) };
    expect((await postForm(board, agreed(PUBLISH), chosen, PUBLISH)).status).toBe(303);
    const html = await pageOf(portal.visitor(), '/ket-qua/2026');
    expect(Object.fromEntries(fields.map(({ code }, at) => [code, figuresInOrder(html)[at]]))).toEqual(filed);
    expect(textAt(html, /(\d+\/\d+) đơn vị trực tiếp/)).toBe('4/10');
  });
});

/** The text of the document that was filed, before its annexes. */
async function documentBody(query = ''): Promise<string> {
  const text = await docxOf(board, `/tong-hop/2026/van-ban/bao-cao.docx${query}`);
  return text.slice(0, text.search(/Phụ lục 1\s/));
}

/** What it says of the own report's figures. */
async function bodyFigures(query = ''): Promise<Figures> {
  const body = await documentBody(query);
  let from = 0;
  return Object.fromEntries(
    fields.map(({ code, label }) => {
      // A label comes again in the sections of other audiences.
      from = body.indexOf(label, from);
      return [code, body.slice(from).split('\n')[1]?.replaceAll('.', '') ?? 'missing'];
    }),
  );
}

async function send() {
  const html = await pageOf(board, SEND);
  expect(textAt(html, /(\d+\/\d+) đơn vị trực tiếp/)).toBe('4/10');
  const { version = '' } = hiddenFields(html);
  const said = {
    outgoingNumber: '15/BC-LĐLĐ',
    sentOn: '12/9/2026',
    signerName: 'Phạm Quốc Việt',
    signerPosition: 'Phó Chủ tịch',
  };
  const request = (fields: Record<string, string>) => {
    const post = board.post(SEND).field('_csrf', csrfFrom(html)).field('version', version);
    for (const [name, value] of Object.entries({ ...said, ...fields })) post.field(name, value);
    return post.attach(
      'file',
      Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
      'bao-cao.pdf',
    );
  };
  expect((await request({})).status).toBe(422);
  expect((await request({ incomplete: '6' })).status).toBe(303);
}
