import { ui } from '../../platform/page/components.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell } from '../../platform/page/table.js';
import { formatTime } from '../../platform/text/format.js';
import { OWN_ACCOUNT, OWN_SESSION_END, OWN_SESSIONS_END } from '../addresses.js';
import type { OwnSession } from './finders.js';
import { deviceInWords } from './rules.js';

export function sessionsPage(sessions: readonly OwnSession[], hours: SessionHours): ListPage {
  const title = 'Phiên đăng nhập';
  const hasOthers = sessions.some(({ isThis }) => !isThis);
  return listPage({
    title,
    nav: 'account',
    crumbs: [{ text: 'Tài khoản của tôi', href: OWN_ACCOUNT }, { text: title }],
    lead: `Đây là những nơi đang đăng nhập bằng tài khoản của bạn. Mỗi phiên tự hết sau ${hours.idle} giờ không dùng, và chậm nhất ${hours.max} giờ sau khi đăng nhập.`,
    table: sessionTable(sessions),
    after: hasOthers ? endOthers() : '',
  });
}

/** After how many hours a session is over: unused, and in any case. */
interface SessionHours {
  readonly idle: string;
  readonly max: string;
}

function sessionTable(sessions: readonly OwnSession[]): SafeHtml {
  return ui.table({
    caption: 'Các phiên đăng nhập',
    rows: sessions,
    columns: [
      ['Máy', deviceCell, 'heading'],
      ['Địa chỉ mạng', ({ address }) => address || 'Không rõ'],
      ['Đăng nhập lúc', ({ beganAt }) => formatTime(beganAt)],
      ['Dùng lần cuối', ({ usedAt }) => formatTime(usedAt)],
      ['Kết thúc', (session) => (session.isThis ? 'Khi bạn đăng xuất' : { html: ending(session) })],
    ],
  });
}

const THIS = ui.tag({ text: 'Phiên này', tone: 'green' });

function deviceCell({ device, isThis }: OwnSession): Cell {
  return isThis ? markup`${deviceInWords(device)} ${{ html: THIS }}` : deviceInWords(device);
}

function ending({ name, device, beganAt }: OwnSession): SafeHtml {
  const hidden = `phiên trên ${deviceInWords(device)}, đăng nhập lúc ${formatTime(beganAt)}`;
  return ui.buttonForm({
    action: OWN_SESSION_END,
    fields: { session: name },
    button: ui.button({ text: 'Kết thúc', hidden, kind: 'secondary' }),
  });
}

function endOthers(): SafeHtml {
  const words = markup`<p>Nếu có phiên bạn không nhận ra, hãy kết thúc mọi phiên khác rồi ${{ text: 'đổi mật khẩu', href: OWN_ACCOUNT }}.</p>`;
  const button = ui.button({ text: 'Kết thúc mọi phiên khác', kind: 'warning' });
  return words.html + ui.buttonForm({ action: OWN_SESSIONS_END, button });
}
