import type { Decision } from '../lifecycle.js';

/** What each decision is called. */
export const decisionNames: Readonly<Record<Decision, string>> = {
  return: 'trả lại báo cáo',
  accept: 'chấp nhận báo cáo',
  reopen: 'mở lại báo cáo',
  exempt: 'miễn báo cáo',
};
