/** Every kind of message, in words for the person who chooses which to get. */
export const messageKinds = {
  receipt: 'Biên nhận sau khi nộp báo cáo',
  returned: 'Báo cáo bị trả lại',
  reopened: 'Báo cáo đã chấp nhận được mở lại để sửa',
  accepted: 'Báo cáo được chấp nhận',
  extended: 'Báo cáo được gia hạn, được miễn',
  'dates-moved': 'Thời hạn chung của kỳ báo cáo thay đổi',
  reminded: 'Đôn đốc trước và sau hạn',
  commented: 'Có trao đổi mới về báo cáo',
  announced: 'Văn bản mới cần xác nhận đã nhận',
  inspected: 'Kiểm tra, giám sát: kế hoạch, kết luận, kiến nghị',
  summary: 'Bản tóm tắt hằng tuần',
  record: 'Mã niêm nhật ký hằng ngày (của Liên đoàn Lao động tỉnh)',
  activated: 'Tài khoản được kích hoạt',
  contacts: 'Bàn giao tài khoản, xác nhận đầu mối',
  'second-factor': 'Bước xác minh thứ hai của tài khoản thay đổi',
  security: 'Bảo mật tài khoản: đổi địa chỉ thư, quên mật khẩu',
} as const satisfies Record<string, string>;
export type MessageKind = keyof typeof messageKinds;
