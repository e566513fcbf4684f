import { expect, it } from 'vitest';
import { readConfig } from '../../src/config.js';
import { isPushAddress, pushSettings } from '../../src/platform/jobs/push-settings.js';
import { browserName, isKeyPair, nextAttempt } from '../../src/push/rules.js';

it.each([
  'https://fcm.googleapis.com/fcm/send/abc',
  'https://updates.push.services.mozilla.com/wpush/v2/abc',
  'https://web.push.apple.com/abc',
  'https://wns2-sg2p.notify.windows.com/w/?token=abc',
])('%s is a push service', (address) => {
  expect(isPushAddress(address, [])).toBe(true);
});

it.each([
  'http://169.254.169.254/latest/meta-data',
  'https://10.0.0.1/x',
  'https://localhost/x',
  'http://127.0.0.1/x',
  'https://fcm.googleapis.com.example.vn/x',
  'https://fcm.googleapis.com:8443/x',
  'http://fcm.googleapis.com/x',
  'https://user:pw@fcm.googleapis.com/x',
  'https://push.apple.com.example.vn/x',
  'https://example.vn/.push.apple.com',
  'file:///etc/passwd',
  'x',
])('%s is none', (address) => {
  expect(isPushAddress(address, [])).toBe(false);
});

it('a host that is allowed beside them is reached by https, and on the own machine by http too', () => {
  expect(isPushAddress('https://push.example.vn/x', ['push.example.vn'])).toBe(true);
  expect(isPushAddress('http://push.example.vn/x', ['push.example.vn'])).toBe(false);
  expect(isPushAddress('http://127.0.0.1:9000/x', ['127.0.0.1'])).toBe(true);
  expect(readConfig({ PUSH_HOSTS: 'Push.example.vn, 127.0.0.1' }).pushHosts).toEqual([
    'push.example.vn',
    '127.0.0.1',
  ]);
  expect(() => readConfig({ PUSH_HOSTS: 'https://push.example.vn' })).toThrow('PUSH_HOSTS must be names');
});

it('nothing can be pushed without an address behind TLS or on the own machine, and one key is kept', () => {
  const settingsAt = (PUBLIC_URL: string) =>
    pushSettings({ ...readConfig({ PUBLIC_URL }), pushSecret: '7'.repeat(64) });
  for (const place of ['', 'http://neuguong.example.vn']) expect(settingsAt(place)).toBeUndefined();
  expect(settingsAt('https://neuguong.example.vn')?.subject).toBe('https://neuguong.example.vn');
  const local = settingsAt('http://localhost:3000');
  expect(local?.subject).toBe('https://localhost:3000');
  expect(local?.publicKey).toBe(settingsAt('https://neuguong.example.vn')?.publicKey);
  expect(Buffer.from(local?.publicKey ?? '', 'base64url')).toHaveLength(65);
});

it('keys that nothing can be sealed for are none', () => {
  const { publicKey: p256dh } = pushSettings({
    ...readConfig({ PUBLIC_URL: 'https://a.vn' }),
    pushSecret: '5'.repeat(64),
  })!;
  const auth = Buffer.alloc(16).toString('base64url');
  expect(isKeyPair({ p256dh, auth })).toBe(true);
  expect(isKeyPair({ p256dh: Buffer.alloc(65, 4).toString('base64url'), auth })).toBe(false);
  expect(isKeyPair({ p256dh: 'x', auth })).toBe(false);
  expect(isKeyPair({ p256dh, auth: 'x' })).toBe(false);
});

it('attempts come later and later, and none when it is a day old', () => {
  const createdAt = new Date('2026-08-20T09:00:00+07:00');
  const minutes = (attempts: number, since: number) => {
    const now = new Date(createdAt.getTime() + since * 60_000);
    const next = nextAttempt({ attempts, createdAt }, now);
    return next && (next.getTime() - now.getTime()) / 60_000;
  };
  expect([1, 2, 3, 4, 5, 9].map((attempts) => minutes(attempts, 0))).toEqual([1, 5, 30, 120, 120, 120]);
  expect(minutes(9, 22 * 60)).toBe(120);
  expect(minutes(9, 22 * 60 + 1)).toBeUndefined();
});

it.each([
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
    'Chrome trên Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0',
    'Edge trên Windows',
  ],
  ['Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36', 'Chrome trên Android'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1', 'Safari trên iPhone'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox trên Linux'],
  ['', 'Trình duyệt'],
])('%s is said in words: %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});
