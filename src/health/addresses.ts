import { ADMINISTRATION } from '../platform/page/addresses.js';

export const HEALTH = `${ADMINISTRATION}/he-thong`;
/** Where a test message is sent from the screen. */
export const TEST_MAIL = `${HEALTH}/thu-gui`;
/** For Prometheus */
export const METRICS = '/metrics';
