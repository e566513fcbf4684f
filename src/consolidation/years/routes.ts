import { Router } from 'express';
import type { AppDeps } from '../../deps.js';
import { NotFound } from '../../platform/errors.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { asOverseer, pathNumber } from '../../platform/http/routing.js';
import type { FieldDefinition } from '../../form/definition.js';
import { yearsOf } from '../addresses.js';
import { isComparable } from '../comparison.js';
import { openConsolidation } from '../finders.js';
import { totalsOfYear, type OtherYear } from '../totals/finders.js';
import { childUnits, figureKey, figuresOverYears, yearsUpTo } from './finders.js';
import { UNITS_A_PAGE, yearsPage } from './pages.js';
import { consolidated, consolidatedFields } from '../../form/consolidated.js';

/** /tong-hop/<year>/cac-nam/<field>: an indicator across the years up to this one. */
export function yearsRoutes({ db }: AppDeps): Router {
  return Router().get(
    yearsOf(':year', ':field'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const periods = await yearsUpTo(db, open);
      const newest = periods.findLast((one) => fieldIn(one, req.params['field']));
      const field = newest && fieldIn(newest, req.params['field']);
      if (!field) throw new NotFound('Không năm nào có chỉ tiêu này.');
      const after = readId(req.query['sau']);
      const units = await childUnits(db, open, { size: UNITS_A_PAGE, after });
      const [years, figures] = await Promise.all([
        Promise.all(periods.map((one) => yearOf(one))),
        figuresOverYears(
          db,
          open,
          units.map(({ unitId }) => unitId),
          periods,
        ),
      ]);
      const retiredAfter = newest.year === periods.at(-1)?.year ? undefined : newest.year;
      const find = (unitId: number, periodId: number) => figures.get(figureKey(unitId, periodId));
      page(
        res,
        'consolidation/years',
        yearsPage({ open, field, retiredAfter, years, units, figures: find, after }),
      );

      /** A field keeps its code; one of another kind is another indicator. */
      async function yearOf(one: OtherYear) {
        const asked = fieldIn(one, field?.code);
        const same = field && asked && isComparable(field, asked) ? asked : undefined;
        const sums = await totalsOfYear(db, open, one, undefined);
        const total = same && consolidated(same, sums.totals);
        return { year: one.year, periodId: one.id, field: same, total, sums, isOther: asked !== same };
      }
    }),
  );
}

function fieldIn({ form }: OtherYear, code: unknown): FieldDefinition | undefined {
  return consolidatedFields(form).find(({ field }) => field.code === code)?.field;
}
