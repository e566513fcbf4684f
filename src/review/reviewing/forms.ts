import { z } from 'zod';
import { formatDay } from '../../platform/format.js';
import {
  dayField,
  numberField,
  optionalText,
  parseForm,
  postedValues,
  refuse,
  textField,
  type Parsed,
} from '../../platform/forms.js';
import type { FormDefinition } from '../../periods/form-definition.js';
import { presentDeadline } from '../../reports/deadlines.js';
import type { ReportRow } from '../../reports/finders.js';

const version = numberField('Số phiên bản của báo cáo');
const reason = textField('Lý do', 5000);

export const acceptForm = z.object({ version });
export const reasonForm = z.object({ version, reason });
// Its reason has a name of its own, since its form stands beside that of an exemption.
const extensionForm = z.object({ version, dueBefore: dayField('Hạn mới'), extensionReason: reason });

export interface Remarks {
  version: number;
  reason: string;
  notes: Record<string, string>;
  correctBefore: Date;
}

/** A return or a reopening: the reason, a note for each section that needs one, a day to come. */
export function parseRemarks(form: FormDefinition, body: unknown, now: Date): Parsed<Remarks> {
  const schema = z.object({
    version,
    reason,
    correctBefore: dayField('Hạn sửa'),
    ...Object.fromEntries(
      form.sections.map((s) => [noteName(s.code), optionalText(`Ghi chú phần ${s.letter}`, 5000)]),
    ),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { correctBefore } = parsed.data;
  if (correctBefore <= now) {
    const message = `Hạn sửa phải sau hôm nay, ngày ${formatDay(now)}.`;
    return refuse(postedValues(body), { field: 'correctBefore', message });
  }
  const texts = parsed.data as unknown as Record<string, string>;
  const notes = form.sections
    .map((s) => [s.code, texts[noteName(s.code)] ?? ''] as const)
    .filter(([, text]) => text !== '');
  return { ok: true, data: { ...parsed.data, notes: Object.fromEntries(notes) } };
}

/** An extension: a day later than the present deadline and than today. */
export function parseExtension(report: ReportRow, body: unknown, now: Date) {
  const parsed = parseForm(extensionForm, body);
  const present = presentDeadline(report);
  if (!parsed.ok || (parsed.data.dueBefore > now && parsed.data.dueBefore > present)) return parsed;
  const later =
    now > present ? `hôm nay, ngày ${formatDay(now)}` : `hạn hiện nay, ngày ${formatDay(present)}`;
  return refuse(postedValues(body), { field: 'dueBefore', message: `Hạn mới phải sau ${later}.` });
}

/** The name of the box for a note on a section. */
export function noteName(section: string): string {
  return `note_${section}`;
}
