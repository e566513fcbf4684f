import type { Admin, Level } from '../platform/actor.js';
import type { Db, Tx } from '../platform/postgres/db.js';
import type { Outcome } from '../platform/outcome.js';
import type { FieldError } from '../platform/page/forms.js';
import { formatDay } from '../platform/text/format.js';
import { asTaken } from '../platform/postgres/taken.js';
import type { Unit } from '../platform/prisma/client.js';
import { fold } from '../platform/text/text.js';
import { record } from '../history/commands.js';
import type { ManagedUnit } from './finders.js';
import type { NewUnit, RootUnitEdit, UnitEdit } from './forms.js';
import { isWithin, levelNames, placeProblems, type Placed } from './rules.js';

export type UnitOutcome = Outcome<Unit, Unit>;

export function createUnit(db: Db, admin: Admin, wanted: NewUnit, now: Date): Promise<Outcome<Unit>> {
  return db
    .$transaction(async (tx) => {
      const problems = await problemsOf(tx, admin, { ...wanted, activeTo: null });
      if (problems.length > 0) return { problems };
      const unit = await tx.unit.create({ data: { ...wanted, nameFolded: fold(wanted.name) } });
      const detail = { name: unit.name, code: unit.code };
      await record(tx, { at: now, action: 'unit-created', actor: admin, unitId: unit.id, detail });
      return { done: unit };
    })
    .catch(asTaken(CODE_TAKEN));
}

export function editUnit(
  db: Db,
  { admin, unit }: ManagedUnit,
  edit: UnitEdit,
  now: Date,
  onMove: OnMove,
): Promise<UnitOutcome> {
  return db
    .$transaction(async (tx) => {
      const problems = await problemsOf(tx, admin, { ...edit, activeTo: unit.activeTo }, unit);
      if (problems.length > 0) return { problems };
      const outcome = await save(tx, admin, unit, edit, now);
      if ('done' in outcome && outcome.done.parentId !== unit.parentId)
        await onMove(tx, { unitId: unit.id, actor: admin, now });
      return outcome;
    })
    .catch(asTaken(CODE_TAKEN));
}

const CODE_TAKEN: FieldError = {
  field: 'code',
  message: 'Mã đơn vị này đã có đơn vị khác dùng. Hãy chọn mã khác.',
};

/** Called in the transaction in which a unit comes to stand below another one (reports/assignment/commands.ts). */
export type OnMove = (tx: Tx, moved: { unitId: number; actor: Admin; now: Date }) => Promise<void>;

/** From `activeTo` on the unit is no longer active (null: it goes on); its people sign in before `accountsUntil`, or before that day. */
export interface UnitEnd {
  readonly activeTo: Date | null;
  readonly accountsUntil: Date | null;
  readonly version: number;
}

/** Ends a unit, or lets it go on. What becomes of its reports and accounts: reports/unit-ending. */
export async function endUnit(
  tx: Tx,
  { admin, unit }: ManagedUnit,
  end: UnitEnd,
  now: Date,
): Promise<UnitOutcome> {
  const { level, parentId, activeFrom } = unit;
  if (parentId === null) return { problems: [ROOT_GOES_ON] };
  const problems = await problemsOf(tx, admin, { level, parentId, activeFrom, ...end }, unit);
  if (problems.length > 0) return { problems };
  return save(tx, admin, unit, end, now);
}

const ROOT_GOES_ON: FieldError = {
  field: 'activeTo',
  message: 'Đơn vị quản lý cổng không kết thúc hoạt động trên cổng.',
};

/** The federation itself changes its name and code only. */
export function editRootUnit(
  db: Db,
  { admin, unit }: ManagedUnit,
  edit: RootUnitEdit,
  now: Date,
): Promise<UnitOutcome> {
  return db.$transaction((tx) => save(tx, admin, unit, edit, now)).catch(asTaken(CODE_TAKEN));
}

type Edit = Partial<UnitEdit & UnitEnd> & { version: number };

async function save(tx: Tx, admin: Admin, before: Unit, edit: Edit, now: Date): Promise<UnitOutcome> {
  const { version, ...data } = edit;
  if (data.needsSignatory && !(await hasSignatory(tx, before))) return { problems: [NO_SIGNATORY] };
  const { count } = await tx.unit.updateMany({
    where: { id: before.id, version },
    data: { ...data, nameFolded: fold(data.name ?? before.name), version: { increment: 1 } },
  });
  const unit = await tx.unit.findUniqueOrThrow({ where: { id: before.id } });
  if (count === 0) return { stale: unit };
  const changes = await changesBetween(tx, before, unit);
  const detail = { name: unit.name, changes };
  if (changes.length > 0)
    await record(tx, { at: now, action: 'unit-edited', actor: admin, unitId: unit.id, detail });
  return { done: unit };
}

const NO_SIGNATORY: FieldError = {
  field: 'needsSignatory',
  message: 'Đơn vị chưa có tài khoản nào giữ vai trò ký duyệt. Hãy thêm tài khoản ấy trước.',
};

async function hasSignatory(tx: Tx, { id: unitId }: Unit): Promise<boolean> {
  const signing = { unitId, roles: { has: 'SIGNATORY' as const }, deactivatedAt: null };
  return (await tx.account.count({ where: signing })) > 0;
}

async function problemsOf(
  tx: Tx,
  admin: Admin,
  wanted: Pick<UnitEdit, 'parentId' | 'activeFrom'> & Pick<UnitEnd, 'activeTo'> & { level: Level },
  unit?: Unit,
): Promise<readonly FieldError[]> {
  const parent = await tx.unit.findUnique({ where: { id: wanted.parentId } });
  if (!parent || !isWithin(parent, admin.unit))
    return [{ field: 'parentId', message: 'Hãy chọn đơn vị cấp trên trong danh sách.' }];
  const children: Placed[] = unit ? await tx.unit.findMany({ where: { parentId: unit.id } }) : [];
  return placeProblems(wanted, parent, unit, children);
}

async function changesBetween(tx: Tx, before: Unit, after: Unit): Promise<string[]> {
  const parents = await tx.unit.findMany({
    where: { id: { in: [before.parentId, after.parentId].filter((id) => id !== null) } },
  });
  const parentName = (unit: Unit) => parents.find((parent) => parent.id === unit.parentId)?.name ?? '–';
  const facts: [label: string, of: (unit: Unit) => string][] = [
    ['tên', (unit) => unit.name],
    ['mã', (unit) => unit.code],
    ['cấp', (unit) => levelNames[unit.level]],
    ['đơn vị cấp trên', parentName],
    ['hoạt động từ', (unit) => formatDay(unit.activeFrom)],
    ['ký duyệt hai bước', (unit) => (unit.needsSignatory ? 'có' : 'không')],
    ['ngừng hoạt động từ', (unit) => (unit.activeTo ? formatDay(unit.activeTo) : '–')],
    ['tài khoản dùng được đến trước', (unit) => (unit.accountsUntil ? formatDay(unit.accountsUntil) : '–')],
  ];
  return facts
    .filter(([, of]) => of(before) !== of(after))
    .map(([label, of]) => `${label}: ${of(before)} → ${of(after)}`);
}
