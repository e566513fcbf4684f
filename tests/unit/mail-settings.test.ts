import { expect, test } from 'vitest';
import { CannotStart, readConfig } from '../../src/config.js';

const url = 'smtps://user:secret@smtp.example.vn:465';
const read = (env: Record<string, string>) => readConfig(env).mail;

test('without SMTP_URL there is no mail', () => {
  expect(read({})).toBeUndefined();
  expect(read({ SMTP_URL: '  ', MAIL_FROM: 'a@example.vn' })).toBeUndefined();
});

test('the sender is an address, or a name and an address', () => {
  expect(read({ SMTP_URL: url, MAIL_FROM: 'a@example.vn' })).toEqual({
    url,
    from: { name: '', address: 'a@example.vn' },
  });
  expect(read({ SMTP_URL: url, MAIL_FROM: 'Cổng Nêu gương <a@example.vn>' })?.from).toEqual({
    name: 'Cổng Nêu gương',
    address: 'a@example.vn',
  });
});

test.each([
  [{ SMTP_URL: url }, 'MAIL_FROM is required when SMTP_URL is set'],
  [{ SMTP_URL: url, MAIL_FROM: 'An <a@example.vn>, b@example.vn' }, /^MAIL_FROM must be like/],
  [{ SMTP_URL: 'http://user:secret@example.vn', MAIL_FROM: 'a@example.vn' }, /^SMTP_URL must be like/],
  [{ SMTP_URL: 'smtp://', MAIL_FROM: 'a@example.vn' }, /^SMTP_URL must be like/],
  [{ SMTP_URL: 'smtp://a:secret@b:99999', MAIL_FROM: 'a@example.vn' }, /^SMTP_URL must be like/],
])('%j keeps the portal from starting, and tells no secret', (env, message) => {
  expect(() => read(env)).toThrow(CannotStart);
  expect(() => read(env)).toThrow(message);
  expect(() => read(env)).not.toThrow(/secret/);
});
