import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { escapeHtml } from '../../platform/page/templates.js';
import { formatClock } from '../../platform/text/format.js';
import { accountAddress, factorResetAddress, handoverAddress, newCodeAddress } from '../addresses.js';
import type { Held } from '../sign-in-finders.js';
import type { ManagedAccount } from './finders.js';

type Account = ManagedAccount['account'];

/** Where a post goes to somebody else, unless that is set already. */
export function handoverLink({ id, deactivatedAt }: Account, isPlanned: boolean): SafeHtml {
  if (deactivatedAt || isPlanned) return '';
  const link = ui.button({ text: 'Bàn giao cho người khác', href: handoverAddress(id), kind: 'quiet' });
  return `<div class="button-row">${link}</div>`;
}

/** What lets in somebody who rings up, each with when it is the right thing; nothing of an account that is closed. */
export function lettingIn(account: Account, held: Held): SafeHtml {
  if (account.deactivatedAt) return '';
  const ways = [
    ...unlocking(account, held),
    code(account),
    link(account),
    ...(account.secondFactorAt === null ? [] : [factor(account)]),
  ];
  const items = ways.map(({ when, button }) => `<li><div>${escapeHtml(when)}</div>${button}</li>`);
  return `<section aria-labelledby="khong-vao-duoc"><h2 id="khong-vao-duoc">Người này không vào được?</h2><ul class="ways">${items.join('')}</ul></section>`;
}

/** "Đang phải đợi đến 09:12 vì sai mật khẩu 5 lần", to the whole minute at which it is over. */
export function heldWords({ until, failures }: NonNullable<Held['wait']>): string {
  const minute = new Date(Math.ceil(until.getTime() / 60_000) * 60_000);
  return `Đang phải đợi đến ${formatClock(minute)} vì sai mật khẩu ${failures} lần`;
}

interface Way {
  readonly when: string;
  readonly button: SafeHtml;
}

/** Offered while there is something to lift. */
function unlocking(account: Account, { wait, isAddressHeld }: Held): Way[] {
  if (!wait && !isAddressHeld) return [];
  const when = wait
    ? `${heldWords(wait)}, mà người này nhớ mật khẩu: bỏ khóa thì thử lại được ngay. Mật khẩu không đổi.`
    : 'Có một địa chỉ mạng đang phải đợi vì sai mật khẩu quá nhiều lần. Nếu đó là cơ quan của người này, bỏ khóa thì cả cơ quan thử lại được ngay. Mật khẩu không đổi.';
  return [{ when, button: posting(account, 'bo-khoa', 'Bỏ khóa đăng nhập') }];
}

function code({ id }: Account): Way {
  return {
    when: 'Quên mật khẩu: bạn gọi điện đọc mã, người ấy tự đặt mật khẩu mới trong 30 phút. Mật khẩu cũ và mọi phiên kết thúc ngay.',
    button: ui.button({ text: 'Tạo mã một lần', href: newCodeAddress(id), kind: 'secondary' }),
  };
}

function link(account: Account): Way {
  return {
    when: 'Chưa kích hoạt, hoặc quên mật khẩu mà không gọi được: bạn gửi liên kết qua thư, Zalo, dùng được trong bảy ngày. Mật khẩu cũ, liên kết cũ và mọi phiên kết thúc ngay.',
    button: posting(account, 'lien-ket', 'Tạo liên kết kích hoạt mới'),
  };
}

function factor({ id }: Account): Way {
  return {
    when: 'Nhớ mật khẩu, nhưng mất điện thoại và mã khôi phục của bước xác minh thứ hai: người ấy đăng nhập bằng mật khẩu rồi thiết lập lại.',
    button: ui.button({
      text: 'Đặt lại bước xác minh',
      href: factorResetAddress(id),
      kind: 'secondary',
    }),
  };
}

function posting({ id, version }: Account, step: string, text: string): SafeHtml {
  return ui.buttonForm({
    action: `${accountAddress(id)}/${step}`,
    button: ui.button({ text, kind: 'secondary' }),
    fields: { version: String(version) },
  });
}
