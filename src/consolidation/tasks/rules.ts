import type { ReportStatus } from '../../reports/lifecycle.js';
import type { ToFill } from '../fill/rules.js';
import type { ChildrenByState } from '../totals/finders.js';

// A year's consolidation as a list of steps. Nothing of it is stored: what each step lacks is counted from what is there.

/** Who did it, where one person did, and when. */
export interface Done {
  readonly by: string;
  readonly at: Date;
}

/** What a unit's consolidation of a year is made of, as far as the steps ask. */
export interface YearStanding {
  readonly isRoot: boolean;
  /** The own direct children's reports as they stand now; exempt ones are none. */
  readonly children: ChildrenByState;
  /** When the last of them was accepted; null where none is. */
  readonly lastAccepted: Done | null;
  readonly texts: {
    /** The questions to which an accepted report says something. */
    readonly asked: number;
    /** Those of them under which no passage is gathered, and to which the own draft says nothing either. */
    readonly open: number;
    /** Passages of submissions that no longer stand. */
    readonly stale: number;
    readonly lastMarked: Done | null;
  };
  /** Null where the unit has no report of its own in the period. */
  readonly own: OwnStanding | null;
  /** No place stands before the date of the unit's documents. */
  readonly isPlaceless: boolean;
  /** The record that what was submitted last went out; null where there is none. */
  readonly sent: Done | null;
  /** What is public now; null where nothing is. */
  readonly published: Done | null;
}

export interface OwnStanding {
  readonly status: ReportStatus;
  /** Filing has ended. */
  readonly isLocked: boolean;
  readonly needsSignatory: boolean;
  /** A filer has handed it to the signatory. */
  readonly isReady: boolean;
  readonly toFill: ToFill;
  /** Sections that are not done. */
  readonly sections: number;
  /** It was returned, and nothing has been saved since. */
  readonly isUntouchedReturn: boolean;
  /** What forbids filing, and what asks for a word that is not said yet: as the check page counts them. */
  readonly mistakes: number;
  readonly reasons: number;
  readonly lacksNumber: boolean;
  readonly lacksSignatory: boolean;
  readonly lastSaved: Done | null;
  readonly submitted: Done | null;
  readonly accepted: Done | null;
}

/** The last two are the root's; for any other unit the parent's decision is the last step. */
export type StepName =
  'figures' | 'texts' | 'own' | 'check' | 'document' | 'submit' | 'send' | 'publish' | 'decision';

/** One thing that is left of a step. */
export type What =
  | 'review'
  | 'missing'
  | 'questions'
  | 'stale-passages'
  | 'figures'
  | 'stale-figures'
  | 'passages'
  | 'correct'
  | 'sections'
  | 'locked'
  | 'mistakes'
  | 'reasons'
  | 'place'
  | 'number'
  | 'signatory'
  | 'hand-over'
  | 'sign'
  | 'submit'
  | 'record'
  | 'publish'
  | 'publish-again'
  | 'parent';
export interface Left {
  readonly what: What;
  readonly count: number;
}

/**
 * left: the own unit has something to do. others: it waits for others, which holds up nothing. later: it is not its turn
 * yet. none: the year has nothing to do here.
 */
export type StepState = 'done' | 'left' | 'others' | 'later' | 'none';
export interface Step {
  readonly name: StepName;
  readonly state: StepState;
  readonly left: readonly Left[];
  readonly done: Done | null;
}

/** The steps in their order. */
export function stepsOf(year: YearStanding): Step[] {
  const own = [ownStep(year), checkStep(year), documentStep(year), submitStep(year)];
  const last = year.isRoot ? [sendStep(year), publishStep(year)] : [decisionStep(year)];
  return [figuresStep(year), textsStep(year), ...own, ...last];
}

/** The same before the year is opened. */
export function stepsToCome(isRoot: boolean): Step[] {
  const last = isRoot ? (['send', 'publish'] as const) : (['decision'] as const);
  const names = ['figures', 'texts', 'own', 'check', 'document', 'submit', ...last] as const;
  return names.map((name) => later(name));
}

/** What comes next: the first step with something for the own unit to do, else the first that waits for others. */
export function nextOf(steps: readonly Step[]): Step | undefined {
  return steps.find(({ state }) => state === 'left') ?? steps.find(({ state }) => state === 'others');
}

function figuresStep({ children, lastAccepted, own }: YearStanding): Step {
  const { accepted, submitted, unfiled, correcting } = children;
  const missing = submitted + unfiled + correcting;
  if (missing + accepted === 0) return none('figures');
  if (isFiled(own)) return done('figures', own?.submitted ?? null);
  if (missing === 0) return done('figures', lastAccepted);
  const left = things(['review', submitted], ['missing', missing]);
  return { name: 'figures', state: submitted > 0 ? 'left' : 'others', left, done: null };
}

function textsStep({ texts, children, own }: YearStanding): Step {
  if (isFiled(own)) return done('texts', texts.lastMarked);
  if (texts.asked === 0 && texts.stale === 0)
    return children.submitted + children.unfiled + children.correcting > 0 ? later('texts') : none('texts');
  return stepWith(
    'texts',
    things(['questions', texts.open], ['stale-passages', texts.stale]),
    texts.lastMarked,
  );
}

function ownStep({ own, children }: YearStanding): Step {
  if (!own || own.status === 'EXEMPT') return none('own');
  if (isFiled(own)) return done('own', own.lastSaved);
  if (own.isLocked) return { name: 'own', state: 'others', left: things(['locked', 1]), done: null };
  const waits = children.accepted === 0 && children.submitted + children.unfiled + children.correcting > 0;
  if (own.status === 'NOT_STARTED' && waits) return later('own');
  return stepWith('own', ownLeft(own), own.lastSaved);
}

function ownLeft({ toFill, sections, isUntouchedReturn }: OwnStanding): Left[] {
  return things(
    ['correct', isUntouchedReturn ? 1 : 0],
    ['figures', toFill.figures],
    ['stale-figures', toFill.stale],
    ['passages', toFill.texts],
    ['sections', sections],
  );
}

function checkStep(year: YearStanding): Step {
  const { own } = year;
  if (!own || own.status === 'EXEMPT') return none('check');
  if (isFiled(own)) return done('check', null);
  const left = things(['mistakes', own.mistakes], ['reasons', own.reasons]);
  return ownStep(year).state === 'done' ? stepWith('check', left, null) : later('check');
}

/** What stands in a filed report is not asked for any more; the place stands in the settings. */
function documentStep(year: YearStanding): Step {
  const { own, isPlaceless, sent } = year;
  if (!own || own.status === 'EXEMPT') return none('document');
  if (sent || own.status === 'ACCEPTED') return done('document', null);
  const isBegun = ownStep(year).state !== 'later' && own.status !== 'NOT_STARTED';
  if (!isBegun) return later('document');
  const open = !isFiled(own);
  const left = things(
    ['place', isPlaceless ? 1 : 0],
    ['number', open && own.lacksNumber ? 1 : 0],
    ['signatory', open && own.lacksSignatory ? 1 : 0],
  );
  return stepWith('document', left, null);
}

function submitStep(year: YearStanding): Step {
  const { own } = year;
  if (!own || own.status === 'EXEMPT') return none('submit');
  if (isFiled(own)) return done('submit', own.submitted);
  if (own.isLocked || checkStep(year).state !== 'done') return later('submit');
  const what = !own.needsSignatory ? 'submit' : own.isReady ? 'sign' : 'hand-over';
  return stepWith('submit', things([what, 1]), null);
}

function sendStep({ own, sent }: YearStanding): Step {
  if (!own || own.status === 'EXEMPT') return none('send');
  if (sent) return done('send', sent);
  return own.status === 'SUBMITTED' ? stepWith('send', things(['record', 1]), null) : later('send');
}

/** What became public before the report went out is older than what was sent: it is published again. */
function publishStep({ own, sent, published }: YearStanding): Step {
  if (!own || own.status === 'EXEMPT') return published ? done('publish', published) : none('publish');
  if (!sent) return published ? done('publish', published) : later('publish');
  if (published && published.at >= sent.at) return done('publish', published);
  return stepWith('publish', things([published ? 'publish-again' : 'publish', 1]), null);
}

function decisionStep({ own }: YearStanding): Step {
  if (!own || own.status === 'EXEMPT') return none('decision');
  if (own.status === 'ACCEPTED') return done('decision', own.accepted);
  if (own.status !== 'SUBMITTED') return later('decision');
  return { name: 'decision', state: 'others', left: things(['parent', 1]), done: null };
}

const isFiled = (own: OwnStanding | null) => own?.status === 'SUBMITTED' || own?.status === 'ACCEPTED';

const none = (name: StepName): Step => ({ name, state: 'none', left: [], done: null });
const later = (name: StepName): Step => ({ name, state: 'later', left: [], done: null });
const done = (name: StepName, who: Done | null): Step => ({ name, state: 'done', left: [], done: who });

function stepWith(name: StepName, left: readonly Left[], who: Done | null): Step {
  return left.length > 0 ? { name, state: 'left', left, done: null } : done(name, who);
}

function things(...all: readonly (readonly [What, number])[]): Left[] {
  return all.filter(([, count]) => count > 0).map(([what, count]) => ({ what, count }));
}
