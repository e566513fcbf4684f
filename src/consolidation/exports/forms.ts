import { z } from 'zod';
import { choiceField, parseForm, type Form, type Parsed } from '../../platform/page/forms.js';
import type { Consolidation } from '../finders.js';
import { exportKinds, type ExportKind, type ExportOptions } from './rules.js';

const exportForm = z.object({
  kind: choiceField('Định dạng của tệp', exportKinds),
  counted: choiceField('Báo cáo được tính', ['filed', 'accepted', 'submitted']),
});

export function parseExport(body: unknown): Parsed<{ kind: ExportKind; options: ExportOptions }> {
  const parsed = parseForm(exportForm, body);
  if (!parsed.ok) return parsed;
  const { kind, counted } = parsed.data;
  const options = { withSubmitted: counted === 'submitted', live: counted !== 'filed' };
  return { ok: true, data: { kind, options } };
}

/** What is chosen before anybody chose: what was filed, while something is. */
export function freshExport({ filed }: Pick<Consolidation<unknown>, 'filed'>): Form {
  return { values: { kind: 'xlsx', counted: filed ? 'filed' : 'accepted' }, errors: [] };
}

/** What was asked for, as the form says it. */
export function exportValues(kind: ExportKind, { withSubmitted, live }: ExportOptions): Form['values'] {
  return { kind, counted: live ? (withSubmitted ? 'submitted' : 'accepted') : 'filed' };
}
