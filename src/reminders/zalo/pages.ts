import type { Overseer } from '../../platform/actor.js';
import type { Frame, SafeHtml } from '../../platform/page/render.js';
import { zaloText } from '../addresses.js';
import type { OpenedReminders } from '../overview/finders.js';
import { crumbs, kindControl, nameControl } from '../overview/pages.js';
import type { OwingFilter } from '../overview/rules.js';

export interface ZaloPage extends Frame {
  problem: string;
  action: string;
  controls: readonly SafeHtml[];
  /** '' where nobody owes anything. */
  text: string;
  rows: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reminders/zalo': ZaloPage;
  }
}

export interface ZaloParts {
  readonly of: OpenedReminders<Overseer>;
  readonly filter: OwingFilter;
  readonly unknown: readonly string[];
  readonly text: string;
}

export function zaloPage({ of, filter, unknown, text }: ZaloParts): ZaloPage {
  const title = 'Tin nhắn cho nhóm Zalo';
  return {
    title,
    nav: 'reminders',
    crumbs: crumbs(of, title),
    hasErrors: unknown.length > 0,
    problem: unknown.length > 0 ? `Bộ lọc có mục không đọc được, đã bỏ qua: ${unknown.join(', ')}.` : '',
    action: zaloText(of.period.year),
    controls: [kindControl(filter), nameControl(filter)],
    text,
    rows: String(Math.min(30, text.split('\n').length + 2)),
  };
}
