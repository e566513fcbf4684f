import { Router, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { NotPossible } from '../../platform/errors.js';
import { asStale, type Outcome } from '../../platform/outcome.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer } from '../../platform/http/routing.js';
import { parseForm, type FieldError, type Form } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { hasSignedMinutes, type Paper } from '../document/rules.js';
import type { Opened } from '../finders.js';
import { hearersAtUnit, hearersOf } from '../hearer-finders.js';
import type { InspectionAction } from '../lifecycle.js';
import { announceInspection } from '../plan/commands.js';
import { issueForm } from '../plan/forms.js';
import { openFor } from '../plan/routes.js';
import { concludeInspection, signMinutes } from '../record/commands.js';
import { showRefused } from '../record/routes.js';
import { conclusionProblems, minutesProblems, recordOf, tellingWords, toldWords } from '../rules.js';
import { inspectionAddress } from '../addresses.js';
import { announcing, concluding, issuingPage, signing, type Issuing } from './pages.js';
import { issuingPaths } from './rules.js';

/** Notice, minutes and conclusion of an inspection: each is asked about, then issued for good. */
export function issuingRoutes(deps: AppDeps): Router {
  return Router().use(
    issueRoutes(deps, noticeOf(deps)),
    issueRoutes(deps, minutesOf(deps)),
    issueRoutes(deps, conclusionOf(deps)),
  );
}

interface Issue {
  readonly version: number;
  readonly number: string;
}

interface Kind {
  readonly paper: Paper;
  readonly action: InspectionAction;
  /** What its record still lacks. */
  readonly problems: (open: Opened<Reviewer>) => FieldError[];
  readonly ask: (open: Opened<Reviewer>) => Issuing | Promise<Issuing>;
  /** Answers with what to say once it is done. */
  readonly issue: (open: Opened<Reviewer>, issue: Issue) => Promise<Outcome<string, true>>;
}

function issueRoutes(deps: AppDeps, { paper, action, problems, ask, issue }: Kind): Router {
  const address = `${inspectionAddress(':id')}/${issuingPaths[paper]}`;
  const show = async (res: Response, open: Opened<Reviewer>, form: Form, status = 200) => {
    const errors = problems(open);
    if (errors.length > 0) return showRefused(deps, res, open, errors);
    page(res, 'confirm', issuingPage(open.inspection, await ask(open), form), status);
  };
  return Router()
    .get(
      address,
      asReviewer(async (reviewer, req, res) => {
        await show(res, await openFor(action, deps.db, reviewer, req), { values: {}, errors: [] });
      }),
    )
    .post(
      address,
      asReviewer(async (reviewer, req, res) => {
        const open = await openFor(action, deps.db, reviewer, req);
        const errors = problems(open);
        if (errors.length > 0) return showRefused(deps, res, open, errors);
        await answerForm(req, res, {
          posted: parseForm(issueForm, req.body),
          command: (data) => issue(open, data).catch(asStale),
          done: (said) => [inspectionAddress(open.inspection.id), said],
          again: async ({ form, status }) =>
            show(res, await openFor(action, deps.db, reviewer, req), form, status),
        });
      }),
    );
}

function noticeOf({ db, clock, config }: AppDeps): Kind {
  const isMailSet = config.mail !== undefined;
  return {
    paper: 'thong-bao',
    action: 'announce',
    problems: () => [],
    ask: async ({ actor, inspection }) => {
      const known = { ...inspection, announcedAt: clock() };
      return announcing(inspection, tellingWords(await hearersOf(db, known, actor), isMailSet));
    },
    issue: async (open, data) =>
      saying(
        await announceInspection(db, open, data, clock()),
        (told) => `Đã thông báo cho đơn vị.${toldWords(told, isMailSet)}`,
      ),
  };
}

function minutesOf({ db, clock }: AppDeps): Kind {
  return {
    paper: 'bien-ban',
    action: 'sign',
    problems: ({ inspection }) => {
      if (hasSignedMinutes(inspection)) throw new NotPossible('Biên bản này đã chốt rồi.');
      return minutesProblems(recordOf(inspection));
    },
    ask: ({ inspection }) => signing(inspection),
    issue: async (open, data) =>
      saying(await signMinutes(db, open, data, clock()), () => 'Đã chốt biên bản hai bên đã ký.'),
  };
}

function conclusionOf({ db, clock, config }: AppDeps): Kind {
  const isMailSet = config.mail !== undefined;
  return {
    paper: 'ket-luan',
    action: 'conclude',
    problems: ({ inspection }) => conclusionProblems(recordOf(inspection), clock()),
    ask: async ({ inspection }) =>
      concluding(inspection, tellingWords(await hearersAtUnit(db, inspection), isMailSet)),
    issue: async (open, data) =>
      saying(
        await concludeInspection(db, open, data, clock()),
        (told) => `Đã ban hành kết luận. Đơn vị thấy biên bản và kiến nghị.${toldWords(told, isMailSet)}`,
      ),
  };
}

function saying<Done>(outcome: Outcome<Done>, words: (done: Done) => string): Outcome<string> {
  return 'done' in outcome ? { done: words(outcome.done) } : outcome;
}
