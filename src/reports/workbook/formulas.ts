import { audienceQuestions, fieldsAbout } from '../../form/asked.js';
import type { FieldDefinition, FormDefinition } from '../../form/definition.js';
import { ANSWERS, FIGURES, STATEMENT, type WorkbookSheet } from './layout.js';
import { computedOf, typedOf } from '../../form/kinds.js';

// What Excel calculates while one fills in. The portal reads none of it: it calculates again.

/** A total or a rate; '' while a part is missing, as on the page. Undefined where Excel cannot say it. */
export function computedFormula(
  field: FieldDefinition,
  sheets: readonly WorkbookSheet[],
): string | undefined {
  const parts = computedOf(field)?.parts(field);
  const of = parts && figures(parts.of, sheets);
  if (!of) return undefined;
  if (!parts.over) return fitting(`IF(${of.known},${of.sum},"")`);
  const over = figures(parts.over, sheets);
  if (!over) return undefined;
  const rounded = `ROUND(100*(${of.sum})/(${over.sum}),1)`;
  return fitting(`IF(AND(${of.known},${over.known}),IF(${over.sum}=0,"",${rounded}),"")`);
}

/** The figure that a cell holds as text, '' for none: what stands beside it for the others to count with. */
export function figureFormula(inText: (address: string) => string, row: number): string {
  const address = `${ANSWERS}${row}`;
  return `IF(LEN(${address})=0,"",${inText(address)})`;
}

/** "Cần ghi" beside an answer that is required and not there. `question`: the cell whose "Không" makes it not asked; '' for none. */
export function gapFormula(row: number, { rows }: WorkbookSheet, question: string): string {
  const statement = rows.find(({ field }) => field.code === STATEMENT);
  const gap = `IF(LEN(${ANSWERS}${row})=0,"Cần ghi","")`;
  const inSection = statement ? `IF(${ANSWERS}${statement.row}="Có","",${gap})` : gap;
  return question === '' ? inSection : `IF(${question}="Không","Không hỏi",${inSection})`;
}

/** The cell of the question whether the unit has the audience that a field is about; '' where none asks. */
export function questionCell(
  form: FormDefinition,
  { code }: FieldDefinition,
  sheets: readonly WorkbookSheet[],
): string {
  const about = audienceQuestions(form).find(
    ({ audience }) => audience && fieldsAbout(form, new Set([audience])).has(code),
  );
  return (about && figure(about.code, sheets)?.address) ?? '';
}

/** The form's comparisons, one a line. */
export function checkLines(form: FormDefinition, sheets: readonly WorkbookSheet[]) {
  return form.checks.flatMap((check) => {
    if (check.kind !== 'compare') return [];
    const [left, right] = [figures(check.left, sheets), figures(check.right, sheets)];
    if (!left || !right) return [];
    const holds = `${left.sum}${check.relation === '≤' ? '<=' : '='}${right.sum}`;
    const verdict = `IF(${holds},"Khớp","Chưa khớp")`;
    const formula = fitting(`IF(AND(${left.known},${right.known}),${verdict},"Chưa đủ số liệu")`);
    if (formula === undefined) return [];
    return [{ left: left.labels, relation: check.relation, right: right.labels, formula }];
  });
}

/** Excel's own limits: 255 arguments, 8192 characters. */
const MAX_FIGURES = 255;
const fitting = (formula: string) => (formula.length <= 8192 ? formula : undefined);

function figures(codes: readonly string[], sheets: readonly WorkbookSheet[]) {
  const found = codes.map((code) => figure(code, sheets)).filter((cell) => cell !== undefined);
  if (found.length < codes.length || codes.length > MAX_FIGURES) return undefined;
  return {
    labels: found.map(({ label }) => label).join(' + '),
    known: `COUNT(${found.map(({ address }) => address).join(',')})=${codes.length}`,
    sum: found.map(({ address }) => address).join('+'),
  };
}

function figure(code: string, sheets: readonly WorkbookSheet[]) {
  for (const { name, rows } of sheets) {
    const line = rows.find(({ field }) => field.code === code);
    if (!line) continue;
    const column = typedOf(line.field)?.cell.figureFormula ? FIGURES : ANSWERS;
    const address = `'${name.replaceAll("'", "''")}'!${column}${line.row}`;
    return { address, label: line.field.label };
  }
  return undefined;
}
