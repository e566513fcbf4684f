import { keptOf } from '../../src/inspections/document/issued.js';
import { officialLayout } from '../../src/platform/documents/layout.js';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { digest } from '../../src/platform/text/digest.js';
import { createExpress } from '../../src/app.js';
import { publishRequest } from '../../src/acknowledgements/commands.js';
import { actAsPublisher, actAsReviewer, type Role } from '../../src/platform/actor.js';
import { returnReport } from '../../src/reports/decisions/commands.js';
import { openChildReport } from '../../src/reports/finders.js';
import { ladderOf } from '../../src/reminders/settings/finders.js';
import { startTestApp, tokenOf, type Agent } from '../support/app.js';
import { makeAccount, makeUnit } from '../support/fixtures.js';
import { formsOf, shownWords, type PageForm } from '../support/forms.js';
import {
  acceptFrom,
  actorOf,
  fillDraft,
  makeTestPeriod,
  openTestPeriod,
  reportOf,
  submitDraft,
} from '../support/reports.js';
import { routesOf } from '../support/routes.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const ROLES = ['FILER', 'SIGNATORY', 'REVIEWER', 'LEADER', 'ADMIN'] as const satisfies Role[];
type Branch = Awaited<ReturnType<typeof makeBranch>>;
let home: Branch;
let away: Branch;
let request: number;

// In every text of a branch stands its code, and what kind of text it is: "NHA-nộp", "NHA-nháp", "NHA-ghi-chú".
beforeAll(async () => {
  const province = await makeUnit(db, { name: 'Liên đoàn Lao động tỉnh' });
  await makeAccount(db, 'root', province.id, ['ADMIN']);
  await makeAccount(db, 'root-reviewer', province.id, ['REVIEWER']);
  const units = [await makeUnits(province.id, 'NHA'), await makeUnits(province.id, 'KHAC')] as const;
  await openTestPeriod(db, 'root');
  const announcer = actAsPublisher(await actorOf(db, 'root'));
  const confirmBefore = new Date('2026-08-30T00:00:00+07:00');
  const ask = { subject: 'ANNOUNCEMENT' as const, title: 'Thông báo', text: 'Đã gửi.', confirmBefore };
  await publishRequest(db, announcer, ask, clock());
  request = (await db.acknowledgementRequest.findFirstOrThrow()).id;
  home = await makeBranch(units[0], 'NHA');
  away = await makeBranch(units[1], 'KHAC');
});

/** An upper-level union with an account of each role; a child that files, and a child that is still drafting. */
async function makeUnits(parentId: number, code: string) {
  const upper = await makeUnit(db, { code, name: `Công đoàn ${code}`, level: 'UPPER_LEVEL', parentId });
  const child = await makeUnit(db, { name: `CĐCS ${code}-tên`, parentId: upper.id });
  const drafter = await makeUnit(db, { name: `CĐCS ${code}-tên đang lập`, parentId: upper.id });
  for (const role of ROLES) await makeAccount(db, `${code}-${role}`.toLowerCase(), upper.id, [role]);
  await makeAccount(db, `${code}-child`.toLowerCase(), child.id, ['FILER']);
  await makeAccount(db, `${code}-drafter`.toLowerCase(), drafter.id, ['FILER']);
  return { upper, child, drafter };
}

/** The union's own report was returned to it and is edited again; the child's was returned once and then accepted. */
async function makeBranch({ upper, child, drafter }: Awaited<ReturnType<typeof makeUnits>>, code: string) {
  const [filer, reviewer, childFiler] = ['filer', 'reviewer', 'child'].map((who) =>
    `${code}-${who}`.toLowerCase(),
  );
  const own = await fileAndReturn(upper.id, filer!, 'root-reviewer', code);
  const below = await fileAndReturn(child.id, childFiler!, reviewer!, code);
  await submitDraft(db, childFiler!, clock(), { changeNote: `${code}-sửa` });
  await acceptFrom(db, reviewer!, below.report, clock());
  for (const who of [filer!, `${code}-drafter`.toLowerCase()])
    await fillDraft(db, who, clock(), { figures: { limitations: `${code}-nháp` } });
  const account = await db.account.findUniqueOrThrow({ where: { username: childFiler! } });
  const phrase = await keepPhrase(upper.id, code);
  const said = { text: `${code}-ý-kiến`, writtenAt: clock(), writtenById: account.id, writtenByName: 'x' };
  for (const reportId of [own.report, below.report])
    await db.comment.create({ data: { ...said, reportId, side: 'UNIT' } });
  const draft = (await reportOf(db, drafter.id)).id;
  const draftFile = await attach(draft, code);
  const visit = await inspect(upper.id, child.id, code);
  const visited = await inspect(upper.parentId ?? 0, upper.id, code);
  await issuePapers(visited.id);
  const receipt = (await db.acknowledgement.findFirstOrThrow({ where: { unitId: upper.id } })).id;
  return {
    code,
    own,
    below,
    draft,
    draftFile,
    receipt,
    visit,
    visited,
    phrase: phrase.id,
    upper: upper.id,
    unit: child.id,
    account: account.id,
  };
}

/** What was done away with stands there again for the next visitor. */
afterEach(async () => {
  for (const branch of [home, away])
    if ((await db.phrase.count({ where: { id: branch.phrase } })) === 0)
      branch.phrase = (await keepPhrase(branch.upper, branch.code)).id;
});

function keepPhrase(unitId: number, code: string) {
  return db.phrase.create({ data: { unitId, text: `${code}-câu-mẫu`, position: 1 } });
}

async function fileAndReturn(unitId: number, filer: string, reviewer: string, code: string) {
  await fillDraft(db, filer, clock(), { figures: { limitations: `${code}-nộp` } });
  const { id: reportId } = await reportOf(db, unitId);
  const attachment = await attach(reportId, code);
  await submitDraft(db, filer, clock());
  const open = await openChildReport(db, actAsReviewer(await actorOf(db, reviewer)), reportId);
  const notes = { 'kien-nghi': `${code}-ghi-chú` };
  const remarks = { version: open.report.version, reason: `${code}-lý-do`, notes };
  await returnReport(db, open, { ...remarks, correctBefore: new Date('2026-08-30T00:00:00+07:00') }, clock());
  return { report: reportId, attachment };
}

/** Whole enough to be signed. */
const MINUTES = { from: '08:00', to: '09:00', place: 'A', ourPeople: 'B', theirPeople: 'C' };
const PAPER = { title: 'Văn bản', draft: false, type: 'Văn bản', subject: 'Về việc', blocks: [] };

/** A concluded inspection with a file and a recommendation that has not been answered. */
async function inspect(parentId: number, unitId: number, code: string) {
  const words = { team: `${code}-đoàn`, topic: `${code}-nội-dung`, conclusion: `${code}-kết-luận` };
  const { id } = await db.inspection.create({
    data: {
      ...{ parentId, unitId, kind: 'INSPECTION', reason: 'PLANNED', status: 'CONCLUDED', ...words },
      ...{ plannedOn: clock(), createdAt: clock(), createdByName: '', concludedAt: clock() },
    },
  });
  const dueBefore = new Date('2026-09-30T00:00:00+07:00');
  const advice = { inspectionId: id, number: 1, text: `${code}-kiến-nghị`, dueBefore };
  const file = {
    name: `${code}-biên-bản.pdf`,
    mediaType: 'application/pdf',
    size: 1,
    sha256: '0'.repeat(64),
  };
  const stored = { content: new Uint8Array(1), uploadedAt: clock(), uploadedById: 0 };
  return {
    id,
    item: (await db.recommendation.create({ data: advice })).id,
    file: (await db.inspectionFile.create({ data: { inspectionId: id, ...file, ...stored } })).id,
  };
}

/** As issued to the unit: on the other side they are drawn. */
async function issuePapers(id: number): Promise<void> {
  for (const kind of ['NOTICE', 'MINUTES', 'CONCLUSION'] as const)
    await db.inspectionPaper.create({
      data: {
        ...{ inspectionId: id, kind, version: 1, number: '', issuedAt: clock(), issuedByName: '' },
        content: keptOf({ document: { ...PAPER, madeAt: clock() }, layout: officialLayout }),
      },
    });
}

async function attach(reportId: number, code: string): Promise<number> {
  const file = { field: 'annexes', name: `${code}-tệp.pdf`, mediaType: 'application/pdf', size: 1 };
  const content = {
    sha256: '0'.repeat(64),
    content: new Uint8Array(1),
    uploadedAt: clock(),
    uploadedById: 0,
  };
  const { id } = await db.attachment.create({ data: { ...file, ...content, reportId } });
  return id;
}

/** The address of a route, for things of that branch. */
function addressOf(route: string, of = home): string {
  const visit = route.includes('/kiem-tra/don-vi/') ? of.visited : of.visit;
  const ids: [pattern: string, value: number | string][] = [
    ['/cau-mau/:id', of.phrase],
    ['/kiem-tra/cuoc/:id', visit.id],
    ['/kiem-tra/don-vi/:id', visit.id],
    [':item', visit.item],
    [':file', visit.file],
    ['/xet-duyet/:id', of.below.report],
    ['/don-vi/:id', of.unit],
    ['/tai-khoan/:id', of.account],
    ['/xac-nhan/:id', of.receipt],
    [':request', request],
    [':attachment', of.below.attachment],
    ['/tep/:id', of.own.attachment],
    ['/ban/:number', 1],
    ['/goi-dien/:id', of.draft],
    [':year', 2026],
    [':page', 1],
    [':section', 'kien-nghi'],
    [':token', 'x'],
    [':account', 1],
  ];
  const filled = (path: string, [pattern, value]: (typeof ids)[number]) =>
    path.replace(pattern, pattern.replace(/:.*/, String(value)));
  return ids.reduce(filled, route.replace(/^\S+ /, ''));
}

/** Asks as a browser does: a form is posted empty, with its token. */
async function ask(agent: Agent, route: string, of = home) {
  const path = addressOf(route, of);
  if (route.startsWith('GET')) return agent.get(path);
  const _csrf = (await tokenOf(agent, '/tai-khoan')) || (await tokenOf(agent, '/dang-nhap'));
  return agent.post(path).type('form').send({ _csrf });
}

/** An answer in the words of the table: "sign-in" (302 to the sign-in page and back), "/path" (303 to there), a status. */
function inWords(answer: Awaited<ReturnType<typeof ask>>, path: string): string {
  const location = answer.headers['location'];
  if (answer.status === 302 && location === `/dang-nhap?tiep=${encodeURIComponent(path)}`) return 'sign-in';
  return answer.status === 303 && location ? location : [answer.status, location].join('');
}

// Anonymous; then filer, signatory, reviewer, leader and administrator of an upper-level union that has a report and
// children with reports; then the federation's administrator. A guarded form keeps what a stranger posted (401).
// Forms are posted empty, with their token: 422 and 400 are the handler's.
const EVERYBODY = '200 200 200 200 200 200 200';
const ADMINS = 'sign-in 403 403 403 403 200 200';
const ROOT = 'sign-in 403 403 403 403 403 200';
const OWN = 'sign-in 200 200 403 200 403 403';
const OVERSEERS = 'sign-in 403 403 200 200 403 403';
const REVIEWERS = '401 403 403 422 403 403 403';
const REFUSED = '422 422 422 422 422 422 422';
const SHEETS = ['dang-ky', 'tu-danh-gia'];
const PHRASES = '401 403 403 /xet-duyet/cau-mau 403 403 403';
const table: Record<string, string> = {
  'GET /healthz': EVERYBODY,
  'GET /readyz': EVERYBODY,
  'GET /': EVERYBODY,
  'GET /robots.txt': EVERYBODY,
  'GET /.well-known/security.txt': '404 404 404 404 404 404 404',
  'GET /sitemap.xml': '404 404 404 404 404 404 404',
  'GET /tim-kiem': EVERYBODY,
  'GET /tro-giup': EVERYBODY,
  'GET /tro-giup/lap-bao-cao': EVERYBODY,
  'GET /tro-giup/ky-duyet': EVERYBODY,
  'GET /tro-giup/xet-duyet': EVERYBODY,
  'GET /tro-giup/lanh-dao': EVERYBODY,
  'GET /tro-giup/quan-tri': EVERYBODY,
  'GET /tiep-can': EVERYBODY,
  'GET /du-lieu-ca-nhan': EVERYBODY,
  'GET /huong-dan': EVERYBODY,
  'GET /huong-dan/chu-lon': EVERYBODY,
  'GET /huong-dan/cac-ban': EVERYBODY,
  'GET /huong-dan/ban/:number': EVERYBODY,
  'GET /huong-dan/ban/:number/so-sanh': '404 404 404 404 404 404 404',
  'GET /quan-tri/huong-dan': ROOT,
  'POST /quan-tri/huong-dan/thao-tac': '401 403 403 403 403 403 409',
  'POST /quan-tri/huong-dan/bo': '401 403 403 403 403 403 409',
  'POST /quan-tri/huong-dan/rut-lai': '401 403 403 403 403 403 409',
  'GET /quan-tri/huong-dan/xem-truoc': 'sign-in 403 403 403 403 403 404',
  'GET /quan-tri/huong-dan/so-sanh': 'sign-in 403 403 403 403 403 404',
  'GET /quan-tri/huong-dan/cong-bo': 'sign-in 403 403 403 403 403 409',
  'POST /quan-tri/huong-dan/cong-bo': '401 403 403 403 403 403 409',
  'GET /quan-tri/huong-dan/sua/:part': 'sign-in 403 403 403 403 403 409',
  'POST /quan-tri/huong-dan/sua/:part': '401 403 403 403 403 403 409',
  'POST /quan-tri/huong-dan/bat-dau': '401 403 403 403 403 403 /quan-tri/huong-dan',
  'GET /nghia-vu': EVERYBODY,
  'GET /nghia-vu/toi-la-ai': EVERYBODY,
  'GET /nghia-vu/can-bo-cong-chuc': EVERYBODY,
  'GET /nghia-vu/can-bo-cong-chuc/chu-lon': EVERYBODY,
  'GET /nghia-vu/vien-chuc': EVERYBODY,
  'GET /nghia-vu/vien-chuc/chu-lon': EVERYBODY,
  'GET /nghia-vu/cong-nhan-lao-dong': EVERYBODY,
  'GET /nghia-vu/cong-nhan-lao-dong/chu-lon': EVERYBODY,
  'GET /huong-dan/tai-ve.docx': EVERYBODY,
  'GET /huong-dan/tai-ve.pdf': EVERYBODY,
  ...takeAway('can-bo-cong-chuc'),
  ...takeAway('vien-chuc'),
  ...takeAway('cong-nhan-lao-dong'),
  'GET /thong-bao': EVERYBODY,
  'GET /thong-bao/:id': '404 404 404 404 404 404 404',
  'GET /thong-bao-don-vi': 'sign-in 200 200 200 200 200 200',
  'GET /thong-bao-don-vi/:id': 'sign-in 404 404 404 404 404 404',
  'GET /quan-tri/thong-bao': ROOT,
  'GET /quan-tri/thong-bao/moi': ROOT,
  'POST /quan-tri/thong-bao/moi': '401 403 403 403 403 403 422',
  'GET /quan-tri/thong-bao/:id': 'sign-in 403 403 403 403 403 404',
  'POST /quan-tri/thong-bao/:id': '401 403 403 403 403 403 404',
  'POST /quan-tri/thong-bao/:id/rut': '401 403 403 403 403 403 404',
  'GET /van-ban': EVERYBODY,
  'GET /van-ban/:id': '404 404 404 404 404 404 404',
  'GET /van-ban/:id/tep': '404 404 404 404 404 404 404',
  'GET /van-ban/nguon-tin.xml': '404 404 404 404 404 404 404',
  'GET /quan-tri/van-ban': ROOT,
  'GET /quan-tri/van-ban/moi': ROOT,
  'POST /quan-tri/van-ban/moi': '401 403 403 403 403 403 422',
  'GET /quan-tri/van-ban/:id': 'sign-in 403 403 403 403 403 404',
  'POST /quan-tri/van-ban/:id': '401 403 403 403 403 403 404',
  'POST /quan-tri/van-ban/:id/rut': '401 403 403 403 403 403 404',
  'POST /quan-tri/van-ban/:id/cong-bo-lai': '401 403 403 403 403 403 404',
  'GET /xac-thuc': EVERYBODY,
  'GET /dang-nhap': '200 /bao-cao /bao-cao /theo-doi /theo-doi /quan-tri /quan-tri',
  'POST /dang-nhap': '422 422 422 422 422 422 422',
  // Where no other system is set at which one signs in.
  'GET /dang-nhap-mot-lan': '404 404 404 404 404 404 404',
  'GET /dang-nhap-mot-lan/tra-loi': '404 404 404 404 404 404 404',
  'GET /dang-nhap/xac-minh': '/dang-nhap /bao-cao /bao-cao /theo-doi /theo-doi /quan-tri /quan-tri',
  'POST /dang-nhap/xac-minh': `401${' /dang-nhap'.repeat(6)}`,
  'POST /dang-xuat': '/dang-nhap /dang-nhap /dang-nhap /dang-nhap /dang-nhap /dang-nhap /dang-nhap',
  'GET /nhat-ky': 'sign-in 200 200 200 200 200 200',
  'GET /nhat-ky/tep.csv': 'sign-in 200 200 200 200 200 200',
  'GET /nhat-ky/tep.xlsx': 'sign-in 200 200 200 200 200 200',
  'GET /tai-khoan': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan': '401 422 422 422 422 422 422',
  'GET /tai-khoan/dau-trang': '204 200 200 200 200 200 200',
  'GET /bao-cao/han-cua-don-vi': '204 200 200 204 200 204 204',
  'GET /tai-khoan/thu-dien-tu': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/thu-dien-tu': '401 422 422 422 422 422 422',
  'POST /tai-khoan/thu-dien-tu/xac-nhan': `401${' /tai-khoan'.repeat(6)}`,
  'GET /xac-nhan-thu/:token': '404 404 404 404 404 404 404',
  'POST /xac-nhan-thu/:token': '404 404 404 404 404 404 404',
  'GET /quen-mat-khau': EVERYBODY,
  // Where no mail is set up, as here, whoever asks is told whom to call.
  'POST /quen-mat-khau': EVERYBODY,
  'GET /quen-mat-khau/da-nhan': EVERYBODY,
  'GET /tai-khoan/dien-thoai': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/dien-thoai': '401 /tai-khoan /tai-khoan /tai-khoan /tai-khoan /tai-khoan /tai-khoan',
  'GET /tai-khoan/ban-sao.zip': 'sign-in 200 200 200 200 200 200',
  'GET /tai-khoan/xac-minh': 'sign-in 200 200 200 200 200 200',
  'GET /tai-khoan/xac-minh/ung-dung': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/xac-minh/ung-dung': '401 422 422 422 422 422 422',
  'GET /tai-khoan/xac-minh/ung-dung/bo': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/xac-minh/ung-dung/bo': '401 422 422 422 422 422 422',
  'GET /tai-khoan/xac-minh/khoa': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/xac-minh/khoa': '401 422 422 422 422 422 422',
  'GET /tai-khoan/xac-minh/khoa/:id/bo': 'sign-in 404 404 404 404 404 404',
  'POST /tai-khoan/xac-minh/khoa/:id/bo': '401 404 404 404 404 404 404',
  'GET /tai-khoan/xac-minh/ma-khoi-phuc': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/xac-minh/ma-khoi-phuc': '401 422 422 422 422 422 422',
  'POST /tai-khoan/xac-minh/ma-khoi-phuc.txt': '401 400 400 400 400 400 400',
  'GET /tai-khoan/lich': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/lich': '401 201 201 201 201 201 201',
  'POST /tai-khoan/lich/thu-hoi':
    '401 /tai-khoan/lich /tai-khoan/lich /tai-khoan/lich /tai-khoan/lich /tai-khoan/lich /tai-khoan/lich',
  'GET /lich/:account/:token.ics': '404 404 404 404 404 404 404',
  'GET /tai-khoan/thong-bao-day': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/thong-bao-day': '401 422 422 422 422 422 422',
  'POST /tai-khoan/thong-bao-day/bo': `401${' /tai-khoan/thong-bao-day'.repeat(6)}`,
  'GET /tai-khoan/phien': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/phien/ket-thuc': `401${' /tai-khoan/phien'.repeat(6)}`,
  'POST /tai-khoan/phien/ket-thuc-het': `401${' /tai-khoan/phien'.repeat(6)}`,
  'GET /tai-khoan/chon-thu': 'sign-in 200 200 200 200 200 200',
  'POST /tai-khoan/chon-thu': '401 422 422 422 422 422 422',
  'GET /kich-hoat/:token': '404 404 404 404 404 404 404',
  'POST /kich-hoat/:token': '404 404 404 404 404 404 404',
  'GET /thiet-lap': '404 404 404 404 404 404 404',
  'POST /thiet-lap': '404 404 404 404 404 404 404',
  'GET /quan-tri': ADMINS,
  'GET /quan-tri/giao-dien': ADMINS,
  'GET /quan-tri/nhat-ky': ADMINS,
  'GET /quan-tri/nhat-ky/tep.csv': ADMINS,
  'GET /quan-tri/nhat-ky/tep.xlsx': ADMINS,
  'GET /quan-tri/tai-khoan': ADMINS,
  'GET /quan-tri/tai-khoan/moi': ADMINS,
  'POST /quan-tri/tai-khoan/moi': '401 403 403 403 403 422 422',
  'GET /quan-tri/tai-khoan/:id': ADMINS,
  'POST /quan-tri/tai-khoan/:id': '401 403 403 403 403 422 422',
  'POST /quan-tri/tai-khoan/:id/lien-ket': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/bo-khoa': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/ngung': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/mo-lai': '401 403 403 403 403 400 400',
  'POST /quan-tri/tai-khoan/:id/dang-xuat': '401 403 403 403 403 /quan-tri/tai-khoan /quan-tri/tai-khoan',
  'GET /quan-tri/tai-khoan/:id/ban-sao.zip': ROOT,
  'GET /quan-tri/tai-khoan/:id/xoa-thong-tin': 'sign-in 403 403 403 403 403 409',
  'POST /quan-tri/tai-khoan/:id/xoa-thong-tin': '401 403 403 403 403 403 422',
  'GET /quan-tri/luu-giu': ROOT,
  'GET /quan-tri/tai-khoan/:id/ban-giao': ADMINS,
  'POST /quan-tri/tai-khoan/:id/ban-giao': '401 403 403 403 403 422 422',
  'POST /quan-tri/tai-khoan/:id/ban-giao/huy': '401 403 403 403 403 400 400',
  'GET /quan-tri/tai-khoan/:id/ma-mot-lan': ADMINS,
  'POST /quan-tri/tai-khoan/:id/ma-mot-lan': '401 403 403 403 403 422 422',
  'GET /ma-mot-lan': EVERYBODY,
  'POST /ma-mot-lan': REFUSED,
  'GET /quan-tri/khong-ai-vao-duoc': ADMINS,
  'GET /dau-moi': 'sign-in 200 200 403 403 200 404',
  'POST /dau-moi': '401 /dau-moi /dau-moi 403 403 /dau-moi 404',
  'POST /dau-moi/thay-doi': '401 422 422 403 403 422 404',
  'GET /quan-tri/dau-moi': ADMINS,
  'POST /quan-tri/dau-moi/nhac': '401 403 403 403 403 /quan-tri/dau-moi /quan-tri/dau-moi',
  'GET /quan-tri/tai-khoan/:id/dat-lai-xac-minh': ADMINS,
  'POST /quan-tri/tai-khoan/:id/dat-lai-xac-minh': '401 403 403 403 403 422 422',
  'GET /quan-tri/xac-minh': ROOT,
  'POST /quan-tri/xac-minh': '401 403 403 403 403 403 422',
  'GET /quan-tri/lien-he': ADMINS,
  'POST /quan-tri/lien-he': '401 403 403 403 403 422 422',
  'GET /quan-tri/don-vi': ADMINS,
  'GET /quan-tri/don-vi/moi': ADMINS,
  'POST /quan-tri/don-vi/moi': '401 403 403 403 403 422 422',
  'GET /quan-tri/don-vi/:id': ADMINS,
  'GET /quan-tri/don-vi/:id/sua': ADMINS,
  'POST /quan-tri/don-vi/:id/sua': '401 403 403 403 403 422 422',
  'GET /quan-tri/don-vi/:id/ket-thuc': ADMINS,
  'POST /quan-tri/don-vi/:id/ket-thuc': '401 403 403 403 403 422 422',
  'POST /quan-tri/don-vi/:id/hoat-dong-lai': '401 403 403 403 403 400 400',
  'GET /quan-tri/ky-bao-cao': ROOT,
  'GET /quan-tri/ky-bao-cao/moi': ROOT,
  'POST /quan-tri/ky-bao-cao/moi': '401 403 403 403 403 403 422',
  'GET /quan-tri/ky-bao-cao/:year': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/phan/:section': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/cac-kiem-tra': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/thao-tac': '401 403 403 403 403 403 400',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/json': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/nhap': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/nhap': '401 403 403 403 403 403 422',
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/chep': '401 403 403 403 403 403 409',
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/bo-thay-doi': '401 403 403 403 403 403 400',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/phan': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/phan': '401 403 403 403 403 403 422',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/o': 'sign-in 403 403 403 403 403 404',
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/o': '401 403 403 403 403 403 404',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/kiem-tra': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/kiem-tra': '401 403 403 403 403 403 404',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/cai-dat': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/cai-dat': '401 403 403 403 403 403 422',
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/xem-truoc': ROOT,
  'GET /quan-tri/ky-bao-cao/:year/bieu-mau/ap-dung': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/bieu-mau/ap-dung': '401 403 403 403 403 403 400',
  'GET /quan-tri/ky-bao-cao/:year/sua': 'sign-in 403 403 403 403 403 409',
  'POST /quan-tri/ky-bao-cao/:year/sua': '401 403 403 403 403 403 422',
  'GET /quan-tri/ky-bao-cao/:year/thoi-han': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/thoi-han': '401 403 403 403 403 403 422',
  'POST /quan-tri/ky-bao-cao/:year/mo': '401 403 403 403 403 403 400',
  'GET /quan-tri/ky-bao-cao/:year/don-vi-moi': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/don-vi-moi':
    '401 403 403 403 403 403 /quan-tri/ky-bao-cao/2026/don-vi-moi',
  'GET /quan-tri/he-thong': ROOT,
  'GET /quan-tri/he-thong/thu-gui': ROOT,
  'POST /quan-tri/he-thong/thu-gui': '401 403 403 403 403 403 422',
  'GET /quan-tri/thu': ROOT,
  'GET /quan-tri/thu/gui-tro-lai': 'sign-in 403 403 403 403 403 /quan-tri/thu',
  'POST /quan-tri/thu/gui-tro-lai': '401 403 403 403 403 403 /quan-tri/thu',
  'GET /quan-tri/xac-nhan': ROOT,
  'GET /quan-tri/xac-nhan/moi': ROOT,
  'POST /quan-tri/xac-nhan/moi': '401 403 403 403 403 403 422',
  'GET /quan-tri/thu/:id': 'sign-in 403 403 403 403 403 404',
  'POST /quan-tri/thu/:id/gui-lai': '401 403 403 403 403 403 404',
  'GET /bao-cao': OWN,
  'GET /bao-cao/:year': OWN,
  'GET /bao-cao/:year/kiem-tra': OWN,
  'POST /bao-cao/:year/kiem-tra': '401 422 422 403 403 403 403',
  'POST /bao-cao/:year/ky-duyet/san-sang': '401 422 403 403 403 403 403',
  'POST /bao-cao/:year/ky-duyet/chuyen-lai': '401 403 422 403 403 403 403',
  'GET /bao-cao/:year/khong-phat-sinh': 'sign-in 200 403 403 403 403 403',
  'POST /bao-cao/:year/khong-phat-sinh': '401 422 403 403 403 403 403',
  'GET /bao-cao/:year/thu-hoi': 'sign-in 409 403 403 403 403 403',
  'POST /bao-cao/:year/thu-hoi': '401 400 403 403 403 403 403',
  'GET /bao-cao/:year/so-sanh': 'sign-in 404 404 403 404 403 403',
  'GET /bao-cao/:year/cac-lan': OWN,
  'GET /bao-cao/:year/trao-doi': OWN,
  'POST /bao-cao/:year/trao-doi': '401 422 422 403 403 403 403',
  'GET /bao-cao/:year/bien-nhan': OWN,
  'GET /bao-cao/:year/bien-nhan.pdf': OWN,
  'GET /bao-cao/:year/van-ban/dia-danh': 'sign-in 200 200 403 403 403 403',
  'POST /bao-cao/:year/van-ban/dia-danh': '401 422 422 403 403 403 403',
  'GET /bao-cao/:year/van-ban/bao-cao.docx': OWN,
  'GET /bao-cao/:year/van-ban/bao-cao.pdf': OWN,
  'GET /bao-cao/:year/tep/:id': OWN,
  'GET /bao-cao/:year/tep/:id/trang-dau': 'sign-in 404 404 403 404 403 403',
  'GET /bao-cao/:year/ky': OWN,
  'POST /bao-cao/:year/ky': '401 422 403 403 403 403 403',
  'POST /bao-cao/:year/ky/trang': '401 422 403 403 403 403 403',
  'GET /bao-cao/:year/ky/trang/:page': 'sign-in 404 404 403 404 403 403',
  'POST /bao-cao/:year/ky/thu-tu': '401 422 403 403 403 403 403',
  'POST /bao-cao/:year/ky/bo': '401 422 403 403 403 403 403',
  'POST /bao-cao/:year/ky/lay-lai': '401 422 403 403 403 403 403',
  'GET /bao-cao/:year/excel': 'sign-in 200 403 403 403 403 403',
  'GET /bao-cao/:year/excel/bieu-mau.xlsx': 'sign-in 200 403 403 403 403 403',
  'POST /bao-cao/:year/excel': '401 422 403 403 403 403 403',
  'GET /bao-cao/:year/excel/xem-truoc': 'sign-in /bao-cao/2026/excel 403 403 403 403 403',
  'POST /bao-cao/:year/excel/xem-truoc': '401 400 403 403 403 403 403',
  'GET /bao-cao/:year/tong-hop': 'sign-in 200 403 403 403 403 403',
  'POST /bao-cao/:year/tong-hop': '401 422 403 403 403 403 403',
  'GET /bao-cao/:year/tong-hop/:field': 'sign-in 404 404 403 404 403 403',
  'GET /bao-cao/:year/:section': 'sign-in 200 403 403 403 403 403',
  'POST /bao-cao/:year/:section': '401 422 403 403 403 403 403',
  'GET /theo-doi': 'sign-in 403 403 /theo-doi/2026 /theo-doi/2026 403 403',
  'GET /theo-doi/:year': OVERSEERS,
  'GET /theo-doi/don-vi/:id': OVERSEERS,
  'GET /theo-doi/:year/tom-tat': OVERSEERS,
  'GET /theo-doi/:year/tom-tat.pdf': OVERSEERS,
  'GET /bo-nhan-tom-tat/:account/:key': '404 404 404 404 404 404 404',
  'POST /bo-nhan-tom-tat/:account/:key': '404 404 404 404 404 404 404',
  'GET /viec-xet-duyet': 'sign-in 403 403 /viec-xet-duyet/2026 /viec-xet-duyet/2026 403 403',
  'GET /viec-xet-duyet/:year': OVERSEERS,
  'POST /viec-xet-duyet/:year/chon': '401 403 403 400 403 403 403',
  'GET /viec-xet-duyet/:year/chap-nhan': 'sign-in 403 403 /viec-xet-duyet/2026 403 403 403',
  'POST /viec-xet-duyet/:year/chap-nhan': '401 403 403 /viec-xet-duyet/2026 403 403 403',
  'POST /viec-xet-duyet/:year/tra-lai': '401 403 403 422 403 403 403',
  'POST /viec-xet-duyet/:year/phan-cong': '401 403 403 422 403 403 403',
  'GET /theo-doi/:year/gia-han': 'sign-in 403 403 200 403 403 403',
  'POST /theo-doi/:year/gia-han': '401 403 403 422 403 403 403',
  'GET /theo-doi/:year/gia-han-nhanh': 'sign-in 403 403 403 403 403 403',
  'POST /theo-doi/:year/gia-han-nhanh': '401 403 403 403 403 403 403',
  'GET /theo-doi/:year/mien': 'sign-in 403 403 200 403 403 403',
  'POST /theo-doi/:year/mien': '401 403 403 422 403 403 403',
  'GET /theo-doi/:year/bo-mien': 'sign-in 403 403 200 403 403 403',
  'POST /theo-doi/:year/bo-mien': '401 403 403 422 403 403 403',
  'GET /xet-duyet/cau-mau': 'sign-in 403 403 200 403 403 403',
  'POST /xet-duyet/cau-mau': REVIEWERS,
  'GET /xet-duyet/cau-mau/:id/sua': 'sign-in 403 403 200 403 403 403',
  'POST /xet-duyet/cau-mau/:id/sua': REVIEWERS,
  'POST /xet-duyet/cau-mau/:id/len': PHRASES,
  'POST /xet-duyet/cau-mau/:id/xuong': PHRASES,
  'POST /xet-duyet/cau-mau/:id/bo': PHRASES,
  'GET /don-doc': 'sign-in 403 403 /don-doc/2026 /don-doc/2026 403 403',
  'GET /don-doc/:year': OVERSEERS,
  'GET /don-doc/:year/moi': 'sign-in 403 403 200 403 403 403',
  'POST /don-doc/:year/moi': '401 403 403 422 403 403 403',
  'GET /don-doc/:year/thu/:id': 'sign-in 403 403 404 404 403 403',
  'POST /don-doc/:year/thu/:id': '401 403 403 404 403 403 403',
  'POST /don-doc/:year/thu/:id/bo-don-vi': '401 403 403 404 403 403 403',
  'POST /don-doc/:year/thu/:id/gui': '401 403 403 404 403 403 403',
  'POST /don-doc/:year/thu/:id/bo': '401 403 403 404 403 403 403',
  'POST /don-doc/:year/nhat-ky/:id/gui-lai': '401 403 403 404 403 403 403',
  'GET /don-doc/:year/goi-dien': OVERSEERS,
  'GET /don-doc/:year/goi-dien.csv': OVERSEERS,
  'GET /don-doc/:year/goi-dien.xlsx': OVERSEERS,
  'GET /don-doc/:year/goi-dien/:id': 'sign-in 403 403 200 403 403 403',
  'POST /don-doc/:year/goi-dien/:id': REVIEWERS,
  'GET /don-doc/:year/zalo': OVERSEERS,
  'GET /don-doc/:year/cong-van': 'sign-in 403 403 200 403 403 403',
  'POST /don-doc/:year/cong-van': '401 403 403 422 403 403 403',
  'GET /bao-cao/:year/nhac-viec': OWN,
  'GET /quan-tri/ngay-nghi': ROOT,
  'POST /quan-tri/ngay-nghi': '401 403 403 403 403 403 422',
  'POST /quan-tri/ngay-nghi/bo': '401 403 403 403 403 403 400',
  'POST /quan-tri/ngay-nghi/xac-nhan': '401 403 403 403 403 403 400',
  'POST /quan-tri/ngay-nghi/xac-nhan-nam': '401 403 403 403 403 403 400',
  'GET /quan-tri/ky-bao-cao/:year/nhac-viec': ROOT,
  'POST /quan-tri/ky-bao-cao/:year/nhac-viec': '401 403 403 403 403 403 422',
  'GET /theo-doi/:year/danh-sach.xlsx': OVERSEERS,
  'GET /theo-doi/:year/theo-nhanh.xlsx': OVERSEERS,
  'GET /theo-doi/:year/theo-nhanh.csv': OVERSEERS,
  'GET /theo-doi/:year/danh-sach.csv': OVERSEERS,
  'GET /xet-duyet/:id': OVERSEERS,
  'GET /xet-duyet/:id/trao-doi': OVERSEERS,
  'POST /xet-duyet/:id/trao-doi': REVIEWERS,
  'POST /xet-duyet/:id/chen-cau-mau': REVIEWERS,
  'GET /xet-duyet/:id/tep/:attachment': OVERSEERS,
  'GET /xet-duyet/:id/van-ban/bao-cao.docx': OVERSEERS,
  'GET /xet-duyet/:id/van-ban/bao-cao.pdf': OVERSEERS,
  'GET /xet-duyet/:id/tra-lai': 'sign-in 403 403 409 403 403 403',
  'GET /xet-duyet/:id/mo-lai': 'sign-in 403 403 200 403 403 403',
  'GET /xet-duyet/:id/ghi-chu/:box': 'sign-in 403 403 404 403 403 403',
  'POST /xet-duyet/:id/ghi-chu/:box': '401 403 403 404 403 403 403',
  'POST /xet-duyet/phim-tat': '401 403 403 400 403 403 403',
  'GET /xet-duyet/han-sua': 'sign-in 403 403 200 403 403 403',
  'POST /xet-duyet/han-sua': REVIEWERS,
  'POST /xet-duyet/:id/chap-nhan': REVIEWERS,
  'POST /xet-duyet/:id/tra-lai': REVIEWERS,
  'POST /xet-duyet/:id/mo-lai': REVIEWERS,
  'POST /xet-duyet/:id/mien': REVIEWERS,
  'POST /xet-duyet/:id/rut-lai': REVIEWERS,
  'POST /xet-duyet/:id/bo-mien': REVIEWERS,
  'POST /xet-duyet/:id/gia-han': REVIEWERS,
  'GET /xac-nhan': 'sign-in 200 200 200 200 200 200',
  'GET /xac-nhan/:id': 'sign-in 200 200 200 200 200 404',
  'POST /xac-nhan/:id/xac-nhan': '401 /xac-nhan /xac-nhan 403 /xac-nhan 403 403',
  'GET /xac-nhan/theo-doi/:request': OVERSEERS,
  'GET /xac-nhan/theo-doi/:request/csv': OVERSEERS,
  'GET /kiem-tra': 'sign-in /kiem-tra/don-vi /kiem-tra/don-vi /kiem-tra/2026 /kiem-tra/2026 403 403',
  'GET /kiem-tra/don-vi': OWN,
  'GET /kiem-tra/don-vi/:id': OWN,
  'GET /kiem-tra/don-vi/:id/tep/:file': OWN,
  'GET /kiem-tra/don-vi/:id/thong-bao.docx': OWN,
  'GET /kiem-tra/don-vi/:id/thong-bao.pdf': OWN,
  'GET /kiem-tra/don-vi/:id/bien-ban.docx': OWN,
  'GET /kiem-tra/don-vi/:id/bien-ban.pdf': OWN,
  'GET /kiem-tra/don-vi/:id/ket-luan.docx': OWN,
  'GET /kiem-tra/don-vi/:id/ket-luan.pdf': OWN,
  'GET /kiem-tra/don-vi/:id/kien-nghi/:item/tra-loi': 'sign-in 200 200 403 403 403 403',
  'POST /kiem-tra/don-vi/:id/kien-nghi/:item/tra-loi': '401 422 422 403 403 403 403',
  'GET /kiem-tra/:year': OVERSEERS,
  'GET /kiem-tra/:year/lich': OVERSEERS,
  'GET /kiem-tra/:year/danh-sach.xlsx': OVERSEERS,
  'GET /kiem-tra/:year/danh-sach.csv': OVERSEERS,
  'GET /kiem-tra/:year/moi': 'sign-in 403 403 200 403 403 403',
  'POST /kiem-tra/:year/moi': REVIEWERS,
  'GET /kiem-tra/cuoc/:id': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/tep/:file': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/thong-bao.docx': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/thong-bao.pdf': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/ket-luan.docx': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/ket-luan.pdf': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/bien-ban.docx': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/bien-ban.pdf': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/bien-ban-trong.docx': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/bien-ban-trong.pdf': OVERSEERS,
  'GET /kiem-tra/cuoc/:id/bien-ban/chot': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/bien-ban/chot': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/dinh-chinh': 'sign-in 403 403 200 403 403 403',
  'POST /kiem-tra/cuoc/:id/dinh-chinh': REVIEWERS,
  'GET /kiem-tra/cuoc/:id/sua': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/sua': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/huy': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/huy': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/bien-ban': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/bien-ban': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/thong-bao': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/thong-bao': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/ket-luan': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/ket-luan': '401 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/tep': '401 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/tep/:file/bo': '401 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/kien-nghi/:item/chap-nhan': '401 403 403 400 403 403 403',
  'GET /kiem-tra/cuoc/:id/kien-nghi/:item/yeu-cau': 'sign-in 403 403 409 403 403 403',
  'POST /kiem-tra/cuoc/:id/kien-nghi/:item/yeu-cau': '401 403 403 409 403 403 403',
  'GET /kiem-tra/cuoc/:id/dong': 'sign-in 403 403 200 403 403 403',
  'POST /kiem-tra/cuoc/:id/dong': REVIEWERS,
  'GET /tong-hop': 'sign-in 403 403 /tong-hop/2026 /tong-hop/2026 403 403',
  'GET /tong-hop/:year': OVERSEERS,
  'GET /tong-hop/:year/so-lieu': OVERSEERS,
  'GET /tong-hop/:year/chua-trich': OVERSEERS,
  'GET /tong-hop/:year/loi-van': OVERSEERS,
  'GET /tong-hop/:year/loi-van/:field': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/loi-van/:field/:report': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/loi-van/:field/:report': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/doan-trich': OVERSEERS,
  'GET /tong-hop/:year/doan-trich/:field': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/doan-trich/doan/:id/sua': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/sua': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/doan-trich/doan/:id/bo': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/bo': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/doan-trich/doan/:id/gop': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/gop': '401 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/len': '401 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/xuong': '401 403 403 404 403 403 403',
  'POST /tong-hop/:year/doan-trich/doan/:id/tach': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/guong-dien-hinh': OVERSEERS,
  'GET /tong-hop/:year/guong-dien-hinh/csv': OVERSEERS,
  'GET /tong-hop/:year/guong-dien-hinh/xlsx': OVERSEERS,
  'GET /tong-hop/:year/guong-dien-hinh/moi': 'sign-in 403 403 200 403 403 403',
  'POST /tong-hop/:year/guong-dien-hinh/moi': '401 403 403 422 403 403 403',
  'GET /tong-hop/:year/guong-dien-hinh/:id/sua': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/guong-dien-hinh/:id/sua': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/guong-dien-hinh/:id/bo': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/guong-dien-hinh/:id/bo': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/guong-dien-hinh/:id/dong-y': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/guong-dien-hinh/:id/dong-y': '401 403 403 404 403 403 403',
  'GET /tong-hop/:year/guong-dien-hinh/:id/rut-dong-y': 'sign-in 403 403 404 403 403 403',
  'POST /tong-hop/:year/guong-dien-hinh/:id/rut-dong-y': '401 403 403 404 403 403 403',
  'GET /ket-qua': EVERYBODY,
  'GET /ket-qua/:year': '404 404 404 404 404 404 404',
  'GET /tong-hop/:year/cong-bo': 'sign-in 403 403 404 404 403 403',
  'POST /tong-hop/:year/cong-bo': '401 403 403 403 403 403 403',
  'POST /tong-hop/:year/cong-bo/xem-truoc': '401 403 403 403 403 403 403',
  'POST /tong-hop/:year/cong-bo/rut': '401 403 403 403 403 403 403',
  'GET /tong-hop/:year/gui': 'sign-in 403 403 404 404 403 403',
  'POST /tong-hop/:year/gui': '401 403 403 403 403 403 403',
  'POST /tong-hop/:year/gui/bo-sung': '401 403 403 403 403 403 403',
  'GET /tong-hop/:year/gui/:number/tep': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/so-lieu/:field': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/cac-nam/:field': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/csv': OVERSEERS,
  'GET /tong-hop/luoc-do.json': '200 200 200 200 200 200 200',
  'GET /tong-hop/:year/tep': OVERSEERS,
  'POST /tong-hop/:year/tep': '401 403 403 422 422 403 403',
  'GET /tong-hop/:year/tep/:id': 'sign-in 403 403 404 404 403 403',
  'POST /tong-hop/:year/tep/:id/huy': '401 403 403 404 404 403 403',
  'GET /tong-hop/:year/van-ban': OVERSEERS,
  'GET /tong-hop/:year/van-ban/bao-cao.docx': OVERSEERS,
  'GET /tong-hop/:year/van-ban/bao-cao.pdf': OVERSEERS,
  'GET /tong-hop/:year/van-ban/cai-dat': OVERSEERS,
  'POST /tong-hop/:year/van-ban/cai-dat': REVIEWERS,
  'POST /tong-hop/:year/van-ban/cai-dat/xem-truoc': REVIEWERS,
  'GET /tong-hop/:year/van-ban/cai-dat/xem-truoc.png': 'sign-in 403 403 404 404 403 403',
  'GET /tong-hop/:year/van-ban/cai-dat/xem-truoc.pdf': 'sign-in 403 403 404 404 403 403',
};
/** What an audience's page offers to everybody; the forms change nothing, and are refused empty. */
function takeAway(slug: string): Record<string, string> {
  const shown = ['tai-ve.docx', 'tai-ve.pdf', ...SHEETS].map((path) => `GET /nghia-vu/${slug}/${path}`);
  const filled = SHEETS.map((path) => `POST /nghia-vu/${slug}/${path}`);
  return Object.fromEntries([
    ...shown.map((route) => [route, EVERYBODY]),
    ...filled.map((route) => [route, REFUSED]),
  ] as [string, string][]);
}
const isSignOut = (route: string) => route === 'POST /dang-xuat';
const isSheet = (route: string) => SHEETS.some((path) => route.endsWith(path));
const routes = Object.keys(table);
const forms = routes.filter((route) => route.startsWith('POST'));

type Answer = Awaited<ReturnType<typeof ask>>;
const keptPrivate: string[] = [];

/** Whether a browser or a proxy may keep it. */
function isKept({ headers }: Answer): boolean {
  return !/\bno-store\b/.test(headers['cache-control'] ?? '');
}

function isSame(one: Answer, other: Answer | undefined): boolean {
  const said = (answer?: Answer) => answer && [answer.status, answer.text, answer.body];
  return JSON.stringify(said(one)) === JSON.stringify(said(other));
}

describe('Every route answers each kind of visitor as the table says', () => {
  it('the table has every route, and no other', () => {
    // Some addresses have a route before the session and one after it.
    expect([...routes].sort()).toEqual([...new Set(routesOf(createExpress(portal)))].sort());
  });

  it.each(Object.entries(table))('%s: %s', async (route, expected) => {
    const answers = [await ask(portal.visitor(), route)];
    for (const who of [...peopleOf(home), 'root', 'root-reviewer']) {
      const answer = await ask(await member(who), route);
      if (isKept(answer) && !isSame(answer, answers[0])) keptPrivate.push(`${route} ${who}`);
      gather(who, answer);
      if (who !== 'root-reviewer') answers.push(answer);
    }
    if (isSignOut(route)) members.clear();
    expect(answers.map((answer) => inWords(answer, addressOf(route))).join(' ')).toBe(expected);
  });

  it('of whatever was answered to a member above, a browser keeps only what strangers get just the same', () => {
    expect(keptPrivate).toEqual([]);
  });

  it.each(routes.filter((route) => !isSignOut(route)))(
    '%s: another unit’s people are answered the same of their own, and 404 of what is this unit’s',
    async (route) => {
      const expected = table[route]!.split(' ').slice(1, 6);
      const unseen = expected.map((words) => (words === '403' ? '403' : '404'));
      const answers = await answersToOthers(route);
      expect(answers.of(away)).toEqual(expected);
      expect(answers.of(home)).toEqual(route.includes('/:id') ? unseen : expected);
    },
  );

  // Whoever is signed in already, or out already, is led on: the form was sent twice.
  const sentTwice: Record<string, string> = {
    // Nothing is changed by it: no token is asked for.
    ...Object.fromEntries(forms.filter(isSheet).map((route) => [route, REFUSED])),
    'POST /dang-nhap': `403${' /dang-nhap'.repeat(6)}`,
    'POST /dang-nhap/xac-minh': `403${' /dang-nhap'.repeat(6)}`,
    'POST /dang-xuat': '/dang-nhap 403 403 403 403 403 403',
  };
  it.each(forms)('%s without its token is refused to everybody', async (route) => {
    const post = async (agent: Agent) =>
      inWords(await agent.post(addressOf(route)).type('form').send({}), addressOf(route));
    const words = [await post(portal.visitor())];
    for (const who of [...peopleOf(home), 'root']) words.push(await post(await member(who)));
    const guarded = table[route]!.startsWith('401');
    expect(words.join(' ')).toBe(sentTwice[route] ?? `${guarded ? '401' : '403'}${' 403'.repeat(6)}`);
  });
});

describe('Nothing of a unit reaches another', () => {
  it.each(routes.filter((route) => !isSignOut(route)))('%s', async (route) => {
    const { texts } = await answersToOthers(route);
    for (const branch of [home, away])
      texts.push({ who: 'nobody', text: readable(await ask(portal.visitor(), route, branch)) });
    for (const { who, text } of texts) expect(text, who).not.toContain('NHA-');
  });

  it('every one of these texts is there to be seen: by the unit itself, or by its parent', async () => {
    const seen = async (who: string, path: string) => (await (await member(who)).get(path)).text;
    const own =
      (await seen('nha-filer', '/bao-cao/2026')) + (await seen('nha-filer', '/bao-cao/2026/kiem-tra'));
    for (const text of ['NHA-nháp', 'NHA-tệp', 'NHA-lý-do', 'NHA-ghi-chú']) expect(own).toContain(text);
    const review = await seen('nha-reviewer', `/xet-duyet/${home.below.report}`);
    for (const text of ['nộp', 'tệp', 'lý-do', 'ghi-chú', 'sửa', 'tên', 'ý-kiến'])
      expect(review).toContain(`NHA-${text}`);
    expect(await seen('nha-admin', '/quan-tri/don-vi')).toContain('NHA-tên');
    expect(await seen('nha-reviewer', '/xet-duyet/cau-mau')).toContain('NHA-câu-mẫu');
    expect(await seen('nha-filer', '/bao-cao/2026/trao-doi')).toContain('NHA-ý-kiến');
    const visit = await seen('nha-reviewer', `/kiem-tra/cuoc/${home.visit.id}`);
    const visited = await seen('nha-filer', `/kiem-tra/don-vi/${home.visited.id}`);
    for (const text of ['đoàn', 'nội-dung', 'kết-luận', 'kiến-nghị', 'biên-bản'])
      for (const page of [visit, visited]) expect(page).toContain(`NHA-${text}`);
  });

  it('the parent sees nothing of a draft', async () => {
    const file = `/xet-duyet/${home.draft}/tep/${home.draftFile}`;
    expect((await (await member('nha-reviewer')).get(file)).status).toBe(404);
    for (const who of ['nha-reviewer', 'nha-leader', 'root-reviewer'])
      for (const id of [home.draft, ...(who === 'root-reviewer' ? [home.own.report] : [])]) {
        const answer = await (await member(who)).get(`/xet-duyet/${id}`);
        expect([who, answer.status]).toEqual([who, 200]);
        for (const text of ['NHA-nháp', ...(id === home.draft ? ['NHA-tệp', 'NHA-nộp'] : [])])
          expect(answer.text).not.toContain(text);
      }
  });

  it('a file is not to be had under the address of another report', async () => {
    const { report, attachment } = away.below;
    for (const id of [home.below.attachment, home.own.attachment]) {
      const answer = await (await member('khac-reviewer')).get(`/xet-duyet/${report}/tep/${id}`);
      expect(answer.status).toBe(404);
    }
    expect((await (await member('khac-reviewer')).get(`/xet-duyet/${report}/tep/${attachment}`)).status).toBe(
      200,
    );
    // Its own report's: the reviewers of a unit do not read what the unit itself files.
    expect((await (await member('khac-reviewer')).get(`/xet-duyet/${away.own.report}`)).status).toBe(404);
  });

  it('another branch’s reviewer does not learn that a unit is there', async () => {
    const stranger = await member('khac-reviewer');
    expect((await stranger.get(`/theo-doi/2026?don-vi=${home.upper}`)).status).toBe(404);
    expect((await stranger.get('/theo-doi/2026')).text).not.toContain('NHA');
  });
});

/** Every form that was met, by where its buttons send it: once each, with who met it. */
const met = new Map<string, { who: string; form: PageForm }>();

function gather(who: string, { type, text }: Awaited<ReturnType<typeof ask>>): void {
  if (type !== 'text/html') return;
  for (const form of formsOf(text))
    if (form.method === 'post' && form.controls.some(({ name }) => name === '_csrf'))
      for (const action of form.actions) met.set(action, { who, form });
}

/** The forms of the season that the routes above are not asked in: each page in the state in which it has its form. */
async function meetMoreForms(): Promise<void> {
  for (const [prepare, visits] of [...moreForms, signedInTwice]) {
    await prepare();
    for (const [who, path] of visits()) gather(who, await (await member(who)).get(path));
  }
}

const YEAR = '/quan-tri/ky-bao-cao/2026';
let ended: number;
type Visits = readonly (readonly [who: string, path: string])[];
const moreForms: readonly (readonly [prepare: () => Promise<unknown>, visits: () => Visits])[] = [
  [
    async () => {
      const { username } = await db.account.findUniqueOrThrow({ where: { id: home.account } });
      const wait = { name: digest(username), origin: '', failures: 5 };
      const later = new Date(clock().getTime() + 60_000);
      await db.signInWait.create({ data: { ...wait, openAt: later, forgottenAt: later } });
    },
    () => [['root', `/quan-tri/tai-khoan/${home.account}`]],
  ],
  [
    async () => {
      const { content, number } = await db.guidanceVersion.findFirstOrThrow({ orderBy: { number: 'desc' } });
      const changed = JSON.parse(JSON.stringify(content).replace('nêu gương', 'làm gương')) as object;
      const by = {
        basedOn: number,
        startedAt: clock(),
        startedByName: '',
        savedAt: clock(),
        savedByName: '',
      };
      await db.guidanceDraft.deleteMany();
      await db.guidanceDraft.create({ data: { ...by, content: changed } });
    },
    () =>
      ['', '/cong-bo', '/sua/mo-dau', '/sua/muc?trong=phan-2', '/sua/can-cu', '/sua/chu-ky'].map(ofGuidance),
  ],
  [
    async () => {
      const { content } = await db.guidanceDraft.findFirstOrThrow();
      await db.guidanceDraft.deleteMany();
      const publishedAt = new Date('2026-12-01T00:00:00+07:00');
      await db.guidanceVersion.create({ data: { number: 2, content: content as object, publishedAt } });
    },
    () => [ofGuidance('')],
  ],
  [
    () =>
      db.handover.create({
        data: {
          ...{ accountId: home.account, fullName: 'Người mới', username: 'nguoi-moi' },
          ...{ effectiveOn: new Date('2026-12-31T00:00:00+07:00'), askedAt: clock() },
          ...{ askedById: 0, askedByName: '' },
        },
      }),
    () => [['root', `/quan-tri/tai-khoan/${home.account}/ban-giao`]],
  ],
  [() => db.mailHold.create({ data: { since: clock() } }), () => [['root', '/quan-tri/thu/gui-tro-lai']]],
  [
    async () => {
      const { id: parentId } = await db.unit.findFirstOrThrow({ where: { parentId: null } });
      ended = (await makeUnit(db, { parentId, activeTo: clock() })).id;
    },
    () => [['root', `/quan-tri/don-vi/${ended}/ket-thuc`]],
  ],
  [
    async () => {
      const day = clock();
      const showUntil = new Date('2026-12-31T00:00:00+07:00');
      await db.announcement.create({
        data: {
          ...{ id: 901, title: 'Thông báo', text: 'Mời dự.', audience: 'UNITS', showFrom: day, showUntil },
          ...{ createdAt: day, createdByName: '' },
        },
      });
      const document = { kind: 'PLAN' as const, symbol: 'KH', date: day, issuer: 'LĐLĐ', about: 'Kế hoạch' };
      const published = { text: '', searchText: '', publishedAt: day, publishedByName: '', editedAt: day };
      await db.document.create({ data: { id: 901, number: '1', ...document, ...published } });
      await db.document.create({
        data: { id: 902, number: '2', ...document, ...published, withdrawnAt: day },
      });
    },
    () => [
      ['root', '/quan-tri/thong-bao/901'],
      ['root', '/quan-tri/van-ban/901'],
      ['root', '/quan-tri/van-ban/902'],
    ],
  ],
  [
    async () => {
      const { id } = await makeTestPeriod(db, 2027);
      await db.period.update({ where: { id }, data: { opensOn: clock() } });
      const { form } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
      const changed = JSON.parse(JSON.stringify(form).replace('Ngày báo cáo', 'Ngày ký')) as object;
      await db.period.update({ where: { year: 2026 }, data: { formDraft: changed } });
      const late = { name: 'CĐCS đến sau', parentId: home.upper };
      await makeUnit(db, late);
      const to = { toName: 'x', toAddress: 'x@example.org', subject: 'Thư', text: '', html: '' };
      const failed = { createdAt: clock(), dueAt: clock(), failedAt: clock() };
      await db.message.create({ data: { id: 901, kind: 'reminder', ...to, ...failed } });
      await db.account.update({ where: { id: away.account }, data: { deactivatedAt: clock() } });
    },
    () => [
      ...['', '/ap-dung', '/o?phan=kien-nghi&kieu=line', '/kiem-tra?kieu=compare', '/phan'].map(
        (path) => ['root', `${YEAR}/bieu-mau${path}`] as const,
      ),
      ['root', '/quan-tri/ky-bao-cao/2027'],
      ['root', '/quan-tri/ky-bao-cao/2027/bieu-mau'],
      ['root', `${YEAR}/don-vi-moi`],
      ['root', '/quan-tri/thu/901'],
      ['root', `/quan-tri/tai-khoan/${away.account}`],
    ],
  ],
  [
    async () => {
      const { id } = await db.unit.findFirstOrThrow({ where: { code: 'KHAC' } });
      await db.unit.update({ where: { id }, data: { needsSignatory: true } });
      await fillDraft(db, 'khac-filer', clock());
      await photographPaper(away.own.report);
    },
    () => [
      ['khac-filer', '/bao-cao/2026/kiem-tra'],
      ['khac-filer', '/bao-cao/2026/ky'],
      ['khac-reviewer', `/xet-duyet/${away.draft}`],
    ],
  ],
  [
    () => db.report.update({ where: { id: away.own.report }, data: { readyAt: clock(), readyByName: 'x' } }),
    () => [['khac-signatory', '/bao-cao/2026/kiem-tra']],
  ],
  [
    async () => {
      await submitDraft(db, 'nha-drafter', clock());
      await submitDraft(db, 'nha-filer', clock(), { changeNote: 'Đã sửa.' });
      await db.report.update({ where: { id: away.draft }, data: { status: 'EXEMPT' } });
      await keepPhrase(home.upper, 'thêm');
    },
    () => [
      ['nha-drafter', '/bao-cao/2026'],
      ['nha-drafter', '/bao-cao/2026/thu-hoi'],
      ['nha-reviewer', `/xet-duyet/${home.draft}`],
      ['nha-reviewer', `/xet-duyet/${home.draft}/tra-lai`],
      ['nha-reviewer', '/xet-duyet/han-sua'],
      ['nha-reviewer', '/viec-xet-duyet/2026'],
      ['nha-reviewer', '/xet-duyet/cau-mau'],
      ['khac-reviewer', `/xet-duyet/${away.draft}`],
      ['khac-reviewer', '/theo-doi/2026/bo-mien'],
    ],
  ],
  [
    meetLetters,
    () => ['', '/moi?loai=all', '/thu/901'].map((path) => ['root-reviewer', `/don-doc/2026${path}`]),
  ],
  [
    async () => {
      const reviewer = await actorOf(db, 'nha-reviewer');
      const { id: periodId } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
      const asked = { accountId: reviewer.accountId, unitId: home.upper, periodId, askedAt: clock() };
      await db.exportJob.create({ data: { kind: 'xlsx', ...asked } });
      const of = { parentId: home.upper, periodId, reportId: home.below.report };
      const words = { text: 'Đoạn', original: 'Đoạn', field: 'limitations', target: 'limitations' };
      const by = { kind: 'STRENGTH' as const, submissionNumber: 2, markedById: 0, markedByName: '' };
      for (const id of [901, 902, 903])
        await db.passage.create({
          data: {
            ...{ id, ...of, ...words, ...by, position: id, markedAt: clock() },
            mergedIntoId: id === 903 ? 901 : null,
          },
        });
      const example = { kind: 'INDIVIDUAL' as const, unitName: 'CĐCS', name: 'Lan', deed: 'Sáng kiến' };
      await db.modelExample.create({ data: { id: 901, ...of, ...example, addedAt: clock(), addedById: 0 } });
    },
    () =>
      [
        ...['tep', `loi-van/limitations/${home.below.report}`, 'doan-trich/limitations'],
        ...['sua', 'bo', 'gop'].map((what) => `doan-trich/doan/901/${what}`),
        ...['sua', 'bo', 'dong-y', 'rut-dong-y'].map((what) => `guong-dien-hinh/901/${what}`),
        'van-ban/cai-dat',
      ].map((path) => ['nha-reviewer', `/tong-hop/2026/${path}`]),
  ],
  [
    async () => {
      const visit = { where: { id: home.visit.id } };
      await db.recommendation.update({ where: { id: home.visit.item }, data: { status: 'ANSWERED' } });
      await db.inspection.update({ ...visit, data: { version: 2 } });
    },
    () => inspectionPages(['', `/kien-nghi/${home.visit.item}/yeu-cau`]),
  ],
  [
    () =>
      db.inspection.update({ where: { id: home.visit.id }, data: { status: 'PLANNED', concludedAt: null } }),
    () => inspectionPages(['', '/sua', '/huy', '/bien-ban', '/thong-bao']),
  ],
  [
    () =>
      db.$transaction([
        // Its minutes were issued for others who ask; here they are to be.
        db.$executeRaw`SET LOCAL session_replication_role = replica`,
        db.inspectionPaper.deleteMany({ where: { inspectionId: home.visit.id } }),
        db.inspection.update({
          where: { id: home.visit.id },
          data: { status: 'ANNOUNCED', announcedAt: clock(), carriedOutOn: clock(), minutes: MINUTES },
        }),
      ]),
    () => inspectionPages(['', '/bien-ban', '/bien-ban/chot', '/ket-luan']),
  ],
  [
    async () => {
      const { id } = await db.unit.findFirstOrThrow({ where: { parentId: null } });
      await makeAccount(db, 'root-filer', id, ['FILER']);
      await fillDraft(db, 'root-filer', clock());
      await submitDraft(db, 'root-filer', clock());
    },
    () => [
      ['root-reviewer', '/tong-hop/2026/gui'],
      ['root-reviewer', '/tong-hop/2026/cong-bo'],
    ],
  ],
  [
    async () => {
      const { id: reportId, periodId } = await db.report.findFirstOrThrow({ where: { parentId: null } });
      const letter = { outgoingNumber: '1/BC', sentOn: clock(), signerName: 'x', signerPosition: 'x' };
      const file = { fileName: 'x.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64) };
      const by = { recordedAt: clock(), recordedById: 0, recordedByName: '' };
      const sending = { reportId, number: 1, submissionNumber: 1, ...letter, ...file, ...by };
      await db.sending.create({ data: { ...sending, content: new Uint8Array(1) } });
      await db.report.update({ where: { id: reportId }, data: { status: 'ACCEPTED' } });
      const empty = { introduction: '', source: '', sections: [], charts: [], examples: [] };
      const content = { ...empty, chosen: { examples: [], namesExamples: false } };
      const published = { publishedAt: clock(), publishedByName: '' };
      await db.publicResults.create({ data: { periodId, content, ...published } });
    },
    () => [
      ['root-reviewer', '/tong-hop/2026/gui'],
      ['root-reviewer', '/tong-hop/2026/cong-bo'],
    ],
  ],
];

/** Who is signed in elsewhere, too. */
const signedInTwice: (typeof moreForms)[number] = [
  () => Promise.all(['khac-filer', 'nha-child'].map((who) => portal.signedIn(who))),
  () => [
    ['khac-filer', '/tai-khoan/phien'],
    ['nha-admin', `/quan-tri/tai-khoan/${home.account}`],
  ],
];

const inspectionPages = (paths: readonly string[]): Visits =>
  paths.map((path) => ['nha-reviewer', `/kiem-tra/cuoc/${home.visit.id}${path}`]);

/** A signed paper of two photographed pages, and the one that it took the place of. */
async function photographPaper(reportId: number): Promise<void> {
  const file = { name: 'bao-cao.pdf', mediaType: 'application/pdf', size: 1, sha256: '0'.repeat(64) };
  const paper = {
    reportId,
    field: 'signed_report',
    ...file,
    content: new Uint8Array(1),
    uploadedAt: clock(),
  };
  await db.attachment.create({ data: { ...paper, uploadedById: away.account, removedAt: clock() } });
  const page = { mediaType: 'image/jpeg', content: new Uint8Array(1) };
  const pictures = { create: [1, 2].map((position) => ({ position, ...page })) };
  await db.attachment.create({ data: { ...paper, uploadedById: away.account, pictures } });
}

/** A letter by hand that waits to be sent, and one of the ladder that was. */
async function meetLetters(): Promise<void> {
  const { id: periodId } = await db.period.findUniqueOrThrow({ where: { year: 2026 } });
  const { wordings } = await ladderOf(db, periodId);
  const { parentId } = await db.unit.findUniqueOrThrow({ where: { id: away.upper } });
  const [of, reportId] = [{ periodId, parentId: parentId ?? 0 }, away.own.report];
  const recipients = { create: [{ reportId }] };
  await db.reminderDraft.create({
    data: {
      id: 901,
      ...of,
      wordings: JSON.parse(JSON.stringify(wordings)) as object,
      createdAt: clock(),
      createdByName: '',
      recipients,
    },
  });
  await db.reminderDelivery.create({
    data: { id: 901, ...of, reportId, draftId: 901, title: 'Nhắc', at: clock() },
  });
}
/** Forms that keep nothing of who is a stranger, and those that are the answer to another form. */
const notOnAPage = forms.filter(
  (route) =>
    isSheet(route) ||
    isSignOut(route) ||
    [
      // Where the portal can push; here it cannot.
      'thong-bao-day',
      'thong-bao-day/bo',
      // Of an account that has a second factor.
      'dang-nhap/xac-minh',
      'khoa/:id/bo',
      'ma-khoi-phuc.txt',
      'kich-hoat/:token',
      // Where the portal sends letters; here it sends none.
      'xac-nhan-thu/:token',
      'thu-dien-tu/xac-nhan',
      'quen-mat-khau',
      'thiet-lap',
      'excel/xem-truoc',
      'bo-nhan-tom-tat/:account/:key',
      'viec-xet-duyet/:year/chap-nhan',
    ].some((end) => route.endsWith(end)),
);
const ofGuidance = (path: string) => ['root', `/quan-tri/huong-dan${path}`] as const;

describe('What was typed into a form that could not be saved', () => {
  it('is shown again as words under their labels, and nothing else of the form is: whatever the form', async () => {
    await meetMoreForms();
    const isMet = (route: string) => [...met.keys()].some((action) => patternOf(route).test(action));
    expect(forms.filter((route) => !isMet(route))).toEqual(notOnAPage);
    // Whoever is signed in is led on from there.
    met.delete('/dang-nhap');
    for (const [action, { who, form }] of met) {
      const typed = form.controls.filter(({ kind }) => kind === 'typed');
      const sent = form.controls.map(({ name, kind, value }): [string, string] => {
        if (kind === 'typed') return [name, `chữ của ${name}`];
        return [name, name === '_csrf' ? 'quá cũ' : value];
      });
      const answer = await (await member(who)).post(action).type('form').send(Object.fromEntries(sent));
      expect([action, answer.status]).toEqual([action, 403]);
      const expected = typed.map(({ name, label }) => ({ label, text: `chữ của ${name}` }));
      expect({ action, words: shownWords(answer.text) }).toEqual({ action, words: expected });
      for (const { label } of expected) expect([action, label]).not.toEqual([action, '']);
      // And it is still known when it is sent again, and fails again.
      const again = formsOf(answer.text).find(({ actions: [to] }) => to === action);
      const keeps = again?.controls.some(({ name }) => name === '_words');
      expect([action, keeps]).toEqual([action, expected.length > 0]);
    }
  });

  it('has a key where it may be sent twice: all but the forms that save themselves or answer with a file', () => {
    const keyless = [...met].filter(([, { form }]) => !form.controls.some(({ name }) => name === '_key'));
    expect(keyless.map(([action]) => action).toSorted()).toEqual([
      '/bao-cao/2026/kien-nghi',
      '/don-doc/2026/cong-van',
    ]);
  });
});

/** The addresses of a route, whatever is asked with them. */
function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replace(/^\S+ /, '').replace(/:\w+/g, '[^/?]+')}(?:\\?|$)`);
}

type Answers = Awaited<ReturnType<typeof askAsOthers>>;
const answersOf = new Map<string, Promise<Answers>>();

/** What the away branch's people are answered of what is theirs and of what is the home branch's: asked once a route. */
function answersToOthers(route: string): Promise<Answers> {
  const known = answersOf.get(route) ?? askAsOthers(route);
  answersOf.set(route, known);
  return known;
}

async function askAsOthers(route: string) {
  const words = new Map<Branch, string[]>();
  const texts: { who: string; text: string }[] = [];
  for (const branch of [away, home]) {
    const answers = [];
    for (const who of peopleOf(away)) {
      const answer = await ask(await member(who), route, branch);
      answers.push(inWords(answer, addressOf(route, branch)));
      texts.push({ who, text: readable(answer) });
    }
    words.set(branch, answers);
  }
  return { of: (branch: Branch) => words.get(branch), texts };
}

const peopleOf = ({ code }: Branch) => ROLES.map((role) => `${code}-${role}`.toLowerCase());
const members = new Map<string, Promise<Agent>>();

/** Each signs in once. */
function member(username: string): Promise<Agent> {
  const known = members.get(username) ?? portal.signedIn(username);
  members.set(username, known);
  return known;
}

/** All that an answer tells: its headers, where file names stand, and its body. */
function readable({ headers, text, body }: Awaited<ReturnType<typeof ask>>): string {
  const sent = text || (Buffer.isBuffer(body) ? body.toString() : '');
  return decodeURIComponent(JSON.stringify(headers).replace(/%(?![0-9A-F]{2})/gi, '%25')) + sent;
}
