import { allowDrawingFor } from '../../src/platform/first-page.js';
import { throwOnMissing } from '../../src/platform/render.js';
import { PATIENCE } from './patience.js';

throwOnMissing(true);
allowDrawingFor(PATIENCE);
