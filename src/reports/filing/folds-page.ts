import { ui } from '../../platform/page/components.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { isForbidding, type Problem } from '../../form/checks.js';
import type { FormDefinition } from '../../form/definition.js';
import type { SheetRow, SheetSection } from '../../form/sheet.js';
import { ownFile, ownSectionFromCheck } from '../addresses.js';
import { countedIn, countWords } from '../open-problems.js';

/** One section of what is filed: a line, and folded under it what it says. */
export interface FoldView {
  code: string;
  heading: string;
  /** "9 ô, đã đủ", "4 ô, 2 chỗ phải sửa" */
  facts: string;
  icon: SafeHtml;
  /** Of what is open in it; '' where nothing is. */
  tone: '' | 'error' | 'warning';
  isOpen: boolean;
  html: SafeHtml;
  /** Where it is mended; '' for who cannot. */
  edit: SafeHtml;
}

export interface FoldParts {
  readonly year: number;
  readonly form: FormDefinition;
  /** What is still open. */
  readonly problems: readonly Problem[];
  readonly canEdit: boolean;
  /** It may still be filed, so what is open is counted. */
  readonly isOpen: boolean;
  /** The codes of the sections that somebody has saved. */
  readonly begun: ReadonlySet<string>;
  /** The reader asked for everything to be unfolded. */
  readonly isUnfolded: boolean;
}

/** In the form's order; unfolded are those in which something forbids filing, once begun: before, there is nothing to read. */
export function sectionFolds(sheet: readonly SheetSection[], parts: FoldParts): FoldView[] {
  return sheet.map((section) => sectionFold(section, parts));
}

function sectionFold(section: SheetSection, parts: FoldParts): FoldView {
  const { year, form, problems, canEdit, isOpen, begun, isUnfolded } = parts;
  const { code, heading, notApplicable = '', rows } = section;
  const definition = form.sections.find((one) => one.code === code);
  const found = countedIn(code, problems);
  const letter = definition?.letter ?? '';
  return {
    code,
    heading,
    facts: [sizeWords(section), ...(isOpen ? [countWords(found) || 'đã đủ'] : [])].join(', '),
    ...signOf(found),
    isOpen: isUnfolded || (found.some(isForbidding) && begun.has(code)),
    html: notApplicable === '' ? rowsHtml(rows, code, found, parts) : ui.words(`${notApplicable}.`),
    edit: canEdit
      ? ui.button({ text: `Sửa phần ${letter}`, href: ownSectionFromCheck(year, code), kind: 'secondary' })
      : '',
  };
}

function signOf(found: readonly Problem[]): Pick<FoldView, 'icon' | 'tone'> {
  if (found.length === 0) return { tone: '', icon: ui.icon('done') };
  return found.some(isForbidding)
    ? { tone: 'error', icon: ui.icon('error') }
    : { tone: 'warning', icon: ui.icon('alert') };
}

function sizeWords({ notApplicable, rows }: SheetSection): string {
  if (notApplicable !== undefined) return 'không phát sinh';
  const files = rows.reduce((sum, row) => sum + row.files.length, 0);
  return [`${rows.length} ô`, ...(files > 0 ? [`${files} tệp`] : [])].join(', ');
}

function rowsHtml(
  rows: readonly SheetRow[],
  section: string,
  found: readonly Problem[],
  parts: FoldParts,
): SafeHtml {
  const missing = new Set(found.filter(({ kind }) => kind === 'missing').map(({ code }) => code));
  return ui.summaryList(
    rows.map((row) => ({
      key: row.label,
      html: rowHtml(row, section, parts, missing.has(row.field)),
    })),
  );
}

function rowHtml(row: SheetRow, section: string, { year, canEdit }: FoldParts, isMissing: boolean): SafeHtml {
  if (isMissing && canEdit) {
    const href = ownSectionFromCheck(year, section, row.field);
    return ui.quietLink({ href, text: 'Chưa có – điền ngay', hidden: row.label });
  }
  const files = row.files.map((file) => ui.fileLink({ text: file.text, href: ownFile(year, file.id) }));
  return `<div id="o-${row.field}">${files.length > 0 ? files.join('') : ui.words(row.words)}</div>`;
}
