import { ui } from '../platform/page/components.js';
import { formatDay } from '../platform/text/format.js';
import { differing, formPage, type FormPage } from '../platform/page/form-page.js';
import type { Form } from '../platform/page/forms.js';
import { listPage, type ListPage } from '../platform/page/list-page.js';
import type { SafeHtml } from '../platform/page/render.js';
import { markup } from '../platform/page/table.js';
import { documentValues } from './forms.js';
import type { DocumentRow, ListedDocument } from './finders.js';
import { designation, documentKinds } from './rules.js';
import { ADMINISTRATION } from '../platform/page/addresses.js';
import { DOCUMENT_ADMIN, DOCUMENTS } from './addresses.js';

const CRUMBS = [
  { text: 'Quản trị', href: ADMINISTRATION },
  { text: 'Văn bản', href: DOCUMENT_ADMIN },
];

export function documentAdminPage(
  { rows, next }: { rows: readonly ListedDocument[]; next: number | undefined },
  isFirst: boolean,
): ListPage {
  return listPage({
    title: 'Văn bản công bố',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Văn bản' }],
    lead: markup`Chuyên đề hằng năm, kế hoạch, công văn: công bố ở trang ${{ text: 'Văn bản', href: DOCUMENTS }}.`,
    button: { text: 'Công bố văn bản', href: `${DOCUMENT_ADMIN}/moi` },
    table: ui.table({
      caption: 'Văn bản, mới công bố trước',
      rows,
      columns: [
        ['Trích yếu', ({ id, about }) => ({ text: about, href: `${DOCUMENT_ADMIN}/${id}` })],
        ['Số, ký hiệu', designation],
        ['Loại', ({ kind }) => documentKinds[kind].name],
        ['Ngày', ({ date }) => formatDay(date), 'nowrap'],
        ['Trạng thái', ({ withdrawnAt }) => ({ html: ui.tag(withdrawnAt ? WITHDRAWN : PUBLISHED) })],
      ],
      empty: 'Chưa có văn bản nào.',
    }),
    pager: ui.pager({
      previous: isFirst ? undefined : { href: DOCUMENT_ADMIN, text: 'Trang đầu' },
      next: next === undefined ? undefined : { href: `${DOCUMENT_ADMIN}?sau=${next}` },
    }),
  });
}
const PUBLISHED = { text: 'Đang công bố', tone: 'green' } as const;
const WITHDRAWN = { text: 'Đã rút', tone: 'grey' } as const;

export function newDocumentPage(form: Form): FormPage {
  return formPage(
    {
      title: 'Công bố văn bản',
      crumbs: [...CRUMBS, { text: 'Công bố văn bản' }],
      nav: 'administration',
      lead: 'Ai cũng đọc được văn bản ngay khi công bố.',
      action: `${DOCUMENT_ADMIN}/moi`,
      version: '0',
      submit: 'Công bố',
      isMultipart: true,
    },
    form,
    controls(form),
  );
}

/** `isStale`: somebody else changed it meanwhile; what stands saved is shown under each field that differs. */
export function editDocumentPage(document: DocumentRow, form: Form, isStale = false): FormPage {
  const address = `${DOCUMENT_ADMIN}/${document.id}`;
  const saved = documentValues(document);
  const version = String(document.version);
  const { withdrawnAt, file } = document;
  return formPage(
    {
      title: `Sửa văn bản ${designation(document)}`,
      crumbs: [...CRUMBS, { text: designation(document) }],
      nav: 'administration',
      lead: withdrawnAt ? 'Văn bản này đã được rút, không ai khác đọc được.' : '',
      action: address,
      version,
      submit: 'Lưu thay đổi',
      isMultipart: true,
      buttons: [
        withdrawnAt
          ? {
              action: `${address}/cong-bo-lai`,
              text: 'Công bố lại',
              hint: 'Văn bản lại công khai.',
              version,
              isWarning: false,
            }
          : {
              action: `${address}/rut`,
              text: 'Rút văn bản',
              hint: 'Văn bản và tệp không còn công khai.',
              version,
              isWarning: true,
            },
      ],
    },
    form,
    { ...controls(form, file?.name), ...(file ? { removeFile: removal(form) } : {}) },
    isStale ? differing(saved, form.values, { kind: documentKinds[document.kind].name }) : {},
  );
}

function controls(form: Form, fileName = ''): Record<string, SafeHtml> {
  const items = Object.entries(documentKinds).map(([value, { name }]) => ({ value, text: name }));
  return {
    kind: ui.select({ name: 'kind', label: 'Loại văn bản', items, form }),
    about: ui.field({ name: 'about', label: 'Trích yếu', hint: 'Văn bản nói về việc gì.', form }),
    number: ui.field({ name: 'number', label: 'Số', width: 10, form }),
    symbol: ui.field({ name: 'symbol', label: 'Ký hiệu', hint: 'Ví dụ: KH-LĐLĐ', width: 20, form }),
    date: ui.field({ name: 'date', label: 'Ngày ban hành', kind: 'day', form }),
    issuer: ui.field({ name: 'issuer', label: 'Cơ quan ban hành', form }),
    year: ui.field({
      name: 'year',
      label: 'Năm',
      kind: 'number',
      width: 4,
      hint: 'Bắt buộc với chuyên đề hằng năm.',
      form,
    }),
    text: ui.field({ name: 'text', label: 'Toàn văn', kind: 'textarea', rows: 12, optional: true, form }),
    file: ui.file({
      name: 'file',
      label: 'Tệp',
      hint: `${fileName ? `Đang có tệp ${fileName}; chọn tệp khác để thay. ` : ''}PDF, DOCX, XLSX, JPEG hoặc PNG, không quá 20 MB.`,
      form,
    }),
  };
}

function removal(form: Form): SafeHtml {
  const items = [{ value: 'yes', text: 'Bỏ tệp đang có' }];
  return ui.checkboxes({ name: 'removeFile', legend: 'Tệp đang có', items, form });
}
