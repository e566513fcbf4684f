import { Conflict } from '../../platform/errors.js';
import type { Tx } from '../../platform/postgres/db.js';
import type { ModelExample } from '../../platform/prisma/client.js';
import { publicContent, type PublicContent } from './public-content.js';
import { withoutPerson } from './rules.js';

/** Takes a person's name off what is public of a period, at once, and off what may become public again as it was. */
export async function unpublishName(
  tx: Tx,
  periodId: number,
  example: Pick<ModelExample, 'id' | 'name'>,
): Promise<void> {
  // Whoever publishes just now is waited for.
  await tx.$queryRaw`SELECT period_id FROM public_results WHERE period_id = ${periodId} FOR UPDATE`;
  const row = await tx.publicResults.findUnique({ where: { periodId } });
  if (!row) return;
  const content = withoutPerson(publicContent.parse(row.content), example);
  await tx.publicResults.update({
    where: { periodId },
    data: { content, version: { increment: 1 } },
  });
}

/** Throws Conflict if a person whom the content names has withdrawn meanwhile; whoever withdraws from now on waits. */
export async function refuseWithdrawn(tx: Tx, { examples }: PublicContent): Promise<void> {
  const named = examples.filter(({ name, isCollective }) => name !== '' && !isCollective).map(({ id }) => id);
  if (named.length === 0) return;
  const agreed = await tx.$queryRaw<object[]>`
    SELECT id FROM model_examples WHERE id = ANY (${named}) AND consent_at IS NOT NULL FOR SHARE`;
  if (agreed.length < named.length)
    throw new Conflict('Có người được nêu tên vừa rút đồng ý. Hãy xem lại rồi công bố.');
}
