import { ui } from '../../../platform/page/components.js';
import type { Form } from '../../../platform/page/forms.js';
import type { SafeHtml } from '../../../platform/page/render.js';
import { formatNumber } from '../../../platform/text/format.js';
import type { Assignee } from '../../../reports/assignment/commands.js';
import { worklistAssignment } from '../../addresses.js';
import { manyPage, type From, type Many, type ManyPage } from '../many-page.js';
import { branchBox, type WayToAssign } from './forms.js';
import { BRANCHES_ASKED, branchesOf } from './rules.js';

const WAYS: Record<WayToAssign, { text: string; hint?: string }> = {
  one: { text: 'Giao tất cả cho một người' },
  even: {
    text: 'Chia đều cho nhiều người',
    hint: 'Ai đang có ít thì được giao trước; hai người hơn kém nhau nhiều nhất một báo cáo.',
  },
  branch: { text: 'Giao theo nhánh', hint: 'Mỗi công đoàn cấp trên cơ sở là một nhánh.' },
  nobody: { text: 'Bỏ giao' },
};

interface AssignParts {
  readonly from: From;
  readonly many: Many;
  readonly reviewers: readonly Assignee[];
}

/** Who looks after many reports. */
export function assignPage({ from, many, reviewers }: AssignParts, form: Form): ManyPage {
  const taken = many.rows.filter(({ assigneeId }) => assigneeId !== null).length;
  return manyPage(many, from, {
    title: `Phân công ${formatNumber(many.rows.length)} báo cáo`,
    lead: 'Phân công để hai người không xét duyệt trùng. Đơn vị nộp báo cáo không thấy và không bị ảnh hưởng.',
    errors: form.errors,
    action: worklistAssignment(from.year),
    facts:
      taken > 0 ? [`${formatNumber(taken)} báo cáo đã có người nhận, và giữ nguyên nếu không nói khác.`] : [],
    controls: [
      waysControl(form),
      ui.select({ name: 'to', label: 'Người nhận (khi giao cho một người)', items: people(reviewers), form }),
      amongControl(reviewers, form),
      branchControls(many, reviewers, form),
      ...(taken > 0 ? [anewControl(taken, form)] : []),
    ],
    button: 'Phân công',
  });
}

function waysControl(form: Form): SafeHtml {
  const items = Object.entries(WAYS).map(([value, words]) => ({ value, ...words }));
  return ui.radios({ name: 'how', legend: 'Cách phân công', items, form });
}

function people(reviewers: readonly Assignee[]) {
  const items = reviewers.map(({ id, fullName }) => ({ value: String(id), text: fullName }));
  return [{ value: '', text: 'Chọn người' }, ...items];
}

function amongControl(reviewers: readonly Assignee[], form: Form): SafeHtml {
  const items = reviewers.map(({ id, fullName }) => ({ value: String(id), text: fullName }));
  return ui.checkboxes({ name: 'among', legend: 'Những người cùng nhận (khi chia đều)', items, form });
}

function branchControls({ rows }: Many, reviewers: readonly Assignee[], form: Form): SafeHtml {
  const branches = branchesOf(rows);
  const items = [{ value: '', text: 'Giữ nguyên' }, ...people(reviewers).slice(1)];
  const boxes = branches.slice(0, BRANCHES_ASKED).map(({ key, name, reports }) => {
    const label = reports.length > 1 ? `${name} (${formatNumber(reports.length)} báo cáo)` : name;
    return ui.select({ name: branchBox(key), label, items, form });
  });
  const others = branches.length - BRANCHES_ASKED;
  const more =
    others > 0
      ? `<p>${formatNumber(others)} nhánh khác giữ nguyên: hãy chọn ít báo cáo hơn mỗi lần.</p>`
      : '';
  const isOpen = form.values['how'] === 'branch';
  return ui.details({
    text: 'Người nhận của từng nhánh (khi giao theo nhánh)',
    html: boxes.join('') + more,
    isOpen,
  });
}

function anewControl(taken: number, form: Form): SafeHtml {
  const text = `Giao lại cả ${formatNumber(taken)} báo cáo đã có người nhận`;
  return ui.checkboxes({
    name: 'anew',
    legend: 'Báo cáo đã có người nhận',
    items: [{ value: 'yes', text }],
    form,
  });
}
