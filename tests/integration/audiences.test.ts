import { beforeAll, expect, it } from 'vitest';
import { actAsFiler } from '../../src/platform/actor.js';
import { isoDay } from '../../src/platform/text/calendar.js';
import { openOwnReport, ownDraft } from '../../src/reports/finders.js';
import { ownDocument, ownWorkbookFile } from '../../src/reports/addresses.js';
import { reviewDocument } from '../../src/review/addresses.js';
import type { SubmissionContent } from '../../src/reports/submission-content.js';
import { download, postForm, startTestApp, type Agent } from '../support/app.js';
import { docxText, readDocx } from '../support/documents.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { hiddenFields } from '../support/hidden-fields.js';
import {
  acceptFrom,
  actorOf,
  childSumsOf,
  fillDraft,
  openTestPeriod,
  reportOf,
  returnTo,
  submitDraft,
} from '../support/reports.js';
import { answerCell, edited } from '../support/workbooks.js';

// One unit says that it has no public employees, after it had written of them; then that it has.

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const REPORT = '/bao-cao/2026';
const GENERAL = `${REPORT}/thong-tin-chung`;
const SECTION = `${REPORT}/vien-chuc`;

/** What was written of public employees: it must stand nowhere while they are said not to be there. */
const SECRETS = ['9.876', '9876', 'Chuyện của viên chức'];
const WRITTEN = {
  ...{ members_public_employee: '9876', reached_public_employee: '9876', registered_public_employee: '9876' },
  ...{ did_well_public_employee: '9876', commended_individuals_public_employee: '9876' },
  narrative_public_employee_1: 'Chuyện của viên chức.',
};

let filer: Agent;
let reviewer: Agent;
let unit: { id: number; parentId: number | null };
let parentFiler: Agent;

beforeAll(async () => {
  const { province, upper, first, second } = await makeTree(db);
  unit = first;
  await makeAccount(db, 'admin', province.id, ['ADMIN']);
  await makeAccount(db, 'above', upper.id, ['FILER']);
  await makeAccount(db, 'reviewer', upper.id, ['REVIEWER']);
  await makeAccount(db, 'filer', first.id, ['FILER']);
  await makeAccount(db, 'sibling', second.id, ['FILER']);
  await openTestPeriod(db, 'admin');
  filer = await portal.signedIn('filer');
  reviewer = await portal.signedIn('reviewer');
  parentFiler = await portal.signedIn('above');
  await fillDraft(db, 'filer', clock(), { figures: WRITTEN });
});

/** Posts section A as its page has it, but for one answer. */
async function answer(change: Record<string, string>, then = 'list') {
  const { text } = await filer.get(GENERAL);
  return postForm(filer, GENERAL, { ...hiddenFields(text), ...typedIn(text), then, ...change });
}

/** What stands in the boxes of one line and which answers are chosen, by name. */
function typedIn(html: string): Record<string, string> {
  const boxes = html.matchAll(/<input class="govuk-input[^>]* name="(\w+)"[^>]* value="([^"]*)"/g);
  const chosen = html.matchAll(/name="(has_\w+)"[^>]* value="(\w+)" checked/g);
  const all = [...boxes, ...chosen].map(([, name = '', value = '']) => [name, value] as const);
  return Object.fromEntries(all);
}

const has = (value: 'yes' | 'no') => ({ has_public_employee: value });
const draft = async () => ownDraft(db, await openOwnReport(db, actAsFiler(await actorOf(db, 'filer')), 2026));
const leaks = (text: string) => SECRETS.filter((secret) => text.includes(secret));

async function docxOf(agent: Agent, address: string): Promise<string> {
  const parts = readDocx((await download(agent, address)).body as Buffer);
  return docxText(parts['word/document.xml'] ?? '');
}

const latest = async () =>
  db.submission.findFirstOrThrow({
    where: { report: { unitId: unit.id } },
    orderBy: { number: 'desc' },
  });

const sums = async () => {
  const { periodId } = await reportOf(db, unit.id);
  return childSumsOf(db, { parentId: unit.parentId!, periodId }, { withSubmitted: true });
};

it('no: nothing of them stands on the unit’s pages, in its workbook or on its paper', async () => {
  expect(leaks((await filer.get(`${REPORT}/kiem-tra`)).text)).not.toEqual([]);
  expect((await answer(has('no'))).status).toBe(303);
  const overview = (await filer.get(REPORT)).text;
  expect(overview).not.toContain('>D. ');
  expect(overview).toContain('Đã xong 7 trong 7 phần.');
  const check = (await filer.get(`${REPORT}/kiem-tra`)).text;
  expect(check).not.toContain('Kết quả nêu gương của viên chức');
  expect(check).not.toContain('Chưa có:');
  for (const address of [REPORT, GENERAL, `${REPORT}/trien-khai`, `${REPORT}/kiem-tra`]) {
    const { text, status } = await filer.get(address);
    expect([address, status, leaks(text)]).toEqual([address, 200, []]);
  }
  expect((await filer.get(GENERAL)).text).not.toContain('name="members_public_employee"');
  const comments = await filer.get(`${REPORT}/trao-doi`);
  expect(comments.text).toContain('<option value="can-bo-cong-chuc"');
  expect(comments.text).not.toContain('<option value="vien-chuc"');
  const about = await postForm(filer, `${REPORT}/trao-doi`, { section: 'vien-chuc', comment: 'Về ai?' });
  expect([about.status, about.text.includes('Về ai?')]).toEqual([422, true]);
  const paper = await docxOf(filer, ownDocument(2026, 'docx'));
  expect(leaks(paper)).toEqual([]);
  expect(paper.split('Đơn vị không có viên chức.')).toHaveLength(2);
  await edited((await download(filer, ownWorkbookFile(2026))).body as Buffer, (workbook) => {
    expect(workbook.worksheets.filter(({ name }) => name.startsWith('D. '))).toEqual([]);
    expect(answerCell(workbook, 'has_public_employee').value).toBe('Không');
    const cells = workbook.worksheets.flatMap((sheet) => sheet.getSheetValues());
    expect(leaks(JSON.stringify(cells))).toEqual([]);
  });
});

it('the hidden section leads back and says why; what an old tab still sends is kept in the draft', async () => {
  const shown = await filer.get(SECTION);
  expect([shown.status, shown.headers['location']]).toEqual([303, REPORT]);
  expect((await filer.get(REPORT)).text).toContain(
    'không hỏi đơn vị, vì đơn vị đã trả lời không có đối tượng này',
  );
  const { version } = (await draft()).sections.get('vien-chuc')!;
  const old = { version: String(version), registered_public_employee: 'nhiều lắm' };
  const refused = await postForm(filer, SECTION, old);
  expect([refused.status, refused.text.includes('nhiều lắm')]).toEqual([422, true]);
});

it('no: those before and after stand on one page, which leads on to the section after them', async () => {
  const { text } = await filer.get(`${REPORT}/can-bo-cong-chuc`);
  const posted = { ...hiddenFields(text), ...typedIn(text), then: 'next' };
  const saved = await postForm(filer, `${REPORT}/can-bo-cong-chuc`, posted);
  expect(saved.headers['location']).toBe(`${REPORT}/to-chuc-thuc-hien`);
  await fillDraft(db, 'filer', clock(), { figures: { ...WRITTEN, ...has('no') } });
});

it('no: the submission has nothing of them, and counts for nothing in what the parent adds up', async () => {
  await submitDraft(db, 'filer', clock());
  const { content } = await latest();
  const said = content as unknown as SubmissionContent;
  expect(leaks(JSON.stringify(said))).toEqual([]);
  expect(said.sections['vien-chuc']).toBeUndefined();
  expect(said.sections['thong-tin-chung']?.answers).toMatchObject({
    ...{ has_public_employee: false, members_total: 40 },
  });
  const { totals, reports } = await sums();
  expect(reports).toBe(1);
  for (const code of Object.keys(WRITTEN)) expect([code, totals.get(code)]).toEqual([code, undefined]);
  expect(totals.get('members_total')).toMatchObject({ sum: '40', counted: 1 });
  expect(totals.get('has_public_employee=false')).toMatchObject({ counted: 1 });
});

it('no: the reviewer reads that there are none, where their section would stand, and is asked for no note on it', async () => {
  const { id } = await reportOf(db, unit.id);
  const { text } = await reviewer.get(`/xet-duyet/${id}`);
  expect(leaks(text)).toEqual([]);
  expect(text).toContain('Đơn vị không có viên chức');
  expect(text).not.toContain('Số viên chức đăng ký nêu gương');
  expect(leaks(await docxOf(reviewer, reviewDocument(id, 'docx')))).toEqual([]);
  for (const address of [
    '/tong-hop/2026/so-lieu?ca-cho-duyet=1',
    '/tong-hop/2026/so-lieu/members_worker?ca-cho-duyet=1',
  ])
    expect([address, leaks((await reviewer.get(address)).text)]).toEqual([address, []]);
});

it('the parent, with children on the portal, is asked about all, and not whom it has', async () => {
  const { text } = await parentFiler.get(GENERAL);
  expect(text).not.toContain('name="has_worker"');
  expect(text).toContain('name="members_public_employee"');
  expect((await parentFiler.get(SECTION)).status).toBe(200);
});

it('yes again: everything that was written is back, is filed and is counted; the submission before stays as it was', async () => {
  const before = await latest();
  const { id } = await reportOf(db, unit.id);
  await returnTo(db, 'reviewer', id, clock(), isoDay('2026-09-05'));
  const saved = await answer(has('yes'), 'next');
  // There is more to write on this very page now.
  expect([saved.status, saved.headers['location']]).toEqual([303, GENERAL]);
  expect((await filer.get(GENERAL)).text).toContain('value="9.876"');
  expect((await filer.get(SECTION)).text).toContain('Chuyện của viên chức.');
  expect((await filer.get(REPORT)).text).toContain('Đã xong 8 trong 8 phần.');
  await submitDraft(db, 'filer', clock(), { changeNote: 'Có viên chức.' });
  await acceptFrom(db, 'reviewer', id, clock());
  const { content } = await latest();
  expect((content as unknown as SubmissionContent).sections['thong-tin-chung']?.answers).toMatchObject({
    ...{ has_public_employee: true, members_public_employee: 9876, members_total: 9916 },
  });
  expect((await sums()).totals.get('members_public_employee')).toMatchObject({ sum: '9876', counted: 1 });
  const compared = (await filer.get(`${REPORT}/so-sanh?lan=2`)).text;
  expect(compared).toContain('Đơn vị không có viên chức');
  expect(await db.submission.findUniqueOrThrow({ where: { id: before.id } })).toEqual(before);
});
