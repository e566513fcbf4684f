import type { Role } from '../../platform/actor.js';

/** Where a person stands on the check page. */
export interface Step {
  readonly name: FilingStep;
  /** Something is missing or contradicts itself. */
  readonly isBlocked: boolean;
  /** Nothing forbids it, as far as the draft goes. */
  readonly isReady: boolean;
}

/** What a person may do with a draft that is complete. */
export type FilingStep = 'submit' | 'mark-ready' | 'none';

/**
 * One step: a filer submits. Two, where the unit asks for them: a filer marks the report ready, and the unit's
 * signatory, who has read it, submits it or sends it back (PRODUCT.md, "Who may do what").
 */
export function filingStep(
  { needsSignatory, isReady }: { needsSignatory: boolean; isReady: boolean },
  roles: readonly Role[],
): FilingStep {
  if (!needsSignatory) return roles.includes('FILER') ? 'submit' : 'none';
  if (isReady) return roles.includes('SIGNATORY') ? 'submit' : 'none';
  return roles.includes('FILER') ? 'mark-ready' : 'none';
}
