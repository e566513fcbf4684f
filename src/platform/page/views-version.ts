let number = 1;

/** Counts what pages look like: views and built assets, which a process reads once. */
export function viewsVersion(): number {
  return number;
}

/** Everything kept by `keptWithViews` is read anew. Only `npm run dev` has views and assets that change. */
export function renewViews(): void {
  number += 1;
}

/** Made at its first use, and kept until the views change. */
export function keptWithViews<T>(make: () => T): () => T {
  let kept: { readonly version: number; readonly made: T } | undefined;
  return () => {
    if (kept?.version !== number) kept = { version: number, made: make() };
    return kept.made;
  };
}
