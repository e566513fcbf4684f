import { ui } from '../platform/page/components.js';
import type { WorkCard, WorkFact } from '../platform/page/blocks.js';
import type {
  FigureCellView,
  FigureRowView,
  FilingBar,
  SectionRail,
} from '../platform/page/filing-blocks.js';
import type { IconName } from '../platform/page/icons.js';
import type { SafeHtml } from '../platform/page/render.js';

// What a report is filled in with, in each of its states, for the page of components. Every link leads to where it stands.

const RECEIVER = {
  ...{ label: 'Nơi nhận', strong: 'Công đoàn ngành Giáo dục tỉnh' },
  lines: ['Văn phòng'],
  links: [
    { icon: 'phone', text: '0240 3123 789', href: 'tel:02403123789' },
    { icon: 'chat', text: 'Trao đổi với người xét duyệt', href: '#the-viec' },
  ],
} as const;

export function workCards(): SafeHtml {
  return `${cardsToFill()}${cardsAfterwards()}`;
}

/** To begin, to go on, to correct. */
function cardsToFill(): SafeHtml {
  return [
    workCard('chua-bat-dau', {
      tag: ui.tag({ text: 'Chưa bắt đầu', tone: 'grey' }),
      title: 'Lập báo cáo năm 2026',
      about: ['Cả báo cáo mất khoảng 60 phút; nội dung tự lưu, nghỉ lúc nào cũng được.'],
      progress: progress(0),
      buttons: [ui.button({ text: 'Bắt đầu', href: '#the-viec' })],
      due: { figure: '4', unit: 'ngày nữa' },
    }),
    workCard('dang-lap', {
      tag: ui.tag({ text: 'Đang lập', tone: 'blue' }),
      title: 'Làm tiếp phần C',
      progress: progress(2, 'begun'),
      buttons: [ui.button({ text: 'Làm tiếp phần C', href: '#the-viec' }), toRead()],
      due: { figure: '2', unit: 'ngày nữa' },
    }),
    workCard('bi-tra-lai', {
      tag: ui.tag({ text: 'Bị trả lại, chờ sửa', tone: 'red', sign: 'undo' }),
      title: 'Sửa phần C rồi nộp lại',
      remark: { text: 'Số đăng ký chưa khớp với danh sách.', by: 'Nguyễn Thu Hà, 08:00 ngày 20/8/2026' },
      progress: progress(2, 'wrong'),
      buttons: [ui.button({ text: 'Sửa phần C', href: '#the-viec' }), toRead()],
      due: { label: 'Hạn sửa', figure: '9', unit: 'ngày nữa' },
    }),
  ].join('');
}

/** To sign, late; filed. */
function cardsAfterwards(): SafeHtml {
  return [
    workCard('cho-ky', {
      tag: ui.tag({ text: 'Đang lập', tone: 'blue' }),
      title: 'Ký và nộp báo cáo',
      about: ['Lý Văn Thành đã lập xong và chuyển lúc 08:00 ngày 20/8/2026.'],
      progress: progress(4),
      buttons: [ui.button({ text: 'Ký và nộp', href: '#the-viec' })],
      due: { figure: '3', unit: 'ngày', strong: 'đã quá hạn', isLate: true },
    }),
    workCard('da-nop', {
      tag: ui.tag({ text: 'Đã nộp, chờ xét duyệt', tone: 'yellow', sign: 'send' }),
      title: 'Báo cáo năm 2026 đã nộp',
      buttons: [ui.button({ text: 'Xem biên nhận', href: '#the-viec' })],
      due: { label: 'Đã nộp', strong: '08:00 ngày 20/8/2026', lines: ['Đúng hạn.'] },
    }),
  ].join('');
}

type CardSample = Pick<WorkCard, 'tag' | 'title' | 'buttons'> &
  Partial<WorkCard> & { readonly due: Partial<WorkFact> };

function workCard(state: string, { due, ...card }: CardSample): SafeHtml {
  return ui.workCard({
    ...{ id: `the-${state}`, about: [], remark: null, preparation: [], progress: null, ...card },
    facts: [
      { label: 'Hạn nộp', strong: 'trước ngày 25/8/2026 (chậm nhất hết ngày 24/8/2026)', ...due },
      RECEIVER,
    ],
  });
}

function toRead(): SafeHtml {
  return ui.button({ text: 'Xem toàn bộ báo cáo', href: '#the-viec', kind: 'quiet' });
}

function progress(done: number, next: 'begun' | 'wrong' | 'open' = 'open'): WorkCard['progress'] {
  const state = (at: number) => (at < done ? 'done' : at === done ? next : 'open');
  return {
    text: `Đã xong ${done} trong 4 phần.`,
    parts: ['A', 'B', 'C', 'D'].map((letter, at) => ({ letter, state: state(at) })),
  };
}

/** Every state of a part; with a note, and with another link after it. */
export function rows(): SafeHtml {
  const row = { href: '#dong', before: 'Phần' };
  return ui.rows([
    {
      ...row,
      mark: 'A',
      state: 'done',
      text: 'Thông tin chung',
      tag: ui.tag({ text: 'Đã xong', tone: 'green' }),
    },
    {
      ...{ ...row, mark: 'B', state: 'begun', text: 'Triển khai, quán triệt', note: 'Còn 2 ô chưa điền.' },
      tag: ui.tag({ text: 'Đang làm', tone: 'blue' }),
    },
    {
      ...{ ...row, mark: 'C', state: 'wrong', text: 'Kết quả nêu gương', note: 'Có ghi chú ở 1 ô.' },
      more: { text: 'Xem ghi chú', href: '#dong', hidden: 'của phần C' },
      tag: ui.tag({ text: 'Cần sửa', tone: 'red' }),
    },
    {
      ...{ ...row, mark: 'D', state: 'open', text: 'Tài liệu kèm theo' },
      tag: ui.tag({ text: 'Chưa bắt đầu', tone: 'grey' }),
    },
  ]);
}

const SECTIONS = [
  ['A', 'Thông tin chung', 'done', 'check', 'đã xong'],
  ['B', 'Triển khai, quán triệt', 'in-progress', 'half', 'đang làm'],
  ['C', 'Kết quả của công nhân lao động', 'to-correct', 'alert', 'cần sửa'],
  ['D', 'Kết quả của viên chức', 'nil', 'minus', 'không phát sinh'],
  ['E', 'Tài liệu kèm theo', 'not-started', 'open', 'chưa bắt đầu'],
] as const satisfies readonly [string, string, SectionRail['items'][number]['look'], IconName, string][];

/** On a desktop a rail; in a narrow window the strip with its list. */
export function rail(): SafeHtml {
  return ui.rail({
    ...{ title: 'Báo cáo năm 2026', due: 'Nộp trước ngày 25/8/2026', place: 'Phần 2/5', check: '#cac-phan' },
    items: SECTIONS.map(([letter, text, look, icon, state]) => ({
      ...{ letter, text, look, state, href: '#cac-phan', isCurrent: letter === 'B', icon: ui.icon(icon) },
    })),
    previous: { text: 'A. Thông tin chung', href: '#cac-phan' },
    next: { text: 'C. Kết quả của công nhân lao động', href: '#cac-phan' },
  });
}

/** Saved, saved with something left, not yet, kept by the browser alone; each stands at the foot of the window on its own page. */
export function saveBars(): SafeHtml {
  const bar = { form: 'mau', previous: 'A', next: 'Lưu và sang phần C', nextPlain: '', then: 'next' };
  const states = [
    { state: 'saved', words: 'Đã lưu lúc 08:00 ngày 20/8/2026.', more: 'Còn 2 ô chưa điền' },
    { state: 'left', words: 'Còn 2 chỗ phải sửa.', more: '' },
    { state: 'unsaved', words: 'Phần này chưa lưu lần nào.', more: '' },
    { state: 'kept', words: 'Mất mạng: nội dung mới chỉ có trên máy này.', more: '' },
  ] as const;
  const bars = states.map((state) => sample(ui.saveBar({ ...bar, ...state })));
  // What is sent from here leads back here.
  return `<form id="mau" action="#thanh-luu"></form>${bars.join('')}`;
}

export function filingBars(): SafeHtml {
  const button = (text: string) => ui.button({ text, href: '#thanh-luu' });
  const bars: readonly FilingBar[] = [
    {
      ...{
        tone: 'error' as const,
        icon: ui.icon('error'),
        words: 'Còn 3 chỗ phải sửa',
        more: 'Sửa xong mới nộp được.',
      },
      ...{ button: button('Sửa chỗ đầu tiên'), ready: null },
    },
    {
      ...{ tone: 'warning' as const, icon: ui.icon('alert'), words: 'Còn 1 chỗ cần ghi lý do' },
      ...{ more: 'Ghi lý do, đánh dấu cam đoan rồi nộp.', button: button('Nộp báo cáo'), ready: null },
    },
    {
      ...{
        tone: 'done' as const,
        icon: ui.icon('done'),
        words: 'Sẵn sàng nộp',
        more: 'Đánh dấu cam đoan rồi nộp.',
      },
      ...{ button: button('Nộp báo cáo'), ready: null },
    },
  ];
  return bars.map((bar) => sample(ui.filingBar(bar))).join('');
}

/** On its own page a bar is a landmark: there is one of it. */
const sample = (html: SafeHtml): SafeHtml =>
  `<div class="sample">${html.replace(/ role="region" aria-label="[^"]*"/, '')}</div>`;

/** A measure of every audience, right and wrong; one not asked of all; a single figure. */
export function figureTable(): SafeHtml {
  return ui.figures({
    ...{ caption: 'Số liệu mẫu', heads: ['Cán bộ, công chức', 'Viên chức'], hasTotals: true },
    ...{ lastHead: 'Năm 2025', columns: 5 },
    rows: [
      byAudience('so-dang-ky', 'Số người đăng ký nêu gương', ['98', '120']),
      { ...byAudience('lam-tot', 'Thực hiện tốt', ['91', '130'], 'is-error'), said: [TOO_MANY] },
      {
        ...byAudience('bieu-duong', 'Được biểu dương', ['', '']),
        cells: [cell('bieu-duong-1', '4'), NOT_ASKED],
      },
      {
        ...byAudience('', 'Số cuộc họp', []),
        ...{ labelFor: 'cuoc-hop', hint: 'Cả hội nghị và buổi sinh hoạt.', hintId: 'cuoc-hop-hint' },
        ...{ cells: [{ ...cell('cuoc-hop', '12', 'is-warned', ''), span: 3 }], hasTotal: false, last: '4' },
      },
    ],
  });
}

const TOO_MANY = {
  ...{ code: 'lam-tot-2', label: 'Thực hiện tốt, viên chức', warning: '', notes: [], source: null },
  ...{ theirs: '', theirsBy: '', error: 'Số thực hiện tốt (130) lớn hơn số đăng ký (120).' },
};

const NOT_ASKED: FigureCellView = {
  isSetAside: false,
  ...{ id: '', code: '', label: '', audience: '', span: 1, look: '', rate: '', last: '' },
  box: '<span aria-hidden="true">–</span><span class="visually-hidden">không hỏi</span>',
};

function byAudience(
  code: string,
  label: string,
  values: readonly string[],
  look: FigureCellView['look'] = '',
): FigureRowView {
  const audiences = ['Cán bộ, công chức', 'Viên chức'];
  return {
    ...{ id: '', label, labelFor: '', hint: '', hintId: '', last: '209', said: [], hasTotal: true },
    take: code ? { codes: code, last: '209', hidden: label } : null,
    cells: values.map((value, at) => cell(`${code}-${at + 1}`, value, at ? look : '', audiences[at])),
    total: total(code, label, values),
  };
}

function total(code: string, label: string, values: readonly string[]): SafeHtml {
  if (code === '') return '';
  const value = String(values.reduce((sum, one) => sum + Number(one), 0));
  return ui.computed({
    name: `tong-${code}`,
    label: `Tổng: ${label}`,
    value,
    attributes: {},
    isInCell: true,
  });
}

function cell(
  code: string,
  value: string,
  look: FigureCellView['look'] = '',
  audience = 'Cán bộ, công chức',
): FigureCellView {
  const box = ui.box({ name: code, kind: 'number', width: 10, value, describedBy: '' });
  return {
    id: `o-${code}`,
    code,
    label: audience,
    audience,
    span: 1,
    look,
    box,
    rate: '',
    last: '2025: 98',
    isSetAside: false,
  };
}
