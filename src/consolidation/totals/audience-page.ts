import { ui } from '../../platform/page/components.js';
import { formatNumber } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { figureAddress } from '../addresses.js';
import { audienceNames, audiences, type Audience } from '../../form/audiences.js';
import { measures, type Measure } from '../measures.js';
import { consolidatedWords } from '../comparison.js';
import { coverageWords } from '../coverage.js';
import { changeOf, isChangeTold, type ComparedFigure, type TotalsParts } from './rules.js';
import { drawnValue } from '../../form/totals.js';

/** One measure, for each audience. */
export interface AudienceRow {
  label: string;
  /** Shows it in the chart. */
  chartHref: string;
  isCharted: boolean;
  cells: readonly { audience: string; href: string; total: string; before: string; change: string }[];
}

export function audienceRows(figures: readonly ComparedFigure[], parts: TotalsParts): AudienceRow[] {
  const { open, query } = parts;
  const path = `/tong-hop/${open.period.year}`;
  const charted = chartedMeasure(figures, parts)?.meaning;
  return shownMeasures(figures, parts).map((measure) => ({
    label: measure.name,
    chartHref: figureAddress(path, { ...query, measure: measure.meaning }),
    isCharted: measure.meaning === charted,
    cells: audiences.map((audience) => cell(audience, figureFor(measure, audience, figures), parts)),
  }));
}

function cell(audience: Audience, figure: ComparedFigure | undefined, parts: TotalsParts) {
  const { open, query } = parts;
  const name = audienceNames[audience];
  if (!figure) return { audience: name, href: '', total: 'không hỏi', before: '', change: '' };
  return {
    audience: name,
    href: figureAddress(`/tong-hop/${open.period.year}/so-lieu/${figure.field.code}`, query),
    total: consolidatedWords(figure.now),
    before: figure.before ? consolidatedWords(figure.before) : '',
    change: changeOf(figure, isChangeTold(parts)).change,
  };
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
