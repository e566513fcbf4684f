import { allFields, isFigure, type CheckDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { answersIn } from '../../form/report-answers.js';
import type { SectionView } from './section-field-pages.js';

/** A figure of a check as client/agreeing.ts reads it: of a box on this page, or as another section has it. */
interface LiveFigure {
  readonly label: string;
  readonly name: string;
  readonly value: number | null;
}
interface LiveCheck {
  readonly relation: '=' | '≤';
  readonly left: readonly LiveFigure[];
  readonly right: readonly LiveFigure[];
}

/** The errors that a comparison with a box of this page can be, as JSON: those of which every figure can be known here. */
export function liveChecks({ open, section, draft }: SectionView): string {
  const { form } = open.report;
  const here = new Set(section.fields.filter((field) => !unionsCounted(field)).map(({ code }) => code));
  const elsewhere = answersIn(draft.answers.sections);
  const fields = new Map(allFields(form).map((field) => [field.code, field]));
  const figure = (code: string): LiveFigure[] => {
    const field = fields.get(code);
    const value = elsewhere.get(code);
    if (!field || !isFigure(field)) return [];
    if (here.has(code)) return [{ label: field.label, name: code, value: null }];
    return typeof value === 'number' ? [{ label: field.label, name: '', value }] : [];
  };
  return JSON.stringify(form.checks.flatMap((check) => liveCheck(check, here, figure)));
}

function liveCheck(
  check: CheckDefinition,
  here: ReadonlySet<string>,
  figure: (code: string) => LiveFigure[],
): LiveCheck[] {
  if (check.kind !== 'compare' || check.severity !== 'error') return [];
  const { relation } = check;
  const [left, right] = [check.left.flatMap(figure), check.right.flatMap(figure)];
  const isKnown = left.length === check.left.length && right.length === check.right.length;
  return isKnown && [...check.left, ...check.right].some((code) => here.has(code))
    ? [{ relation, left, right }]
    : [];
}
