/** An error whose message is meant for the user: platform/http/error-page.ts renders it with `status`. */
export abstract class AppError extends Error {
  abstract readonly status: number;
}

/** Does not exist, or is outside what the actor may know of: the two are not told apart. */
export class NotFound extends AppError {
  readonly status = 404;
}

/** A link of a letter that was used, has run out, or is another's by now; `message` says what to do instead. */
export class EndedLink extends NotFound {}

/** In scope, but this actor may not do it. */
export class Forbidden extends AppError {
  readonly status = 403;
}

/** A request sent by a page of another site. It is refused for that alone, whatever the actor's roles. */
export class ForeignRequest extends Forbidden {}

/** Somebody else acted first; `message` says what the state is now. */
export class Conflict extends AppError {
  readonly status = 409;
}

/** The present state does not allow this (any more, or yet), though nobody else acted first; `message` says why. */
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

/** For `catch`: the limit that was met, as an answer; whatever else failed goes on failing. */
export function asTooMany(error: unknown): TooManyRequests {
  if (error instanceof TooManyRequests) return error;
  throw error;
}

/** The portal has no capacity left; the client may try again after `retryAfter` seconds. */
export class Busy extends AppError {
  readonly status = 503;
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

/** The client has closed the connection, so nobody will read the response. */
export class AskerLeft extends AppError {
  readonly status = 499;
}
