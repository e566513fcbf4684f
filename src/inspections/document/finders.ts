import type { Overseer } from '../../platform/actor.js';
import type { Db } from '../../platform/postgres/db.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import { parentBody } from '../../document-settings/rules.js';
import type { Opened } from '../finders.js';
import type { Inspecting } from './inspection-document.js';

export async function inspectingUnit(db: Db, { inspection }: Opened<Overseer>): Promise<Inspecting> {
  const id = inspection.parentId;
  const [unit, { settings }] = await Promise.all([
    db.unit.findUniqueOrThrow({ where: { id }, select: { parent: { select: { name: true } } } }),
    documentSettingsOf(db, id),
  ]);
  return { parentBody: parentBody(unit.parent), settings, isFederation: unit.parent === null };
}
