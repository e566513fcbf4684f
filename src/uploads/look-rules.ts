import { PDF } from '../platform/files/file-kinds.js';

/** What is known of a file once it was looked into; `lookedAt` is null until then. */
export interface Looked {
  readonly mediaType: string;
  readonly lookedAt: Date | null;
  readonly risk: string | null;
}

/** What whoever is about to open the file has to know; '' where nothing is wrong with it. */
export function riskWords(risk: string | null | undefined): string {
  if (risk === 'code') return 'Tệp có mã chạy bên trong: chỉ mở khi biết rõ ai gửi và để làm gì.';
  if (risk === 'closed') return 'Tệp có mật khẩu hoặc bị khóa, nên cổng không kiểm tra được bên trong.';
  return '';
}

/** Why a PDF is seen without its first page; '' where it is seen with it, or is none. */
export function pictureWords({ mediaType, lookedAt }: Looked, hasPicture: boolean): string {
  if (mediaType !== PDF || hasPicture) return '';
  return lookedAt === null
    ? 'Đã nhận tệp. Trang đầu hiện ra sau ít giây, khi bạn tải lại trang.'
    : 'Cổng không hiện được trang đầu của tệp này. Hãy tải về mở thử; nếu tệp có mật khẩu, hãy bỏ mật khẩu rồi gửi lại.';
}
