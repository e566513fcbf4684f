import { z } from 'zod';
import { choiceField, parseForm, type Parsed } from '../../platform/forms.js';
import { exportKinds, type ExportKind, type ExportOptions } from './rules.js';

const exportForm = z.object({
  kind: choiceField('Định dạng của tệp', exportKinds),
  counted: choiceField('Báo cáo được tính', ['accepted', 'submitted']),
});

export function parseExport(body: unknown): Parsed<{ kind: ExportKind; options: ExportOptions }> {
  const parsed = parseForm(exportForm, body);
  if (!parsed.ok) return parsed;
  const { kind, counted } = parsed.data;
  return { ok: true, data: { kind, options: { withSubmitted: counted === 'submitted' } } };
}
