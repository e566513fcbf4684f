import { allowDrawingFor } from '../../src/platform/files/pdf-reader.js';
import { throwOnMissing } from '../../src/platform/page/render.js';
import { PATIENCE } from './patience.js';

throwOnMissing(true);
allowDrawingFor(PATIENCE);
