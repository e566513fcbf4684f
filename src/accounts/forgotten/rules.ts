const HOUR = 3_600_000;

/** How often an address, and how often anybody for one name, may say that a password is forgotten. */
export const ASKED_BY_ADDRESS = { name: 'forgotten-address', attempts: 10, seconds: 900 };
export const ASKED_BY_NAME = { name: 'forgotten-name', attempts: 5, seconds: 3600 };

/** How many links an account is mailed in a day, and how long after one the next may come, in ms. */
export const MOST_A_DAY = 4;
export const APART = HOUR / 4;

/** Until when a link that is mailed at `now` is good. */
export function resetEnd(now: Date): Date {
  return new Date(now.getTime() + HOUR);
}
