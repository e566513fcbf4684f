/** Recommendations of one conclusion. */
export const MOST_ADVICE = 20;
/** Files of one record. */
export const MOST_FILES = 10;
