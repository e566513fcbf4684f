import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatNumber } from '../../platform/text/format.js';
import { missingFrom } from '../../form/consolidated.js';
import type { OwnChildSums } from '../child-sums-finders.js';
import { coverageWords } from '../coverage.js';
import type { OpenedOwn, OwnDraft } from '../finders.js';
import type { FilingStep } from './steps.js';

/** What is said at filing: what changed, which units are missing, the declaration. */
export function filingBoxes(
  { report }: OpenedOwn,
  draft: OwnDraft,
  step: FilingStep,
  form?: Form,
): SafeHtml[] {
  return [
    ...(draft.returns.length > 0 ? [changeNoteBox(report.changeNote, form)] : []),
    ...(draft.children ? [incompleteBox(draft.children, form)] : []),
    declarationBox(declarationWords(step === 'mark-ready', report.unit.needsSignatory), form),
  ];
}

function changeNoteBox(kept: string, form?: Form): string {
  return ui.field({
    name: 'changeNote',
    label: 'Đơn vị đã sửa những gì so với lần nộp trước?',
    kind: 'textarea',
    rows: 3,
    form,
    ...(form ? {} : { value: kept }),
  });
}

/** The box that says that some of the direct children are missing; '' where none is. */
function incompleteBox(children: OwnChildSums, form?: Form): string {
  const missing = missingFrom(children.sums);
  if (missing === 0) return '';
  const text = `Tôi biết còn ${formatNumber(missing)} đơn vị trực tiếp chưa có trong báo cáo này và vẫn nộp.`;
  return ui.checkboxes({
    name: 'incomplete',
    legend: 'Báo cáo còn thiếu đơn vị',
    hint: `${coverageWords(children)}.`,
    items: [{ value: String(missing), text }],
    form,
  });
}

function declarationWords(marks: boolean, needsSignatory: boolean): string {
  if (marks) return 'Tôi cam đoan báo cáo này đúng sự thật.';
  return needsSignatory
    ? 'Tôi cam đoan đã đọc báo cáo này và đồng ý nộp.'
    : 'Tôi cam đoan báo cáo này đúng sự thật và đã được người ký báo cáo đồng ý nộp.';
}

function declarationBox(text: string, form?: Form): string {
  return ui.checkboxes({
    name: 'declaration',
    legend: 'Cam đoan',
    items: [{ value: 'yes', text }],
    form,
  });
}
