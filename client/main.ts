import { focusErrorSummary } from './error-summary.js';
import { preventDoubleSubmit } from './double-submit.js';

// Comforts only: every page works without them.
focusErrorSummary();
preventDoubleSubmit();
