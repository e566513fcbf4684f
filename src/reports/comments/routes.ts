import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import {
  FILING_ROLES,
  actAsOverseer,
  actAsOwnReader,
  hasRole,
  type Actor,
  type Reviewer,
  type Submitter,
} from '../../platform/actor.js';
import type { Form } from '../../platform/page/forms.js';
import type { FormDefinition } from '../../form/definition.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asOwnReader, asReviewer, asSubmitter, pathNumber } from '../../platform/http/routing.js';
import { countWritten } from '../../mail/finders.js';
import { mailedWords } from '../../mail/rules.js';
import { ownComments, reviewComments } from '../addresses.js';
import { openChildReport, openOwnReport, openReportBelow, ownDraft, type Opened } from '../finders.js';
import { isReviewedBy } from '../lifecycle.js';
import { markRead, writeComment } from './commands.js';
import { commentCounts, commentsOf, receivedForm, sideOf } from './finders.js';
import { parseComment } from './forms.js';
import { commentsPage } from './pages.js';

const OWN = ownComments(':year');
const BELOW = reviewComments(':id');

/** What unit and reviewers say to each other about a report: the unit's page and the reviewers'. */
export function commentRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const own = (req: Request) => pathNumber(req, 'year');
  const below = (req: Request) => pathNumber(req, 'id');
  return Router()
    .get(
      OWN,
      asOwnReader(async (reader, req, res) => {
        const open = await openOwnReport(db, reader, own(req));
        const { form } = await ownDraft(db, open);
        await read(deps, req, res, { open, form, speaks: hasRole(reader, ...FILING_ROLES) });
      }),
    )
    .get(
      BELOW,
      asOverseer(async (overseer, req, res) => {
        const open = await openReportBelow(db, overseer, below(req));
        const speaks = isReviewedBy(open.report, overseer.unit.id) && hasRole(overseer, 'REVIEWER');
        await read(deps, req, res, { open, form: await receivedForm(db, open), speaks });
      }),
    )
    .post(
      OWN,
      asSubmitter(async (submitter, req, res) => {
        const open = await openOwnReport(db, submitter, own(req));
        const reading = () => openOwnReport(db, actAsOwnReader(submitter), own(req));
        await write(deps, req, res, { open, reading, form: (await ownDraft(db, open)).form });
      }),
    )
    .post(
      BELOW,
      asReviewer(async (reviewer, req, res) => {
        const open = await openChildReport(db, reviewer, below(req));
        const reading = () => openReportBelow(db, actAsOverseer(reviewer), below(req));
        await write(deps, req, res, { open, reading, form: await receivedForm(db, open) });
      }),
    );
}

/** Shows what has been said; whoever may answer has read it then. */
async function read(
  deps: AppDeps,
  req: Request,
  res: Response,
  { open, form, speaks }: { open: Opened<Actor>; form: FormDefinition; speaks: boolean },
): Promise<void> {
  const latest = await show(deps, req, res, { open, form });
  if (speaks && latest !== undefined) await markRead(deps.db, open, latest);
}

interface Writing {
  readonly open: Opened<Submitter> | Opened<Reviewer>;
  readonly reading: () => Promise<Opened<Actor>>;
  /** As it is asked of the unit: a comment is about one of its sections. */
  readonly form: FormDefinition;
}

async function write(
  deps: AppDeps,
  req: Request,
  res: Response,
  { open, reading, form: asked }: Writing,
): Promise<void> {
  const now = deps.clock();
  await answerForm(req, res, {
    posted: parseComment(asked, req.body),
    command: async (comment) => ({
      done: await writeComment(deps.db, open, comment, now),
    }),
    done: async () => [req.path, `Đã gửi ý kiến.${await mailed(deps, open, now)}`],
    again: async ({ form }) => {
      await show(deps, req, res, { open: await reading(), form: asked }, form);
    },
  });
}

/** What a reviewer is told of the message to the unit; a unit need not know who of its reviewers reads mail. */
async function mailed(
  { db, config }: AppDeps,
  open: Opened<Submitter> | Opened<Reviewer>,
  since: Date,
): Promise<string> {
  if (sideOf(open) === 'UNIT') return '';
  const written = await countWritten(db, { reportId: open.report.id, kind: 'commented', since });
  return mailedWords(written, config.mail !== undefined);
}

/** Answers with the id of the newest comment shown. */
async function show(
  { db }: AppDeps,
  req: Request,
  res: Response,
  { open, form }: { open: Opened<Actor>; form: FormDefinition },
  refused?: Form,
): Promise<number | undefined> {
  const before = readId(req.query['truoc']);
  const [list, counts] = await Promise.all([commentsOf(db, open, { before }), commentCounts(db, open)]);
  const model = commentsPage({ open, form, list, counts, isOlder: before !== undefined, refused });
  page(res, 'reports/comments', model, refused ? 422 : 200);
  return list.rows.at(-1)?.id;
}
