import type { Db } from '../../../platform/postgres/db.js';
import { contactsOf } from '../../../accounts/finders.js';
import { allChildReports, type Asked, type Scope } from '../finders.js';
import type { ExportedReport } from './rules.js';

/** The reports of the list, batch by batch, with whom to reach in each unit. */
export async function* exportedReports(db: Db, scope: Scope, asked: Asked): AsyncGenerator<ExportedReport[]> {
  for await (const batch of allChildReports(db, scope, asked)) {
    const ids = batch.map(({ unitId }) => unitId);
    const contacts = await contactsOf(db, ids);
    yield batch.map((report) => ({ ...report, contacts: contacts.get(report.unitId) ?? [] }));
  }
}
