import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import { confirmPage, type ConfirmPage } from '../platform/page/confirm-page.js';
import type { Form } from '../platform/page/forms.js';
import { accountAddress, ACCOUNTS, anonymisation } from '../accounts/addresses.js';
import { proofControls, type Askable } from '../platform/page/proof-controls.js';
import { anonymousName } from './rules.js';
import type { OpenedPerson } from './finders.js';

/**
 * Asked before an account no longer says whose it was. `isContact`: the unit names this person to those below it;
 * `askable`: by what whoever asks shows who they are.
 */
export function anonymisationPage(
  { account }: OpenedPerson,
  { isContact, askable }: { readonly isContact: boolean; readonly askable: Askable },
  form: Form,
): ConfirmPage {
  const { id, fullName, version } = account;
  const title = `Xóa thông tin cá nhân của ${fullName}?`;
  return confirmPage(
    {
      title,
      nav: 'administration',
      crumbs: [
        { text: 'Quản trị', href: ADMINISTRATION },
        { text: 'Tài khoản', href: ACCOUNTS },
        { text: fullName, href: accountAddress(id) },
        { text: 'Xóa thông tin' },
      ],
      follows: [...whatGoes(id), ...(isContact ? [CONTACT] : []), ...WHAT_STAYS],
      action: anonymisation(id),
      version: String(version),
      submit: 'Xóa thông tin',
      back: { text: 'Không xóa', href: accountAddress(id) },
    },
    [
      ui.field({
        name: 'reason',
        label: 'Lý do',
        hint: 'Ai yêu cầu, ngày nào, số văn bản nếu có; không ghi thư điện tử, điện thoại. Ví dụ: theo đơn ngày 01/8/2026, số 12/ĐN.',
        form,
      }),
      ...Object.values(proofControls(askable, form, 'Mật khẩu của bạn')),
    ],
    form,
  );
}

const whatGoes = (id: number) => [
  `Xóa họ tên, tên đăng nhập, chức vụ, thư điện tử, điện thoại, tên Zalo: tài khoản chỉ còn là “${anonymousName(id)}”, không ai mở hay tìm thấy nữa.`,
  'Xóa mật khẩu, phiên đăng nhập, thiết bị nhận báo việc, địa chỉ lịch, tệp Excel chưa đưa vào báo cáo.',
  'Xóa tên, địa chỉ và lời của các thư đã gửi cho người đó; xóa tên ở ý kiến trao đổi, bản nháp, ghi chú, đoạn trích, cuộc gọi.',
  'Không lấy lại được. Bản sao lưu cũ còn thông tin này đến khi hết hạn giữ, lâu nhất 12 tháng.',
];

const CONTACT =
  'Đơn vị đang ghi thư điện tử hoặc điện thoại này làm nơi tiếp nhận: hãy vào Liên hệ hỗ trợ của đơn vị ghi người khác.';

const WHAT_STAYS = [
  'Giữ nguyên nhật ký, các lần nộp, quyết định, văn bản đã ký và đã gửi, cả tên người làm ghi ở đó: đó là hồ sơ công việc phải lưu trữ, ai sửa cũng bị phát hiện.',
  'Giữ nguyên lời người đó đã viết trong báo cáo và ý kiến (trừ thư điện tử, điện thoại của người đó): lời ấy thuộc về báo cáo.',
];
