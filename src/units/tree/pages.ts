import type { Admin, Level } from '../../platform/actor.js';
import { ADMINISTRATION } from '../../platform/page/addresses.js';
import { ui } from '../../platform/page/components.js';
import { listPage, type ListPage } from '../../platform/page/list-page.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { markup, type Cell, type Column } from '../../platform/page/table.js';
import { formatNumber } from '../../platform/text/format.js';
import { HELP_CONTACT, newUnitAddress, UNITS, unitAddress, unitBranchAddress } from '../addresses.js';
import { isActive, levelNames, lowerLevelItems } from '../rules.js';
import { belowWords, noCounts, type UnitCounts } from './counts.js';
import type { FoundUnits, TreePlace, UnitFilter, UnitRow, UnitTree } from './finders.js';

const HOME = { text: 'Quản trị', href: ADMINISTRATION };

/** A line of the tree: how deep it stands, and where it opens or closes ('': it has nothing below). */
interface Line {
  readonly unit: UnitRow;
  readonly depth: 0 | 1 | 2;
  readonly toggle: string;
  readonly isOpen: boolean;
  /** What stands there instead of a unit: a link to the others of an open branch. */
  readonly more?: string;
}

export function treePage(admin: Admin, tree: UnitTree, place: TreePlace, now: Date): ListPage {
  const { top, above, counts } = tree;
  const isStart = top.id === admin.unit.id;
  const own = counts.get(top.id) ?? noCounts;
  return listPage({
    ...adding(admin, top),
    buttons: isStart && top.level !== 'GRASSROOTS' ? [CONTACT] : [],
    title: isStart ? 'Đơn vị' : top.name,
    crumbs: [HOME, ...branchCrumbs(above), { text: isStart ? 'Đơn vị' : top.name }],
    lead: leadWords(own),
    filter: { action: UNITS, controls: filterControls(NO_FILTER) },
    table: inLines({
      caption: `Các đơn vị của ${top.name}`,
      rows: linesOf(tree, place),
      columns: columns(admin, counts, now),
    }),
    pager: ui.pager({
      previous:
        place.after === undefined ? undefined : { href: treeAddress(place.branch), text: 'Về trang đầu' },
      next:
        tree.children.next === undefined
          ? undefined
          : { href: treeAddress(place.branch, undefined, tree.children.next) },
    }),
  });
}

function inLines(table: Parameters<typeof ui.table<Line>>[0]): SafeHtml {
  return `<div class="lines">${ui.table(table)}</div>`;
}

/** What is added comes below `top`. A grassroots union has no units below, so that nothing can be added there. */
function adding({ unit }: Admin, top: { id: number; level: Level } = unit) {
  const href = newUnitAddress(top.level === 'GRASSROOTS' ? unit.id : top.id);
  return {
    nav: 'administration' as const,
    ...(unit.level === 'GRASSROOTS' ? {} : { button: { text: 'Thêm đơn vị', href } }),
  };
}

const CONTACT = { text: 'Liên hệ hỗ trợ của đơn vị bạn', href: HELP_CONTACT };

function leadWords(counts: UnitCounts): string {
  const { people, waiting } = counts;
  const below = belowWords(counts);
  const accounts = `${formatNumber(people)} tài khoản`;
  const not = waiting > 0 ? `, ${formatNumber(waiting)} chưa kích hoạt` : '';
  return `${below ? `Bên dưới có ${below}; cả nhánh có ` : ''}${accounts}${not}.`;
}

/** The units above a branch, the tree itself for the first. */
function branchCrumbs(above: readonly UnitRow[]) {
  return above.map(({ id, name }, at) => ({ text: name, href: at === 0 ? UNITS : unitBranchAddress(id) }));
}

/** The top, a page of its children, and below the open one its own. */
function linesOf({ top, children, open, counts }: UnitTree, place: TreePlace): Line[] {
  const rows = children.rows.flatMap((unit): Line[] => {
    const opened = unit.id === open?.id ? open : undefined;
    const isOpen = opened !== undefined;
    const hasBelow = hasUnitsBelow(counts.get(unit.id));
    const toggle = hasBelow ? treeAddress(place.branch, isOpen ? undefined : unit.id, place.after) : '';
    const line = { unit, depth: 1 as const, toggle: toggle && `${toggle}#don-vi-${unit.id}`, isOpen };
    return opened ? [line, ...branchLines(unit, opened.children)] : [line];
  });
  return [{ unit: top, depth: 0, toggle: '', isOpen: false }, ...rows];
}

function branchLines(unit: UnitRow, children: UnitTree['children']): Line[] {
  const below = children.rows.map((child): Line => ({
    unit: child,
    depth: 2,
    toggle: '',
    isOpen: false,
  }));
  if (children.next === undefined) return below;
  return [...below, { unit, depth: 2, toggle: '', isOpen: false, more: unitBranchAddress(unit.id) }];
}

function hasUnitsBelow(counts: UnitCounts = noCounts): boolean {
  return counts.upper + counts.grassroots + counts.ended > 0;
}

function treeAddress(branch: number | undefined, open?: number, after?: number): string {
  const query = new URLSearchParams({
    ...(branch === undefined ? {} : { nhanh: String(branch) }),
    ...(open === undefined ? {} : { mo: String(open) }),
    ...(after === undefined ? {} : { sau: String(after) }),
  }).toString();
  return query === '' ? UNITS : `${UNITS}?${query}`;
}

function columns(admin: Admin, counts: ReadonlyMap<number, UnitCounts>, now: Date): Column<Line>[] {
  const of = ({ unit, more }: Line) => (more ? undefined : (counts.get(unit.id) ?? noCounts));
  return [
    ['Tên', (line) => nameCell(admin, line)],
    ['Mã', ({ unit, more }) => (more ? '' : unit.code)],
    [
      'Bên dưới',
      (line) => {
        const own = of(line);
        return own && hasUnitsBelow(own) ? `${formatNumber(own.upper + own.grassroots)} đơn vị` : '';
      },
    ],
    ['Tài khoản', (line) => accountsCell(of(line))],
    ['Lưu ý', (line) => noteCell(line.unit, of(line), now)],
  ];
}

/** What is as usual is silent. */
function noteCell(unit: UnitRow, counts: UnitCounts | undefined, now: Date): Cell {
  if (!counts) return '';
  if (!isActive(unit, now)) return { html: ui.tag({ text: 'Đã ngừng', tone: 'grey' }) };
  if (counts.ownPeople === 0) return { html: ui.tag({ text: 'Chưa có tài khoản', tone: 'orange' }) };
  return counts.ownWaiting > 0 ? { html: ui.tag({ text: 'Chưa kích hoạt', tone: 'yellow' }) } : '';
}

/** The unit's own accounts and, where others stand below, those of the whole branch. */
function accountsCell(counts: UnitCounts | undefined): string {
  if (!counts) return '';
  const { ownPeople, people } = counts;
  if (people === 0) return '';
  const below = people > ownPeople ? ` (cả nhánh ${formatNumber(people)})` : '';
  return `${formatNumber(ownPeople)} tài khoản${below}`;
}

function nameCell(admin: Admin, { unit, depth, toggle, isOpen, more }: Line): Cell {
  const look = `branch-${depth}`;
  if (more) return { ...markup`${{ text: `Xem tất cả đơn vị của ${unit.name}`, href: more }}`, look };
  const opening = toggle
    ? markup`<a class="toggle" href="${toggle}">${{ html: ui.icon(isOpen ? 'minus' : 'forward') }}<span class="visually-hidden">${isOpen ? 'Đóng' : 'Mở'} ${unit.name}</span></a>`
    : '';
  const isOwn = unit.id === admin.unit.id && admin.unit.parentId !== null;
  const name = markup`<span>${{ text: unit.name, href: isOwn ? '' : unitAddress(unit.id) }}</span>`;
  return { ...markup`<span class="branch" id="don-vi-${unit.id}">${opening}${name}</span>`, look };
}

export const NO_FILTER: UnitFilter = { search: '', level: undefined, state: undefined, after: undefined };

/** The units that were looked for, each with those above it. */
export function foundPage(admin: Admin, found: FoundUnits, filter: UnitFilter, now: Date): ListPage {
  const names = new Map(found.above.map(({ id, name }) => [id, name]));
  const lines = found.rows.map((unit): Line => ({ unit, depth: 0, toggle: '', isOpen: false }));
  const [, code, below, accounts, note] = columns(admin, found.counts, now);
  return listPage({
    ...adding(admin),
    title: 'Đơn vị',
    crumbs: [HOME, { text: 'Đơn vị' }],
    filter: { action: UNITS, controls: filterControls(filter), clear: UNITS },
    table: inLines({
      caption: 'Các đơn vị tìm được',
      rows: lines,
      columns: [
        [
          'Tên',
          ({ unit }) =>
            markup`${{ text: unit.name, href: unitAddress(unit.id) }}<br><span class="hint">${pathWords(unit, names)}</span>`,
        ],
        code ?? false,
        ['Cấp', ({ unit }) => levelNames[unit.level]],
        ...[below, accounts, note].filter((column) => column !== undefined),
      ],
      empty: 'Không có đơn vị nào khớp. Hãy bớt điều kiện lọc, hoặc thêm đơn vị.',
    }),
    pager: foundPager(filter, found.next),
  });
}

/** "Liên đoàn Lao động tỉnh › Công đoàn ngành Y tế" */
export function pathWords({ path }: { path: string }, names: ReadonlyMap<number, string>): string {
  const ids = path.split('/').slice(1, -2).map(Number);
  return ids.flatMap((id) => names.get(id) ?? []).join(' › ');
}

function filterControls({ search, level, state }: UnitFilter): SafeHtml[] {
  return [
    ui.field({ name: 'q', label: 'Tên hoặc mã (không cần dấu)', value: search }),
    ui.select({
      name: 'cap',
      label: 'Cấp',
      items: [{ value: '', text: 'Mọi cấp' }, ...lowerLevelItems],
      value: level,
    }),
    ui.select({
      name: 'tinh-trang',
      label: 'Tình trạng',
      items: [
        { value: '', text: 'Mọi tình trạng' },
        { value: 'chua-co', text: 'Chưa có tài khoản' },
        { value: 'chua-kich-hoat', text: 'Có tài khoản chưa kích hoạt' },
        { value: 'ngung', text: 'Đã ngừng hoạt động' },
      ],
      value: state,
    }),
  ];
}

function foundPager(filter: UnitFilter, next: number | undefined): SafeHtml {
  const query = new URLSearchParams({
    q: filter.search,
    cap: filter.level ?? '',
    'tinh-trang': filter.state ?? '',
  });
  const address = (after?: number) =>
    `${UNITS}?${query.toString()}${after === undefined ? '' : `&sau=${after}`}`;
  return ui.pager({
    previous: filter.after === undefined ? undefined : { href: address(), text: 'Về trang đầu' },
    next: next === undefined ? undefined : { href: address(next) },
  });
}
