import type { Guide } from './guide.js';
import { adminGuide } from './guides/admin.js';
import { filerGuide } from './guides/filer.js';
import { leaderGuide } from './guides/leader.js';
import { reviewerGuide } from './guides/reviewer.js';
import { signatoryGuide } from './guides/signatory.js';

/** One a role, in the order in which they are offered. */
export const guides: readonly Guide[] = [filerGuide, signatoryGuide, reviewerGuide, leaderGuide, adminGuide];
