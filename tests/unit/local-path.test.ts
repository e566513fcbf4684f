import fc from 'fast-check';
import { expect, test } from 'vitest';
import { localPath } from '../../src/platform/http/local-path.js';

test.each([
  ['/bao-cao/2026', '/bao-cao/2026'],
  ['/bao-cao/2026?lan=1&a=%2F', '/bao-cao/2026?lan=1&a=%2F'],
  ['/tìm', '/t%C3%ACm'],
  ['/a/../b#c', '/b'],
])('%j is local', (text, path) => expect(localPath(text)).toBe(path));

test.each([
  '',
  'a',
  '//a',
  '///a',
  '/\\a',
  '\\a',
  '/ /a',
  '/\t/a',
  '/.//a',
  '/..//a',
  '/%2e//a',
  'http://a',
  '/a\n',
  7,
  null,
  ['/a'],
  `/${'a'.repeat(2000)}`,
])('%j is not', (text) => expect(localPath(text)).toBeUndefined());

test('whatever passes leads to the portal, in the eyes of a browser', () => {
  const piece = fc.constantFrom('/', '\\', '.', '..', '%2e', '%2f', 'a', ':', '@', '\t', '?', '#', 'evil.vn');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const path = localPath(pieces.join(''));
      if (path !== undefined) expect(new URL(path, 'https://portal.vn/x').origin).toBe('https://portal.vn');
    }),
    { numRuns: 5000 },
  );
});
