import { ui } from '../../platform/components.js';
import type { SafeHtml } from '../../platform/render.js';
import { audiences, type Audience } from '../../guidance/content.js';
import { figureAddress } from '../address.js';
import { audienceNames, measureName, measures, type Measure } from '../audiences.js';
import { consolidatedWords, difference } from '../comparison.js';
import type { Consolidated } from '../rules.js';
import type { ComparedFigure, TotalsParts } from './rules.js';

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
  const path = `/tong-hop/${String(open.period.year)}`;
  const charted = chartedMeasure(figures, parts)?.code;
  return shownMeasures(figures, parts).map((measure) => ({
    label: measureName(measure),
    chartHref: figureAddress(path, { ...query, measure: measure.code }),
    isCharted: measure.code === charted,
    cells: audiences.map((audience) => cell(audience, figureFor(measure, audience, figures), parts)),
  }));
}

function cell(audience: Audience, figure: ComparedFigure | undefined, { open, query }: TotalsParts) {
  const name = audienceNames[audience];
  if (!figure) return { audience: name, href: '', total: 'không hỏi', before: '', change: '' };
  return {
    audience: name,
    href: figureAddress(`/tong-hop/${String(open.period.year)}/so-lieu/${figure.field.code}`, query),
    total: consolidatedWords(figure.now),
    before: figure.before ? consolidatedWords(figure.before) : '',
    change: figure.before ? difference(figure.now, figure.before).change : '',
  };
}

/** Bars by audience of the measure that is asked for, else of those who registered, else of the first one. */
export function audienceChart(figures: readonly ComparedFigure[], parts: TotalsParts): SafeHtml {
  const measure = chartedMeasure(figures, parts);
  if (!measure) return '';
  const shown = audiences.flatMap((audience) => {
    const figure = figureFor(measure, audience, figures);
    return figure ? [{ audience, figure }] : [];
  });
  const { before } = parts;
  const year = String(parts.open.period.year);
  const name = measureName(measure);
  return ui.bars({
    id: 'theo-doi-tuong',
    title: `${name}, theo đối tượng, năm ${year}`,
    description: `${shown
      .map(({ audience, figure }) => `${audienceNames[audience]}: ${consolidatedWords(figure.now)}`)
      .join('; ')}.`,
    legend: before ? { now: `Năm ${year}`, before: `Năm ${String(before.year)}` } : undefined,
    bars: shown.map(({ audience, figure }) => ({
      label: audienceNames[audience],
      value: drawn(figure.now),
      text: consolidatedWords(figure.now),
      before: before
        ? {
            value: figure.before ? drawn(figure.before) : null,
            text: figure.before ? consolidatedWords(figure.before) : '–',
          }
        : undefined,
    })),
  });
}

/** What a bar shows of it; null where there is no one number. */
export function drawn(value: Consolidated): number | null {
  switch (value.kind) {
    case 'sum':
      return value.counted === 0 ? null : Number(value.sum);
    case 'average':
      return value.average;
    case 'rate':
      return value.percent;
    case 'count':
      return null;
  }
}

function chartedMeasure(figures: readonly ComparedFigure[], parts: TotalsParts): Measure | undefined {
  const known = shownMeasures(figures, parts);
  const find = (code: string) => known.find((measure) => measure.code === code);
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
