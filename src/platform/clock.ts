/** The only source of the current time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

/** A clock that reads `start` now and ticks on from there. */
export function clockStartingAt(start: Date): Clock {
  const shift = start.getTime() - Date.now();
  return () => new Date(Date.now() + shift);
}
