import { z } from 'zod';
import { numberField, textField } from '../../platform/page/forms.js';
import { LONGEST_PHRASE } from './rules.js';

const phrase = textField('Câu mẫu', LONGEST_PHRASE);
export const newPhraseForm = z.object({ phrase });
export const phraseForm = z.object({ version: numberField('Số phiên bản'), phrase });
