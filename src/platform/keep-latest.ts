/** Puts `value` into `kept`, which keeps the `most` that were put in last: whoever uses one again puts it in again. */
export function keepLatest<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
  // A Map keeps the order of insertion: setting the key anew makes it the most recently used.
  kept.delete(key);
  kept.set(key, value);
  if (kept.size > most) kept.delete(kept.keys().next().value ?? '');
}
