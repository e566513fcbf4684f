import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { AppDeps } from '../../deps.js';
import type { Reviewer } from '../../platform/actor.js';
import { NotFound } from '../../platform/errors.js';
import { asStale } from '../../platform/outcome.js';
import { answerForm } from '../../platform/http/answer-form.js';
import { asReviewer } from '../../platform/http/routing.js';
import type { Form, Parsed } from '../../platform/page/forms.js';
import { page } from '../../platform/page/render.js';
import { formatClock } from '../../platform/text/format.js';
import { sectionHeading } from '../../form/sheet.js';
import { reviewOf } from '../../reports/addresses.js';
import { submissionsOf, type Opened, type SubmissionRow } from '../../reports/finders.js';
import { keepNote } from '../../reports/review-notes/commands.js';
import { reviewNotesOf } from '../../reports/review-notes/finders.js';
import { isSamePlace, writtenNotes, type NotePlace } from '../../reports/review-notes/rules.js';
import { rowText, submittedSheet } from '../../reports/submission-changes.js';
import { reviewNote } from '../addresses.js';
import { noteBoxes, type NoteBox } from '../reviewing/forms.js';
import { openToDecide } from '../reviewing/showing-routes.js';
import { inList, readWorkQuery } from '../worklist/forms.js';
import { parseNote, type TypedNote } from './forms.js';
import { notePage } from './pages.js';

/** /xet-duyet/<report>/ghi-chu/<box>: a note for the next return, kept at once. */
export function noteRoutes(deps: AppDeps): Router {
  return Router()
    .get(
      reviewNote(':id', ':box'),
      asReviewer(async (reviewer, req, res) => showNote(deps, req, res, await openNote(deps, reviewer, req))),
    )
    .post(reviewNote(':id', ':box'), save(deps));
}

interface OpenedNote {
  readonly open: Opened<Reviewer>;
  readonly box: NoteBox;
  readonly place: NotePlace;
}

async function openNote(deps: AppDeps, reviewer: Reviewer, req: Request): Promise<OpenedNote> {
  const open = await openToDecide(deps, reviewer, req);
  const box = noteBoxes(open.report.form).find(({ name }) => name === req.params['box']);
  if (!box) throw new NotFound('Biểu mẫu không có ô này.');
  return { open, box, place: { section: box.section, field: box.kind === 'field' ? box.code : '' } };
}

function save(deps: AppDeps): RequestHandler[] {
  const { db, clock } = deps;
  return asReviewer(async (reviewer, req, res) => {
    const opened = await openNote(deps, reviewer, req);
    const { open, box, place } = opened;
    const posted = parseNote(box, req.body);
    if (req.accepts(['html', 'json']) === 'json') return keepBySelf(deps, res, opened, posted);
    await answerForm(req, res, {
      posted,
      command: (typed) => keepNote(db, open, { ...place, ...typed }, clock()),
      done: () => [`${backTo(req, open)}#diem-${box.code}`, 'Đã lưu ghi chú.'],
      again: ({ form, status }) => showNote(deps, req, res, opened, { form, status }),
    });
  });
}

/** The browser saves by itself (client/review-notes.ts); 409 and 422 where a person must look. */
async function keepBySelf(
  { db, clock }: AppDeps,
  res: Response,
  { open, place }: OpenedNote,
  posted: Parsed<TypedNote>,
): Promise<void> {
  const now = clock();
  res.set('Cache-Control', 'no-store');
  if (!posted.ok) return void res.status(422).json({ message: posted.form.errors[0]?.message });
  const outcome = await keepNote(db, open, { ...place, ...posted.data }, now).catch(asStale);
  if (!('done' in outcome)) return void res.status(409).json({ message: outcome.problems?.[0]?.message });
  const version = outcome.done.find((note) => isSamePlace(note, place))?.version ?? 0;
  res.json({ version, notes: writtenNotes(outcome.done).length, savedAt: formatClock(now) });
}

async function showNote(
  { db }: AppDeps,
  req: Request,
  res: Response,
  { open, box, place }: OpenedNote,
  again?: { form: Form; status: 200 | 409 | 422 },
): Promise<void> {
  const [notes, [shown]] = await Promise.all([reviewNotesOf(db, open), submissionsOf(db, open)]);
  const note = notes.find((one) => isSamePlace(one, place));
  const { report } = open;
  const section = report.form.sections.find(({ code }) => code === box.section);
  const heading = section ? sectionHeading(section) : '';
  const parts = {
    unitName: report.unitName,
    reportVersion: report.version,
    box,
    about: box.kind === 'section' ? heading : `${heading}: ${box.label}`,
    answer: shown ? answerAt(shown, place) : '',
    note,
    action: inList(reviewNote(report.id, box.name), readWorkQuery(req.query)),
    back: backTo(req, open),
  };
  const form = again?.form ?? { values: { [box.name]: note?.text ?? '' }, errors: [] };
  page(res, 'form', notePage(parts, form, again?.status === 409), again?.status ?? 200);
}

function answerAt(shown: SubmissionRow, { section, field }: NotePlace): string {
  const rows = submittedSheet(shown).find(({ code }) => code === section)?.rows ?? [];
  return rowText(rows.find((row) => row.field === field));
}

function backTo(req: Request, { report }: Opened<Reviewer>): string {
  return inList(reviewOf(report.id), readWorkQuery(req.query));
}
