import { audienceNames } from '../../form/audiences.js';
import { sumOf, readAnswers, suffixOf } from '../../form/answers.js';
import { isComputed, type FieldDefinition } from '../../form/definition.js';
import type { FigureCell, FigureRow, FigureTable } from '../../form/figure-rows.js';
import { answersIn } from '../../form/report-answers.js';
import { ui, type FieldSaid } from '../../platform/page/components.js';
import type { FigureCellView, FigureRowView, FigureTableView } from '../../platform/page/filing-blocks.js';
import type { Values } from '../../platform/page/forms.js';
import { formatNumber } from '../../platform/text/format.js';
import { computedFrom, fieldBox } from './field-pages.js';
import {
  describedBy,
  fieldSaid,
  fieldState,
  hinted,
  labelIn,
  lastWords,
  takeButton,
  type FieldParts,
  type SectionView,
} from './section-field-pages.js';
import { isSetAside } from './statement-pages.js';

export function figureTableView(table: FigureTable, view: SectionView, parts: FieldParts): FigureTableView {
  const { year } = view.open.report.period;
  const { lastYear } = view.draft;
  const hasTotals = table.audiences.length > 0;
  const heads = hasTotals ? table.audiences.map((audience) => audienceNames[audience]) : [`Năm ${year}`];
  const lastHead = lastYear ? `Năm ${lastYear.year}` : '';
  return {
    caption: `Số liệu năm ${year} của phần ${view.section.letter}`,
    heads,
    hasTotals,
    lastHead,
    columns: 1 + heads.length + (hasTotals ? 1 : 0) + (lastHead ? 1 : 0),
    rows: table.rows.map((row) => figureRow(row, table, view, parts)),
  };
}

function figureRow(row: FigureRow, table: FigureTable, view: SectionView, parts: FieldParts): FigureRowView {
  const [first] = row.cells;
  const fields = row.cells.map(({ field }) => field);
  const { hint, hintId } = hintOf(row, view);
  const cells = cellsOf(row, table).map((cell) => cellView(cell, row, table, { view, parts, hintId }));
  const only = row.isByAudience ? undefined : first?.field;
  const last = lastOf(row, view);
  return {
    id: only ? `truong-${only.code}` : '',
    label: only ? labelIn(only, view) : row.label,
    labelFor: only && !isComputed(only) ? only.code : '',
    ...{ hint, hintId, cells, last },
    total: row.isByAudience ? totalOf(row, view, parts) : '',
    hasTotal: row.isByAudience,
    take: takeButton(fields, view, parts.typed, [row.label, last].filter(Boolean).join(', ')),
    said: saidOf(row, view, parts),
  };
}

/** One for every column; undefined where the measure is not asked of an audience. */
function cellsOf({ isByAudience, cells }: FigureRow, { audiences }: FigureTable): (FigureCell | undefined)[] {
  if (!isByAudience) return [...cells];
  return audiences.map((audience) => cells.find(({ field }) => field.audience === audience));
}

function cellView(
  cell: FigureCell | undefined,
  row: FigureRow,
  table: FigureTable,
  { view, parts, hintId }: { view: SectionView; parts: FieldParts; hintId: string },
): FigureCellView {
  if (!cell) return NOT_ASKED;
  const { field, rate } = cell;
  const said = fieldSaid(field, view, parts);
  const state = fieldState(field, view, parts);
  return {
    ...(row.isByAudience ? ofAudience(field, view) : OF_NOBODY),
    code: field.code,
    label: labelIn(field, view),
    // A figure of nobody in particular stands where totals do.
    span: row.isByAudience ? 1 : Math.max(1, table.audiences.length + 1),
    look: said.error ? 'is-error' : said.warning ? 'is-warned' : '',
    // What is wrong in it must be seen to be mended.
    isSetAside: said.error === '' && isSetAsideHere(field, view, parts.typed),
    box: fieldBox(field, state, describedBy(said, hintId)),
    rate: rate ? fieldBox(rate, fieldState(rate, view, parts), '') : '',
  };
}

const OF_NOBODY = { id: '', audience: '', last: '' };

function ofAudience(field: FieldDefinition, view: SectionView) {
  const last = lastWords(field, view);
  return {
    id: `truong-${field.code}`,
    audience: field.audience ? audienceNames[field.audience] : '',
    last: last && `${view.draft.lastYear?.year}: ${last}`,
  };
}

/** Whether the section of a field says that it has nothing to tell, where the page has several. */
function isSetAsideHere(field: FieldDefinition, view: SectionView, typed: Values): boolean {
  const section = view.page.length > 1 ? view.page.find(({ fields }) => fields.includes(field)) : undefined;
  return section !== undefined && isSetAside(section, view, typed);
}

const NOT_ASKED: FigureCellView = {
  isSetAside: false,
  ...{ id: '', code: '', label: '', audience: '', span: 1, look: '', rate: '', last: '' },
  box: '<span aria-hidden="true">–</span><span class="visually-hidden">không hỏi</span>',
};

/** What the fields say besides their labels, once each. */
function hintOf({ cells, isByAudience }: FigureRow, view: SectionView) {
  const helps = cells.map(({ field }) => hinted(field, view).help ?? '');
  const hint = [...new Set(helps)].filter(Boolean).join(' ');
  const code = cells[0]?.field.code ?? '';
  return { hint, hintId: hint === '' ? '' : `${code}-${isByAudience ? 'measure-' : ''}hint` };
}

/** The form's own total, or the sum of the row. */
function totalOf({ label, cells, total }: FigureRow, view: SectionView, parts: FieldParts): string {
  if (total) {
    const fields = [total.field, ...(total.rate ? [total.rate] : [])];
    return fields.map((field) => fieldBox(field, fieldState(field, view, parts), '')).join('');
  }
  // An audience that has nothing to tell is no part of it.
  const fields = cells.map(({ field }) => field).filter((field) => !isSetAsideHere(field, view, parts.typed));
  const { answers } = readAnswers(view.section, parts.typed);
  const of = fields.map(({ code }) => code);
  return ui.computed({
    name: `tong-${cells[0]?.field.code ?? ''}`,
    label: `Tổng: ${label}`,
    value: sumWords(fields, (code) => answers[code]),
    attributes: computedFrom({ of }, new Set(of), answersIn(view.draft.answers.sections), suffixIn(fields)),
    isInCell: true,
  });
}

/** What the row said last year: its only figure, or the sum of all. */
function lastOf({ isByAudience, cells }: FigureRow, view: SectionView): string {
  const fields = cells.map(({ field }) => field);
  if (!isByAudience) return fields.map((field) => lastWords(field, view)).join('');
  const said = (code: string) => view.draft.lastYear?.answers[code];
  return sumWords(
    fields.filter(({ code }) => said(code) !== undefined),
    said,
  );
}

function sumWords(
  fields: readonly FieldDefinition[],
  answer: (code: string) => Parameters<typeof sumOf>[0][number],
): string {
  const sum = sumOf(fields.map(({ code }) => answer(code)));
  return sum === undefined ? '' : `${formatNumber(sum)} ${suffixIn(fields)}`.trim();
}

const suffixIn = ([field]: readonly FieldDefinition[]) => (field ? suffixOf(field) : '');

/** Of every field of the row that something is said of. A message that concerns two of them stands once. */
function saidOf({ cells, total }: FigureRow, view: SectionView, parts: FieldParts): FieldSaid[] {
  return [...cells, ...(total ? [total] : [])]
    .flatMap(({ field, rate }) => (rate ? [field, rate] : [field]))
    .map((field) => fieldSaid(field, view, parts))
    .filter(
      ({ error, warning, notes, source, theirs }) => error || warning || notes.length > 0 || source || theirs,
    );
}
