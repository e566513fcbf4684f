import { z } from 'zod';
import { dayField, numberField, optionalText, textField } from '../../platform/page/forms.js';

export const answerForm = z.object({
  version: numberField('Số phiên bản'),
  text: textField('Nội dung trả lời', 10_000),
});
export const askAgainForm = z.object({
  version: numberField('Số phiên bản'),
  text: textField('Nội dung yêu cầu', 5000),
  dueBefore: dayField('Hạn mới'),
});
export const closeForm = z.object({
  version: numberField('Số phiên bản'),
  reason: optionalText('Lý do', 2000),
});
