import { hasRole, type Actor } from '../platform/actor.js';
import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import type { Crumb, Frame, SafeHtml } from '../platform/page/render.js';
import { consolidationOf, ownFill, sendingOf } from '../reports/addresses.js';
import {
  documentOf,
  exampleList,
  exportsOf,
  passageTargets,
  publicationOf,
  textQuestions,
  totalsOf,
} from './addresses.js';
import type { Consolidation } from './finders.js';

/** What stands around every page of a year's consolidation. */
export interface ConsolidationFrame extends Frame {
  year: string;
  unit: string;
  tabs: SafeHtml;
  /** That the year went out and what that means; '' where it did not. */
  frozen: string;
}

const TABS = [
  { key: 'tasks', text: 'Các bước', address: consolidationOf },
  { key: 'figures', text: 'Số liệu', address: totalsOf },
  { key: 'texts', text: 'Lời văn', address: textQuestions },
  { key: 'passages', text: 'Đoạn trích', address: passageTargets },
  { key: 'examples', text: 'Gương điển hình', address: exampleList },
  { key: 'document', text: 'Văn bản', address: documentOf },
  { key: 'exports', text: 'Tệp xuất', address: exportsOf },
] as const;
export type ConsolidationTab = (typeof TABS)[number]['key'] | 'fill' | 'sending' | 'publication';

/** Looking is for reviewers and leaders; filling the own report is for its filers. */
function tabs(actor: Actor, year: string): { key: ConsolidationTab; text: string; href: string }[] {
  const fill = { key: 'fill' as const, text: 'Đưa vào báo cáo', href: ownFill(year) };
  const ofRoot = [
    { key: 'sending' as const, text: 'Gửi đi', href: sendingOf(year) },
    { key: 'publication' as const, text: 'Công bố', href: publicationOf(year) },
  ];
  return [
    ...(hasRole(actor, 'REVIEWER', 'LEADER')
      ? TABS.map(({ key, text, address }) => ({ key, text, href: address(year) }))
      : []),
    ...(hasRole(actor, 'FILER') ? [fill] : []),
    ...(hasRole(actor, 'REVIEWER', 'LEADER') && actor.unit.parentId === null ? ofRoot : []),
  ];
}

/** Above what is behind one figure. */
export function figuresCrumb(year: number): Crumb {
  return { text: `Số liệu tổng hợp năm ${year}`, href: totalsOf(year) };
}

/** `above`: the pages between the year's steps and this one. */
export function consolidationFrame(
  { actor, period, frozen }: Consolidation<Actor>,
  current: ConsolidationTab,
  title: string,
  ...above: readonly Crumb[]
): ConsolidationFrame {
  const year = String(period.year);
  const steps = { text: `Tổng hợp năm ${year}`, href: consolidationOf(year) };
  return {
    title,
    crumbs: [steps, ...above, { text: title }],
    nav: 'consolidation',
    year,
    unit: actor.unit.name,
    tabs: ui.tabs({
      label: 'Tổng hợp',
      items: tabs(actor, year).map(({ key, text, href }) => ({ text, href, isCurrent: key === current })),
    }),
    frozen: frozen
      ? `${frozen.number === 0 ? 'Báo cáo' : `Báo cáo bổ sung số ${frozen.number}`} đã gửi ngày ${formatDay(frozen.sentOn)} (số ${frozen.outgoingNumber}). Tổng hợp năm ${year} đã chốt; muốn sửa, hãy lập báo cáo bổ sung.`
      : '',
  };
}
