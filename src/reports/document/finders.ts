import type { Db } from '../../platform/postgres/db.js';
import { issuerOf } from '../../document-settings/finders.js';
import type { Issuer } from '../../document-settings/issuer.js';
import type { OpenedOwn } from '../finders.js';

/**
 * Who gives the receipt of a report: who received it. What the federation itself files is received outside the portal, so
 * it gives its own.
 */
export async function receiptIssuer(db: Db, { report }: OpenedOwn): Promise<Issuer> {
  const issuer = await issuerOf(db, report.parentId ?? report.unitId);
  return { ...issuer, unit: report.parent?.name ?? report.unitName };
}
