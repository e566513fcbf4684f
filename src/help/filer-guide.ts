import type { Guide, Question } from './guide.js';
import { changedPerson, forgotten, ownMail, secondFactor, signIn, toSearch } from './shared-guide.js';

const ACCOUNT = 'dienluc';
const REPORT = { by: ACCOUNT, at: '/bao-cao/2026' };

const questions: readonly Question[] = [
  {
    anchor: 'thu-hoi',
    title: 'Nộp rồi mới thấy sai',
    seen: { by: 'chuyendoiso', at: '/bao-cao/2026' },
    text: [
      'Khi chưa hết hạn và người xét duyệt chưa mở báo cáo, trang báo cáo có nút “Thu hồi báo cáo”: thu hồi, sửa rồi nộp lại.',
      'Nếu không còn nút ấy, hãy gọi công đoàn cấp trên đề nghị trả lại báo cáo.',
    ],
  },
  {
    anchor: 'tra-lai',
    title: 'Báo cáo bị trả lại',
    seen: { by: 'khucongnghiep', at: '/bao-cao/2026' },
    text: [
      'Trang báo cáo ghi “Bị trả lại, chờ sửa”, lý do, những phần cần sửa và ngày phải nộp lại. Sửa xong, ghi một câu đơn vị đã sửa những gì rồi nộp lại. Đơn vị đã nộp đúng hạn lần đầu thì không bị tính là trễ hạn.',
      'Muốn hỏi lại người xét duyệt thì bấm “Trao đổi” dưới tên nơi nhận. Trang “Các lần nộp và trả lại” giữ mọi lần nộp, không có gì bị ghi đè.',
    ],
  },
  {
    anchor: 'thoi-han',
    title: 'Đã quá hạn',
    seen: REPORT,
    text: [
      'Dòng “Hạn nộp” trên trang báo cáo ghi ngày của đơn vị bạn. “trước ngày 10/9/2026” nghĩa là “chậm nhất hết ngày 09/9/2026”, giờ Việt Nam.',
      'Quá hạn vẫn nộp được cho đến ngày khóa kỳ, và được ghi là nộp trễ hạn. Qua ngày khóa thì chỉ nộp được khi công đoàn cấp trên gia hạn: hãy gọi sớm, nói rõ lý do.',
    ],
  },
  {
    anchor: 'khong-phat-sinh',
    title: 'Đơn vị không có gì để báo cáo',
    seen: REPORT,
    text: [
      'Chỉ không có một đối tượng, ví dụ không có viên chức: ở đầu phần A chọn Không cho đối tượng ấy, báo cáo sẽ không hỏi gì thêm về họ. Không phát sinh gì cả: ở trang báo cáo bấm “Đơn vị không phát sinh nội dung báo cáo?” rồi ghi lý do; khi ấy vẫn phải nộp.',
    ],
  },
  {
    anchor: 'mat-mang',
    title: 'Mất mạng giữa chừng, hoặc muốn làm khi không có mạng',
    seen: REPORT,
    text: [
      'Nội dung tự lưu khi bạn gõ. Mất mạng hoặc hết phiên làm việc thì nội dung được giữ trong trình duyệt ấy; mở lại đúng trang trên máy ấy để gửi tiếp.',
      'Muốn làm khi không có mạng: bấm “Lập bằng Excel”, tải biểu mẫu, điền vào các ô nền vàng rồi gửi lên. Cổng cho xem từng ô sẽ thay đổi ra sao, bạn xác nhận thì mới lưu.',
    ],
  },
  {
    anchor: 'tep-lon',
    title: 'Tệp quá lớn, không gửi được',
    text: [
      'Mỗi tệp không quá 20 MB, tất cả không quá 10 tệp; nhận PDF, DOCX, XLSX, JPEG, PNG. Bản quét quá lớn: quét lại đen trắng ở 150–200 dpi, hoặc tách phụ lục thành tệp riêng.',
    ],
  },
  {
    anchor: 'hai-nguoi',
    title: 'Hai người cùng sửa một phần',
    text: [
      'Sửa hai ô khác nhau thì cả hai đều được lưu. Sửa cùng một ô thì cổng hiện cả hai bản để bạn chọn; không ai mất chữ nào.',
    ],
  },
  {
    anchor: 'xac-nhan-kiem-tra',
    title: 'Được đề nghị xác nhận văn bản, được kiểm tra',
    seen: { by: ACCOUNT, at: '/xac-nhan' },
    text: [
      'Mục Xác nhận có các văn bản “Đang chờ đơn vị mình xác nhận”: mở ra đọc rồi xác nhận. Mục Kiểm tra, giám sát có thông báo, kết luận và kiến nghị của các cuộc kiểm tra tại đơn vị; đơn vị trả lời từng kiến nghị tại đó.',
    ],
  },
  forgotten,
  secondFactor,
  changedPerson,
  ownMail,
  toSearch,
];

export const filerGuide: Guide = {
  slug: 'lap-bao-cao',
  title: 'Lập và nộp báo cáo',
  lead: 'Dành cho người lập báo cáo của đơn vị. Có sẵn số liệu thì mất khoảng một giờ, không kể lúc chờ ký; có thể nghỉ rồi làm tiếp, trên máy tính hay điện thoại.',
  needs: [
    'Tên đăng nhập và mật khẩu của bạn.',
    'Số đoàn viên, người lao động theo từng đối tượng; số người đăng ký nêu gương, thực hiện tốt, được khen.',
    'Số, ngày của kế hoạch hoặc hướng dẫn đơn vị đã ban hành.',
    'Báo cáo năm trước, nếu đã nộp trên cổng thì cổng tự hiện bên cạnh.',
    'Bản báo cáo đã ký, đóng dấu, quét thành PDF (có thể kèm sau).',
  ],
  steps: [
    signIn,
    {
      title: 'Mở báo cáo của năm',
      seen: { by: ACCOUNT, at: '/bao-cao' },
      text: [
        'Vào mục Báo cáo. Đầu trang ghi việc cần làm, hạn nộp và nơi nhận; bấm nút ở đó, ví dụ “Làm tiếp phần F”, là đến đúng chỗ.',
      ],
      picture: {
        name: 'bao-cao',
        alt: 'Trang Báo cáo của đơn vị: việc cần làm, những phần đã xong và nút để làm tiếp.',
      },
    },
    {
      title: 'Điền từng phần',
      seen: { by: ACCOUNT, at: '/bao-cao/2026/cong-nhan-lao-dong' },
      text: [
        'Điền số trước, chữ sau. Số liệu và lời văn năm trước hiện bên cạnh từng ô; lấy lại rồi sửa cho nhanh. Tổng và tỷ lệ cổng tự tính.',
        'Nội dung tự lưu sau khi bạn ngừng gõ một giây. Xong một phần thì bấm “Lưu và sang phần F”, và cứ thế cho đến hết.',
      ],
      picture: {
        name: 'mot-phan',
        alt: 'Phần E của báo cáo: các ô số liệu về công nhân lao động, bên cạnh là số liệu năm trước.',
      },
    },
    {
      title: 'In, ký và gửi bản đã ký',
      seen: { by: ACCOUNT, at: '/bao-cao/2026/ky' },
      text: [
        'Điền đủ các phần rồi mở trang “Ký báo cáo”: tải bản in, đưa người ký ký và đóng dấu, rồi ở “Gửi bản đã ký” chụp từng trang bằng điện thoại, hoặc chọn tệp PDF. Trang chụp bị nằm ngang thì bấm Xoay. Chưa có bản ký vẫn nộp được, nhưng phải ghi lý do.',
        'Lần đầu, trang này hỏi địa danh và dòng in trên chữ ký, ví dụ TM. BAN CHẤP HÀNH. Phụ lục thì gửi ở phần H.',
      ],
    },
    {
      title: 'Kiểm tra',
      seen: { by: ACCOUNT, at: '/bao-cao/2026/kiem-tra' },
      text: [
        'Trang “Kiểm tra và nộp báo cáo” nêu chỗ còn thiếu, chỗ chưa khớp; bấm vào từng chỗ để đến đúng ô cần sửa. Số khác nhiều so với năm trước thì ghi lý do.',
      ],
      picture: { name: 'kiem-tra', alt: 'Trang kiểm tra: những chỗ phải sửa, mỗi chỗ dẫn đến đúng ô.' },
    },
    {
      title: 'Nộp',
      seen: { by: 'sotaichinh', at: '/bao-cao/2026/kiem-tra' },
      text: [
        'Đánh dấu ở dòng “Cam đoan” rồi bấm “Nộp báo cáo”. Nộp xong vẫn thu hồi được khi người xét duyệt chưa mở.',
      ],
    },
    {
      title: 'Nếu đơn vị có người ký duyệt',
      seen: { by: 'sonoivu', at: '/bao-cao/2026/kiem-tra' },
      text: [
        'Ở đơn vị đặt hai bước, bạn không nộp mà chuyển báo cáo cho người ký duyệt. Trang kiểm tra sẽ ghi “người ký duyệt sẽ đọc và nộp”. Sửa lại một phần thì phải chuyển lại.',
      ],
    },
    {
      title: 'Giữ biên nhận',
      seen: { by: 'nguyendu', at: '/bao-cao/2026/bien-nhan' },
      text: [
        'Biên nhận có “Mã biên nhận”, là bằng chứng đơn vị đã nộp lúc nào. Bấm “Tải biên nhận (PDF)” để lưu hoặc in.',
      ],
      picture: {
        name: 'bien-nhan',
        alt: 'Biên nhận báo cáo: mã biên nhận, đơn vị, lần nộp, thời điểm nộp.',
      },
    },
  ],
  questions,
};
