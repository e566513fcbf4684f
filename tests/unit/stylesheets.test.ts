import { existsSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compile } from 'sass';
import { stylesheetOf } from '../../src/platform/page/stylesheets.js';

const styles = (name: string) =>
  compile(`styles/${name.replace('.css', '.scss')}`, { loadPaths: ['node_modules'], quietDeps: true }).css;

it('a view loads the stylesheet of its folder, and every style where none is named for it', () => {
  expect(stylesheetOf('reading/text')).toBe('public.css');
  expect(stylesheetOf('error')).toBe('public.css');
  expect(stylesheetOf('reports/section')).toBe('filing.css');
  expect(stylesheetOf('review/report')).toBe('main.css');
  expect(stylesheetOf('form')).toBe('main.css');
  expect(stylesheetOf('a-new-folder/page')).toBe('main.css');
});

it('each view has a stylesheet that is there', () => {
  const views = readdirSync('views', { recursive: true, encoding: 'utf8' });
  for (const view of views)
    expect(existsSync(`styles/${stylesheetOf(view).replace('.css', '.scss')}`)).toBe(true);
});

// The browser tests compare what a page loads with main.css (expectAccessible): what is not in there they do not miss.
it('main.css has every rule of the others', () => {
  const every = styles('main.css');
  for (const part of ['public.css', 'filing.css']) {
    const rules = styles(part).split(/(?<=\})\n+/);
    expect(rules.length).toBeGreaterThan(100);
    expect(rules.filter((rule) => !every.includes(rule.trim()))).toEqual([]);
  }
});
