import { ui } from '../../platform/page/components.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { FieldError, Form } from '../../platform/page/forms.js';
import type { Frame } from '../../platform/page/render.js';
import { formatDay, formatDueBefore, formatNumber } from '../../platform/text/format.js';
import { following } from '../../reports/addresses.js';
import type { Told } from '../../reports/bulk/rules.js';
import type { BranchStanding, NamedReport, OpenedBranch } from '../../reports/bulk/branch-finders.js';
import { newDayWords, presentDayWords } from '../../reports/decisions/extension-rules.js';
import { extensionDoubts, type ReceiverStanding } from '../../reports/decisions/rules.js';
import { branchExtension } from '../addresses.js';
import {
  hearingWords,
  moreWords,
  toldParts,
  type BulkConfirmPage,
  type BulkDonePage,
} from '../bulk/pages.js';
import { followAddress, unfiltered } from '../following/forms.js';
import { sureBox } from '../extension-page.js';
import type { BranchRequest } from './forms.js';

const TITLE = 'Gia hạn cho cả nhánh';

function frame(year: number): Frame {
  const crumbs = [{ text: `Theo dõi năm ${year}`, href: following(year) }, { text: TITLE }];
  return { title: TITLE, nav: 'following', crumbs };
}

/** Which branch, until when, and why. */
export function branchPage(year: number, form: Form): FormPage {
  return formPage(
    {
      ...frame(year),
      lead: 'Một đơn vị và mọi đơn vị bên dưới có hạn nộp mới (đơn vị đang sửa thì hạn sửa). Đơn vị nào đã có hạn muộn hơn thì giữ hạn ấy.',
      action: branchExtension(year),
      submit: 'Tiếp tục',
    },
    form,
    {
      branch: ui.field({
        name: 'branch',
        label: 'Đơn vị đứng đầu nhánh',
        hint: 'Mã hoặc tên, không cần gõ dấu. Ví dụ: công đoàn ngành Giáo dục',
        width: 20,
        form,
      }),
      dueBefore: ui.field({
        name: 'dueBefore',
        label: 'Nộp trước ngày',
        hint: 'Chậm nhất hết ngày hôm trước. Ví dụ: 30/9/2026',
        kind: 'day',
        form,
      }),
      reason: ui.field({
        name: 'reason',
        label: 'Lý do',
        hint: 'Các đơn vị đều thấy. Ví dụ: ảnh hưởng của bão lụt',
        kind: 'textarea',
        rows: 3,
        form,
      }),
    },
  );
}

export interface BranchParts {
  readonly branch: OpenedBranch;
  readonly request: BranchRequest;
  readonly standing: BranchStanding;
  readonly names: { readonly extended: readonly NamedReport[]; readonly kept: readonly NamedReport[] };
  /** Where the province's own report stands. */
  readonly receiver: ReceiverStanding | null;
  readonly isMailSet: boolean;
}

/** What it comes to, before it is done. */
export function branchConfirmPage(parts: BranchParts, errors: readonly FieldError[] = []): BulkConfirmPage {
  const { branch, request, standing, names } = parts;
  const { year } = branch.period;
  const count = formatNumber(standing.extended);
  const day = formatDay(request.dueBefore);
  const doubts = branchDoubts(parts);
  return {
    ...frame(year),
    hasErrors: errors.length > 0,
    errors,
    doubts,
    sure: doubts.length > 0 ? sureBox({ values: {}, errors }) : '',
    question: `Gia hạn cho ${count} đơn vị của nhánh ${branch.name}, nộp ${formatDueBefore(request.dueBefore)}?`,
    reason: request.reason,
    action: branchExtension(year),
    hidden: [
      { name: 'unit', value: String(branch.unitId) },
      { name: 'seen', value: String(standing.extended) },
      { name: 'branch', value: request.branch },
      { name: 'dueBefore', value: day },
      { name: 'reason', value: request.reason },
    ],
    rows: names.extended.map(({ name, day: present }) => ({
      unit: name,
      change: newDayWords(present, request.dueBefore),
    })),
    more: moreWords(standing.extended - names.extended.length),
    kept: keptWords(parts),
    leftOut: [],
    told: standing.extended > 0 ? hearingWords(parts.isMailSet) : '',
    button: standing.extended > 0 ? `Gia hạn cho ${count} đơn vị` : '',
  };
}

/** Why it should be thought over first. */
export function branchDoubts({ request, standing: { lockOn }, receiver }: BranchParts): string[] {
  return lockOn ? extensionDoubts(request.dueBefore, [lockOn], receiver) : [];
}

function keptWords({ standing: { kept, filed, exempt }, names }: BranchParts): string[] {
  const more = moreWords(kept - names.kept.length);
  return [
    ...names.kept.map(({ name, day }) => `${name}: ${presentDayWords(day)}`),
    ...(more ? [`${more} có hạn bằng hoặc muộn hơn`] : []),
    ...(filed > 0 ? [`${formatNumber(filed)} đơn vị đã nộp, không cần gia hạn`] : []),
    ...(exempt > 0 ? [`${formatNumber(exempt)} đơn vị được miễn báo cáo`] : []),
  ];
}

export function branchDonePage(parts: BranchParts, result: Told & { readonly done: number }): BulkDonePage {
  const { period, name, unitId } = parts.branch;
  return {
    ...frame(period.year),
    words: `Đã gia hạn cho ${formatNumber(result.done)} đơn vị của nhánh ${name}.`,
    ...toldParts(result, parts.isMailSet),
    kept: keptWords(parts),
    leftOut: [],
    back: followAddress(String(period.year), unfiltered({ unitId })),
  };
}
