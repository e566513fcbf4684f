import type { Question, Step } from './guide.js';

/** What every role begins with, and what may happen to everybody. */
export const signIn: Step = {
  title: 'Đăng nhập',
  seen: { by: '', at: '/dang-nhap' },
  text: [
    'Lần đầu: mở liên kết kích hoạt mà người quản trị gửi cho bạn, hoặc bấm “Nhập mã một lần” và gõ mã người quản trị đọc cho bạn qua điện thoại; rồi tự đặt mật khẩu ít nhất 10 ký tự. Liên kết, mã chỉ dùng được một lần.',
    'Những lần sau: bấm “Đăng nhập” ở đầu trang, gõ “Tên đăng nhập” và “Mật khẩu”. Hãy kiểm tra bộ gõ tiếng Việt và phím Caps Lock nếu cổng báo sai.',
  ],
};

export const forgotten: Question = {
  anchor: 'dang-nhap',
  title: 'Quên mật khẩu, chưa có tài khoản',
  seen: { by: '', at: '/dang-nhap' },
  text: [
    'Nếu dưới nút đăng nhập có “Quên mật khẩu” và bạn đã xác nhận địa chỉ thư điện tử: bấm vào đó, gõ tên đăng nhập, rồi mở liên kết trong thư và tự đặt mật khẩu mới.',
    'Nếu không: hãy gọi người quản trị của công đoàn cấp trên, hoặc số điện thoại ở cuối trang. Người ấy gọi lại và đọc cho bạn một mã: ở trang đăng nhập bấm “Nhập mã một lần”, gõ tên đăng nhập và mã rồi tự đặt mật khẩu mới; hoặc gửi cho bạn một liên kết để đặt mật khẩu. Báo cáo đang lập vẫn còn nguyên.',
    'Gõ sai 5 lần thì phải đợi một phút, sai nữa thì đợi lâu hơn, nhiều nhất là 15 phút. Người khác gõ sai tên của bạn ở máy khác không làm bạn phải đợi; người quản trị bỏ được thời gian đợi ấy.',
  ],
};

export const secondFactor: Question = {
  anchor: 'ma-xac-minh',
  title: 'Cổng hỏi mã xác minh; mất điện thoại',
  seen: { by: 'dienluc', at: '/tai-khoan' },
  text: [
    'Ở trang Tài khoản của tôi, dòng “Bước xác minh thứ hai”, bạn thiết lập một ứng dụng xác thực trên điện thoại hoặc một khóa truy cập. Từ đó, sau mật khẩu, cổng hỏi thêm mã 6 chữ số đang hiện trong ứng dụng. Với một số vai trò, Liên đoàn bắt buộc phải có.',
    'Khi thiết lập xong, cổng hiện mười mã khôi phục: hãy in ra và cất riêng. Mất điện thoại thì nhập một mã ấy thay cho mã của ứng dụng; chỉ để quên điện thoại thì không phải thiết lập lại. Mất cả hai thì gọi người quản trị của công đoàn cấp trên để đặt lại; người của Liên đoàn thì gọi người quản trị của Liên đoàn.',
    'Quên đăng xuất ở máy khác, hoặc mất máy: ở Tài khoản của tôi, dòng “Phiên đăng nhập”, bấm Xem rồi kết thúc phiên ấy, sau đó đổi mật khẩu.',
  ],
};

export const changedPerson: Question = {
  anchor: 'doi-nguoi',
  title: 'Đổi người phụ trách',
  seen: { by: 'dienluc', at: '/tai-khoan' },
  text: [
    'Không giao mật khẩu cho người mới. Ở Tài khoản của tôi, dòng “Đầu mối của đơn vị”, hãy báo cho công đoàn cấp trên, hoặc gọi người quản trị ở đó: họ bàn giao tài khoản cho người mới, ngay hoặc hẹn ngày; cho biết họ tên, chức vụ, số điện thoại của người ấy. Người mới có tài khoản riêng, nhận vai trò của người cũ; tài khoản cũ ngừng. Báo cáo thuộc về đơn vị, nên người mới đăng nhập là thấy ngay và làm tiếp được.',
  ],
};

export const ownMail: Question = {
  anchor: 'thu-nhac',
  title: 'Muốn nhận biên nhận và thư nhắc qua thư điện tử',
  seen: { by: 'dienluc', at: '/tai-khoan' },
  text: [
    'Bấm vào chữ đầu của tên bạn ở góc phải, chọn Tài khoản của tôi. Ở dòng “Thư điện tử” ghi địa chỉ, nhập mật khẩu, rồi bấm liên kết trong thư xác nhận; ở dòng “Thư muốn nhận” chọn loại thư. Dòng “Điện thoại, Zalo” để cấp trên gọi được khi thư không đến; dòng “Thời hạn trên lịch” đưa hạn nộp vào lịch của điện thoại. Nếu có dòng Báo trên máy, chọn ở đó điện thoại, máy tính nào hiện lời nhắc. Thư nhắc chỉ gửi vào ngày làm việc và dừng khi đơn vị đã nộp.',
  ],
};

export const toSearch: Question = {
  anchor: 'tim-kiem',
  title: 'Tìm, đọc, in, tải về',
  text: [
    'Trang Tìm kiếm tìm trong hướng dẫn, văn bản, thông báo và trợ giúp, không cần gõ dấu; đã đăng nhập thì tìm cả đơn vị, báo cáo trong phạm vi của bạn. Đặt một cụm từ trong ngoặc kép để tìm đúng cụm ấy.',
    'Trang Hướng dẫn và trang của từng đối tượng có bản chữ lớn, bản DOCX và PDF. Chép chữ ở đó thì được đúng nguyên văn.',
  ],
};
