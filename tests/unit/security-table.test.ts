import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

// docs/security.md lays the portal beside OWASP ASVS, and names the tests that hold each line.

const text = readFileSync('docs/security.md', 'utf8');
const named = [...text.matchAll(/`((?:unit|integration|browser)\/[\w-]+)`(?: › ([^;|]+))?/g)];

test('each test that docs/security.md names is there, with the rule by its first words', () => {
  expect(named.length).toBeGreaterThan(50);
  for (const [, file = '', words = ''] of named)
    expect(readFileSync(`tests/${file}.test.ts`, 'utf8'), `${file} › ${words}`).toContain(words.trim());
});

test('each decision that docs/security.md leads to is there', () => {
  for (const [, path = ''] of text.matchAll(/\]\((decisions\/[^)]+)\)/g))
    expect(readFileSync(`docs/${path}`, 'utf8')).not.toBe('');
});
