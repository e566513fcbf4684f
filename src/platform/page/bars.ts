import { scaleLinear } from 'd3-scale';

/** One thing to draw: what it is, how much, and how much it was before. Below 0 it is drawn as 0. */
export interface Bar {
  readonly label: string;
  readonly value: number | null;
  readonly text: string;
  readonly before?: { readonly value: number | null; readonly text: string } | undefined;
}
export interface Bars {
  /** Says what is drawn, to those who do not see it; the same figures stand in a table of the page. */
  readonly title: string;
  readonly description: string;
  readonly bars: readonly Bar[];
  /** What the longest bar may be, where several charts have one scale; without it this chart's longest. */
  readonly most?: number;
  /** What the bars are, and those before; without it no legend shows. */
  readonly legend?: { readonly now: string; readonly before: string } | undefined;
}

const WIDTH = 420;
/** Room for the figure behind the longest bar. */
const RIGHT = 90;
/** Longer labels are cut; the table has them whole. */
const LONGEST = 50;
const LABEL = 22;
const THICK = 16;
const THIN = 10;
const GAP = 12;

/** Where everything of a chart of bars stands, in the units of its view box: one bar under the other. */
export function barShapes({ bars, most = 0 }: Pick<Bars, 'bars' | 'most'>) {
  const values = bars.flatMap(({ value, before }) => [value ?? 0, before?.value ?? 0]);
  const x = scaleLinear([0, Math.max(1e-9, most, ...values)], [0, WIDTH - RIGHT]);
  const width = (value: number | null) => String(Math.round(10 * x(Math.max(0, value ?? 0))) / 10);
  let y = 0;
  const shapes = bars.map((bar) => {
    const top = y;
    y += LABEL + THICK + (bar.before ? THIN + 2 : 0) + GAP;
    const wide = width(bar.value);
    const wideBefore = width(bar.before?.value ?? null);
    return {
      label: bar.label.length > LONGEST ? `${bar.label.slice(0, LONGEST - 1)}…` : bar.label,
      labelY: String(top + 15),
      y: String(top + LABEL),
      height: String(THICK),
      width: wide,
      text: bar.text,
      textX: String(Number(wide) + 8),
      textY: String(top + LABEL + 13),
      before: bar.before
        ? {
            y: String(top + LABEL + THICK + 2),
            height: String(THIN),
            width: wideBefore,
            text: bar.before.text,
            textX: String(Number(wideBefore) + 8),
            textY: String(top + LABEL + THICK + 12),
          }
        : null,
    };
  });
  return { viewBox: `0 0 ${WIDTH} ${Math.max(1, y - GAP)}`, shapes };
}
