import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const text = readFileSync('CONTRIBUTING.md', 'utf8');

test('CONTRIBUTING.md names only files that are there, and stays one screen', () => {
  const words = [...text.matchAll(/[\w./-]+\.(?:ts|md)\b/g)].map(([word]) => word);
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const tests = readdirSync('tests', { recursive: true, encoding: 'utf8' });
  const known = [...sources.map((path) => `src/${path}`), ...tests.map((path) => `tests/${path}`)];
  const isThere = (word: string) => existsSync(word) || known.some((path) => path.endsWith(`/${word}`));
  expect(words.length).toBeGreaterThan(20);
  expect(words.filter((word) => !isThere(word))).toEqual([]);
  expect(text.split('\n').length).toBeLessThanOrEqual(80);
});

test('CHANGELOG.md and docs/demo.md are found from README.md', () => {
  const readme = readFileSync('README.md', 'utf8');
  for (const name of ['CONTRIBUTING.md', 'CHANGELOG.md', 'docs/demo.md']) expect(readme).toContain(name);
});
