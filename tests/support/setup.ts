import { throwOnMissing } from '../../src/platform/render.js';

throwOnMissing(true);
