import type { Guide } from './guide.js';
import { adminGuide } from './admin-guide.js';
import { filerGuide } from './filer-guide.js';
import { leaderGuide } from './leader-guide.js';
import { reviewerGuide } from './reviewer-guide.js';
import { signatoryGuide } from './signatory-guide.js';

/** One a role, in the order in which they are offered. */
export const guides: readonly Guide[] = [filerGuide, signatoryGuide, reviewerGuide, leaderGuide, adminGuide];
