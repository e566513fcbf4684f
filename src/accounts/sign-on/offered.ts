import type { SignOnSettings } from '../../config.js';

/** A request, as far as it is asked here. */
interface Asked {
  readonly app: { get(name: string): unknown };
}

/** With what else than a password one signs in here: its name; '' where there is nothing else. */
export function signOnOffered({ app }: Asked): string {
  return (app.get('signOn') as SignOnSettings | undefined)?.name ?? '';
}
