import type { Cell, Worksheet } from '@cj-tech-master/excelts';
import type { CellContent } from './cells.js';

/** What a cell of a loaded workbook holds, formulas as no more than that. */
export function contentOf(cell: Cell): CellContent {
  const { value } = cell;
  if (value === null || value === undefined || value === '') return { kind: 'empty' };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (typeof value === 'boolean') return { kind: 'yes-no', value };
  if (typeof value === 'number') return { kind: 'number', value, isPercent: isPercentFormat(cell) };
  if (value instanceof Date) return { kind: 'day', at: value };
  if ('error' in value) return { kind: 'error', text: value.error };
  const text = plainText(value);
  return text === undefined ? { kind: 'formula' } : { kind: 'text', text };
}

function isPercentFormat({ numFmt }: Cell): boolean {
  const format: unknown = numFmt;
  return typeof format === 'string' && format.includes('%');
}

/** Of rich text and of links; undefined for formulas, whatever their kind. */
function plainText(value: object): string | undefined {
  if ('formula' in value || 'sharedFormula' in value || 'result' in value) return undefined;
  if ('richText' in value && Array.isArray(value.richText))
    return (value.richText as { text?: string }[]).map((run) => run.text ?? '').join('');
  if (!('text' in value)) return undefined;
  const { text } = value;
  if (typeof text === 'string') return text;
  return typeof text === 'object' && text ? plainText(text) : undefined;
}

/** The text at an address; '' where there is none. */
export function textAt(sheet: Worksheet | undefined, address: string): string {
  const content = sheet && contentOf(sheet.getCell(address));
  if (content?.kind === 'text') return content.text;
  return content?.kind === 'number' ? String(content.value) : '';
}
