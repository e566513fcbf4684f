import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { handoverAddress, newCodeAddress } from '../addresses.js';

/** What has a page of its own; nothing of an account that is closed. */
export function otherWays({ id, deactivatedAt }: { id: number; deactivatedAt: Date | null }): SafeHtml {
  if (deactivatedAt) return '';
  const links = [
    ui.button({ text: 'Bàn giao cho người khác', href: handoverAddress(id), kind: 'quiet' }),
    ui.button({ text: 'Tạo mã một lần', href: newCodeAddress(id), kind: 'quiet' }),
  ];
  return `<div class="button-row">${links.join(' ')}</div>`;
}
