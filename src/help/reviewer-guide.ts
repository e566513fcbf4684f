import type { Guide } from './guide.js';
import { forgotten, secondFactor, signIn, toSearch } from './shared-guide.js';

const ACCOUNT = 'bantgnc';
const at = (path: string) => ({ by: ACCOUNT, at: path });

export const reviewerGuide: Guide = {
  slug: 'xet-duyet',
  title: 'Theo dõi, xét duyệt, tổng hợp',
  lead: 'Dành cho người tiếp nhận và xét duyệt báo cáo, ở Liên đoàn Lao động và ở công đoàn cấp trên cơ sở. Bạn làm việc với các đơn vị trực tiếp của mình.',
  needs: [
    'Tên đăng nhập và mật khẩu của bạn.',
    'Kỳ báo cáo của năm đã được người quản trị mở.',
    'Người lập báo cáo ở từng đơn vị đã có tài khoản và địa chỉ thư điện tử, thì thư nhắc mới đến được.',
  ],
  steps: [
    signIn,
    {
      title: 'Buổi sáng: xem việc cần làm',
      seen: at('/theo-doi/2026'),
      text: [
        'Mục Theo dõi mở đầu bằng “Việc cần làm”: số đơn vị “Chờ xét duyệt”, “Quá hạn sửa”, “Chưa có địa chỉ thư điện tử”. Bấm vào con số để thấy đúng các đơn vị ấy.',
      ],
      picture: {
        name: 'theo-doi',
        alt: 'Trang Theo dõi: việc cần làm và tỷ lệ đã nộp, đúng hạn, đã chấp nhận.',
      },
    },
    {
      title: 'Đôn đốc',
      seen: at('/don-doc/2026'),
      text: [
        'Cổng tự gửi thư nhắc trước và sau hạn; trang Đôn đốc cho biết ngày nào gửi. Muốn nhắc thêm thì bấm “Soạn thư đôn đốc”, hoặc in “Công văn đôn đốc (bản giấy)”. Đơn vị đã nộp thì không bị nhắc nữa. Thư không đến được thì bấm “Gọi điện”, gọi xong ghi lại kết quả ngay ở đó. “Nhắn nhóm Zalo” có sẵn tin để chép vào nhóm.',
      ],
    },
    {
      title: 'Nhận việc và đọc báo cáo',
      seen: at('/viec-xet-duyet/2026'),
      text: [
        'Trang Việc xét duyệt xếp báo cáo chờ lâu nhất lên trước. Đánh dấu rồi bấm “Tôi nhận” để hai người không làm trùng; bấm “Bắt đầu xét duyệt” để đọc lần lượt. Nhiều báo cáo một lần thì đánh dấu, chọn tất cả hoặc dán mã đơn vị, rồi bấm “Trả lại” (một lý do, một hạn sửa cho tất cả) hay “Phân công” (giao một người, chia đều, hoặc giao theo nhánh).',
      ],
      picture: {
        name: 'viec-xet-duyet',
        alt: 'Danh sách báo cáo chờ xét duyệt, nút nhận việc và giao việc.',
      },
    },
    {
      title: 'Chấp nhận hoặc trả lại',
      seen: at('/xet-duyet/25'),
      text: [
        'Trang báo cáo mở đầu bằng những điểm cần xem trước; cả báo cáo gấp lại ở dưới, mỗi phần một dòng, đặt cạnh lần nộp trước hoặc năm trước. Đúng thì bấm “Chấp nhận”: báo cáo tiếp theo mở ra.',
        'Sai thì viết vào ô “Ghi chú cho đơn vị” ngay cạnh câu trả lời; ghi chú được giữ, đơn vị chưa thấy. Bấm “Trả lại”: trang ấy có sẵn mọi ghi chú và hạn sửa gợi ý, sửa được trước khi gửi. Bấm nhầm thì rút lại được ở đầu báo cáo tiếp theo, trong mười phút.',
        'Không dùng chuột: phím C chấp nhận, T trả lại, J sang báo cáo tiếp theo, G đến ô ghi chú. Mục “Phím tắt và câu mẫu” ở cuối trang cho biết đủ các phím và cách tắt.',
      ],
      picture: { name: 'xet-duyet', alt: 'Trang xét duyệt một báo cáo: số liệu năm nay đặt cạnh năm trước.' },
    },
    {
      title: 'Tổng hợp',
      seen: at('/tong-hop/2026'),
      text: [
        'Trang Tổng hợp có các bước của năm, mỗi bước ghi còn việc gì; nút ở đầu trang là việc tiếp theo, mục “Còn thiếu những gì” kể tên từng thứ. “Số liệu” cộng báo cáo đã chấp nhận. “Lời văn” để đọc và đánh dấu đoạn hay; “Đoạn trích” và “Gương điển hình” để xếp, sửa bản chép; “Văn bản” có bản DOCX, PDF với phụ lục; “Tệp xuất” có Excel, CSV, JSON.',
      ],
      picture: {
        name: 'tong-hop',
        alt: 'Trang Tổng hợp: các bước của năm, mỗi bước với việc còn lại.',
      },
    },
    {
      title: 'Đưa vào báo cáo của đơn vị mình',
      seen: at('/bao-cao/2026/tong-hop'),
      text: [
        'Bấm “Đưa vào báo cáo” để ghi số tổng và đoạn trích vào bản nháp của đơn vị. Số đã sửa tay được giữ. Sau đó kiểm tra và nộp như mọi đơn vị khác; ở Liên đoàn thì ghi việc gửi ở “Gửi đi”, rồi “Công bố” điều gì công khai.',
      ],
    },
  ],
  questions: [
    {
      anchor: 'rut-lai',
      title: 'Chấp nhận hoặc trả lại nhầm',
      seen: at('/xet-duyet/24'),
      text: [
        'Mở lại báo cáo ấy và bấm “Rút lại quyết định”: báo cáo trở về như trước, đơn vị được báo lại. Chỉ rút lại được khi đơn vị chưa lưu hoặc nộp gì sau đó và báo cáo năm chưa gửi đi. Muộn hơn thì bấm “Mở lại để sửa” và ghi lý do.',
      ],
    },
    {
      anchor: 'gia-han',
      title: 'Đơn vị xin thêm thời gian, hoặc được miễn',
      seen: at('/theo-doi/2026'),
      text: [
        'Mở trang của đơn vị rồi gia hạn hoặc miễn, có lý do. Nhiều đơn vị một lần thì dùng “Gia hạn hàng loạt” hoặc “Miễn hàng loạt”: cổng cho xem đúng đơn vị nào trước khi làm. Cấp tỉnh còn có “Gia hạn cả nhánh”: một đơn vị và mọi đơn vị bên dưới.',
      ],
    },
    {
      anchor: 'khong-lien-he-duoc',
      title: 'Thư nhắc không đến đơn vị',
      seen: at('/theo-doi/don-vi/3'),
      text: [
        'Trang của đơn vị có mục “Người liên hệ” và cho biết ai chưa có địa chỉ, thư nào không gửi được. Hãy gọi điện, đề nghị đơn vị khai địa chỉ ở trang Tài khoản.',
      ],
    },
    {
      anchor: 'cu-khong-khop',
      title: 'Đã tổng hợp rồi đơn vị mới sửa số',
      text: [
        'Cổng báo ô nào đã cũ và cập nhật bằng một lần bấm. Báo cáo năm đã gửi đi thì được giữ nguyên; sửa sau đó phải lập bản bổ sung.',
      ],
    },
    {
      anchor: 'hai-nguoi',
      title: 'Hai người cùng xét một báo cáo',
      text: ['Ai bấm trước thì được; người sau thấy thông báo đã có thay đổi và không mất gì đã gõ.'],
    },
    forgotten,
    secondFactor,
    toSearch,
  ],
};
