import type { Overseer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { hasRole } from '../../platform/actor.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { documentFile, documentOf, documentSettings, exportsOf, settingsPreviewFile } from '../addresses.js';
import { figureAddress, type FigureQuery } from '../figure-query.js';
import { coverageWords } from '../coverage.js';
import type { Consolidation, Shown } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { documentSwitches } from '../switch-pages.js';
import type { DocumentSettings } from '../../document-settings/rules.js';
import { packSettings } from './forms.js';
import { filedAside, MOST_UNITS, oldWords, type ConsolidatedParts } from './content.js';
import { standingsWords, type Standings } from './standings.js';

export interface DocumentPage extends ConsolidationFrame {
  state: string;
  contents: SafeHtml;
  links: readonly { text: string; href: string }[];
  switches: SafeHtml;
  settingsHref: string;
  settingsText: string;
  /** That no place stands before the date yet; '' where one does. */
  placeless: string;
  exportsHref: string;
  pictureHref: string;
  hasMore: boolean;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/document': DocumentPage;
  }
}

export function documentPage(
  open: Consolidation<Overseer>,
  parts: ConsolidatedParts,
  query: FigureQuery & Shown,
  settings: DocumentSettings,
): DocumentPage {
  const address = documentOf(open.period.year);
  const file = (format: string) => figureAddress(documentFile(open.period.year, format), query);
  return {
    ...consolidationFrame(open, 'document', `Văn bản tổng hợp năm ${open.period.year}`),
    state: [stateOf(parts), oldWords(parts)].filter(Boolean).join(' '),
    contents: ui.summaryList(contentsOf(parts)),
    links: [
      { text: 'Tải văn bản (Word)', href: file('docx') },
      { text: 'Tải văn bản (PDF)', href: file('pdf') },
    ],
    switches: documentSwitches(open, address, query),
    settingsHref: documentSettings(open.period.year),
    settingsText: hasRole(open.actor, 'REVIEWER') ? 'Sửa cách trình bày' : 'Xem cách trình bày',
    placeless:
      settings.wording.place === '' ? 'Văn bản chưa có địa danh trước ngày tháng: ghi ở cách trình bày.' : '',
    exportsHref: exportsOf(open.period.year),
    pictureHref: `${settingsPreviewFile(open.period.year, 'png')}?m=${packSettings(settings)}`,
    hasMore: parts.sums.reports > MOST_UNITS || isLongerThan(parts.standings, MOST_UNITS),
  };
}

function stateOf(parts: ConsolidatedParts): string {
  const { own } = parts;
  if (!own) return 'Đơn vị không có báo cáo của mình trong kỳ này, nên phần nội dung để trống.';
  if (filedAside(parts))
    return 'Lời và số liệu trong các phần là của báo cáo đã nộp; chỉ phụ lục là số liệu hiện nay. Bản này có chữ DỰ THẢO, không có số và ngày.';
  if (!own.content.draft) return 'Nội dung lấy từ báo cáo đã nộp của đơn vị.';
  return own.isBegun
    ? 'Báo cáo của đơn vị chưa nộp: văn bản lấy từ bản nháp và có chữ DỰ THẢO.'
    : 'Báo cáo của đơn vị chưa được viết: văn bản mới có khung, phụ lục và chữ DỰ THẢO.';
}

function isLongerThan({ counts: { accepted: _counted, ...listed } }: Standings, most: number): boolean {
  return Object.values(listed).some((count) => count > most);
}

function contentsOf({ sums, standings, examples, shown }: ConsolidatedParts) {
  const { waiting = 0 } = standings.counts;
  const left =
    !shown.withSubmitted && waiting > 0 ? ` Còn ${formatNumber(waiting)} báo cáo chờ xét duyệt.` : '';
  return [
    { key: 'Nội dung', value: 'Báo cáo của đơn vị, từng phần; số liệu đặt cạnh năm trước' },
    { key: 'Phụ lục 1', value: `${coverageWords(sums, shown)}${left}` },
    { key: 'Phụ lục 2', value: `Tình hình báo cáo, ${standingsWords(standings)}` },
    { key: 'Phụ lục 3', value: `${formatNumber(examples.length)} gương điển hình` },
  ];
}
