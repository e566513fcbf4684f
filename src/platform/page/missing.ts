// In tests a template that reads a property its model does not have must fail, and not print nothing.

let throwing = false;
const originals = new WeakMap<object, object>();

/** For tests: from now on, a template that reads a property its model does not have throws. */
export function throwOnMissing(on: boolean): void {
  throwing = on;
}

/** The model as a template may see it: unchanged unless `throwOnMissing` is on. `path` names it in the error. */
export function guarded<T extends object>(model: T, path: string): T {
  return throwing ? withoutMissing(model, path) : model;
}

type Component = (...args: unknown[]) => unknown;

/** The same functions for use in templates: they get the plain models, whose optional properties may be absent. */
export function unguarding<T extends object>(functions: T): T {
  const wrapped = Object.entries(functions).map(([name, call]: [string, unknown]) => [
    name,
    typeof call === 'function'
      ? (...args: unknown[]) => (call as Component)(...(throwing ? args.map(plain) : args))
      : call,
  ]);
  return Object.fromEntries(wrapped) as T;
}

function withoutMissing<T extends object>(value: T, path: string): T {
  const proxy = new Proxy(value, {
    get(target, key) {
      const found: unknown = Reflect.get(target, key);
      if (typeof key === 'symbol' || key === 'toJSON') return found;
      if (!(key in target)) throw new ReferenceError(`${path} has no property "${key}"`);
      // A frozen object must give out its very own values.
      return isPlain(found) && !Object.isFrozen(target) ? withoutMissing(found, `${path}.${key}`) : found;
    },
  });
  originals.set(proxy, value);
  return proxy;
}

function plain(value: unknown): unknown {
  if (!isPlain(value)) return value;
  const original = originals.get(value);
  if (original) return original;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === Array.prototype || prototype === null;
}
