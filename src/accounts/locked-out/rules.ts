/** Of the units for which nobody can sign in more are not told apart. */
export const MANY_LOCKED_OUT = 1000;
