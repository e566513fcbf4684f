import type { Db } from '../../../platform/postgres/db.js';
import { calleesOf, contactsOf } from '../../../accounts/finders.js';
import { allChildReports, type Asked, type Scope } from '../finders.js';
import type { ExportedReport } from './rules.js';

/** The reports of the list, batch by batch, with whom to reach in each unit. */
export async function* exportedReports(db: Db, scope: Scope, asked: Asked): AsyncGenerator<ExportedReport[]> {
  for await (const batch of allChildReports(db, scope, asked)) {
    const ids = batch.map(({ unitId }) => unitId);
    const [callees, contacts] = await Promise.all([calleesOf(db, ids), contactsOf(db, ids)]);
    yield batch.map((report) => ({
      ...report,
      callees: callees.get(report.unitId) ?? [],
      addresses: (contacts.get(report.unitId) ?? []).map(({ address }) => address),
    }));
  }
}
