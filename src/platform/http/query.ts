import { parse } from 'node:querystring';
import { cleanText } from '../text/text.js';

/** The cleaned query parameters by name. Every search and filter reads its parameters through this. */
export function readQuery(text: string | null | undefined): Record<string, string | string[]> {
  const asked: Record<string, string | string[]> = Object.create(null) as Record<string, never>;
  for (const [name, value = ''] of Object.entries(parse(text ?? '')))
    asked[name] = Array.isArray(value) ? value.map(cleanText) : cleanText(value);
  return asked;
}

/** The path with these query parameters; those that are undefined or '' are left out. */
export function withQuery(path: string, asked: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(asked).filter((part): part is [string, string] => Boolean(part[1]));
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts).toString()}`;
}
