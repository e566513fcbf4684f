import type { Guide } from './guide.js';
import { changedPerson, forgotten, secondFactor, signIn, toSearch } from './shared-guide.js';

const ACCOUNT = 'kysonoivu';
const CHECK = { by: ACCOUNT, at: '/bao-cao/2026/kiem-tra' };

export const signatoryGuide: Guide = {
  slug: 'ky-duyet',
  title: 'Đọc, ký duyệt và nộp báo cáo',
  lead: 'Dành cho người ký báo cáo, thường là chủ tịch hoặc phó chủ tịch công đoàn, ở đơn vị đặt hai bước. Mất khoảng 15 phút.',
  needs: ['Tên đăng nhập và mật khẩu của bạn.', 'Người lập báo cáo đã chuyển báo cáo cho bạn.'],
  steps: [
    signIn,
    {
      title: 'Mở báo cáo đang chờ',
      seen: { by: ACCOUNT, at: '/bao-cao/2026' },
      text: [
        'Vào mục Báo cáo, chọn năm. Khi người lập đã chuyển, trang ghi “Ký và nộp báo cáo”, ai đã chuyển và lúc nào. Bấm “Ký và nộp” để đọc; báo cáo chưa được nộp cho đến khi bạn nộp.',
      ],
      picture: { name: 'cho-ky', alt: 'Trang báo cáo đang chờ ký duyệt: ai đã chuyển, lúc nào.' },
    },
    {
      title: 'Đọc và nộp',
      seen: CHECK,
      text: [
        'Đọc hết các phần. Đồng ý thì đánh dấu ở dòng “Cam đoan” rồi bấm “Nộp báo cáo”. Cổng cấp biên nhận có mã tra cứu.',
      ],
    },
    {
      title: 'Hoặc chuyển lại để sửa',
      seen: CHECK,
      text: [
        'Ghi “Lý do chuyển lại” rồi bấm “Chuyển lại người lập”. Người lập sửa xong sẽ chuyển lại cho bạn.',
      ],
    },
  ],
  questions: [
    {
      anchor: 'di-vang',
      title: 'Người ký đi vắng khi sắp hết hạn',
      text: [
        'Người ký đăng nhập được từ điện thoại ở bất cứ đâu. Nếu không thể, hãy gọi người quản trị để giao vai trò ký duyệt cho người khác, hoặc gọi công đoàn cấp trên xin gia hạn trước khi hết hạn.',
      ],
    },
    {
      anchor: 'chua-chuyen',
      title: 'Không thấy nút để nộp',
      text: [
        'Người lập chưa chuyển báo cáo, hoặc đã sửa lại sau khi chuyển. Hãy báo người lập bấm chuyển lại.',
      ],
    },
    forgotten,
    secondFactor,
    changedPerson,
    toSearch,
  ],
};
