import { ADMINISTRATION } from '../platform/page/addresses.js';

/** What is not kept for ever, by which rule, and what goes next. */
export const RETENTION = `${ADMINISTRATION}/luu-giu`;
