import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell, type Column } from '../../platform/page/table.js';
import { breakdownOf, totalsOf } from '../addresses.js';
import { figureAddress } from '../figure-query.js';
import { audienceNames, audiences, type Audience } from '../../form/audiences.js';
import { measures, type Measure } from '../measures.js';
import { consolidatedWords } from '../comparison.js';
import { coverageWords, headOfUnits } from '../coverage.js';
import { changeOf, isChangeTold, type ComparedFigure, type TotalsParts } from './rules.js';
import { drawnValue } from '../../form/totals.js';

/** A row a measure, a column an audience. */
export function audienceTable(figures: readonly ComparedFigure[], parts: TotalsParts): SafeHtml {
  const charted = chartedMeasure(figures, parts)?.meaning;
  return ui.table({
    caption: audienceCaption(parts),
    rows: shownMeasures(figures, parts),
    columns: [
      ['Chỉ tiêu', (measure) => measureCell(measure, measure.meaning === charted, parts)],
      ...audiences.map((audience): Column<Measure> => [
        audienceNames[audience],
        (measure) => figureCell(measure, audience, figures, parts),
        'num',
      ]),
    ],
  });
}

/** Each cell holds several figures: from how many units each is stands above them all. */
function audienceCaption({ open, sums, before }: TotalsParts): string {
  const now = headOfUnits(`năm ${open.period.year}`, sums.reports);
  const then = before ? `, ${headOfUnits(`năm ${before.year}`, before.sums.reports)}` : '';
  return `Số liệu theo đối tượng: ${now}${then}`;
}

/** The measure with the way to draw it. */
function measureCell(measure: Measure, isCharted: boolean, { open, query }: TotalsParts): Cell {
  const name = measure.name;
  if (isCharted) return markup`${name}<br><span class="hint">đang vẽ trên biểu đồ</span>`;
  const href = figureAddress(totalsOf(open.period.year), { ...query, measure: measure.meaning });
  return markup`${name}<br><a class="no-print" href="${href}">Vẽ biểu đồ<span class="visually-hidden">: ${name}</span></a>`;
}

function figureCell(
  measure: Measure,
  audience: Audience,
  figures: readonly ComparedFigure[],
  parts: TotalsParts,
): Cell {
  const figure = figureFor(measure, audience, figures);
  if (!figure) return markup`<div>không hỏi</div>`;
  const { open, query, before } = parts;
  const total = {
    text: consolidatedWords(figure.now),
    href: figureAddress(breakdownOf(open.period.year, figure.field.code), query),
    hidden: `xem từng đơn vị, ${measure.name}, ${audienceNames[audience]}`,
  };
  if (!figure.before) return markup`<div>${total}</div>`;
  const { change } = changeOf(figure, isChangeTold(parts));
  return markup`<div>${total}<div class="hint">năm ${before?.year ?? ''}: ${consolidatedWords(figure.before)}</div><div class="hint">cùng đơn vị: ${change}</div></div>`;
}

/**
 * Bars by audience of the measure that is asked for, else of those who registered, else of the first one: beside the year
 * before, of the units that stand in both years, where these are enough to say something.
 */
export function audienceChart(figures: readonly ComparedFigure[], parts: TotalsParts): SafeHtml {
  const measure = chartedMeasure(figures, parts);
  if (!measure) return '';
  const { open, query, sums, before } = parts;
  const compared = isChangeTold(parts) ? before : null;
  const shown = audiences.flatMap((audience) => {
    const figure = figureFor(measure, audience, figures);
    return figure ? [{ label: audienceNames[audience], ...drawn(figure, compared !== null) }] : [];
  });
  const year = String(open.period.year);
  const coverage = compared
    ? `Của ${formatNumber(sums.both.reports)} đơn vị có số liệu cả hai năm.`
    : coverageWords(sums, query);
  return ui.bars({
    id: 'theo-doi-tuong',
    title: `${measure.name}, theo đối tượng, năm ${year}`,
    description: `${coverage} ${shown.map(({ label, text }) => `${label}: ${text}`).join('; ')}.`,
    legend: compared ? { now: `Năm ${year}`, before: `Năm ${compared.year}` } : undefined,
    bars: shown,
  });
}

function drawn({ now, both }: ComparedFigure, isCompared: boolean) {
  const value = isCompared ? (both?.now ?? now) : now;
  const before = both ? { value: drawnValue(both.before), text: consolidatedWords(both.before) } : NOT_ASKED;
  return {
    value: drawnValue(value),
    text: consolidatedWords(value),
    before: isCompared ? before : undefined,
  };
}

const NOT_ASKED = { value: null, text: '–' };

function chartedMeasure(figures: readonly ComparedFigure[], parts: TotalsParts): Measure | undefined {
  const known = shownMeasures(figures, parts);
  const find = (code: string) => known.find((measure) => measure.meaning === code);
  return find(parts.query.measure) ?? find('registered') ?? known[0];
}

/** Those of which the reports make one number. */
function shownMeasures(figures: readonly ComparedFigure[], { open }: TotalsParts): Measure[] {
  const isShown = ({ fields }: Measure) =>
    [...fields.values()].some(({ code }) =>
      figures.some(({ field, now }) => field.code === code && now.kind !== 'count'),
    );
  return measures(open.form).filter(isShown);
}

function figureFor(measure: Measure, audience: Audience, figures: readonly ComparedFigure[]) {
  const code = measure.fields.get(audience)?.code;
  return figures.find(({ field }) => field.code === code);
}
