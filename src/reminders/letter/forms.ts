import { z } from 'zod';
import { choiceField, lineField, optionalLine, textField } from '../../platform/page/forms.js';

export const letterForm = z.object({
  loai: optionalLine('Loại', 40),
  cap: optionalLine('Cấp', 40),
  ten: optionalLine('Tên đơn vị', 200),
  'khong-nhac': optionalLine('Số ngày', 4),
  'lien-he': optionalLine('Liên hệ', 40),
  lists: optionalLine('Các danh sách', 100),
  number: optionalLine('Số, ký hiệu', 60),
  place: optionalLine('Địa danh', 100),
  body: textField('Nội dung', 10_000),
  authority: optionalLine('Ký thay mặt', 100),
  position: lineField('Chức vụ người ký', 120),
  name: lineField('Họ và tên người ký', 120),
  format: choiceField('Định dạng tệp', ['docx', 'pdf']),
});
