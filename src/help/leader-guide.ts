import type { Guide } from './guide.js';
import { forgotten, secondFactor, signIn, toSearch } from './shared-guide.js';

const ACCOUNT = 'lanhdao';

export const leaderGuide: Guide = {
  slug: 'lanh-dao',
  title: 'Xem tiến độ và kết quả',
  lead: 'Dành cho lãnh đạo. Bạn xem được báo cáo của đơn vị mình và mọi đơn vị cấp dưới, không thay đổi được gì, nên không sợ bấm nhầm.',
  needs: ['Tên đăng nhập và mật khẩu của bạn.'],
  steps: [
    signIn,
    {
      title: 'Ai đã nộp, ai chưa',
      seen: { by: ACCOUNT, at: '/theo-doi/2026' },
      text: [
        'Mục Theo dõi cho ba tỷ lệ: “Đã nộp”, “Nộp đúng hạn”, “Đã chấp nhận”, so với cùng ngày năm trước. Bấm vào tên đơn vị để đọc báo cáo của đơn vị ấy.',
      ],
      picture: { name: 'lanh-dao', alt: 'Trang Theo dõi của lãnh đạo: ba tỷ lệ và danh sách đơn vị.' },
    },
    {
      title: 'Kết quả cả năm',
      seen: { by: ACCOUNT, at: '/tong-hop/2026/so-lieu' },
      text: [
        'Mục Tổng hợp, phần “Số liệu”, có số liệu đặt cạnh năm trước. Bấm vào một tổng để xem từng đơn vị; “Văn bản” có bản in được.',
      ],
    },
    {
      title: 'Báo cáo của chính đơn vị',
      seen: { by: ACCOUNT, at: '/bao-cao/2026' },
      text: ['Vào mục Báo cáo, chọn năm, bấm “Xem báo cáo đang lập”, hoặc tải bản thảo DOCX, PDF.'],
    },
  ],
  questions: [
    {
      anchor: 'chi-xem',
      title: 'Muốn góp ý, muốn sửa',
      text: [
        'Hãy nói với người lập hoặc người xét duyệt của đơn vị. Muốn tự ký và nộp báo cáo trên cổng thì đề nghị người quản trị giao thêm vai trò ký duyệt.',
      ],
    },
    forgotten,
    secondFactor,
    toSearch,
  ],
};
