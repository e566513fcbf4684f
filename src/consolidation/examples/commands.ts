import type { Reviewer } from '../../platform/actor.js';
import type { Db, Tx } from '../../platform/postgres/db.js';
import { Conflict, NotPossible } from '../../platform/errors.js';
import type { ModelExample } from '../../platform/prisma/client.js';
import { fold } from '../../platform/text/text.js';
import type { HistoryAction } from '../../history/actions.js';
import { record } from '../../history/commands.js';
import { unpublishName } from '../publication/name-commands.js';
import { refuseFrozen, type Consolidation } from '../finders.js';
import type { OpenedExample } from './finders.js';
import type { Consent, ExampleData } from './forms.js';

/** Adds a model example; made from a passage, it is that unit's; a passage that is gone by now leaves it by itself. */
export function addExample(
  db: Db,
  open: Consolidation<Reviewer>,
  { version: _seen, passageId, ...data }: ExampleData,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const scope = { parentId: open.actor.unit.id, periodId: open.period.id };
    const passage = passageId
      ? await tx.passage.findFirst({
          where: { id: passageId, ...scope },
          select: { id: true, reportId: true },
        })
      : null;
    const from = passage ? { passageId: passage.id, reportId: passage.reportId } : {};
    await tx.modelExample.create({
      data: {
        ...scope,
        ...data,
        ...consentOf(data, open.actor, now),
        ...from,
        searchText: searchText(data),
        addedAt: now,
        addedById: open.actor.accountId,
      },
    });
    await tell(tx, open, 'example-added', data.name, now);
  });
}

/** Conflict where somebody else has changed or removed it meanwhile. */
export function editExample(
  db: Db,
  { open, example }: OpenedExample,
  { version, passageId: _from, ...data }: ExampleData,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    const { count } = await tx.modelExample.updateMany({
      where: { id: example.id, version },
      data: {
        ...data,
        ...(isSameConsent(example, data) ? {} : consentOf(data, open.actor, now)),
        ...{ searchText: searchText(data), version: { increment: 1 } },
      },
    });
    if (count === 0) throw new Conflict(MEANWHILE);
    await tell(tx, open, 'example-edited', data.name, now);
  });
}

/** Conflict where somebody else has changed or removed it meanwhile. */
export function removeExample(
  db: Db,
  { open, example }: OpenedExample,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    await refuseFrozen(tx, open);
    if (example.consentWithdrawnAt) throw new NotPossible(WITHDRAWN);
    const { count } = await tx.modelExample.deleteMany({ where: { id: example.id, version } });
    if (count === 0) throw new Conflict(MEANWHILE);
    await tell(tx, open, 'example-removed', example.name, now);
  });
}

/** Records that whom an example names agreed to it: also of a year that was sent, whose figures stay. */
export function recordConsent(
  db: Db,
  { open, example }: OpenedExample,
  { version, ...consent }: Consent & { readonly version: number },
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.modelExample.updateMany({
      where: { id: example.id, version, kind: 'INDIVIDUAL' },
      data: {
        ...consentOf({ kind: 'INDIVIDUAL', mayBeNamed: true, ...consent }, open.actor, now),
        ...{ mayBeNamed: true, version: { increment: 1 } },
      },
    });
    if (count === 0) throw new Conflict(MEANWHILE);
    await tell(tx, open, 'example-consent-recorded', example.name, now);
  });
}

/**
 * Records that somebody does not agree any more: the public page and all exports made from now on do without the name, at
 * once. What was filed or sent stays.
 */
export function withdrawConsent(
  db: Db,
  { open, example }: OpenedExample,
  version: number,
  now: Date,
): Promise<void> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.modelExample.updateMany({
      where: { id: example.id, version, kind: 'INDIVIDUAL' },
      data: { ...NO_CONSENT, mayBeNamed: false, consentWithdrawnAt: now, version: { increment: 1 } },
    });
    if (count === 0) throw new Conflict(MEANWHILE);
    await unpublishName(tx, open.period.id, example);
    await tell(tx, open, 'example-consent-withdrawn', example.name, now);
  });
}

const MEANWHILE = 'Gương điển hình này vừa được người khác sửa hoặc bỏ.';
/** By it exports of what was filed know whom they do not name. */
const WITHDRAWN =
  'Người này đã rút đồng ý nêu tên. Hãy giữ gương này để tệp xuất ra từ nay không nêu tên nữa; gương không công bố nếu không được chọn.';
const NO_CONSENT = { consentHow: '', consentNote: '', consentAt: null, consentByName: '' };

/** Consent is asked of persons who are named. Anew, it ends that it was withdrawn. */
function consentOf(
  { kind, mayBeNamed, consentHow, consentNote }: Pick<ExampleData, 'kind' | 'mayBeNamed' | keyof Consent>,
  { fullName }: Reviewer,
  now: Date,
) {
  if (kind !== 'INDIVIDUAL' || !mayBeNamed) return NO_CONSENT;
  const by = { consentAt: now, consentByName: fullName, consentWithdrawnAt: null };
  return { consentHow, consentNote, ...by };
}

/** An edit of something else leaves who recorded it, and when. */
function isSameConsent(before: ModelExample, data: Omit<ExampleData, 'version' | 'passageId'>): boolean {
  return (
    before.consentAt !== null &&
    data.mayBeNamed &&
    data.kind === before.kind &&
    data.name === before.name &&
    data.consentHow === before.consentHow &&
    data.consentNote === before.consentNote
  );
}

const searchText = ({ name, unitName }: { name: string; unitName: string }) => fold(`${name} ${unitName}`);

function tell(
  tx: Tx,
  { actor, period }: Consolidation<Reviewer>,
  action: HistoryAction,
  name: string,
  at: Date,
): Promise<void> {
  return record(tx, { at, action, actor, unitId: actor.unit.id, detail: { name, year: period.year } });
}
