import type { Db, Tx } from '../platform/postgres/db.js';
import type { Prisma } from '../platform/prisma/client.js';
import type { Issuer } from './issuer.js';
import { documentSettings, signedAsUsual, standardSettings, type DocumentSettings } from './rules.js';

/** Whether the unit has not yet said what place stands before the date of its documents. */
export async function lacksPlace(db: Db, unitId: number): Promise<boolean> {
  return isPlaceless(await db.unit.findUnique({ where: { id: unitId }, select: unitSettings }));
}

/** The same, of a unit that was read with `unitSettings`. */
export function isPlaceless(unit: UnitSettings | null): boolean {
  return settingsIn(unit).settings.wording.place === '';
}

/** The unit as it issues documents. */
export async function issuerOf(db: Db | Tx, unitId: number): Promise<Issuer> {
  const unit = await db.unit.findUniqueOrThrow({
    where: { id: unitId },
    select: { name: true, parent: { select: { name: true } } },
  });
  const { settings } = await documentSettingsOf(db, unitId);
  return { unit: unit.name, parent: unit.parent, settings };
}

/** How a unit's documents are worded and measured; `version` 0 where nothing was ever set. */
export async function documentSettingsOf(
  db: Db | Tx,
  unitId: number,
): Promise<{ settings: DocumentSettings; version: number }> {
  return settingsIn(await db.unit.findUnique({ where: { id: unitId }, select: unitSettings }));
}

/** What says how the documents of a unit are. */
export const unitSettings = {
  level: true,
  documentSettings: { select: { settings: true, version: true } },
} satisfies Prisma.UnitSelect;
type UnitSettings = Prisma.UnitGetPayload<{ select: typeof unitSettings }>;

function settingsIn(unit: UnitSettings | null): { settings: DocumentSettings; version: number } {
  const row = unit?.documentSettings;
  const settings = row ? documentSettings.parse(row.settings) : standardSettings;
  return { settings: unit ? signedAsUsual(settings, unit.level) : settings, version: row?.version ?? 0 };
}
