import type { Guide, Question } from './guide.js';
import { forgotten, secondFactor, signIn, toSearch } from './shared-guide.js';

const ACCOUNT = 'quantri';
const at = (path: string) => ({ by: ACCOUNT, at: path });

const questions: readonly Question[] = [
  {
    anchor: 'nguoi-quen-mat-khau',
    title: 'Có người quên mật khẩu',
    seen: at('/quan-tri/tai-khoan/2'),
    text: [
      'Mở tài khoản của người ấy, bấm “Tạo liên kết kích hoạt mới” rồi gửi liên kết cho đúng người ấy. Mật khẩu cũ, liên kết cũ hết hiệu lực ngay, và người ấy bị đăng xuất ở mọi nơi.',
      'Người chỉ bị bắt đợi vì gõ sai nhiều lần thì không cần liên kết: bấm “Bỏ khóa đăng nhập”.',
    ],
  },
  {
    anchor: 'nguoi-mat-dien-thoai',
    title: 'Có người mất điện thoại, không còn mã xác minh',
    seen: at('/quan-tri/tai-khoan/2'),
    text: [
      'Gọi lại cho người ấy theo số ghi ở tài khoản để chắc là đúng người. Rồi mở tài khoản, ở dòng “Bước xác minh thứ hai” bấm Đặt lại và ghi lý do. Người ấy đăng nhập bằng mật khẩu rồi thiết lập lại.',
    ],
  },
  {
    anchor: 'ai-phai-xac-minh',
    title: 'Bắt buộc vai trò nào phải có bước xác minh thứ hai',
    seen: at('/quan-tri/xac-minh'),
    text: [
      'Quản trị viên của Liên đoàn vào Quản trị, mục “Ai phải có bước xác minh thứ hai”: chọn vai trò ở “Bắt buộc ở mọi đơn vị, với vai trò”, “Chỉ bắt buộc ở Liên đoàn Lao động tỉnh, với vai trò” và ghi “Bắt đầu từ ngày”. Trước khi lưu, cổng cho biết bao nhiêu tài khoản phải có, bao nhiêu tài khoản chưa thiết lập. Danh sách tài khoản lọc được ai còn thiếu.',
    ],
  },
  {
    anchor: 'nguoi-chuyen-viec',
    title: 'Có người chuyển việc, nghỉ hưu',
    seen: at('/quan-tri/tai-khoan/2'),
    text: [
      'Mở tài khoản, bấm “Ngừng tài khoản”, rồi thêm tài khoản cho người thay. Không đổi tên tài khoản cũ: nhật ký ghi ai đã làm gì. Báo cáo giao cho người ấy trở lại chưa phân công.',
    ],
  },
  {
    anchor: 'ket-thuc-don-vi',
    title: 'Đơn vị giải thể, sáp nhập',
    seen: at('/quan-tri/don-vi/2'),
    text: [
      'Mở trang của đơn vị, bấm “Kết thúc hoạt động của đơn vị”, rồi quyết định báo cáo chưa xong vẫn phải nộp hay được miễn, tài khoản dùng tiếp đến ngày nào. Báo cáo đã nộp và nhật ký được giữ nguyên.',
    ],
  },
  {
    anchor: 'doi-han',
    title: 'Phải đổi thời hạn sau khi đã mở kỳ',
    seen: at('/quan-tri/ky-bao-cao/2026'),
    text: [
      'Ở trang của kỳ bấm “Đổi thời hạn cho cả kỳ hoặc một nhánh” và ghi lý do; các đơn vị được báo. Riêng một đơn vị thì người xét duyệt gia hạn.',
    ],
  },
  {
    anchor: 'don-vi-moi',
    title: 'Đơn vị mới thành lập sau khi mở kỳ',
    seen: at('/quan-tri/ky-bao-cao/2026'),
    text: [
      'Thêm đơn vị và tài khoản, rồi ở trang của kỳ bấm “Đơn vị mới hoạt động, chưa có báo cáo trong kỳ” để giao báo cáo.',
    ],
  },
  {
    anchor: 'thu-khong-gui-duoc',
    title: 'Thư không gửi được',
    seen: at('/quan-tri'),
    text: ['Mục “Thư điện tử” cho biết thư nào đang chờ, thư nào không gửi được, vì sao, và gửi lại được.'],
  },
  forgotten,
  secondFactor,
  toSearch,
];

export const adminGuide: Guide = {
  slug: 'quan-tri',
  title: 'Quản trị cổng',
  lead: 'Dành cho người quản trị. Ở Liên đoàn: đơn vị, tài khoản, kỳ báo cáo, hướng dẫn, văn bản, thông báo. Ở công đoàn cấp trên cơ sở: tài khoản và đơn vị cấp dưới của mình.',
  needs: [
    'Tên đăng nhập và mật khẩu của bạn.',
    'Danh sách đơn vị, và ở mỗi đơn vị: ai lập, ai ký, địa chỉ thư điện tử.',
    'Quyết định, công văn về thời hạn của năm.',
  ],
  steps: [
    signIn,
    {
      title: 'Ghi liên hệ hỗ trợ',
      seen: at('/quan-tri/lien-he'),
      text: [
        'Ghi “Bộ phận tiếp nhận”, “Điện thoại hỗ trợ” và “Thư điện tử hỗ trợ”: cổng in ở cuối mỗi trang, để người dùng biết gọi ai.',
      ],
    },
    {
      title: 'Thêm đơn vị',
      seen: at('/quan-tri/don-vi'),
      text: [
        'Bấm “Thêm đơn vị”: tên, mã, cấp, đơn vị cấp trên. Đơn vị nộp báo cáo cho đơn vị cấp trên ghi ở đây, nên hãy ghi cấp trên trước, cấp dưới sau.',
      ],
    },
    {
      title: 'Thêm tài khoản',
      seen: at('/quan-tri/tai-khoan/moi'),
      text: [
        'Mỗi người một tài khoản, không dùng chung. Chọn vai trò: “Lập báo cáo”, “Ký duyệt”, “Xét duyệt”, “Lãnh đạo”, “Quản trị”. Thêm xong, cổng hiện một liên kết kích hoạt: gửi cho đúng người ấy, để họ tự đặt mật khẩu.',
      ],
      picture: { name: 'tai-khoan', alt: 'Trang thêm tài khoản: họ tên, tên đăng nhập, mã đơn vị, vai trò.' },
    },
    {
      title: 'Mở kỳ báo cáo của năm',
      seen: at('/quan-tri/ky-bao-cao/moi'),
      text: [
        'Bấm “Tạo kỳ báo cáo” và ghi các ngày. Kỳ chưa mở ngay: xem lại, sửa biểu mẫu nếu cần, rồi mới mở. Mở kỳ thì mỗi đơn vị đang hoạt động có một báo cáo.',
      ],
    },
    {
      title: 'Công bố',
      seen: at('/quan-tri'),
      text: [
        '“Soạn hướng dẫn” sửa hướng dẫn trong một bản riêng rồi công bố ngay hoặc hẹn ngày. “Văn bản công bố” có chuyên đề, kế hoạch, công văn. “Thông báo” có ngày hiện và ngày hết. “Xác nhận đã nhận văn bản” cho biết đơn vị nào đã nhận.',
      ],
      picture: {
        name: 'quan-tri',
        alt: 'Trang Quản trị: kỳ báo cáo, hướng dẫn, văn bản, thông báo, đơn vị, tài khoản.',
      },
    },
    {
      title: 'Đối chiếu ngày nghỉ',
      seen: at('/quan-tri'),
      text: ['Mở “Lịch ngày nghỉ” đầu năm và khi có thông báo nghỉ lễ: thư nhắc chỉ gửi vào ngày làm việc.'],
    },
  ],
  questions,
};
