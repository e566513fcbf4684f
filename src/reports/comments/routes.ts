import { Router, type Request, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import {
  actAsOverseer,
  actAsOwnReader,
  hasRole,
  type Actor,
  type Reviewer,
  type Submitter,
} from '../../platform/actor.js';
import type { Form } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asOwnReader, asReviewer, asSubmitter, pathNumber } from '../../platform/http/routing.js';
import { countWritten } from '../../mail/finders.js';
import { mailedWords } from '../../mail/rules.js';
import { ownComments, reviewComments } from '../addresses.js';
import { openChildReport, openOwnReport, openReportBelow, type Opened } from '../finders.js';
import { isReviewedBy } from '../lifecycle.js';
import { markRead, writeComment } from './commands.js';
import { commentCounts, commentsOf, sideOf } from './finders.js';
import { parseComment } from './forms.js';
import { commentsPage } from './pages.js';

const OWN = ownComments(':year');
const BELOW = reviewComments(':id');

/** What unit and reviewers say to each other about a report: the unit's page and the reviewers'. */
export function commentRoutes(deps: AppDeps): Router {
  const { db } = deps;
  const own = (req: Request) => pathNumber(req, 'year');
  const below = (req: Request) => pathNumber(req, 'id');
  const read = async (req: Request, res: Response, open: Opened<Actor>, speaks: boolean) => {
    const latest = await show(deps, req, res, open);
    if (speaks && latest !== undefined) await markRead(db, open, latest);
  };
  return Router()
    .get(
      OWN,
      asOwnReader(async (reader, req, res) => {
        const open = await openOwnReport(db, reader, own(req));
        await read(req, res, open, hasRole(reader, 'FILER', 'SIGNATORY'));
      }),
    )
    .get(
      BELOW,
      asOverseer(async (overseer, req, res) => {
        const open = await openReportBelow(db, overseer, below(req));
        const speaks = isReviewedBy(open.report, overseer.unit.id) && hasRole(overseer, 'REVIEWER');
        await read(req, res, open, speaks);
      }),
    )
    .post(
      OWN,
      asSubmitter(async (submitter, req, res) => {
        const open = await openOwnReport(db, submitter, own(req));
        const reading = () => openOwnReport(db, actAsOwnReader(submitter), own(req));
        await write(deps, req, res, open, reading);
      }),
    )
    .post(
      BELOW,
      asReviewer(async (reviewer, req, res) => {
        const open = await openChildReport(db, reviewer, below(req));
        await write(deps, req, res, open, () => openReportBelow(db, actAsOverseer(reviewer), below(req)));
      }),
    );
}

async function write(
  deps: AppDeps,
  req: Request,
  res: Response,
  open: Opened<Submitter> | Opened<Reviewer>,
  reading: () => Promise<Opened<Actor>>,
): Promise<void> {
  const now = deps.clock();
  await answerForm(req, res, {
    posted: parseComment(open.report.form, req.body),
    command: async (comment) => ({
      done: await writeComment(deps.db, open, comment, now),
    }),
    done: async () => [req.path, `Đã gửi ý kiến.${await mailed(deps, open, now)}`],
    again: async ({ form }) => {
      await show(deps, req, res, await reading(), form);
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
  open: Opened<Actor>,
  refused?: Form,
): Promise<number | undefined> {
  const before = readId(req.query['truoc']);
  const [list, counts] = await Promise.all([commentsOf(db, open, { before }), commentCounts(db, open)]);
  const model = commentsPage({ open, list, counts, isOlder: before !== undefined, refused });
  page(res, 'reports/comments', model, refused ? 422 : 200);
  return list.rows.at(-1)?.id;
}
