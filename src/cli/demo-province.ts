import { audiences, type Audience } from '../form/audiences.js';
import type { Level, Role } from '../platform/actor.js';

export interface DemoUnit {
  code: string;
  name: string;
  level: Level;
  parent: string | null;
}

const province: DemoUnit = {
  code: 'LDLD',
  name: 'Liên đoàn Lao động tỉnh Minh Giang',
  level: 'PROVINCE',
  parent: null,
};
const upper = (code: string, name: string): DemoUnit => ({
  code,
  name,
  level: 'UPPER_LEVEL',
  parent: 'LDLD',
});
const grassroots =
  (parent: string) =>
  (code: string, name: string): DemoUnit => ({ code, name, level: 'GRASSROOTS', parent });

const direct = grassroots('LDLD');
const education = grassroots('GD');
const health = grassroots('YT');
const zone = grassroots('KCN');
const district = grassroots('AB');

/** Parents stand before their children. */
export const demoUnits: DemoUnit[] = [
  province,
  upper('GD', 'Công đoàn ngành Giáo dục tỉnh'),
  upper('YT', 'Công đoàn ngành Y tế tỉnh'),
  upper('KCN', 'Công đoàn các khu công nghiệp tỉnh'),
  upper('VC', 'Công đoàn Viên chức tỉnh'),
  upper('AB', 'Công đoàn khu vực An Bình'),
  upper('DT', 'Công đoàn khu vực Đông Thành'),
  upper('PL', 'Công đoàn khu vực Phú Lâm'),
  direct('DL', 'CĐCS Công ty Điện lực Minh Giang'),
  direct('CN', 'CĐCS Công ty cổ phần Cấp nước Minh Giang'),
  direct('BD', 'CĐCS Bưu điện tỉnh Minh Giang'),
  direct('XD', 'CĐCS Công ty Xây dựng Đại Thắng'),
  education('GD01', 'CĐCS Trường THPT Nguyễn Du'),
  education('GD02', 'CĐCS Trường THPT Lê Lợi'),
  education('GD03', 'CĐCS Trường Cao đẳng Sư phạm'),
  health('YT01', 'CĐCS Bệnh viện Đa khoa tỉnh'),
  health('YT02', 'CĐCS Trung tâm Kiểm soát bệnh tật'),
  zone('KCN01', 'CĐCS Công ty May Sông Xanh'),
  zone('KCN02', 'CĐCS Công ty Điện tử Ánh Dương'),
  zone('KCN03', 'CĐCS Công ty Gỗ Trường Sơn'),
  district('AB01', 'CĐCS Ủy ban nhân dân phường An Bình'),
  district('AB02', 'CĐCS Trường Tiểu học An Bình'),
];

/** Whom people ask, of the units that say it. */
export const demoContacts: Readonly<
  Record<string, Partial<Record<'contactBoard' | 'contactPhone' | 'contactHours' | 'contactEmail', string>>>
> = {
  LDLD: {
    contactBoard: 'Ban Tuyên giáo – Nữ công',
    contactPhone: '0240 3123 456',
    contactHours: 'giờ hành chính',
    contactEmail: 'bantgnc@ldldminhgiang.example',
  },
  YT: { contactBoard: 'Đỗ Văn Lâm, Ủy viên Thường vụ', contactPhone: '0240 3123 115' },
  VC: { contactBoard: 'Trịnh Thị Thu, Phó Chủ tịch', contactPhone: '0240 3123 402' },
  KCN: { contactBoard: 'Vũ Thị Mai, Phó Chủ tịch', contactPhone: '0240 3123 309' },
  GD: { contactBoard: 'Văn phòng', contactPhone: '0240 3123 789', contactHours: 'sáng thứ hai đến thứ sáu' },
};

/** How people of some units are telephoned; the others say nothing, as in life. The numbers are nobody's. */
export const demoPhones: Readonly<Record<string, { phone: string; zaloName?: string }>> = {
  dienluc: { phone: '0912000114', zaloName: 'Tuấn Điện lực' },
  lanhdao: { phone: '02403833410' },
  khucongnghiep: { phone: '0912000508' },
  nguyendu: { phone: '0912000201', zaloName: 'Cô Hà THPT Nguyễn Du' },
  sotaichinh: { phone: '0912000402' },
};

const civil = (code: string, name: string, needsSignatory = false) => ({
  ...grassroots('VC')(code, name),
  needsSignatory,
});

/**
 * Units that came this year, below a union that has not started: each shows something (docs/demo.md), and no number of
 * the others changes. TWO_STEPS and the like are their codes.
 */
export const TWO_STEPS = 'VC01';
export const CORRECTION_OVERDUE = 'VC02';
export const WITHOUT_WORKERS = 'VC03';
/** Came after the period was opened. */
export const LATE_COMER = 'VC04';
/** Reported to one union, and stands below another now. */
export const MOVED = 'VC05';
export const newUnits: (DemoUnit & { needsSignatory: boolean })[] = [
  civil(TWO_STEPS, 'CĐCS Sở Nội vụ', true),
  civil(CORRECTION_OVERDUE, 'CĐCS Sở Tài chính'),
  civil(WITHOUT_WORKERS, 'CĐCS Thư viện tỉnh'),
  civil(LATE_COMER, 'CĐCS Trung tâm Chuyển đổi số'),
  civil(MOVED, 'CĐCS Chi cục Kiểm lâm'),
];

/** Whom the units below have, by the beginnings of their codes, the longest first. */
const AUDIENCES: readonly (readonly [code: string, audiences: readonly Audience[]])[] = [
  [WITHOUT_WORKERS, ['public-employee']],
  ['VC', ['civil-servant', 'worker']],
  ['AB01', ['civil-servant', 'worker']],
  ['AB02', ['public-employee', 'worker']],
  ['GD', ['public-employee', 'worker']],
  ['YT', ['public-employee', 'worker']],
  ['KCN', ['worker']],
  ['DL', ['worker']],
  ['CN', ['worker']],
  ['BD', ['worker']],
  ['XD', ['worker']],
];

/** Whom a unit of the sample has: a union of many kinds of units, as the province, has all. */
export function audiencesOf(code: string): readonly Audience[] {
  const found = AUDIENCES.find(([beginning]) => code.startsWith(beginning));
  return found?.[1] ?? audiences;
}

const account = (
  username: string,
  fullName: string,
  position: string,
  unit: string,
  roles: Role[],
  who: string,
  email = '',
) => ({
  username,
  fullName,
  position,
  unit,
  roles,
  who,
  email,
});

/** One of each kind of visitor. `who` says so in the table of sign-ins. */
export const demoAccounts = [
  account(
    'quantri',
    'Trần Minh Đức',
    'Chuyên viên Văn phòng',
    'LDLD',
    ['ADMIN'],
    'người quản trị của LĐLĐ tỉnh',
  ),
  account(
    'bantgnc',
    'Lê Thị Hồng Nhung',
    'Trưởng Ban TG-NC',
    'LDLD',
    ['REVIEWER', 'FILER'],
    'Ban TG-NC: xét duyệt, tổng hợp',
  ),
  account('lanhdao', 'Phạm Quốc Việt', 'Phó Chủ tịch', 'LDLD', ['LEADER'], 'lãnh đạo LĐLĐ tỉnh: chỉ xem'),
  account(
    'giaoduc',
    'Nguyễn Thu Hà',
    'Phó Chủ tịch',
    'GD',
    ['FILER', 'REVIEWER'],
    'CĐ ngành Giáo dục: lập báo cáo, xét duyệt',
  ),
  account(
    'yte',
    'Đỗ Văn Lâm',
    'Ủy viên Thường vụ',
    'YT',
    ['FILER', 'REVIEWER'],
    'CĐ ngành Y tế: lập báo cáo, xét duyệt',
  ),
  account(
    'khucongnghiep',
    'Vũ Thị Mai',
    'Phó Chủ tịch',
    'KCN',
    ['FILER', 'REVIEWER'],
    'CĐ các khu công nghiệp: báo cáo bị trả lại',
  ),
  account('dienluc', 'Hoàng Anh Tuấn', 'Chủ tịch CĐCS', 'DL', ['FILER'], 'CĐCS trực thuộc: báo cáo đang lập'),
  account(
    'nguyendu',
    'Bùi Thị Lan',
    'Chủ tịch CĐCS',
    'GD01',
    ['FILER'],
    'CĐCS Trường THPT Nguyễn Du: đã được chấp nhận',
  ),
  account(
    'daithang',
    'Võ Hữu Thắng',
    'Chủ tịch CĐCS',
    'XD',
    ['FILER'],
    'CĐCS trực thuộc: chưa bắt đầu, quá hạn',
  ),
  account('maysongxanh', 'Đặng Văn Phúc', 'Chủ tịch CĐCS', 'KCN01', ['FILER'], 'CĐCS Công ty May Sông Xanh'),
  account(
    'lanhdaogiaoduc',
    'Lê Văn Hùng',
    'Chủ tịch',
    'GD',
    ['LEADER'],
    'lãnh đạo CĐ ngành Giáo dục: chỉ xem',
  ),
  account(
    'vienchuc',
    'Trịnh Thị Thu',
    'Phó Chủ tịch',
    'VC',
    ['FILER', 'REVIEWER'],
    'CĐ Viên chức: xét duyệt các đơn vị sau',
  ),
  account(
    'quantrivienchuc',
    'Ngô Quang Huy',
    'Chuyên viên',
    'VC',
    ['ADMIN'],
    'người quản trị của CĐ Viên chức',
  ),
  account(
    'sonoivu',
    'Phan Thị Hạnh',
    'Phó Chủ tịch CĐCS',
    TWO_STEPS,
    ['FILER'],
    'CĐCS Sở Nội vụ: đã chuyển người ký',
  ),
  account(
    'kysonoivu',
    'Lý Văn Thành',
    'Chủ tịch CĐCS',
    TWO_STEPS,
    ['SIGNATORY'],
    'CĐCS Sở Nội vụ: ký duyệt và nộp',
  ),
  account(
    'sotaichinh',
    'Hồ Thị Ngọc',
    'Chủ tịch CĐCS',
    CORRECTION_OVERDUE,
    ['FILER'],
    'CĐCS Sở Tài chính: quá hạn sửa',
    'sotaichinh@minhgiang.example',
  ),
  account(
    'thuvien',
    'Cao Minh Tâm',
    'Chủ tịch CĐCS',
    WITHOUT_WORKERS,
    ['FILER'],
    'CĐCS Thư viện tỉnh: không có công nhân',
  ),
  account(
    'chuyendoiso',
    'Mai Anh Khoa',
    'Chủ tịch CĐCS',
    LATE_COMER,
    ['FILER'],
    'CĐCS mới thành lập: không phát sinh',
  ),
  account(
    'kiemlam',
    'Tạ Văn Lực',
    'Chủ tịch CĐCS',
    MOVED,
    ['FILER'],
    'CĐCS Chi cục Kiểm lâm: đã chuyển đơn vị',
  ),
];
