import { hasRole, type Overseer, type Reviewer } from '../../platform/actor.js';
import { ui } from '../../platform/page/components.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { ListFile } from '../../platform/page/list-file.js';
import type { ModelExample } from '../../platform/prisma/client.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { formatDay } from '../../platform/text/format.js';
import { reviewOf } from '../../reports/addresses.js';
import {
  exampleConsent,
  exampleEdit,
  exampleList,
  exampleListFile,
  exampleRemoval,
  exampleWithdrawal,
  newExample,
} from '../addresses.js';
import type { Consolidation } from '../finders.js';
import { consolidationFrame, type ConsolidationFrame } from '../frame-pages.js';
import { mayBePublic } from '../publication/rules.js';
import type { ExampleQuery } from './finders.js';
import { exampleAddress } from './forms.js';
import { audiences, audienceNames } from '../../form/audiences.js';

/** Examples on a page. */
export const EXAMPLES_A_PAGE = 50;

export interface ExamplesPage extends ConsolidationFrame {
  action: string;
  controls: readonly SafeHtml[];
  canEdit: boolean;
  /** Consent is recorded and withdrawn also once the year was sent. */
  canRecord: boolean;
  newHref: string;
  examples: readonly {
    name: string;
    kind: string;
    position: string;
    unit: string;
    unitHref: string;
    audience: string;
    deed: string;
    /** Whether the public page may say the name, and on what ground. */
    naming: string;
    edit: string;
    removal: string;
    /** Where consent is recorded, or that it was withdrawn; '' where nobody is to be asked. */
    consent: string;
    withdrawal: string;
  }[];
  nothing: string;
  pager: SafeHtml;
  csvHref: string;
  xlsxHref: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'consolidation/examples': ExamplesPage;
  }
}

const KINDS = { COLLECTIVE: 'Tập thể', INDIVIDUAL: 'Cá nhân' } as const;

export function examplesPage(
  open: Consolidation<Overseer>,
  query: ExampleQuery,
  rows: readonly ModelExample[],
): ExamplesPage {
  const path = exampleList(open.period.year);
  const shown = rows.slice(0, EXAMPLES_A_PAGE);
  const last = shown.at(-1);
  const isFiltered = Boolean(query.kind ?? query.audience) || query.name !== '';
  return {
    ...consolidationFrame(open, 'examples', `Gương điển hình năm ${open.period.year}`),
    action: path,
    controls: filterControls(query),
    canEdit: hasRole(open.actor, 'REVIEWER') && !open.frozen,
    canRecord: hasRole(open.actor, 'REVIEWER'),
    newHref: newExample(open.period.year),
    examples: shown.map((row) => ({
      name: row.name,
      kind: KINDS[row.kind],
      position: row.position,
      unit: row.unitName,
      unitHref: row.reportId ? reviewOf(row.reportId) : '',
      audience: audienceName(row.audience),
      deed: row.deed,
      naming: namingWords(row),
      ...consentLinks(open, row),
      edit: exampleEdit(open.period.year, row.id),
      removal: exampleRemoval(open.period.year, row.id),
    })),
    nothing: isFiltered ? 'Không có gương nào như vậy.' : 'Chưa có gương điển hình nào.',
    pager: ui.pager({
      previous: query.after ? { href: exampleAddress(path, query), text: 'Trang đầu' } : undefined,
      next:
        rows.length > EXAMPLES_A_PAGE && last ? { href: exampleAddress(path, query, last.id) } : undefined,
    }),
    csvHref: exampleAddress(exampleListFile(open.period.year, 'csv'), query),
    xlsxHref: exampleAddress(exampleListFile(open.period.year, 'xlsx'), query),
  };
}

function namingWords(row: ModelExample): string {
  const { kind, mayBeNamed, consentAt, consentWithdrawnAt } = row;
  if (kind === 'INDIVIDUAL' && consentWithdrawnAt)
    return `đã rút đồng ý nêu tên ngày ${formatDay(consentWithdrawnAt)}`;
  if (!mayBeNamed) return '';
  if (kind === 'COLLECTIVE') return 'được nêu tên khi công bố';
  if (!consentAt) return 'chưa ghi sự đồng ý nên chưa được nêu tên khi công bố';
  return `đã đồng ý nêu tên ${consentWords(row)}`;
}

/** "bằng giấy: bà Lan hỏi ngày 01/9/2026, hồ sơ số 12 (Nguyễn Văn A ghi ngày 02/9/2026)" */
function consentWords({ consentHow, consentNote, consentByName, consentAt }: ModelExample): string {
  const how = consentHow === 'MAIL' ? CONSENT_WAYS.MAIL : CONSENT_WAYS.PAPER;
  return `${how.toLowerCase()}: ${consentNote} (${consentByName} ghi${consentAt ? ` ngày ${formatDay(consentAt)}` : ''})`;
}

const CONSENT_WAYS = { PAPER: 'Bằng giấy', MAIL: 'Bằng thư điện tử, tin nhắn' } as const;

function consentLinks(
  { period: { year } }: Consolidation<Overseer>,
  { id, kind, consentAt, mayBeNamed }: ModelExample,
) {
  const isPerson = kind === 'INDIVIDUAL';
  return {
    consent: isPerson && !(consentAt && mayBeNamed) ? exampleConsent(year, id) : '',
    withdrawal: isPerson && mayBeNamed ? exampleWithdrawal(year, id) : '',
  };
}

function audienceName(code: string): string {
  const known = audiences.find((audience) => audience === code);
  return known ? audienceNames[known] : '';
}

function filterControls(query: ExampleQuery): SafeHtml[] {
  return [
    ui.field({ name: 'ten', label: 'Tên hoặc đơn vị', value: query.name }),
    ui.select({
      name: 'loai',
      label: 'Loại',
      items: [
        { value: '', text: 'Tất cả' },
        ...Object.entries(KINDS).map(([value, text]) => ({ value, text })),
      ],
      value: query.kind ?? '',
    }),
    ui.select({
      name: 'doi-tuong',
      label: 'Đối tượng',
      items: [{ value: '', text: 'Tất cả' }, ...audienceItems()],
      value: query.audience ?? '',
    }),
  ];
}

const audienceItems = () => audiences.map((value) => ({ value, text: audienceNames[value] }));

/** What an example says, as its form shows it. */
export function exampleValues(row: ModelExample): Record<string, string> {
  const { kind, name, position, unitName, audience, deed, mayBeNamed, consentHow, consentNote } = row;
  const named = mayBeNamed ? 'yes' : '';
  return { kind, name, position, unitName, audience, deed, mayBeNamed: named, consentHow, consentNote };
}

/** A new example, or one to be edited. `theirs`: what stands saved after a conflict. */
export function examplePage(
  open: Consolidation<Reviewer>,
  form: Form,
  edited?: { row: ModelExample; isConflict: boolean },
): FormPage {
  const path = exampleList(open.period.year);
  const title = edited ? 'Sửa gương điển hình' : 'Thêm gương điển hình';
  const saved = edited ? exampleValues(edited.row) : {};
  const { passageId = '' } = form.values;
  return formPage(
    {
      title,
      nav: 'consolidation',
      crumbs: [{ text: 'Gương điển hình', href: path }, { text: title }],
      before: '',
      action: edited
        ? exampleEdit(open.period.year, edited.row.id)
        : `${newExample(open.period.year)}${passageId && /^\d+$/.test(passageId) ? `?doan=${passageId}` : ''}`,
      version: String(edited?.row.version ?? 0),
      submit: 'Lưu gương điển hình',
    },
    form,
    exampleControls(form),
    edited?.isConflict ? differing(saved, form.values, inWords(edited.row)) : {},
  );
}

/** What stands saved, where it is no text. */
function inWords({ kind, audience, mayBeNamed, consentHow }: ModelExample): Record<string, string> {
  return {
    kind: KINDS[kind],
    audience: audienceName(audience),
    mayBeNamed: mayBeNamed ? 'được nêu tên' : 'không nêu tên',
    consentHow: consentHow === '' ? '' : CONSENT_WAYS[consentHow === 'MAIL' ? 'MAIL' : 'PAPER'],
  };
}

function exampleControls(form: Form): Record<string, SafeHtml> {
  return {
    kind: ui.radios({
      name: 'kind',
      legend: 'Loại',
      items: Object.entries(KINDS).map(([value, text]) => ({ value, text })),
      inline: true,
      form,
    }),
    name: ui.field({ name: 'name', label: 'Tên tập thể hoặc họ tên cá nhân', form }),
    position: ui.field({ name: 'position', label: 'Chức vụ, công việc (không bắt buộc)', form }),
    unitName: ui.field({ name: 'unitName', label: 'Đơn vị', form }),
    audience: ui.select({
      name: 'audience',
      label: 'Đối tượng',
      items: [{ value: '', text: 'Không phân theo đối tượng' }, ...audienceItems()],
      form,
    }),
    deed: ui.field({ name: 'deed', label: 'Việc làm, thành tích', kind: 'textarea', rows: 6, form }),
    mayBeNamed: ui.checkboxes({
      name: 'mayBeNamed',
      legend: 'Công bố',
      items: [
        {
          value: 'yes',
          text: 'Được nêu tên và đơn vị khi công bố kết quả',
          hint: 'Với cá nhân: người được nêu tên đã đồng ý công khai. Hãy ghi hai ô dưới đây.',
        },
      ],
      values: [form.values['mayBeNamed'] ?? ''],
    }),
    ...consentControls(form, 'Cá nhân đã đồng ý'),
  };
}

function consentControls(form: Form, label: string): Record<'consentHow' | 'consentNote', SafeHtml> {
  const ways = Object.entries(CONSENT_WAYS).map(([value, text]) => ({ value, text }));
  return {
    consentHow: ui.select({
      name: 'consentHow',
      label,
      items: [{ value: '', text: 'Chưa đồng ý (tập thể thì không phải hỏi)' }, ...ways],
      form,
    }),
    consentNote: ui.field({
      name: 'consentNote',
      label: 'Ai hỏi, ngày nào, giấy hoặc thư lưu ở đâu',
      hint: 'Ví dụ: bà Lan hỏi ngày 01/9/2026, hồ sơ gương điển hình số 12.',
      form,
    }),
  };
}

/** That a person agreed, recorded by itself: of an example of before, or of a year that was sent. */
export function consentPage(open: Consolidation<Reviewer>, row: ModelExample, form: Form): FormPage {
  const path = exampleList(open.period.year);
  const title = 'Ghi sự đồng ý nêu tên';
  return formPage(
    {
      title,
      nav: 'consolidation',
      crumbs: [{ text: 'Gương điển hình', href: path }, { text: title }],
      lead: `${row.name}, ${row.unitName}`,
      action: exampleConsent(open.period.year, row.id),
      version: form.values['version'] ?? String(row.version),
      submit: 'Ghi sự đồng ý',
    },
    form,
    consentControls(form, 'Người này đã đồng ý công khai'),
  );
}

/** Asked before a name goes from the public page. */
export function withdrawalPage(open: Consolidation<Reviewer>, row: ModelExample): ConfirmPage {
  const path = exampleList(open.period.year);
  return confirmPage({
    title: `Ghi việc ${row.name} rút đồng ý nêu tên?`,
    nav: 'consolidation',
    crumbs: [{ text: 'Gương điển hình', href: path }, { text: 'Rút đồng ý' }],
    follows: [
      `Gương này được bỏ ngay khỏi trang Kết quả nêu gương năm ${open.period.year}, và tên người này ở mọi chỗ khác của trang. Muốn vẫn kể việc làm thì sửa lời kể cho không còn nhận ra được ai, rồi công bố lại.`,
      'Tệp và văn bản tổng hợp xuất ra từ nay không nêu tên nữa.',
      'Báo cáo đã gửi và bản người khác đã tải thì không đổi được. Gương cùng tên ở năm khác phải ghi riêng.',
      'Sau này người đó đồng ý lại thì ghi lại được.',
    ],
    action: exampleWithdrawal(open.period.year, row.id),
    version: String(row.version),
    submit: 'Ghi rút đồng ý',
    back: { text: 'Không ghi', href: path },
  });
}

/** Asked before an example goes. */
export function exampleRemovalPage(open: Consolidation<Reviewer>, row: ModelExample): FormPage {
  const path = exampleList(open.period.year);
  return formPage(
    {
      title: 'Bỏ gương điển hình này?',
      nav: 'consolidation',
      crumbs: [{ text: 'Gương điển hình', href: path }, { text: 'Bỏ' }],
      lead: `${row.name}, ${row.unitName}`,
      before: ui.quote(row.deed),
      action: exampleRemoval(open.period.year, row.id),
      version: String(row.version),
      submit: 'Bỏ gương điển hình',
      isRemoval: true,
    },
    { values: {}, errors: [] },
    {},
  );
}

/** The list as a file. */
export function examplesFile(
  year: number,
  batches: AsyncIterable<readonly ModelExample[]>,
): ListFile<ModelExample> {
  return {
    name: `guong-dien-hinh-${year}`,
    title: 'Gương điển hình',
    columns: [
      { name: 'Loại', width: 12, cell: ({ kind }) => KINDS[kind] },
      { name: 'Tên', width: 35, cell: ({ name }) => name },
      { name: 'Chức vụ, công việc', width: 30, cell: ({ position }) => position },
      { name: 'Đơn vị', width: 40, cell: ({ unitName }) => unitName },
      { name: 'Đối tượng', width: 22, cell: ({ audience }) => audienceName(audience) },
      { name: 'Việc làm, thành tích', width: 80, cell: ({ deed }) => deed },
      { name: 'Được nêu tên', width: 12, cell: (row) => (mayBePublic(row) ? 'Có' : 'Không') },
    ],
    batches,
  };
}
