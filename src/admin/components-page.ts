import { ADMINISTRATION } from '../platform/page/addresses.js';
import { ui } from '../platform/page/components.js';
import { iconNames } from '../platform/page/icons.js';
import type { Frame, SafeHtml } from '../platform/page/render.js';
import { figureTable, filingBars, rail, rows, saveBars, workCards } from './filing-samples-page.js';

/** Every component in each of its states: what a new page is made of, and what a change of the style changes. */
export interface ComponentsPage extends Frame {
  groups: readonly { id: string; title: string; about: string; html: SafeHtml }[];
}

declare module '../platform/page/render.js' {
  interface Pages {
    'admin/components': ComponentsPage;
  }
}

export function componentsPage(): ComponentsPage {
  return {
    title: 'Các thành phần giao diện',
    nav: 'administration',
    crumbs: [{ text: 'Quản trị', href: ADMINISTRATION }, { text: 'Các thành phần giao diện' }],
    groups: [
      group(
        'nut',
        'Nút và liên kết',
        'Ba bậc. Mỗi trang một nút chính; việc khó lấy lại có viền đỏ.',
        actions(),
      ),
      group('nhan', 'Nhãn trạng thái', 'Hình và chữ khác nhau; màu chỉ giúp thêm.', tags()),
      group('thong-diep', 'Thông điệp', 'Hộp biết nói: mỗi loại một màu, một hình.', messages()),
      group('o-nhap', 'Ô nhập', 'Nhãn ở trên, gợi ý dưới nhãn, lỗi ngay trên ô.', fields()),
      group('bang', 'Bảng', 'Trên điện thoại, mỗi dòng thành một thẻ.', tables()),
      group('gap', 'Phần gập, trang trước sau, thẻ chọn', '', unfolding()),
      group('tom-tat', 'Tóm tắt và thay đổi', 'Từng mục của một bản ghi; chữ thêm, chữ bỏ.', records()),
      group('van-ban', 'Văn bản và tệp', 'Chữ có chú thích, và tệp để tải về.', documents()),
      group(
        'the-viec',
        'Thẻ việc',
        'Việc phải làm, hạn, nơi nhận và một nút; mỗi trạng thái một thẻ.',
        workCards(),
      ),
      group('dong', 'Dòng dẫn đi nơi khác', 'Cả dòng là liên kết, mũi tên báo điều đó.', rows()),
      group('cac-phan', 'Các phần của báo cáo', 'Trên điện thoại là một dải, bấm thì mở danh sách.', rail()),
      group('bang-so', 'Bảng điền số liệu', 'Dòng là chỉ tiêu, cột là đối tượng.', figureTable()),
      group(
        'thanh-luu',
        'Thanh lưu và thanh nộp',
        'Luôn ở chân cửa sổ của trang dùng nó; ở đây đứng trong khung.',
        saveBars() + filingBars(),
      ),
      group('so', 'Số liệu', 'Mọi chữ số rộng bằng nhau nên các cột thẳng hàng.', figures()),
      group('hinh', 'Biểu tượng', 'Luôn đi cùng chữ.', icons()),
    ],
  };
}

function group(id: string, title: string, about: string, html: SafeHtml) {
  return { id, title, about, html };
}

function actions(): SafeHtml {
  const buttons = [
    ui.button({ text: 'Nộp báo cáo', href: '#nut' }),
    ui.button({ text: 'Lưu và về danh sách', href: '#nut', kind: 'secondary' }),
    ui.button({ text: 'Tải bản PDF', href: '#nut', kind: 'quiet' }),
    ui.button({ text: 'Thu hồi báo cáo', href: '#nut', kind: 'warning' }),
    ui.button({ text: 'Chuyển lên', hidden: 'câu mẫu thứ hai', kind: 'link' }),
  ];
  return `<div class="button-row">${buttons.join('')}</div><p>Trong câu thì gạch chân: đọc ${ui.link({ text: 'toàn văn hướng dẫn', href: '#nut' })} trước khi lập báo cáo.</p>`;
}

const TAGS = [
  { text: 'Chưa bắt đầu', tone: 'grey' },
  { text: 'Đang lập', tone: 'blue' },
  { text: 'Đã nộp, chờ xét duyệt', tone: 'yellow', sign: 'send' },
  { text: 'Bị trả lại, chờ sửa', tone: 'red', sign: 'undo' },
  { text: 'Đã chấp nhận', tone: 'green' },
  { text: 'Được miễn', tone: 'purple' },
  { text: 'Đang chờ', tone: 'yellow' },
  { text: 'Trễ hạn', tone: 'orange' },
  { text: 'Quá hạn', tone: 'red' },
] as const;

function tags(): SafeHtml {
  return `<p class="button-row">${TAGS.map((tag) => ui.tag(tag)).join('')}</p>`;
}

function messages(): SafeHtml {
  const summary = ui.errorSummary([{ field: 'o-sai', message: WRONG }]);
  return [
    ui.notice('Đã lưu phần B.'),
    ui.warning({ text: 'Hãy thiết lập bước xác minh thứ hai.', link: 'Thiết lập ngay', href: '#' }),
    '<p class="inset">Kỳ báo cáo năm 2026 mở từ ngày 01/6/2026.</p>',
    ui.warningText('Phần F có nội dung trên máy này chưa lưu.'),
    // Nobody is led to what is only shown.
    summary.replace(' data-focus', ''),
    ui.quote('Gương mẫu chấp hành kỷ luật lao động.'),
    fieldSaid(),
    ui.announcements({
      heading: 'Thông báo',
      items: [{ href: '#thong-diep', title: 'Gia hạn nộp báo cáo', days: 'Đến hết ngày 30/9/2026' }],
      allText: 'Mọi thông báo',
      allHref: '#thong-diep',
    }),
  ].join('');
}

function fieldSaid(): SafeHtml {
  return ui.fieldSaid({
    ...{ code: 'noi-ve-o', label: 'Số nữ', source: null },
    error: 'Trong tổng số: số nữ (120) lớn hơn Tổng số đoàn viên, người lao động (108).',
    warning: 'Số nữ là 120, năm 2025 là 60 (tăng 100 %).',
    notes: [{ by: 'Trần Thị Hoa, 08:00 ngày 20/8/2026', text: 'Số nữ lấy theo ngày nào?', isLatest: true }],
    ...{ theirs: '118', theirsBy: 'Lê Văn Tám' },
  });
}

const WRONG = 'Số cuộc họp phải là số nguyên viết bằng chữ số, ví dụ 1.234.';

const CHOICES = [
  { value: 'co', text: 'Có' },
  { value: 'khong', text: 'Không' },
];

function fields(): SafeHtml {
  return `${boxes()}${choices()}`;
}

function boxes(): SafeHtml {
  return [
    ui.field({
      name: 'so-hieu',
      label: 'Số, ký hiệu báo cáo',
      hint: 'Ví dụ: 05/BC-CĐCS',
      value: '05/BC-CĐCS',
    }),
    ui.field({
      name: 'o-sai',
      label: 'Số cuộc họp',
      kind: 'number',
      width: 10,
      value: 'ba',
      error: WRONG,
    }),
    ui.field({
      name: 'gia-tri',
      label: 'Giá trị làm lợi',
      kind: 'number',
      width: 20,
      suffix: 'đồng',
      value: '1.906.250.000',
    }),
    ui.field({ name: 'ngay', label: 'Ngày báo cáo', kind: 'day', width: 10, value: '09/9/2026' }),
    ui.field({ name: 'loi', label: 'Hạn chế và nguyên nhân', kind: 'textarea', rows: 3, optional: true }),
  ].join('');
}

function choices(): SafeHtml {
  return [
    ui.radios({
      name: 'co-vien-chuc',
      legend: 'Đơn vị có viên chức không?',
      items: CHOICES,
      value: 'co',
      inline: true,
    }),
    ui.checkboxes({
      name: 'dong-y',
      legend: 'Trước khi nộp',
      items: [{ value: 'co', text: 'Tôi đã kiểm tra số liệu' }],
      values: ['co'],
    }),
    ui.select({ name: 'cap', label: 'Cấp', items: CHOICES, value: 'co' }),
    ui.file({ name: 'tep', label: 'Báo cáo đã ký, đóng dấu', hint: 'Tệp PDF.' }),
    ui.computed({ name: 'tong', label: 'Tổng số đoàn viên, người lao động', value: '1.525', attributes: {} }),
    '<p class="hint" id="trong-bang">Trong bảng, đầu dòng và đầu cột nói ô là gì.</p>',
    ui
      .box({ name: 'o-bang', kind: 'number', width: 10, value: '98', describedBy: 'trong-bang' })
      .replace('<input', '<input aria-label="Viên chức"'),
  ].join('');
}

const ROWS = [
  { unit: 'Công đoàn ngành Y tế tỉnh', members: '1.111', share: '90,1 %', tag: TAGS[2] },
  { unit: 'Công đoàn ngành Giáo dục tỉnh', members: '10.000', share: '88,8 %', tag: TAGS[4] },
] as const;

function tables(): SafeHtml {
  const columns = [
    ['Đơn vị', ({ unit }: (typeof ROWS)[number]) => ({ text: unit, href: '#bang' })],
    ['Đoàn viên', ({ members }: (typeof ROWS)[number]) => members, 'num'],
    ['Tỷ lệ', ({ share }: (typeof ROWS)[number]) => share, 'num'],
    ['Trạng thái', ({ tag }: (typeof ROWS)[number]) => ({ html: ui.tag(tag) })],
    [
      'Chọn',
      ({ unit }: (typeof ROWS)[number]) => ({
        html: ui.tick({ name: 'chon', value: unit, label: `Chọn ${unit}`, isLabelHidden: true }),
      }),
    ],
  ] as const;
  return (
    ui.table({ caption: 'Bảng mẫu', rows: ROWS, columns }) +
    ui.table({
      caption: 'Bảng không có dòng nào',
      rows: [],
      columns,
      empty: 'Không có đơn vị nào khớp với bộ lọc.',
    })
  );
}

function unfolding(): SafeHtml {
  return (
    ui.details({ text: 'Bảng số liệu của biểu đồ', html: '<p>Phần này mở ra khi cần.</p>', isOpen: false }) +
    ui.pager({ previous: { href: '#gap' }, next: { href: '#gap' }, text: 'Trang 2 / 5' }) +
    ui.tabs({
      label: 'So với',
      items: [
        { text: 'Năm trước', href: '#gap', isCurrent: true },
        { text: 'Lần nộp trước', href: '#gap', isCurrent: false },
      ],
    })
  );
}

function records(): SafeHtml {
  const runs = [
    { kind: 'same', text: 'Tổ chức ' },
    { kind: 'removed', text: 'hai' },
    { kind: 'added', text: 'ba' },
    { kind: 'same', text: ' cuộc họp.' },
  ] as const;
  return (
    ui.summaryList([
      { key: 'Đơn vị', value: ROWS[0].unit, actions: [{ text: 'Sửa', href: '#tom-tat', hidden: 'đơn vị' }] },
      { key: 'Đoàn viên', value: ROWS[0].members },
    ]) +
    ui.changes([{ section: 'Phần B', label: 'Việc đã làm', runs }]) +
    ui.typed([{ label: 'Việc đã làm (chưa lưu)', text: 'Tổ chức ba cuộc họp.' }]) +
    // Hidden until the browser has something to tell.
    ui.keptHere('0:0')
  );
}

function documents(): SafeHtml {
  const noted = ui.noted([
    { text: 'Thực hiện Quy định của Ban Chấp hành Trung ương', note: 1 },
    { text: ' về trách nhiệm nêu gương.', note: 0 },
  ]);
  return [
    `<p>${noted}</p>`,
    `<p>${ui.words('Chữ người ta viết\ngiữ nguyên chỗ xuống dòng.')}</p>`,
    `<p>${ui.fileLink({ text: 'Tải Báo cáo năm 2026 (120 KB)', href: '#van-ban' })}</p>`,
    ui.scan({ name: 'bao-cao-da-ky.pdf', href: '#van-ban', isPictured: false, notes: [] }),
    ui.notes([{ text: 'Quy định số 08-QĐi/TW', href: '#van-ban' }]),
  ].join('');
}

function figures(): SafeHtml {
  return ui.bars({
    id: 'mau-bieu-do',
    title: 'Đăng ký nêu gương, theo đối tượng',
    description: 'Cán bộ, công chức 248; viên chức 428; công nhân lao động 698.',
    legend: undefined,
    bars: [
      { label: 'Cán bộ, công chức', value: 248, text: '248', before: undefined },
      { label: 'Viên chức', value: 428, text: '428', before: undefined },
      { label: 'Công nhân lao động', value: 698, text: '698', before: undefined },
    ],
  });
}

function icons(): SafeHtml {
  return `<ul class="inline-links">${iconNames.map((name) => `<li>${ui.icon(name)} ${name}</li>`).join('')}</ul>`;
}
