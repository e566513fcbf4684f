let number = 1;

/** Counts what pages look like: views and built assets, which a process reads once. */
export function viewsVersion(): number {
  return number;
}

/** Everything kept by `onceALook` is read anew. Only `npm run dev` has views and assets that change. */
export function renewViews(): void {
  number += 1;
}

/** Made at its first use, and kept until the look changes. */
export function keptWithViews<T>(make: () => T): () => T {
  let kept: { readonly look: number; readonly made: T } | undefined;
  return () => {
    if (kept?.look !== number) kept = { look: number, made: make() };
    return kept.made;
  };
}
