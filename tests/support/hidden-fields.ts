/** The hidden fields in a page's main part, by name: what its one button would send. */
export function hiddenFields(html: string): Record<string, string> {
  const main = html.slice(html.indexOf('<main'));
  const unescape = (text: string) =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#34;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
  return Object.fromEntries(
    [...main.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(([, name, value]) => [
      unescape(name ?? ''),
      unescape(value ?? ''),
    ]),
  );
}
