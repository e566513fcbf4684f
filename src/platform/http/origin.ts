import type { Request } from 'express';
import type { Config } from '../../config.js';

/** The portal's own address, "https://…": as it is set, else as the request came. Without a slash at its end. */
export function originOf(req: Request, { publicUrl }: Pick<Config, 'publicUrl'>): string {
  return publicUrl ?? `${req.protocol}://${req.get('host') ?? ''}`;
}
