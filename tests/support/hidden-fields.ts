import { unescaped } from '../../src/cli/bench-forms.js';

/** The hidden fields in a page's main part, by name: what its one button would send. */
export function hiddenFields(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  return Object.fromEntries(
    [...main.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      unescaped(name ?? ''),
      unescaped(value ?? ''),
    ]),
  );
}
