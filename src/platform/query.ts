/** The path with what is asked of it, by name; what is undefined or '' is left out. */
export function withQuery(path: string, asked: Readonly<Record<string, string | undefined>>): string {
  const parts = Object.entries(asked).filter((part): part is [string, string] => Boolean(part[1]));
  return parts.length === 0 ? path : `${path}?${new URLSearchParams(parts).toString()}`;
}
