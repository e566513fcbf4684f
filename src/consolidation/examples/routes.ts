import { Router, type Request, type RequestHandler } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { outcomeOf } from '../../platform/outcome.js';
import { postedValues } from '../../platform/page/forms.js';
import { sendListCsv, sendListWorkbook } from '../../platform/page/list-file.js';
import { readId } from '../../platform/text/numbers.js';
import { page } from '../../platform/page/render.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asOverseer, asReviewer, done, pathNumber, postedVersion } from '../../platform/http/routing.js';
import {
  exampleConsent,
  exampleEdit,
  exampleList,
  exampleListFile,
  exampleRemoval,
  exampleWithdrawal,
  newExample,
} from '../addresses.js';
import { openConsolidation, type Consolidation } from '../finders.js';
import { addExample, editExample, recordConsent, removeExample, withdrawConsent } from './commands.js';
import { exampleBatches, examplesOf, openExample, passageFor } from './finders.js';
import { parseConsent, parseExample, readExampleQuery } from './forms.js';
import {
  consentPage,
  EXAMPLES_A_PAGE,
  examplePage,
  exampleRemovalPage,
  examplesFile,
  examplesPage,
  exampleValues,
  withdrawalPage,
} from './pages.js';
import { narrativeField, audienceAsked } from '../../form/definition.js';

/** Model collectives and individuals, in a list of their own. */
export function exampleRoutes(deps: AppDeps): Router {
  return Router()
    .use(listRoutes(deps))
    .get(newExample(':year'), showNew(deps))
    .post(newExample(':year'), add(deps))
    .get(exampleEdit(':year', ':id'), showEdit(deps))
    .post(exampleEdit(':year', ':id'), edit(deps))
    .get(exampleRemoval(':year', ':id'), showRemoval(deps))
    .post(exampleRemoval(':year', ':id'), remove(deps))
    .use(consentRoutes(deps));
}

function listRoutes({ db }: AppDeps): Router {
  const router = Router();
  router.get(
    exampleList(':year'),
    asOverseer(async (overseer, req, res) => {
      const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
      const query = readExampleQuery(req.query);
      const rows = await examplesOf(db, open, query, EXAMPLES_A_PAGE + 1);
      page(res, 'consolidation/examples', examplesPage(open, query, rows));
    }),
  );
  for (const [format, send] of [['csv', sendListCsv] as const, ['xlsx', sendListWorkbook] as const])
    router.get(
      exampleListFile(':year', format),
      asOverseer(async (overseer, req, res) => {
        const open = await openConsolidation(db, overseer, pathNumber(req, 'year'));
        const batches = exampleBatches(db, open, { ...readExampleQuery(req.query), after: undefined });
        await send(res, examplesFile(open.period.year, batches));
      }),
    );
  return router;
}

/** What whoever an example names says to it: also once the year was sent. */
function consentRoutes({ db, clock }: AppDeps): Router {
  const showConsent = asReviewer(async (reviewer, req, res) => {
    const { open, example } = await openedPerson(db, reviewer, req);
    page(res, 'form', consentPage(open, example, { values: {}, errors: [] }));
  });
  const consent = asReviewer(async (reviewer, req, res) => {
    const own = await openedPerson(db, reviewer, req);
    await answerForm(req, res, {
      posted: parseConsent(req.body),
      command: (given) => outcomeOf(recordConsent(db, own, given, clock())),
      done: () => [listOf(own.open), 'Đã ghi sự đồng ý nêu tên.'],
      again: ({ form, status }) => page(res, 'form', consentPage(own.open, own.example, form), status),
    });
  });
  const showWithdrawal = asReviewer(async (reviewer, req, res) => {
    const { open, example } = await openedPerson(db, reviewer, req);
    page(res, 'confirm', withdrawalPage(open, example));
  });
  const withdraw = asReviewer(async (reviewer, req, res) => {
    const own = await openedPerson(db, reviewer, req);
    await withdrawConsent(db, own, postedVersion(req), clock());
    done(req, res, listOf(own.open), 'Đã ghi việc rút đồng ý; gương này không còn ở trang công khai.');
  });
  return Router()
    .get(exampleConsent(':year', ':id'), showConsent)
    .post(exampleConsent(':year', ':id'), consent)
    .get(exampleWithdrawal(':year', ':id'), showWithdrawal)
    .post(exampleWithdrawal(':year', ':id'), withdraw);
}

/** A collective is nobody whose consent is asked. */
async function openedPerson(db: AppDeps['db'], reviewer: Reviewer, req: Request) {
  const own = await opened(db, reviewer, req);
  if (own.example.kind === 'INDIVIDUAL') return own;
  throw new NotFound('Gương này là tập thể: không phải hỏi ai đồng ý.');
}

function showNew({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
    page(res, 'form', examplePage(open, { values: await startingValues(db, open, req), errors: [] }));
  });
}

/** What the passage says that the address names. */
async function startingValues(db: AppDeps['db'], open: Consolidation<Reviewer>, req: Request) {
  const id = readId(req.query['doan']);
  const passage = id ? await passageFor(db, open, id) : null;
  if (!passage) return {};
  return {
    passageId: String(passage.id),
    unitName: passage.report.unitName,
    deed: passage.text,
    audience: audienceAsked(narrativeField(open.form, passage.target)?.field) ?? '',
  };
}

function add({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
    const from = { passageId: String(readId(req.query['doan']) ?? 0) };
    const typed = { ...postedValues(req.body), ...from };
    await answerForm(req, res, {
      posted: parseExample(typed),
      command: (example) => outcomeOf(addExample(db, open, example, clock())),
      done: () => [listOf(open), 'Đã thêm gương điển hình.'],
      typed: () => typed,
      again: ({ form, status }) => page(res, 'form', examplePage(open, form), status),
    });
  });
}

function showEdit({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { open, example } = await opened(db, reviewer, req);
    const form = { values: exampleValues(example), errors: [] };
    page(res, 'form', examplePage(open, form, { row: example, isConflict: false }));
  });
}

function edit({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const own = await opened(db, reviewer, req);
    await answerForm(req, res, {
      posted: parseExample(req.body),
      command: (example) => outcomeOf(editExample(db, own, example, clock())),
      done: () => [listOf(own.open), 'Đã lưu gương điển hình.'],
      again: async ({ form, status, stale: isConflict = false }) => {
        const { example: row } = isConflict ? await opened(db, reviewer, req) : own;
        page(res, 'form', examplePage(own.open, form, { row, isConflict }), status);
      },
    });
  });
}

function showRemoval({ db }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const { open, example } = await opened(db, reviewer, req);
    page(res, 'form', exampleRemovalPage(open, example));
  });
}

function remove({ db, clock }: AppDeps): RequestHandler[] {
  return asReviewer(async (reviewer, req, res) => {
    const own = await opened(db, reviewer, req);
    await removeExample(db, own, postedVersion(req), clock());
    done(req, res, listOf(own.open), 'Đã bỏ gương điển hình.');
  });
}

async function opened(db: AppDeps['db'], reviewer: Reviewer, req: Request) {
  const open = await openConsolidation(db, reviewer, pathNumber(req, 'year'));
  return openExample(db, open, pathNumber(req, 'id'));
}

function listOf({ period }: Consolidation<Reviewer>): string {
  return exampleList(period.year);
}
