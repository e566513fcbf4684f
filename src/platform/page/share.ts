import type { Crumb } from './blocks.js';

/** What a public page says of itself to those who meet it elsewhere: Open Graph, and data as schema.org has them. */
export interface Share {
  /** One or two sentences. */
  readonly description: string;
  /** Its one address: the path on this portal. */
  readonly path: string;
  /** What it is about as JSON-LD. Asked only where the portal's own address is known, since all addresses are absolute. */
  readonly data?: (portal: { readonly origin: string; readonly federation: string }) => object;
}

/** Where the page stands; undefined for the home page, which stands nowhere. */
export function crumbData(crumbs: readonly Crumb[], path: string, origin: string): object | undefined {
  if (crumbs.length === 0) return undefined;
  const itemListElement = crumbs.map(({ text, href }, at) => ({
    '@type': 'ListItem',
    position: at + 1,
    name: text,
    item: `${origin}${href ?? path}`,
  }));
  return { '@context': 'https://schema.org', '@type': 'BreadcrumbList', itemListElement };
}

/** JSON that may stand in a script element: nothing in it can end that. */
export function asScript(data: object): string {
  return JSON.stringify(data).replace(/</g, String.raw`\u003c`);
}
