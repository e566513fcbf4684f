/** Exports of one account that may wait or run at once. */
export const MOST_UNFINISHED = 3;
export const MOST_ATTEMPTS = 3;
/** For how long a worker holds an export, in ms; every batch renews it. */
export const LEASE = 120_000;
/** An export that nobody holds, and that was not renewed for so long, was begun by a process that is dead; in ms. */
export const DEAD_AFTER = 15_000;
/** How long an export that failed waits for its next attempt, in ms. */
export const RETRY_AFTER = 30_000;
/** For how long a finished file is there, in ms. */
export const KEPT = 7 * 86_400_000;
/** A part of a file as it is kept, in bytes. */
export const PART_SIZE = 524_288;
/** The most bytes of a file. */
export const MOST_SIZE = 2_000_000_000;
