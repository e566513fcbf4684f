import { ui } from '../../platform/components.js';
import { formatNumber } from '../../platform/format.js';
import type { SafeHtml } from '../../platform/render.js';
import { sectionHeading } from '../../reports/answer-sheet.js';
import { suffixOf } from '../../reports/answers.js';
import type { ChildSums } from '../../reports/consolidated/rules.js';
import { statusTag } from '../../reports/words.js';
import { figureAddress, type FigureQuery } from '../address.js';
import { consolidatedWords, difference } from '../comparison.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame.js';
import { scopeSwitches } from '../switches.js';
import type { ChildrenByState } from './finders.js';
import { audienceChart, audienceRows, type AudienceRow } from './audience-page.js';
import { figuresOf, type ComparedFigure, type TotalsParts } from './rules.js';

export interface TotalsPage extends ConsolidationFrame {
  hasChildren: boolean;
  coverage: string;
  states: string;
  switches: SafeHtml;
  views: SafeHtml;
  /** That what is live differs from what went out, with the way between the two; null where nothing went out. */
  frozenNote: { text: string; href: string; link: string } | null;
  before: string;
  sections: readonly { heading: string; rows: readonly TotalRow[] }[];
  audiences: readonly AudienceRow[];
  chart: SafeHtml;
  missing: readonly { name: string; href: string; tag: string }[];
  missingMore: string;
  followHref: string;
  chartHref: string;
  retired: readonly { text: string; href: string }[];
  formNote: string;
  csvHref: string;
}
interface TotalRow {
  label: string;
  href: string;
  total: string;
  before: string;
  change: string;
  percent: string;
  counted: string;
}

declare module '../../platform/render.js' {
  interface Pages {
    'consolidation/totals': TotalsPage;
    'consolidation/no-period': Frame;
  }
}

export function totalsPage(parts: TotalsParts): TotalsPage {
  const { open, query, sums, before } = parts;
  const year = String(open.period.year);
  const path = `/tong-hop/${year}`;
  const figures = figuresOf(parts);
  return {
    ...consolidationFrame(open, 'figures', `Tổng hợp năm ${year}`),
    hasChildren: sums.expected > 0,
    coverage: coverageWords(parts),
    states: stateWords(parts.states),
    switches: parts.isFrozenShown ? '' : scopeSwitches(path, query),
    views: viewSwitches(path, query),
    frozenNote: frozenNote(parts, path),
    before: before ? String(before.year) : '',
    sections: query.byAudience ? [] : sectionsOf(figures, parts),
    audiences: query.byAudience ? audienceRows(figures, parts) : [],
    chart: audienceChart(figures, parts),
    ...missingParts(parts),
    chartHref: `/theo-doi/${year}`,
    retired: parts.retired.map(({ code, label, year: last }) => ({
      text: `${label} (hỏi đến năm ${String(last)})`,
      href: `${path}/cac-nam/${code}`,
    })),
    formNote:
      open.period.formVersion > 1
        ? 'Biểu mẫu đã được sửa trong kỳ: chỉ tiêu thêm sau chỉ có ở những báo cáo nộp theo bản mới.'
        : '',
    csvHref: figureAddress(`${path}/csv`, query),
  };
}

function viewSwitches(path: string, query: FigureQuery): SafeHtml {
  const { byAudience } = query;
  return ui.tabs({
    label: 'Cách xem',
    items: [
      {
        text: 'Theo phần của báo cáo',
        href: figureAddress(path, { ...query, byAudience: false }),
        isCurrent: !byAudience,
      },
      {
        text: 'Theo đối tượng',
        href: figureAddress(path, { ...query, byAudience: true }),
        isCurrent: byAudience,
      },
    ],
  });
}

function coverageWords({ query, sums, isFrozenShown }: TotalsParts): string {
  const state = query.withSubmitted ? 'đã chấp nhận hoặc chờ xét duyệt' : 'đã chấp nhận';
  if (isFrozenShown) return 'Số liệu đã chốt khi gửi báo cáo.';
  if (query.level) return `Số liệu từ ${formatNumber(sums.reports)} báo cáo ${state} của loại đơn vị này.`;
  return `Số liệu từ báo cáo ${state} của ${of(sums.reports, sums.expected)} đơn vị trực tiếp.`;
}

/** "Đã chấp nhận 20, chờ xét duyệt 4, đang sửa 1, chưa nộp 5." */
function stateWords({ accepted, submitted, unfiled, correcting }: ChildrenByState): string {
  const counts = [
    ['đã chấp nhận', accepted],
    ['chờ xét duyệt', submitted],
    ['đã nộp, đang sửa', correcting],
    ['chưa nộp', unfiled],
  ] as const;
  return `Đơn vị: ${counts.map(([state, count]) => `${state} ${formatNumber(count)}`).join(', ')}.`;
}

function frozenNote({ open, query, isFrozenShown, differs }: TotalsParts, path: string) {
  if (!open.frozen) return null;
  if (!isFrozenShown)
    return {
      text: 'Đây là số liệu hiện nay, không phải số liệu đã gửi.',
      href: figureAddress(path, { ...query, live: false }),
      link: 'Xem số liệu đã chốt',
    };
  return {
    text: differs
      ? 'Từ khi chốt, báo cáo của các đơn vị đã thay đổi: số liệu hiện nay khác số đã gửi.'
      : 'Số liệu hiện nay của các đơn vị vẫn như khi chốt.',
    href: figureAddress(path, { ...query, live: true }),
    link: 'Xem số liệu hiện nay',
  };
}

function sectionsOf(figures: readonly ComparedFigure[], parts: TotalsParts): TotalsPage['sections'] {
  return parts.open.form.sections.flatMap((section) => {
    const rows = figures.filter((figure) => figure.section === section).map((one) => totalRow(one, parts));
    return rows.length > 0 ? [{ heading: sectionHeading(section), rows }] : [];
  });
}

function totalRow({ field, now, before }: ComparedFigure, parts: TotalsParts): TotalRow {
  const { open, query, sums } = parts;
  const suffix = field.kind === 'rate' ? '' : suffixOf(field);
  return {
    label: suffix ? `${field.label} (${suffix})` : field.label,
    href: figureAddress(`/tong-hop/${String(open.period.year)}/so-lieu/${field.code}`, query),
    total: consolidatedWords(now),
    before: parts.before && !before ? 'chỉ tiêu mới' : before ? consolidatedWords(before) : '–',
    ...difference(now, before),
    counted: now.kind === 'rate' ? '' : countedWords(now.counted, sums, query),
  };
}

/** How many reports have it, of how many that must report (which is not known by the kind of unit). */
function countedWords(counted: number, sums: ChildSums, query: FigureQuery): string {
  return query.level ? of(counted, sums.reports) : of(counted, sums.expected);
}

function missingParts({ open, query, sums, missing, isFrozenShown }: TotalsParts) {
  const year = String(open.period.year);
  const accepted = query.level || query.withSubmitted || isFrozenShown ? undefined : sums.reports;
  const hidden = accepted === undefined ? 0 : sums.expected - accepted - missing.length;
  const level = query.level ? `&cap=${query.level}` : '';
  return {
    missing: missing.map(({ id, unitName: name, status }) => ({
      name,
      href: `/xet-duyet/${String(id)}`,
      tag: statusTag(status),
    })),
    missingMore: hidden > 0 ? `và ${formatNumber(hidden)} đơn vị khác` : '',
    followHref: `/theo-doi/${year}?trang-thai=NOT_ACCEPTED${level}`,
  };
}

function of(part: number, whole: number): string {
  return `${formatNumber(part)} / ${formatNumber(whole)}`;
}
