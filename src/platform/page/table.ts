import { escapeHtml, template, type SafeHtml } from './templates.js';

/**
 * What stands in a cell: text; a link, or its text alone where `href` is ''; or `html`, put in as it is. `look`: a class of
 * the cell, beside that of its column.
 */
export type Cell =
  | string
  | number
  | {
      readonly text: string | number;
      readonly href: string;
      readonly hidden?: string;
      readonly look?: string;
    }
  | { readonly html: SafeHtml; readonly look?: string };

/** Markup in which every value is escaped, or a link, or markup itself, as in a cell. */
export function markup(parts: TemplateStringsArray, ...values: readonly Cell[]): { html: SafeHtml } {
  return { html: parts.reduce((html, part, at) => html + cellHtml(values[at - 1] ?? '') + part) };
}

/**
 * How a column looks. short: so short that a phone shows several beside each other. heading: its cells head the rows, which
 * else those of the first column do. actions: what can be done with a row; only screen readers, and a row that is shown as
 * a card, say the column's heading.
 */
type ColumnKind = 'num' | 'short' | 'nowrap' | 'prewrap' | 'heading' | 'actions';

/**
 * The heading of a column, with a shorter `label` for cells where a card has no room for all of it. `sort`: where the rows
 * are put into the order of this column, and the order that they are in now.
 */
type Head = string | { readonly text: string; readonly label: string; readonly sort?: Sort };
export interface Sort {
  readonly href: string;
  readonly order?: 'ascending' | 'descending' | undefined;
}

/** A column's heading, what stands in it for each row, and how it looks. */
export type Column<Row> = readonly [head: Head, cell: (row: Row) => Cell, kind?: ColumnKind];

interface TableProps<Row> {
  /** For those who do not see that it is a table. */
  readonly caption: string;
  readonly rows: readonly Row[];
  /** false: not shown. */
  readonly columns: readonly (Column<Row> | false)[];
  /** Said where there are no rows; else nothing is. */
  readonly empty?: string;
  /** What the rows come to together, under them. */
  readonly total?: Row;
  /** The id of a row, to lead to it. */
  readonly rowId?: (row: Row) => string;
}

interface TickProps {
  readonly name: string;
  readonly value: string | number;
  readonly label: string;
  readonly isTicked?: boolean;
  /** The row says already what it is about. */
  readonly isLabelHidden?: boolean;
}

const draw = template<object>('components/table', 'props');

/**
 * Tables of rows. On a phone each row becomes a card, in which each cell says its column's heading; one figure a row stays
 * beside its name.
 */
export const tables = {
  table<Row>({ caption, rows, columns, empty = '', total, rowId = () => '' }: TableProps<Row>): SafeHtml {
    if (rows.length === 0) return empty && `<p>${escapeHtml(empty)}</p>`;
    const drawn = drawnColumns(columns);
    return draw({
      caption,
      columns: drawn,
      isPair: drawn.length === 2 && drawn[1]?.isNumber === true,
      rows: rows.map((row) => ({ id: rowId(row), cells: drawn.map(({ cell }) => cell(row)).join('') })),
      total: total === undefined ? '' : drawn.map(({ cell }) => cell(total)).join(''),
    });
  },

  /** A box to tick in a cell, with its label. */
  tick({ name, value, label, isTicked = false, isLabelHidden = false }: TickProps): SafeHtml {
    const words = isLabelHidden ? markup`<span class="visually-hidden">${label}</span>` : ` ${label}`;
    const checked = { html: isTicked ? ' checked' : '' };
    return markup`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${checked}>${words}</label>`
      .html;
  },
};

const CLASSES: Record<ColumnKind, string> = {
  num: 'num',
  short: 'short',
  nowrap: 'nowrap',
  prewrap: 'prewrap',
  heading: '',
  actions: 'row-actions',
};

/** The columns that show. What begins a cell is made once, and not for each row. */
function drawnColumns<Row>(columns: readonly (Column<Row> | false)[]) {
  const shown = columns.filter((column) => column !== false);
  const heading = Math.max(
    0,
    shown.findIndex(([, , kind]) => kind === 'heading'),
  );
  return shown.map(([head, content, kind], at) => {
    const { text, label, sort } =
      typeof head === 'string' ? { text: head, label: head, sort: undefined } : head;
    const look = kind ? CLASSES[kind] : '';
    const tag = at === heading ? 'th' : 'td';
    const start = at === heading ? '<th scope="row"' : `<td data-label="${escapeHtml(label)}"`;
    const cell = (row: Row) => {
      const what = content(row);
      return `${start}${classOf(look, what)}>${cellHtml(what)}</${tag}>`;
    };
    return {
      text,
      isNumber: kind === 'num',
      isHidden: kind === 'actions',
      order: sort?.order,
      href: sort?.href,
      cell,
    };
  });
}

function classOf(look: string, cell: Cell): string {
  const all = typeof cell === 'object' && cell.look ? `${look} ${cell.look}`.trim() : look;
  return all === '' ? '' : ` class="${all}"`;
}

function cellHtml(cell: Cell): SafeHtml {
  if (typeof cell !== 'object') return escapeHtml(String(cell));
  if ('html' in cell) return cell.html;
  const text = escapeHtml(String(cell.text));
  if (cell.href === '') return text;
  const more = cell.hidden ? `<span class="visually-hidden">: ${escapeHtml(cell.hidden)}</span>` : '';
  return `<a href="${escapeHtml(cell.href)}">${text}${more}</a>`;
}
