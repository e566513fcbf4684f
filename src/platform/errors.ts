/** An error that has an answer for the user: one handler (platform/http/error-page.ts) renders it at `status`. */
export abstract class AppError extends Error {
  abstract readonly status: number;
}

/** Does not exist, or is outside what the actor may know of: the two are not told apart. */
export class NotFound extends AppError {
  readonly status = 404;
}

/** In scope, but this actor may not do it. */
export class Forbidden extends AppError {
  readonly status = 403;
}

/** Sent by a page of another site: nobody's right is in question. */
export class ForeignRequest extends Forbidden {}

/** Somebody else acted first; `message` says what the state is now. */
export class Conflict extends AppError {
  readonly status = 409;
}

/** Nobody acted first: as things stand this cannot be done (any more, or yet); `message` says why. */
export class NotPossible extends Conflict {}

/** Not signed in (or no longer): answered with the sign-in page. */
export class SignInRequired extends AppError {
  readonly status = 401;
}

export class BadRequest extends AppError {
  readonly status = 400;
}

export class TooLarge extends AppError {
  readonly status = 413;
}

/** `retryAfter` is in seconds. */
export class TooManyRequests extends AppError {
  readonly status = 429;
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

/** The portal has as much to do as it can: it may be asked again in `retryAfter` seconds. */
export class Busy extends AppError {
  readonly status = 503;
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

/** Whoever asked has closed the connection: nobody reads the answer. */
export class AskerLeft extends AppError {
  readonly status = 499;
}
