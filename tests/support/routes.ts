import type { Express } from 'express';

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle: { readonly stack?: readonly Layer[] };
}

/** Every route that the app has registered, "POST /xet-duyet/:id/mien", in order; none is mounted under a path. */
export function routesOf(app: Express): string[] {
  const walk = (layers: readonly Layer[]): string[] =>
    layers.flatMap(({ route, handle }) => {
      if (!route) return walk(handle.stack ?? []);
      return Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`);
    });
  return walk((app.router as unknown as { stack: readonly Layer[] }).stack);
}
