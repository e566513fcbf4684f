import { readFileSync } from 'node:fs';
import { keptWithViews } from './views-version.js';

const MANIFEST = new URL('../../../public/assets/manifest.json', import.meta.url);
const manifest = keptWithViews(readManifest);

/**
 * The address of a built asset by its logical name ("main.css", "start.js"). Where nothing has been built
 * (unit tests), the logical name itself stands in the address.
 */
export function assetHref(name: string): string {
  return `/assets/${manifest()[name] ?? name}`;
}

function readManifest(): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(MANIFEST, 'utf8')) as Record<string, string>;
  } catch {
    return {};
  }
}
