import type { Db } from '../../platform/postgres/db.js';
import type { Letterhead } from '../../platform/documents/content.js';
import { documentSettingsOf } from '../../document-settings/finders.js';
import type { OpenedOwn } from '../finders.js';
import { receiverName } from '../status-tags.js';

/**
 * Who gives the receipt of a report: who received it. What the federation itself files is received outside the portal, so
 * it gives its own.
 */
export async function receiptIssuer(
  db: Db,
  { report }: OpenedOwn,
): Promise<Pick<Letterhead, 'parentBody' | 'issuingBody' | 'place'>> {
  const issuerId = report.parentId ?? report.unitId;
  const [unit, { settings }] = await Promise.all([
    db.unit.findUniqueOrThrow({ where: { id: issuerId }, select: { parent: { select: { name: true } } } }),
    documentSettingsOf(db, issuerId),
  ]);
  const { parentBody, issuingBody, place } = settings.wording;
  return {
    parentBody: parentBody || receiverName(unit),
    issuingBody: issuingBody || (report.parent?.name ?? report.unitName),
    place,
  };
}
