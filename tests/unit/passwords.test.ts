import { expect, test } from 'vitest';
import { landingPath, rolesInWords, usernameKey } from '../../src/accounts/rules.js';
import { hashPassword, isPassword, passwordProblem } from '../../src/accounts/passwords.js';
import { isSetupCode, setupCode } from '../../src/accounts/setup/rules.js';
import type { Actor, Role } from '../../src/platform/actor.js';
import { computingTime } from '../support/patience.js';

test('a password is kept as argon2id, and is the same in NFC and NFD', async () => {
  const stored = await hashPassword('mật khẩu của tôi');
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword(stored, 'mật khẩu của tôi'.normalize('NFD'))).toBe(true);
  expect(await isPassword(stored, 'mat khau cua toi')).toBe(false);
});

test('no account and no password match nothing', async () => {
  for (const typed of ['', 'x', 'mật khẩu']) expect(await isPassword(null, typed)).toBe(false);
});

test('a missing account takes about as long as a wrong password', async () => {
  const stored = await hashPassword('mật khẩu của tôi');
  const time = (hash: string | null) =>
    computingTime(async () => {
      for (let i = 0; i < 5; i += 1) await isPassword(hash, 'sai');
    });
  await time(stored);
  const [known, unknown] = [await time(stored), await time(null)];
  expect(unknown).toBeGreaterThan(known / 3);
});

test.each([
  ['123456789', false],
  ['mười ký tự', false],
  ['an@congdoan', false],
  ['AN@CONGDOAN', false],
  ['1234567890', false],
  ['MatKhau12345', false],
  ['ababababab', false],
  ['trời hôm nay xanh', true],
  // Habits of this country, with a year, signs in the place of letters, with diacritics and blanks.
  ['congdoan2027', false],
  ['Congdoan@2027', false],
  ['công đoàn 2027', false],
  ['Anhyeuem123', false],
  ['hanoi19081945', false],
  // Of the 49,000 most common ones.
  ['iloveyou123', false],
  ['qwertyuiop[]', false],
  // The own name.
  ['HoàngThịMinhAn1985', false],
  ['minhan@123456', false],
  ['minhan1985an', false],
  ['an hoàng 2026!', false],
  // The own unit's.
  ['nguyendu2026', false],
  ['THPT Nguyễn Du', false],
  ['du nguyen 1985', false],
  ['sáu con vịt bơi ngược', true],
  ['đường du lịch ngắn nhất', true],
  ['Xk29!mvqPz7', true],
])(
  '%j may be chosen by Hoàng Thị Minh An, an@congdoan, of Trường THPT Nguyễn Du: %s',
  async (password, allowed) => {
    const owner = {
      username: 'an@congdoan',
      fullName: 'Hoàng Thị Minh An',
      unitName: 'Trường THPT Nguyễn Du',
    };
    expect((await passwordProblem(password, owner)) === undefined).toBe(allowed);
  },
);

test('a password of any length is looked at in a moment', async () => {
  const owner = { username: 'an', fullName: 'An', unitName: 'Trường THPT Nguyễn Du' };
  await passwordProblem('mười ký tự', owner);
  const time = await computingTime(() => passwordProblem('aA1!ạ'.repeat(10_000), owner));
  expect(time).toBeLessThan(1000);
});

test('usernames are compared in NFC, lower case, without outer blanks', () => {
  expect(usernameKey(' Bí.THƯ'.normalize('NFD'))).toBe('bí.thư');
});

test.each<[Role[], boolean, string]>([
  [['ADMIN', 'FILER'], true, '/bao-cao'],
  [['SIGNATORY'], false, '/bao-cao'],
  [['ADMIN', 'REVIEWER'], true, '/theo-doi'],
  [['FILER', 'REVIEWER'], true, '/theo-doi'],
  [['FILER', 'REVIEWER'], false, '/bao-cao'],
  [['LEADER'], true, '/theo-doi'],
  [['LEADER'], false, '/bao-cao'],
  [['ADMIN'], true, '/quan-tri'],
])('%j of a unit with units below (%s) begins at %s', (roles, hasUnitsBelow, path) =>
  expect(landingPath({ roles } as unknown as Actor, hasUnitsBelow)).toBe(path),
);

test('roles stand in one order', () =>
  expect(rolesInWords(['ADMIN', 'FILER'])).toBe('Lập báo cáo, Quản trị'));

test('the first-run code takes any case, with or without dashes', () => {
  const code = setupCode('secret');
  for (const typed of [code, code.toLowerCase(), code.replaceAll('-', ''), ` ${code} `])
    expect(isSetupCode(typed, 'secret')).toBe(true);
  for (const typed of ['', code.slice(1), setupCode('other')])
    expect(isSetupCode(typed, 'secret')).toBe(false);
});
