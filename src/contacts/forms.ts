import { z } from 'zod';
import { textField } from '../platform/page/forms.js';

/** Nothing is typed where all is right. */
export const rightForm = z.object({});
export const changeForm = z.object({ note: textField('Thay đổi', 1000) });
