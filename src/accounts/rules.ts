import type { Actor } from '../platform/actor.js';
import { hasRole } from '../platform/actor.js';

/** How usernames are kept and compared. */
export function usernameKey(typed: string): string {
  return typed.normalize('NFC').trim().toLowerCase();
}

/** Where an account begins its work. */
export function landingPath(actor: Actor): string {
  if (hasRole(actor, 'FILER')) return '/bao-cao';
  if (hasRole(actor, 'REVIEWER', 'LEADER')) return '/theo-doi';
  if (hasRole(actor, 'ADMIN')) return '/quan-tri';
  return '/bao-cao';
}
