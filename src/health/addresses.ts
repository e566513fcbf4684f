import { ADMINISTRATION } from '../platform/page/addresses.js';

export const HEALTH = `${ADMINISTRATION}/he-thong`;
