import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { formatTime } from '../platform/text/format.js';
import { TEST_MAIL } from './addresses.js';
import { needingCare, type Finding } from './rules.js';

export interface HealthPage extends Frame {
  /** What needs care, before all that was looked at. */
  care: readonly { readonly name: string; readonly advice: string }[];
  lead: string;
  findings: SafeHtml;
  /** Where a test message is sent. */
  testMail: string;
}

declare module '../platform/page/render.js' {
  interface Pages {
    'health/index': HealthPage;
  }
}

export function healthPage(findings: readonly Finding[], startedAt: Date, now: Date): HealthPage {
  const care = needingCare(findings);
  return {
    title: 'Tình trạng hệ thống',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Tình trạng hệ thống' }],
    nav: 'administration',
    lead: `${care.length === 0 ? 'Mọi việc đều ổn' : `${care.length} việc cần xem`}, lúc ${formatTime(now)}. Cổng chạy từ ${formatTime(startedAt)}.`,
    care,
    findings: ui.summaryList(findings.map(({ name, value }) => ({ key: name, value }))),
    testMail: TEST_MAIL,
  };
}
