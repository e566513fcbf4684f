import { hashInWords, rootName, type NewRoot } from '../../history/chain/rules.js';
import { letter } from '../../mail/letter.js';
import { formatNumber } from '../../platform/text/format.js';
import { VERIFICATION } from '../../reports/addresses.js';

/** A day's root as a letter: short, and to be kept. */
export function rootMessage(root: NewRoot) {
  return letter({
    subject: `${rootName(root)} của nhật ký`,
    before: [
      'Mọi lần nộp và mọi việc đã làm trên cổng được niêm nối tiếp nhau. Hãy giữ thư này: nếu ai sửa, xóa hay thêm một dòng trước ngày đó, kể cả người quản lý cơ sở dữ liệu, thì mã dưới đây không còn khớp.',
    ],
    facts: [
      [rootName(root), hashInWords(root.hash)],
      ['Số dòng đã niêm', formatNumber(root.seq)],
    ],
    links: [{ text: 'Xem mã niêm mới nhất trên cổng', path: VERIFICATION }],
    after: [
      `Để đối chiếu, người vận hành chạy tại máy chủ: npm run portal -- verify-record ${root.hash}`,
      'Bạn nhận thư này vì bạn quản trị hoặc xét duyệt ở Liên đoàn Lao động tỉnh. Không muốn nhận thì chọn trong “Tài khoản của tôi”, mục “Thư muốn nhận”.',
    ],
  });
}
