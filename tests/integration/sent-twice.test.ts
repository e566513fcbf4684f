import { beforeAll, describe, expect, it } from 'vitest';
import { agreed, startTestApp, type Agent } from '../support/app.js';
import { makeAccount, makeTree } from '../support/fixtures.js';
import { formsOf } from '../support/forms.js';
import { openTestPeriod, reportOf } from '../support/reports.js';

const portal = await startTestApp({ now: '2026-08-20T08:00:00+07:00' });
const { db, clock } = portal;
const { province, upper, first } = await makeTree(db);
for (const [who, role] of [
  ['root', 'ADMIN'],
  ['reviewer', 'REVIEWER'],
] as const)
  await makeAccount(db, who, province.id, [role]);
await makeAccount(db, 'filer', upper.id, ['FILER', 'REVIEWER']);
const people = new Map<string, Agent>();
let reportId: number;

beforeAll(async () => {
  await openTestPeriod(db, 'root');
  reportId = (await reportOf(db, upper.id)).id;
  for (const who of ['root', 'reviewer', 'filer']) people.set(who, await portal.signedIn(who));
});

/** What a browser would send of a page's form: what stands in it, and what was typed. */
async function filled(who: string, page: string, action: string, typed: Record<string, string>) {
  const { text } = await people.get(who)!.get(page);
  const form = formsOf(text).find((one) => one.method === 'post' && one.action === action);
  if (!form) throw new Error(`${page} has no form that is sent to ${action}`);
  const own = form.controls.filter(({ kind }) => kind === 'hidden').map(({ name, value }) => [name, value]);
  return { ...(Object.fromEntries(own) as Record<string, string>), ...typed };
}

interface Making {
  readonly who: string;
  readonly page: string;
  readonly action?: string;
  readonly typed: Record<string, string>;
  /** It is asked about first: a yes is what is sent twice. */
  readonly isAsked?: boolean;
  readonly count: () => Promise<number>;
}
const about = { plannedOn: '15/9/2026', team: 'Trưởng đoàn', topic: 'Việc nêu gương' };
const makings: Record<string, () => Making> = {
  'a document': () => ({
    ...{ who: 'root', page: '/quan-tri/van-ban/moi' },
    typed: {
      ...{ kind: 'PLAN', about: 'Kế hoạch', number: '27', symbol: 'KH-LĐLĐ', date: '03/02/2026' },
      ...{ version: '0', issuer: 'LĐLĐ', year: '', text: '' },
    },
    count: () => db.document.count(),
  }),
  'an announcement': () => ({
    ...{ who: 'root', page: '/quan-tri/thong-bao/moi' },
    typed: {
      ...{ version: '0', title: 'Tập huấn', text: 'Mời dự.', audience: 'EVERYONE', confirmBefore: '' },
      ...{ showFrom: '20/8/2026', lastDay: '31/8/2026' },
    },
    count: () => db.announcement.count(),
  }),
  'a unit': () => ({
    ...{ who: 'root', page: '/quan-tri/don-vi/moi' },
    typed: {
      ...{ name: 'CĐCS Mới', code: 'MOI', level: 'GRASSROOTS', parentId: String(upper.id) },
      activeFrom: '01/8/2026',
    },
    count: () => db.unit.count(),
  }),
  'an account': () => ({
    ...{ who: 'root', page: '/quan-tri/tai-khoan/moi' },
    typed: {
      ...{ fullName: 'Lê Văn Mới', username: 'moi', position: '', email: '', roles: 'FILER' },
      unitCode: first.code,
    },
    count: () => db.account.count(),
  }),
  'a phrase': () => ({
    ...{ who: 'reviewer', page: '/xet-duyet/cau-mau', typed: { phrase: 'Thiếu số liệu nữ.' } },
    count: () => db.phrase.count(),
  }),
  'a day of the calendar': () => ({
    ...{ who: 'root', page: '/quan-tri/ngay-nghi' },
    typed: { day: '24/12/2026', name: 'Ngày nghỉ', kind: 'off' },
    count: () => db.holiday.count(),
  }),
  'an inspection': () => ({
    ...{ who: 'reviewer', page: '/kiem-tra/2026/moi' },
    typed: { unit: upper.code, kind: 'INSPECTION', reason: 'PLANNED', ...about },
    count: () => db.inspection.count(),
  }),
  'a letter by hand': () => ({
    ...{ who: 'reviewer', page: '/don-doc/2026/moi?loai=all' },
    ...{ action: '/don-doc/2026/moi', typed: { whom: 'all' } },
    count: () => db.reminderDraft.count(),
  }),
  'an extension': () => ({
    ...{ who: 'reviewer', page: `/xet-duyet/${reportId}` },
    action: `/xet-duyet/${reportId}/gia-han`,
    typed: { dueBefore: '20/9/2026', extensionReason: 'Bão lụt.' },
    count: () => db.extension.count(),
  }),
  'a comment': () => ({
    ...{ who: 'filer', page: '/bao-cao/2026/trao-doi', typed: { comment: 'Xin hỏi.', section: '' } },
    count: () => db.comment.count(),
  }),
  'a model example': () => ({
    ...{ who: 'reviewer', page: '/tong-hop/2026/guong-dien-hinh/moi' },
    typed: { kind: 'INDIVIDUAL', name: 'Lê Thị Gương', position: '', unitName: 'CĐCS', deed: 'Sáng kiến.' },
    count: () => db.modelExample.count(),
  }),
  'a request to confirm': () => ({
    ...{ who: 'root', page: '/quan-tri/xac-nhan/moi', isAsked: true },
    typed: { subject: 'ANNOUNCEMENT', title: 'Thông báo', text: 'Đã gửi.', confirmBefore: '30/8/2026' },
    count: () => db.acknowledgementRequest.count(),
  }),
};

describe('A form that is sent twice', () => {
  it.each(Object.keys(makings))('makes one of %s, and both senders are led to it', async (what) => {
    const { who, page, action = page, isAsked, typed, count } = makings[what]!();
    const body = await filled(who, page, action, typed);
    const before = await count();
    const to = isAsked ? agreed(action) : action;
    const post = () => people.get(who)!.post(to).type('form').send(body);
    const answers = await Promise.all([post(), post()]);
    answers.push(await post());
    expect(await count()).toBe(before + 1);
    const led = answers
      .filter(({ status }) => status === 303)
      .map(({ headers }) => headers['location'] as string);
    // The link of a new account is shown once.
    expect([led.length, new Set(led).size]).toEqual([what === 'an account' ? 2 : 3, 1]);
  });

  it('says nothing to who types something else on a page that came back', async () => {
    const address = '/xet-duyet/cau-mau';
    const body = await filled('reviewer', address, address, { phrase: 'Câu một.' });
    const before = await db.phrase.count();
    for (const phrase of ['Câu một.', 'Câu hai.'])
      expect(
        (
          await people
            .get('reviewer')!
            .post(address)
            .type('form')
            .send({ ...body, phrase })
        ).status,
      ).toBe(303);
    expect(await db.phrase.count()).toBe(before + 2);
  });

  it('may be sent again where nothing was done the first time', async () => {
    const address = '/quan-tri/ngay-nghi';
    const day = { day: '25/12/2026', name: 'Nghỉ', kind: 'off' };
    const body = await filled('root', address, address, day);
    await db.holiday.create({ data: { day: new Date('2026-12-25T00:00:00+07:00'), name: 'Có rồi' } });
    const post = () => people.get('root')!.post(address).type('form').send(body);
    expect((await post()).status).toBe(422);
    await db.holiday.delete({ where: { day: new Date('2026-12-25T00:00:00+07:00') } });
    expect((await post()).status).toBe(303);
  });

  it('is another form for another person', async () => {
    const address = '/bao-cao/2026/trao-doi';
    const body = await filled('filer', address, address, { comment: 'Như nhau.', section: '' });
    await people.get('filer')!.post(address).type('form').send(body);
    expect((await people.get('reviewer')!.post(address).type('form').send(body)).status).toBe(403);
  });

  it('is taken up again where the process that had it died', async () => {
    const address = '/xet-duyet/cau-mau';
    const body = await filled('reviewer', address, address, { phrase: 'Câu ba.' });
    const post = () => people.get('reviewer')!.post(address).type('form').send(body);
    expect((await post()).status).toBe(303);
    const before = await db.phrase.count();
    await db.sentForm.updateMany({ data: { answer: null } });
    clock.set('2026-08-20T08:02:01+07:00');
    expect((await post()).status).toBe(303);
    expect(await db.phrase.count()).toBe(before + 1);
  });
});
