/** Facts an event's sentence needs, kept as JSON. */
export type EventDetail = Readonly<Record<string, string | number | readonly string[]>>;

type Sentence = (detail: EventDetail) => string;

/** Every recorded action and its Vietnamese sentence, which follows the actor's name. */
const sentences = {
  'guidance-published': (d) => `đã công bố hướng dẫn, bản số ${text(d['number'])}`,
  'guidance-draft-started': (d) => `đã bắt đầu soạn hướng dẫn, bản số ${text(d['number'])}`,
  'guidance-draft-discarded': (d) => `đã bỏ bản hướng dẫn đang soạn (bản số ${text(d['number'])})`,
  'guidance-scheduled': (d) =>
    `đã hẹn công bố hướng dẫn, bản số ${text(d['number'])}, từ ngày ${text(d['day'])}`,
  'guidance-taken-back': (d) => `đã rút hướng dẫn, bản số ${text(d['number'])}, về soạn tiếp`,
  'document-published': (d) => `đã công bố văn bản ${text(d['number'])}: ${text(d['about'])}`,
  'document-edited': (d) => `đã sửa văn bản ${text(d['number'])}: ${text(d['about'])}`,
  'document-withdrawn': (d) => `đã rút văn bản ${text(d['number'])}: ${text(d['about'])}`,
  'document-put-back': (d) => `đã công bố lại văn bản ${text(d['number'])}: ${text(d['about'])}`,
  announced: (d) => `đã ra thông báo “${text(d['title'])}”, hiện từ ngày ${text(d['from'])}`,
  'announcement-edited': (d) => `đã sửa thông báo “${text(d['title'])}”`,
  'announcement-withdrawn': (d) => `đã rút thông báo “${text(d['title'])}”`,
  'portal-set-up': (d) => `đã thiết lập cổng cho ${text(d['name'])}`,
  'unit-created': (d) => `đã thêm đơn vị ${text(d['name'])} (mã ${text(d['code'])})`,
  'unit-edited': (d) => `đã sửa đơn vị ${text(d['name'])}: ${text(d['changes'])}`,
  'help-contact-saved': (d) => `đã ghi liên hệ hỗ trợ của ${text(d['name'])}: ${text(d['contact'])}`,
  'account-created': (d) => `đã thêm tài khoản ${text(d['account'])} (${text(d['roles'])})`,
  'account-edited': (d) => `đã sửa tài khoản ${text(d['account'])}: ${text(d['changes'])}${because(d)}`,
  'account-deactivated': (d) => `đã ngừng tài khoản ${text(d['account'])}`,
  'account-reactivated': (d) => `đã cho tài khoản ${text(d['account'])} hoạt động lại${because(d)}`,
  'account-signed-out': (d) =>
    `đã đăng xuất tài khoản ${text(d['account'])} ở mọi nơi (${text(d['sessions'])} phiên)`,
  'account-anonymised': (d) => `đã xóa thông tin cá nhân của tài khoản số ${text(d['number'])}${because(d)}`,
  'own-data-copied': () => 'đã tải bản sao dữ liệu cá nhân của mình',
  'person-data-copied': (d) =>
    `đã tải bản sao dữ liệu cá nhân của tài khoản ${copied(d)} theo yêu cầu của người đó`,
  'account-unlocked': (d) => `đã bỏ khóa đăng nhập của tài khoản ${text(d['account'])}${because(d)}`,
  'signed-in': () => 'đã đăng nhập',
  'sign-in-failed': (d) =>
    `đã từ chối đăng nhập tài khoản ${text(d['account'])}: sai mật khẩu lần thứ ${text(d['failures'])} từ địa chỉ ${text(d['address'])}`,
  'account-handed-over': (d) =>
    `đã bàn giao tài khoản ${text(d['account'])} (${text(d['name'])}) cho ${text(d['toName'])} (${text(d['to'])})${listed(', theo hẹn của ', d['by'])}; tài khoản ${text(d['account'])} đã ngừng`,
  'account-handover-planned': (d) =>
    `đã hẹn bàn giao tài khoản ${text(d['account'])} cho ${text(d['changes'])}`,
  'account-handover-cancelled': (d) =>
    `đã hủy lịch hẹn bàn giao tài khoản ${text(d['account'])} cho ${text(d['changes'])}${because(d)}`,
  'one-time-code-made': (d) => `đã tạo mã một lần cho tài khoản ${text(d['account'])}${because(d)}`,
  'one-time-code-used': () => 'đã nhập đúng mã một lần do người quản trị đọc qua điện thoại',
  'contacts-confirmed': (d) =>
    `đã xác nhận đầu mối năm ${text(d['year'])}: ${text(d['people'])}${listed('; báo có thay đổi: ', d['note'])}`,
  'contacts-asked': (d) => `đã nhắc ${text(d['units'])} đơn vị xác nhận đầu mối năm ${text(d['year'])}`,
  'activation-link-made': (d) =>
    `đã tạo liên kết kích hoạt mới cho tài khoản ${text(d['account'])}${because(d)}`,
  'account-activated': (d) => `đã đặt mật khẩu bằng ${text(d['by'] ?? 'liên kết kích hoạt')}`,
  'password-changed': () => 'đã đổi mật khẩu của mình',
  'account-factor-reset': (d) =>
    `đã đặt lại bước xác minh thứ hai của tài khoản ${text(d['account'])}${because(d)}`,
  'second-factor-added': (d) => `đã thêm cách xác minh thứ hai của mình: ${text(d['what'])}`,
  'second-factor-removed': (d) => `đã bỏ cách xác minh thứ hai của mình: ${text(d['what'])}`,
  'second-factor-required': (d) => `đã đặt ai phải có bước xác minh thứ hai: ${text(d['who'])}`,
  'recovery-codes-made': () => 'đã tạo mười mã khôi phục mới của mình',
  'recovery-code-used': (d) => `đã đăng nhập bằng mã khôi phục (${text(d['what'])})`,
  'session-ended': (d) => `đã kết thúc một phiên đăng nhập của mình (máy: ${text(d['device'])})`,
  'sessions-ended': (d) => `đã kết thúc ${text(d['count'])} phiên đăng nhập khác của mình`,
  'email-changed': (d) => `đã đổi địa chỉ thư điện tử của mình${listed(': ', d['changes'])}`,
  'phone-changed': (d) => `đã đổi điện thoại và tên Zalo của mình${listed(': ', d['changes'])}`,
  'email-confirmed': () => 'đã xác nhận địa chỉ thư điện tử của mình',
  'password-link-mailed': (d) =>
    `đã gửi liên kết đặt lại mật khẩu qua thư cho chủ tài khoản ${text(d['account'])}`,
  'password-reset': () => 'đã đặt lại mật khẩu bằng liên kết nhận qua thư',
  'calendar-made': () => 'đã tạo địa chỉ lịch thời hạn của mình',
  'calendar-revoked': () => 'đã thu hồi địa chỉ lịch thời hạn của mình',
  'device-added': (d) => `đã bật báo việc trên ${text(d['browser'])}`,
  'device-removed': (d) => `đã tắt báo việc trên ${text(d['browser'])}`,
  'messages-chosen': (d) => `đã chọn thư không nhận: ${text(d['muted'])}`,
  'receipt-asked': (d) =>
    `đã đề nghị ${text(d['units'])} đơn vị xác nhận đã nhận “${text(d['title'])}” trước ngày ${text(d['confirmBefore'])}`,
  'receipt-opened': (d) => `đã mở xem “${text(d['title'])}”`,
  'receipt-confirmed': (d) => `đã xác nhận đã nhận “${text(d['title'])}”`,
  'message-sent-again': (d) =>
    `đã cho gửi lại thư “${text(d['subject'])}” đến ${text(d['to'] ?? d['address'])}`,
  'mail-released': () => 'đã cho gửi thư trở lại sau khi phục hồi dữ liệu',
  'period-created': (d) => `đã tạo kỳ báo cáo năm ${text(d['year'])}`,
  'period-edited': (d) => `đã sửa kỳ báo cáo năm ${text(d['year'])}: ${text(d['changes'])}`,
  'period-opened': (d) => `đã mở kỳ báo cáo năm ${text(d['year'])}`,
  'period-dates-moved': (d) =>
    `đã đổi thời hạn kỳ báo cáo năm ${text(d['year'])}${listed(', nhánh ', d['branch'])}: ${text(d['changes'])} (${text(d['reports'])} báo cáo); lý do: ${text(d['reason'])}`,
  'report-dates-moved': (d) =>
    `đã đổi thời hạn báo cáo: nộp trước ngày ${text(d['dueBefore'])}, khóa từ ngày ${text(d['lockOn'])}; lý do: ${text(d['reason'])}`,
  'late-units-added': (d) =>
    `đã giao báo cáo năm ${text(d['year'])} cho ${text(d['units'])} đơn vị mới hoạt động`,
  'holiday-added': (d) => `đã thêm ${text(d['kind'])} ${text(d['day'])} (${text(d['name'])}) vào lịch`,
  'holidays-confirmed': (d) => `đã xác nhận trong lịch các ngày: ${text(d['days'])}`,
  'holiday-removed': (d) => `đã bỏ ${text(d['kind'])} ${text(d['day'])} (${text(d['name'])}) khỏi lịch`,
  'ladder-saved': (d) => `đã sửa cách đôn đốc tự động năm ${text(d['year'])} (${text(d['state'])})`,
  'reminder-sent': (d) => `đã gửi thư đôn đốc đến ${text(d['units'])} đơn vị${reminderDetail(d)}`,
  'unit-called': (d) => `đã gọi điện nhắc đơn vị (${text(d['result'])})`,
  'reminded-again': (d) => `đã gửi lại thư đôn đốc (${text(d['title'])})`,
  'form-applied': (d) => `đã áp dụng biểu mẫu năm ${text(d['year'])}: ${text(d['changes'])}`,
  'draft-carried-over': (d) =>
    `đã đổi biểu mẫu của kỳ, bản nháp được chuyển theo${listed('; bỏ câu trả lời ở: ', d['dropped'])}${listed('; chuyển sang phần khác: ', d['moved'])}`,
  'infected-file-refused': (d) =>
    `đã gửi tệp “${text(d['file'])}” có mã độc (${text(d['malware'])}); hệ thống không nhận tệp`,
  'section-saved': (d) => `đã lưu phần ${text(d['section'])}`,
  'signed-paper-attached': (d) => `đã kèm bản báo cáo đã ký “${text(d['file'])}”`,
  'signed-paper-removed': (d) => `đã bỏ bản báo cáo đã ký “${text(d['file'])}”`,
  'nil-said': (d) => `đã khai báo cáo không phát sinh: ${text(d['reason'])}`,
  'nil-withdrawn': () => 'đã bỏ khai báo cáo không phát sinh',
  'report-ready': () => 'đã chuyển báo cáo cho người ký',
  'report-sent-back': (d) => `đã chuyển lại báo cáo cho người lập: ${text(d['reason'])}`,
  'workbook-imported': (d) =>
    `đã nhận câu trả lời từ tệp Excel ${text(d['file'])} vào phần ${text(d['sections'])}`,
  'report-filled': (d) =>
    `đã đưa ${text(d['answers'])} nội dung tổng hợp từ ${text(d['reports'])} báo cáo của đơn vị trực tiếp vào báo cáo`,
  'document-settings-saved': () => 'đã sửa cách trình bày văn bản của đơn vị',
  'export-asked': (d) => `đã yêu cầu lập tệp ${text(d['format'])} của tổng hợp năm ${text(d['year'])}`,
  'file-downloaded': (d) => `đã tải tệp “${text(d['file'])}” (${text(d['place'])})`,
  'passages-marked': (d) =>
    `đã đánh dấu ${text(d['count'])} đoạn đáng dùng trong báo cáo năm ${text(d['year'])} của ${text(d['unit'])}`,
  'passage-edited': (d) => `đã sửa đoạn trích của ${text(d['unit'])} (tổng hợp năm ${text(d['year'])})`,
  'passage-moved': (d) => `đã đổi thứ tự đoạn trích của ${text(d['unit'])} (tổng hợp năm ${text(d['year'])})`,
  'passages-merged': (d) =>
    `đã gộp đoạn trích vào đoạn của ${text(d['unit'])} (tổng hợp năm ${text(d['year'])})`,
  'passages-separated': (d) =>
    `đã tách các đoạn gộp của ${text(d['unit'])} (tổng hợp năm ${text(d['year'])})`,
  'passage-removed': (d) => `đã bỏ đoạn trích của ${text(d['unit'])} (tổng hợp năm ${text(d['year'])})`,
  'example-added': (d) => `đã thêm gương điển hình ${text(d['name'])} (năm ${text(d['year'])})`,
  'example-edited': (d) => `đã sửa gương điển hình ${text(d['name'])} (năm ${text(d['year'])})`,
  'example-consent-recorded': (d) =>
    `đã ghi sự đồng ý nêu tên của gương điển hình ${text(d['name'])}, năm ${text(d['year'])}`,
  'example-consent-withdrawn': (d) =>
    `đã ghi việc rút đồng ý nêu tên của gương điển hình ${text(d['name'])}, năm ${text(d['year'])}`,
  'example-removed': (d) => `đã bỏ gương điển hình ${text(d['name'])} (năm ${text(d['year'])})`,
  'results-published': (d) => `đã công bố kết quả năm ${text(d['year'])}`,
  'results-withdrawn': (d) => `đã rút kết quả đã công bố của năm ${text(d['year'])}`,
  'report-submitted': (d) => `đã nộp báo cáo (lần ${text(d['number'])})`,
  'report-recalled': () => 'đã thu hồi báo cáo để sửa',
  'report-opened': () => 'đã mở báo cáo để xét duyệt',
  'report-returned': (d) =>
    `đã trả lại báo cáo, đề nghị sửa trước ngày ${text(d['correctBefore'])}: ${text(d['reason'])}`,
  'report-accepted': () => 'đã chấp nhận báo cáo',
  'report-sent': (d) =>
    `đã ghi việc gửi ${text(d['what'])} số ${text(d['outgoingNumber'])} ngày ${text(d['sentOn'])}`,
  'supplement-begun': (d) => `đã mở lại báo cáo đã gửi để lập báo cáo bổ sung: ${text(d['reason'])}`,
  'report-reopened': (d) =>
    `đã mở lại báo cáo, đề nghị sửa trước ngày ${text(d['correctBefore'])}: ${text(d['reason'])}`,
  'decision-taken-back': (d) => `đã rút lại quyết định ${text(d['what'])}`,
  'report-assigned': (d) => `đã giao báo cáo cho ${text(d['to'])} xét duyệt`,
  'report-released': (d) => `đã bỏ giao người xét duyệt báo cáo${listed(': ', d['why'])}`,
  'comment-written': (d) => `đã viết ý kiến về báo cáo${listed(', phần ', d['section'])}`,
  'correction-days-saved': (d) => `đã đặt hạn sửa gợi ý khi trả lại là ${text(d['days'])} ngày làm việc`,
  'phrase-added': (d) => `đã thêm câu mẫu “${text(d['phrase'])}”`,
  'phrase-edited': (d) => `đã sửa câu mẫu thành “${text(d['phrase'])}”`,
  'phrase-removed': (d) => `đã bỏ câu mẫu “${text(d['phrase'])}”`,
  'phrase-moved': (d) => `đã đổi thứ tự câu mẫu “${text(d['phrase'])}”`,
  'report-exempted': (d) => `đã miễn báo cáo: ${text(d['reason'])}`,
  'report-unexempted': (d) => `đã bỏ miễn báo cáo: ${text(d['reason'])}`,
  'report-extended': (d) => `đã gia hạn báo cáo đến trước ngày ${text(d['dueBefore'])}: ${text(d['reason'])}`,
  'inspection-planned': (d) => `đã lập ${inspection(d)}`,
  'inspection-edited': (d) => `đã sửa ${inspection(d)}`,
  'inspection-announced': (d) => `đã thông báo ${inspection(d)}`,
  'inspection-moved': (d) => `đã dời ${inspection(d)} từ ngày ${text(d['from'])}: ${text(d['reason'])}`,
  'inspection-minutes-signed': (d) => `đã chốt biên bản ${inspection(d)}`,
  'inspection-corrected': (d) => `đã đính chính kết luận ${inspection(d)}: ${text(d['reason'])}`,
  'inspection-cancelled': (d) => `đã hủy ${inspection(d)}: ${text(d['reason'])}`,
  'inspection-recorded': (d) => `đã lưu biên bản nháp ${inspection(d)}`,
  'inspection-file-added': (d) => `đã thêm tệp ${text(d['file'])} vào biên bản ${inspection(d)}`,
  'inspection-file-removed': (d) => `đã bỏ tệp ${text(d['file'])} khỏi biên bản ${inspection(d)}`,
  'inspection-concluded': (d) => `đã ban hành kết luận ${inspection(d)}`,
  'inspection-answered': (d) => `đã trả lời kiến nghị ${text(d['number'])} của ${inspection(d)}`,
  'inspection-answer-accepted': (d) =>
    `đã công nhận thực hiện xong kiến nghị ${text(d['number'])} của ${inspection(d)}`,
  'inspection-asked-again': (d) =>
    `đã yêu cầu thực hiện tiếp kiến nghị ${text(d['number'])} của ${inspection(d)}, trước ngày ${text(d['dueBefore'])}`,
  'inspection-closed': (d) => `đã kết thúc ${inspection(d)}${listed(': ', d['reason'])}`,
} as const satisfies Record<string, Sentence>;

export type HistoryAction = keyof typeof sentences;

/** "đã nộp báo cáo (lần 2)": what happened, without who and when. Unknown actions read as themselves. */
export function sentence(action: string, detail: EventDetail): string {
  return action in sentences ? sentences[action as HistoryAction](detail) : action;
}

/** What the units owed, and how many could not be written to; events of before these were told have a subject. */
function reminderDetail({ kinds, subject, unreached }: EventDetail): string {
  const none = Number(unreached ?? 0) > 0 ? `; ${text(unreached)} đơn vị không có địa chỉ nhận` : '';
  return listed(' – ', kinds ?? subject) + none;
}

/** "kiểm tra CĐCS Cấp nước (09/9/2026)" */
function inspection(d: EventDetail): string {
  return `cuộc ${text(d['kind'])} ${text(d['unit'])} (${text(d['day'])})`;
}

/** What is done at the server has a reason; what an administrator does from the screen has none. */
/** Earlier rows know the number alone. */
function copied({ account, number }: EventDetail): string {
  return account === undefined ? `số ${text(number)}` : text(account);
}

function because(d: EventDetail): string {
  return listed('; lý do: ', d['reason']);
}

function listed(before: string, value: EventDetail[string] | undefined): string {
  const words = text(value);
  return words === '' ? '' : before + words;
}

function text(value: EventDetail[string] | undefined): string {
  return Array.isArray(value) ? value.join(', ') : String(value ?? '');
}
