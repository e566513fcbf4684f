import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import { allFields } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { breakdownOf } from '../addresses.js';
import { readFigureQuery } from '../figure-query.js';
import { isComparable } from '../comparison.js';
import { openConsolidation, shownOf, shownTotals } from '../finders.js';
import { totalsOfYear, yearBefore } from '../totals/finders.js';
import { partsOf } from './finders.js';
import { PARTS_A_PAGE, partsPage } from './pages.js';
import { consolidated, consolidatedFields } from '../../form/consolidated.js';

/** /tong-hop/<year>/so-lieu/<field>: the parts of a total. */
export function partsRoutes({ db }: AppDeps): Router {
  return Router().get(
    breakdownOf(':year', ':field'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const found = consolidatedFields(open.form).find(({ field }) => field.code === req.params['field']);
      if (!found) throw new NotFound('Biểu mẫu không có chỉ tiêu này.');
      const query = shownOf(open, readFigureQuery(req.query));
      const other = await yearBefore(db, open);
      const [sums, parts] = await Promise.all([
        shownTotals(db, open, query),
        partsOf(db, open, query, { size: PARTS_A_PAGE, after: query.after, yearBefore: other?.id ?? null }),
      ]);
      const total = consolidated(found.field, sums.totals);
      if (!total) throw new NotFound('Chỉ tiêu này không được tổng hợp.');
      const field = other && allFields(other.form).find(({ code }) => code === found.field.code);
      const hasBefore = other && field && isComparable(found.field, field);
      const then =
        hasBefore && unionsCounted(field) ? await totalsOfYear(db, open, other, query.level) : null;
      const before = hasBefore
        ? { year: other.year, field, total: then ? consolidated(field, then.totals) : undefined }
        : null;
      page(res, 'consolidation/parts', partsPage({ open, ...found, query, sums, total, parts, before }));
    }),
  );
}
