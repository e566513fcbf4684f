import { formatNumber } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
import { allFields } from '../../form/definition.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import { consequencesOf } from '../../periods/form-editor/consequences.js';
import { differenceWords } from '../../periods/form-editor/difference.js';
import { changesBetween, isStructural } from '../../periods/form-editor/form-changes.js';
import type { OpenedForm } from '../../periods/form-editor/finders.js';
import { formProblems } from '../../periods/form-editor/problems.js';
import { fieldName } from '../../periods/form-editor/change-wording.js';
import type { FormImpact } from './finders.js';
import { formChangeAddress, formEditorAddress } from '../../periods/addresses.js';

export interface FormChangePage extends Frame {
  lead: string;
  /** "Thêm 2 ô, bỏ 1 ô; 3 báo cáo đã bắt đầu có câu trả lời trong ô bị bỏ."; '' where nothing changes. */
  summary: string;
  wording: readonly string[];
  structure: readonly string[];
  breaks: readonly string[];
  /** What becomes of the reports there are; none where the period is not open, or only its wording changes. */
  migration: readonly string[];
  problems: readonly string[];
  canApply: boolean;
  action: string;
  version: string;
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/form-change': FormChangePage;
  }
}

/** `impact`: undefined where no report is touched. */
export function formChangePage(open: OpenedForm, impact: FormImpact | undefined): FormChangePage {
  const { period, applied, working } = open;
  const back = formEditorAddress(period.year);
  const changes = changesBetween(applied, working);
  const of = (kind: 'wording' | 'structure') =>
    changes.filter((change) => change.kind === kind).map(({ text }) => text);
  const problems = formProblems(working).map(({ message }) => message);
  return {
    title: 'Áp dụng các thay đổi',
    crumbs: periodCrumbs(period.year, { text: 'Biểu mẫu', href: back }, { text: 'Áp dụng' }),
    nav: 'administration',
    lead: leadOf(open, isStructural(changes)),
    summary: summaryOf(open, impact),
    wording: of('wording'),
    structure: of('structure'),
    breaks: breaksOf(open).filter((sentence) => !problems.includes(sentence)),
    migration: impact ? migrationWords(open, impact) : [],
    problems,
    canApply: changes.length > 0 && problems.length === 0,
    action: formChangeAddress(period.year),
    version: String(period.version),
    back,
  };
}

function summaryOf({ applied, working }: OpenedForm, impact: FormImpact | undefined): string {
  const words = differenceWords(applied, working);
  if (words === '') return '';
  const losing = impact?.losing ?? 0;
  const lost = `${formatNumber(losing)} báo cáo đã bắt đầu có câu trả lời trong ô bị bỏ hoặc đổi kiểu`;
  return `${words}${losing > 0 ? `; ${lost}` : ''}.`;
}

/** The sentences that are kept with the form that is replaced. */
export function toldSentences(open: OpenedForm, impact: FormImpact | undefined): string[] {
  const changes = changesBetween(open.applied, open.working).map(({ text }) => text);
  return [...changes, ...breaksOf(open), ...(impact ? migrationWords(open, impact) : [])];
}

function leadOf({ period }: OpenedForm, structural: boolean): string {
  if (!period.openedAt) return 'Kỳ này chưa mở, nên chưa có báo cáo nào bị ảnh hưởng.';
  return structural
    ? `Kỳ này đã mở. Biểu mẫu thành phiên bản ${period.formVersion + 1}; phiên bản ${period.formVersion} được giữ lại cho các lần đã nộp.`
    : 'Kỳ này đã mở. Chỉ câu chữ thay đổi, nên các báo cáo giữ nguyên.';
}

/** What becomes of the answers is told by the numbers of the migration. */
function breaksOf({ applied, working, last }: OpenedForm): string[] {
  return consequencesOf(applied, working, { lastYear: last?.form, begun: false });
}

function migrationWords({ applied, working }: OpenedForm, impact: FormImpact): string[] {
  const fields = new Map([...allFields(working), ...allFields(applied)].map((field) => [field.code, field]));
  const lines = (counts: ReadonlyMap<string, number>, words: string) =>
    [...counts].flatMap(([code, count]) => {
      const field = fields.get(code);
      return field ? [`${fieldName(field)}: ${formatNumber(count)} báo cáo ${words}.`] : [];
    });
  return [
    `${formatNumber(impact.begun)} báo cáo đã bắt đầu; ${formatNumber(impact.filed)} trong số đó đã nộp hoặc đã được chấp nhận, các lần đã nộp vẫn đọc theo biểu mẫu lúc nộp.`,
    ...lines(impact.dropped, 'mất câu trả lời đang lưu ở bản nháp'),
    ...lines(impact.moved, 'có câu trả lời được chuyển sang phần mới'),
    ...lines(impact.missing, 'phải trả lời thêm'),
  ];
}
