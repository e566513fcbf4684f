import { pino } from 'pino';
import { expect, test } from 'vitest';
import { announceSetup } from '../../src/accounts/setup/routes.js';
import { setupCode } from '../../src/accounts/setup/rules.js';
import { csrfFrom, postForm, signIn, startTestApp } from '../support/app.js';

const portal = await startTestApp();
const { db } = portal;
const PASSWORD = 'mot mat khau du dai';
const filled = (given = {}) => ({
  setupCode: setupCode(portal.config.sessionSecret ?? ''),
  federation: 'Liên đoàn Lao động tỉnh Minh Giang',
  fullName: 'Nguyễn Văn An',
  username: 'An',
  password: PASSWORD,
  passwordAgain: PASSWORD,
  ...given,
});
const announced = async () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  await announceSetup({ ...portal, log });
  return lines.join('');
};

test('the log of an empty portal says where to begin and with which code', async () => {
  const code = setupCode(portal.config.sessionSecret ?? '');
  expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
  expect(await announced()).toContain(`open /thiet-lap and enter the code ${code}`);
  expect(setupCode('another secret')).not.toBe(code);
});

test.each([
  ['setupCode', 'AAAA-AAAA-AAAA', 'Mã thiết lập không đúng'],
  ['setupCode', '', 'Hãy nhập mã thiết lập'],
  ['federation', ' ', 'Hãy nhập tên'],
  ['username', 'x y', 'không có khoảng trống'],
  ['password', 'ngắn', 'ít nhất 10 ký tự'],
  ['passwordAgain', 'khác hẳn đi nhé', 'không giống nhau'],
])('%s = %j is refused, and nothing is made', async (field, value, message) => {
  const answer = await postForm(portal.visitor(), '/thiet-lap', filled({ [field]: value }));
  expect(answer.status).toBe(422);
  expect(answer.text).toContain(message);
  expect(answer.text).toContain('Nguyễn Văn An');
  expect(answer.text).not.toContain(PASSWORD);
  expect([await db.unit.count(), await db.account.count(), await db.historyEvent.count()]).toEqual([0, 0, 0]);
});

test('codes cannot be tried for ever', async () => {
  await db.rateLimit.deleteMany();
  const agent = portal.visitor();
  for (let i = 0; i < 10; i += 1) await postForm(agent, '/thiet-lap', filled({ setupCode: String(i) }));
  const answer = await postForm(agent, '/thiet-lap', filled());
  expect(answer.status).toBe(429);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(await db.unit.count()).toBe(0);
  await db.rateLimit.deleteMany();
});

test('two who begin at once make one federation; then there is no such page', async () => {
  const agents = [portal.visitor(), portal.visitor()];
  const tokens = [
    csrfFrom((await agents[0]!.get('/thiet-lap')).text),
    csrfFrom((await agents[1]!.get('/thiet-lap')).text),
  ];
  const typed = [
    filled({ setupCode: filled().setupCode.toLowerCase().replaceAll('-', ' ') }),
    filled({ username: 'binh' }),
  ];
  const answers = await Promise.all(
    agents.map((agent, i) =>
      agent
        .post('/thiet-lap')
        .type('form')
        .send({ _csrf: tokens[i], ...typed[i] }),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([303, 404]);

  const units = await db.unit.findMany();
  expect(units).toMatchObject([
    { name: 'Liên đoàn Lao động tỉnh Minh Giang', level: 'PROVINCE', parentId: null },
  ]);
  const accounts = await db.account.findMany();
  expect(accounts).toMatchObject([{ fullName: 'Nguyễn Văn An', roles: ['ADMIN'], unitId: units[0]?.id }]);
  expect(await db.historyEvent.findMany({ orderBy: { id: 'asc' } })).toMatchObject([
    { action: 'portal-set-up', actorId: accounts[0]?.id },
    { action: 'signed-in', actorId: accounts[0]?.id },
  ]);

  const winner = agents[answers.findIndex((answer) => answer.status === 303)]!;
  // Who begins has to set a second factor up before anything else.
  const led = await winner.get('/quan-tri');
  expect([led.status, led.headers['location']]).toEqual([303, '/tai-khoan/xac-minh']);
  expect((await winner.get('/tai-khoan/xac-minh')).text).toContain('Đã thiết lập cổng');
  expect(await db.secondFactorRule.findMany()).toMatchObject([{ roles: ['ADMIN'], rootRoles: ['REVIEWER'] }]);
  await signIn(portal.visitor(), accounts[0]?.username ?? '', PASSWORD);
  expect((await portal.visitor().get('/thiet-lap')).status).toBe(404);
  expect((await portal.visitor().get('/thiet-lap')).headers).not.toHaveProperty('set-cookie');
  expect(await announced()).toBe('');
});
