import { allowDrawingFor } from '../../src/platform/files/first-page.js';
import { throwOnMissing } from '../../src/platform/page/render.js';
import { PATIENCE } from './patience.js';

throwOnMissing(true);
allowDrawingFor(PATIENCE);
