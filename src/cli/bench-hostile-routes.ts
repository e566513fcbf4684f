import { createExpress } from '../app.js';
import type { AppDeps } from '../deps.js';

/** An address of the portal as its router has it: "/bao-cao/:year/thu-hoi". */
export interface Route {
  readonly pattern: string;
  matches(path: string): boolean;
}

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
  match(path: string): boolean;
}

/** Every address that is asked for in this way, in the order in which the router tries them. */
export function routesOf(deps: AppDeps, method: 'get' | 'post'): Route[] {
  const walk = (layers: readonly Layer[]): Route[] =>
    layers.flatMap((layer) => {
      if (!layer.route) return walk(layer.handle.stack ?? []);
      const { path: pattern, methods } = layer.route;
      return methods[method] ? [{ pattern, matches: (path: string) => layer.match(withoutQuery(path)) }] : [];
    });
  return walk((createExpress(deps).router as unknown as { stack: readonly Layer[] }).stack);
}

export function withoutQuery(path: string): string {
  return path.replace(/[?#].*/, '');
}

/** Where nothing is known that could stand in a pattern. */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = { year: ['2026', '2025'] };

/** The addresses of a pattern with what stands in its places in the addresses that are known, at most so many for a place. */
export function addressesOf(pattern: string, known: ReadonlySet<string>, most: number): string[] {
  let begun = [''];
  for (const segment of pattern.split('/').slice(1)) {
    const name = /^:(\w+)$/.exec(segment)?.[1];
    begun = begun.flatMap((beginning) => {
      if (name === undefined) return [`${beginning}/${segment}`];
      const values = following(beginning, known).slice(-most);
      return (values.length > 0 ? values : (OTHERWISE[name] ?? ['1', '2'])).map(
        (value) => `${beginning}/${value}`,
      );
    });
  }
  return begun;
}

function following(beginning: string, known: ReadonlySet<string>): string[] {
  const values = new Set<string>();
  for (const path of known)
    if (path.startsWith(`${beginning}/`)) values.add(path.slice(beginning.length + 1).replace(/\/.*/, ''));
  return [...values].filter((value) => value !== '');
}
