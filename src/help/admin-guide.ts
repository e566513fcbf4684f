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
      'Mở tài khoản của người ấy, mục “Người này không vào được?” ghi rõ cách nào dùng khi nào. Gọi điện được thì bấm “Tạo mã một lần”. Không gọi được thì bấm “Tạo liên kết kích hoạt mới”, rồi sao chép tin nhắn cổng soạn sẵn và gửi riêng cho người ấy qua thư hoặc Zalo. Cách nào thì mật khẩu cũ cũng hết hiệu lực ngay, và người ấy bị đăng xuất ở mọi nơi.',
    ],
  },
  {
    anchor: 'doc-ma-mot-lan',
    title: 'Đọc mã một lần qua điện thoại',
    seen: at('/quan-tri/tai-khoan/2/ma-mot-lan'),
    text: [
      'Ở tài khoản của người ấy bấm “Tạo mã một lần”, ghi “Lý do”. Hãy tự gọi đến số cổng đã ghi; không đọc mã cho người gọi đến, dù xưng tên ai. Người ấy mở trang Nhập mã một lần (có liên kết ở trang đăng nhập), nhập tên đăng nhập và mã, rồi tự đặt mật khẩu mới. Mã dùng được một lần, trong 30 phút; nhập sai 5 lần thì phải tạo mã khác.',
    ],
  },
  {
    anchor: 'bo-khoa-dang-nhap',
    title: 'Có người phải đợi vì gõ sai mật khẩu',
    text: [
      'Gõ sai 5 lần thì phải đợi một phút, sai nữa thì đợi lâu hơn. Trong lúc ấy, trang tài khoản của người ấy ghi phải đợi đến mấy giờ, và có nút Bỏ khóa đăng nhập: bấm thì thử lại được ngay, mật khẩu không đổi. Không thấy nút ấy nghĩa là không ai phải đợi. Người ấy không nhớ mật khẩu thì đọc cho một mã một lần.',
    ],
  },
  {
    anchor: 'nguoi-mat-dien-thoai',
    title: 'Có người mất điện thoại, không còn mã xác minh',
    seen: at('/quan-tri/tai-khoan/2'),
    text: [
      'Gọi lại cho người ấy theo số ghi ở tài khoản để chắc là đúng người. Rồi mở tài khoản, ở mục “Người này không vào được?” bấm Đặt lại bước xác minh và ghi lý do. Người ấy đăng nhập bằng mật khẩu rồi thiết lập lại.',
    ],
  },
  {
    anchor: 'ai-phai-xac-minh',
    title: 'Bắt buộc vai trò nào phải có bước xác minh thứ hai',
    seen: at('/quan-tri/xac-minh'),
    text: [
      'Người quản trị của Liên đoàn vào Quản trị, mục “Ai phải có bước xác minh thứ hai”: chọn vai trò ở “Bắt buộc ở mọi đơn vị, với vai trò”, “Chỉ bắt buộc ở Liên đoàn Lao động tỉnh, với vai trò” và ghi “Bắt đầu từ ngày”. Trước khi lưu, cổng cho biết bao nhiêu tài khoản phải có, bao nhiêu tài khoản chưa thiết lập. Danh sách tài khoản lọc được ai còn thiếu.',
    ],
  },
  {
    anchor: 'nguoi-chuyen-viec',
    title: 'Có người chuyển việc, nghỉ hưu',
    seen: at('/quan-tri/tai-khoan/2'),
    text: [
      'Mở tài khoản của người cũ, bấm “Bàn giao cho người khác”. Chọn người đã có tài khoản ở đơn vị, hoặc ghi họ tên và tên đăng nhập của người mới; chọn ngày bàn giao. Cổng cho xem trước điều gì chuyển, điều gì kết thúc, rồi mới hỏi bạn đồng ý hay không.',
      'Người mới nhận vai trò và báo cáo được giao, tài khoản cũ ngừng; nhật ký vẫn ghi đúng ai đã làm gì. Bàn giao ngay thì cổng hiện liên kết kích hoạt của người mới. Hẹn ngày khác thì cổng tự bàn giao lúc 0 giờ ngày đó, trước đó còn hủy được ở trang tài khoản; sau đó hãy tạo liên kết hoặc mã một lần cho người mới: trang Quản trị nhắc bạn.',
      'Người nghỉ mà không có ai thay thì bấm “Ngừng tài khoản”: báo cáo giao cho người ấy trở lại chưa phân công.',
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
