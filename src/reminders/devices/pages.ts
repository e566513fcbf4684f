import { hasRole, OWN_ROLES, type Actor } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import type { FieldError } from '../../platform/page/forms.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { formatTime } from '../../platform/text/format.js';
import { OWN_ACCOUNT, OWN_DEVICE_REMOVAL, OWN_DEVICES } from '../../accounts/addresses.js';
import type { OwnDevice } from '../../push/finders.js';

export interface DevicesPage extends Frame {
  errors: readonly FieldError[];
  /** Why no device can be added; '' where one can. */
  cannot: string;
  action: string;
  /** The portal's public key, by which a browser takes messages from it alone. */
  key: string;
  hasDevices: boolean;
  table: SafeHtml;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/devices': DevicesPage;
  }
}

interface DeviceParts {
  readonly devices: readonly OwnDevice[];
  /** Undefined where the portal cannot push. */
  readonly key: string | undefined;
  readonly errors?: readonly FieldError[];
}

export function devicesPage(actor: Actor, { devices, key, errors = [] }: DeviceParts): DevicesPage {
  const title = 'Báo trên điện thoại, máy tính';
  return {
    title,
    nav: 'account',
    crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: title }],
    isInstallable: true,
    hasErrors: errors.length > 0,
    errors,
    cannot: whyNot(actor, key),
    action: OWN_DEVICES,
    key: key ?? '',
    hasDevices: devices.length > 0,
    table: deviceTable(devices),
  };
}

function whyNot(actor: Actor, key: string | undefined): string {
  if (!hasRole(actor, ...OWN_ROLES))
    return 'Chỉ người lập, ký duyệt và lãnh đạo của đơn vị được đôn đốc. Tài khoản của bạn không có vai trò ấy, nên không có gì để báo.';
  return key === undefined ? 'Cổng này hiện chưa báo được trên máy. Thư điện tử vẫn được gửi.' : '';
}

function deviceTable(devices: readonly OwnDevice[]): SafeHtml {
  return ui.table({
    caption: 'Máy đang nhận báo',
    rows: devices,
    columns: [
      ['Máy', ({ browser }) => browser],
      ['Bật lúc', ({ addedAt }) => formatTime(addedAt)],
      ['Lần báo gần nhất', ({ lastSentAt }) => (lastSentAt ? formatTime(lastSentAt) : 'Chưa báo lần nào')],
      ['Thôi nhận', (device) => ({ html: removal(device) })],
    ],
  });
}

function removal({ id, browser, addedAt }: OwnDevice): SafeHtml {
  const hidden = `${browser}, bật lúc ${formatTime(addedAt)}`;
  return ui.buttonForm({
    action: OWN_DEVICE_REMOVAL,
    fields: { device: String(id) },
    button: ui.button({ text: 'Bỏ', hidden, kind: 'secondary' }),
  });
}
