import type { Request } from 'express';
import type { SignOnSettings } from '../../config.js';

/** With what else than a password one signs in here: its name; '' where there is nothing else. */
export function signOnOffered(req: Request): string {
  return (req.app.get('signOn') as SignOnSettings | undefined)?.name ?? '';
}
