import { ADMINISTRATION } from '../platform/page/addresses.js';

/** What was done in and about the own unit, for each of its people. */
export const OWN_HISTORY = '/nhat-ky';
/** The same of the administrator's branch; at the root of all units. */
export const BRANCH_HISTORY = `${ADMINISTRATION}/nhat-ky`;
export type HistoryAddress = typeof OWN_HISTORY | typeof BRANCH_HISTORY;

export const historyFile = (of: HistoryAddress, format: 'csv' | 'xlsx') => `${of}/tep.${format}`;
