/** On what ground data of persons are kept. Only laws are named whose name and number are certain, and no articles. */
const GROUNDS = {
  duty: 'cần cho nhiệm vụ báo cáo, xét duyệt mà tổ chức công đoàn giao cho người dùng cổng',
  security: 'cần để bảo vệ cổng và dữ liệu của mọi người trên cổng',
  archive: 'hồ sơ công việc của cơ quan phải được lưu trữ (Luật Lưu trữ số 33/2024/QH15)',
  consent: 'sự đồng ý của người được nêu tên; người đó có thể rút lại bất cứ lúc nào',
} as const;

/** For what data of persons are kept: what the public page tells, a section each. */
interface Kept {
  readonly title: string;
  /** Whose they are. */
  readonly whose: string;
  readonly why: string;
  readonly ground: (typeof GROUNDS)[keyof typeof GROUNDS];
  /** Until when, where no rule of src/pruning removes it; '' where rules say it all. */
  readonly until: string;
  readonly seenBy: string;
}

const FOR_EVER = 'lưu lâu dài cùng hồ sơ báo cáo';

export const PURPOSES = {
  account: {
    title: 'Tài khoản',
    whose: 'người được cấp tài khoản trên cổng',
    why: 'để đăng nhập và để biết ai làm việc gì cho đơn vị nào',
    ground: GROUNDS.duty,
    until: 'lời ghi khi bàn giao: đến khi xóa thông tin của tài khoản',
    seenBy: 'chính người đó, người quản trị của đơn vị và của công đoàn cấp trên, người cùng làm báo cáo',
  },
  contact: {
    title: 'Cách liên hệ',
    whose: 'người được cấp tài khoản trên cổng',
    why: 'để gửi biên nhận, thư nhắc việc, và để gọi khi thư không đến được',
    ground: GROUNDS.duty,
    until: 'ghi khi bàn giao: đến khi xóa thông tin của tài khoản',
    seenBy:
      'chính người đó, người quản trị, người cùng lập và ký báo cáo của đơn vị, người xét duyệt và lãnh đạo của công đoàn cấp trên',
  },
  access: {
    title: 'Đăng nhập và thiết bị',
    whose: 'người đăng nhập cổng',
    why: 'để chỉ đúng người đăng nhập được, và để báo việc đến thiết bị mà người đó đã chọn',
    ground: GROUNDS.security,
    until: 'mật khẩu, địa chỉ lịch, thiết bị: đến khi người đó bỏ, hoặc đến khi xóa thông tin của tài khoản',
    seenBy:
      'chính người đó; người quản trị thấy số phiên, lần đăng nhập cuối, có bước xác minh thứ hai hay không; lần nhập sai mật khẩu ghi vào nhật ký của đơn vị; mật khẩu thì không ai xem được',
  },
  messages: {
    title: 'Thư và báo việc đã gửi',
    whose: 'người nhận thư của cổng',
    why: 'để biết ai đã được báo việc gì, lúc nào',
    ground: GROUNDS.duty,
    until: 'tên và địa chỉ người nhận: đến khi xóa thông tin của tài khoản',
    seenBy: 'người nhận và người quản trị; kết quả gửi thì công đoàn cấp trên xem được',
  },
  calls: {
    title: 'Nhật ký đôn đốc',
    whose: 'người được gọi và người gọi',
    why: 'để các lần nhắc không lặp lại và để biết đơn vị đã được nhắc',
    ground: GROUNDS.duty,
    until: 'tên, số điện thoại, ghi chú: đến khi xóa thông tin của tài khoản',
    seenBy: 'người đôn đốc của công đoàn cấp trên',
  },
  discussion: {
    title: 'Ý kiến trao đổi, bản nháp, việc được giao',
    whose: 'người lập, người xét duyệt báo cáo',
    why: 'để đơn vị và công đoàn cấp trên cùng làm xong báo cáo',
    ground: GROUNDS.duty,
    until: 'lời viết: cùng báo cáo; tên người viết: đến khi xóa thông tin của tài khoản',
    seenBy: 'người làm báo cáo của đơn vị và người xét duyệt của công đoàn cấp trên',
  },
  record: {
    title: 'Nhật ký, lần nộp, văn bản đã ký',
    whose: 'người nộp, xét duyệt, ký, kiểm tra, công bố',
    why: 'để sau này còn biết ai đã làm việc gì với tư cách gì; không ai sửa hay xóa được',
    ground: GROUNDS.archive,
    until: FOR_EVER,
    seenBy: 'người của đơn vị và công đoàn cấp trên của đơn vị đó',
  },
  content: {
    title: 'Nội dung báo cáo và kiểm tra',
    whose: 'người được nhắc đến trong báo cáo, tệp kèm theo, biên bản',
    why: 'báo cáo việc nêu gương theo hướng dẫn; cổng không hỏi tên ai, đơn vị tự viết',
    ground: GROUNDS.archive,
    until: FOR_EVER,
    seenBy: 'người của đơn vị và công đoàn cấp trên của đơn vị đó',
  },
  examples: {
    title: 'Gương điển hình',
    whose: 'cá nhân được chọn làm gương điển hình',
    why: 'để nêu gương trong báo cáo tổng hợp và trên trang kết quả công khai',
    ground: GROUNDS.consent,
    until: 'trên trang công khai: đến khi người đó rút đồng ý; trong báo cáo đã gửi: cùng báo cáo',
    seenBy: 'người làm tổng hợp; tên chỉ công khai khi đã ghi sự đồng ý',
  },
  office: {
    title: 'Nơi tiếp nhận và người ký của đơn vị',
    whose: 'cán bộ của đơn vị',
    why: 'để đơn vị cấp dưới biết hỏi ai, và để văn bản có đúng người ký',
    ground: GROUNDS.duty,
    until: 'đến khi đơn vị ghi người khác',
    seenBy: 'người của đơn vị và các đơn vị cấp dưới; nơi tiếp nhận của Liên đoàn thì ai cũng xem được',
  },
} as const satisfies Record<string, Kept>;

export type Purpose = keyof typeof PURPOSES;
