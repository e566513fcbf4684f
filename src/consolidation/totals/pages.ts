import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { sectionHeading } from '../../form/sheet.js';
import { missingFrom } from '../../form/consolidated.js';
import { following, reviewOf } from '../../reports/addresses.js';
import { statusTag } from '../../reports/status-tags.js';
import { breakdownOf, totalsCsv, totalsOf, yearsOf } from '../addresses.js';
import { figureAddress, type FigureQuery } from '../figure-query.js';
import { consolidatedWords, isTelling, suffixBeside } from '../comparison.js';
import { coverageWords, headOfUnits, partOf } from '../coverage.js';
import { comparedColumns } from '../compared-pages.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { figureSwitches } from '../switch-pages.js';
import type { ChildrenByState } from './finders.js';
import { audienceChart, audienceTable } from './audience-page.js';
import { changeOf, figuresOf, isChangeTold, type ComparedFigure, type TotalsParts } from './rules.js';

export interface TotalsPage extends ConsolidationFrame {
  hasChildren: boolean;
  coverage: string;
  /** '' where one kind of unit is shown. */
  states: string;
  switches: SafeHtml;
  views: SafeHtml;
  /** That the figures of now are others than those that were filed; '' where they are not. */
  differs: string;
  /** Over which units the change is reckoned. */
  comparison: string;
  /** The figures, a fold a section; '' where they are shown by audience. */
  sections: SafeHtml;
  /** To this page with every section unfolded; '' where they are. */
  unfoldHref: string;
  /** '' where the figures are shown by section. */
  audiences: SafeHtml;
  chart: SafeHtml;
  missing: readonly { name: string; href: string; tag: string }[];
  missingTitle: string;
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

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/totals': TotalsPage;
  }
}

export function totalsPage(parts: TotalsParts): TotalsPage {
  const { open, query, sums, before } = parts;
  const year = String(open.period.year);
  const path = totalsOf(year);
  const figures = figuresOf(parts);
  return {
    ...consolidationFrame(open, 'figures', `Số liệu tổng hợp năm ${year}`),
    hasChildren: sums.expected > 0,
    coverage: coverageWords(sums, query),
    // Nobody counts the states of one kind of unit; the line above says how many of it are in the figures.
    states: query.level ? '' : stateWords(parts.states),
    switches: figureSwitches(open, path, query),
    views: viewSwitches(path, query),
    differs: parts.differs
      ? 'Từ khi nộp, báo cáo của các đơn vị đã thay đổi: số liệu hiện nay khác số đã nộp.'
      : '',
    comparison: before && sums.reports > 0 ? comparisonWords(parts) : '',
    sections: query.byAudience ? '' : sectionFolds(figures, parts),
    unfoldHref: query.unfolded ? '' : figureAddress(path, { ...query, unfolded: true }),
    audiences: query.byAudience ? audienceTable(figures, parts) : '',
    chart: audienceChart(figures, parts),
    ...missingParts(parts),
    chartHref: following(year),
    retired: parts.retired.map(({ code, label, year: last }) => ({
      text: `${label} (hỏi đến năm ${last})`,
      href: yearsOf(year, code),
    })),
    formNote:
      open.period.formVersion > 1
        ? 'Biểu mẫu đã được sửa trong kỳ: chỉ tiêu thêm sau chỉ có ở những báo cáo nộp theo bản mới.'
        : '',
    csvHref: figureAddress(totalsCsv(year), query),
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

/** Where no unit stands in both years there is nothing to compare. */
function comparisonWords({ open, sums, before }: TotalsParts): string {
  if (!before) return '';
  const [now, then] = [String(open.period.year), String(before.year)];
  const of = `năm ${then} có ${formatNumber(before.sums.reports)} đơn vị`;
  const { reports } = sums.both;
  if (reports === 0) return `Chưa có đơn vị nào có số liệu cả năm ${then} và năm ${now} để so sánh (${of}).`;
  const words = `Tăng, giảm chỉ tính trên ${formatNumber(reports)} đơn vị có số liệu cả hai năm (${of})`;
  return isTelling(reports, before.sums.reports)
    ? `${words}, nên có thể khác hiệu của hai cột tổng.`
    : `${words}; còn quá ít nên chưa ghi tỷ lệ.`;
}

/** "Đơn vị: đã chấp nhận 20; chờ xét duyệt 4; đã nộp và đang sửa 1; chưa nộp 5." */
function stateWords({ accepted, submitted, unfiled, correcting }: ChildrenByState): string {
  const counts = [
    ['đã chấp nhận', accepted],
    ['chờ xét duyệt', submitted],
    ['đã nộp và đang sửa', correcting],
    ['chưa nộp', unfiled],
  ] as const;
  return `Đơn vị: ${counts.map(([state, count]) => `${state} ${formatNumber(count)}`).join('; ')}.`;
}

/** The first is unfolded: what all the others are parts of. */
function sectionFolds(figures: readonly ComparedFigure[], parts: TotalsParts): SafeHtml {
  const sections = parts.open.form.sections
    .map((section) => ({ section, rows: figures.filter((figure) => figure.section === section) }))
    .filter(({ rows }) => rows.length > 0);
  if (sections.length === 0) return '';
  return ui.folds(
    sections.map(({ section, rows }, at) => ({
      heading: sectionHeading(section),
      facts: `${formatNumber(rows.length)} chỉ tiêu`,
      isOpen: parts.query.unfolded || at === 0,
      html: totalTable(
        sectionHeading(section),
        rows.map((row) => totalRow(row, parts)),
        parts,
      ),
    })),
  );
}

function totalTable(
  caption: string,
  rows: readonly TotalRow[],
  { sums, before }: Pick<TotalsParts, 'sums' | 'before'>,
): SafeHtml {
  return ui.table({
    caption,
    rows,
    columns: [
      ['Chỉ tiêu', ({ label }) => label],
      [
        headOfUnits('Tổng', sums.reports),
        ({ label, total, href }) => ({ text: total, href, hidden: `xem từng đơn vị, ${label}` }),
        'num',
      ],
      ...(before
        ? comparedColumns<TotalRow>(before.year, { before: before.sums.reports, both: sums.both.reports })
        : []),
      [{ text: 'Đơn vị có số liệu', label: 'Đơn vị' }, ({ counted }) => counted || '–', 'num'],
    ],
  });
}

function totalRow(figure: ComparedFigure, parts: TotalsParts): TotalRow {
  const { field, now, before } = figure;
  const { open, query, sums } = parts;
  const suffix = suffixBeside(field, now);
  return {
    label: suffix ? `${field.label} (${suffix})` : field.label,
    href: figureAddress(breakdownOf(open.period.year, field.code), query),
    total: consolidatedWords(now),
    before: parts.before && !before ? 'chỉ tiêu mới' : before ? consolidatedWords(before) : '–',
    ...changeOf(figure, isChangeTold(parts)),
    // How many must report is not known by the kind of unit.
    counted: now.kind === 'rate' ? '' : partOf(now.counted, query.level ? sums.reports : sums.expected),
  };
}

function missingParts({ open, query, sums, missing }: TotalsParts) {
  const year = String(open.period.year);
  const hidden = query.level ? 0 : missingFrom(sums) - missing.length;
  const level = query.level ? `&cap=${query.level}` : '';
  return {
    missing: missing.map(({ id, unitName: name, status }) => ({
      name,
      href: reviewOf(id),
      tag: statusTag(status),
    })),
    missingTitle: `${formatNumber(missing.length + Math.max(0, hidden))} đơn vị chưa có trong tổng hợp`,
    missingMore: hidden > 0 ? `và ${formatNumber(hidden)} đơn vị khác` : '',
    followHref: `${following(year)}?trang-thai=NOT_ACCEPTED${level}`,
  };
}
