/**
 * The path and query of an address inside the portal, as a browser will read it; undefined for anything that
 * could lead elsewhere (`//evil`, `/\evil`, `/.//evil`, `https:…`).
 */
export function localPath(text: unknown): string | undefined {
  if (typeof text !== 'string' || text.length > 2000 || !isLocal(text)) return undefined;
  const url = new URL(text, 'http://portal.invalid');
  const path = url.pathname + url.search;
  return url.host === 'portal.invalid' && isLocal(path) ? path : undefined;
}

/** One slash first, and nothing that browsers read as another slash or drop. */
function isLocal(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- browsers drop control characters from addresses
  const isOdd = /[\\\u0000-\u0020\u007f]/.test(text);
  return /^\/(?!\/)/.test(text) && !isOdd && URL.canParse(text, 'http://portal.invalid');
}
