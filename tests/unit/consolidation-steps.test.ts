import { describe, expect, it } from 'vitest';
import {
  nextOf,
  stepsOf,
  stepsToCome,
  type OwnStanding,
  type YearStanding,
} from '../../src/consolidation/tasks/rules.js';

const AT = new Date('2026-09-12T08:00:00+07:00');
const LATER = new Date('2026-09-13T08:00:00+07:00');
const who = (by: string, at = AT) => ({ by, at });

/** Accepted, waiting for review, correcting, nothing filed. */
const children = (accepted: number, submitted = 0, correcting = 0, unfiled = 0) => ({
  ...{ accepted, submitted, correcting, unfiled },
});
const texts = (asked: number, open = 0, stale = 0) => ({ asked, open, stale, lastMarked: who('marker') });
const NOTHING = { figures: 0, stale: 0, texts: 0 };

/** A report that is complete, with nothing left but to file it. */
const complete: OwnStanding = {
  ...{ status: 'IN_PROGRESS', isLocked: false, needsSignatory: false, isReady: false, toFill: NOTHING },
  ...{ sections: 0, isUntouchedReturn: false, mistakes: 0, reasons: 0 },
  ...{ lacksNumber: false, lacksSignatory: false },
  ...{ lastSaved: who('filer'), submitted: null, accepted: null },
};
const fresh: OwnStanding = {
  ...complete,
  ...{ status: 'NOT_STARTED', sections: 8, mistakes: 40, lastSaved: null },
  ...{ lacksNumber: true, lacksSignatory: true },
};
const submitted: OwnStanding = { ...complete, status: 'SUBMITTED', submitted: who('filer') };
const accepted: OwnStanding = { ...submitted, status: 'ACCEPTED', accepted: who('parent') };

const year = (given: Partial<YearStanding>): YearStanding => ({
  ...{ isRoot: true, children: children(10), lastAccepted: who('reviewer'), texts: texts(14) },
  ...{ own: complete, isPlaceless: false, sent: null, published: null },
  ...given,
});

/** A letter a step: done, left, others, later (.), none (-); then the step that comes next and what is left of it. */
function said(given: Partial<YearStanding>): string {
  const steps = stepsOf(year(given));
  const letters = { done: 'd', left: 'L', others: 'o', later: '.', none: '-' };
  const next = nextOf(steps);
  const left = next?.left.map(({ what, count }) => `${what} ${count}`).join(', ') ?? 'nothing';
  return `${steps.map(({ state }) => letters[state]).join('')} ${next?.name ?? 'end'}: ${left}`;
}

describe('The steps of a year of the root', () => {
  const open = { lastAccepted: null, texts: { ...texts(0), lastMarked: null }, own: fresh };
  const filled = { ...fresh, toFill: { figures: 25, stale: 0, texts: 3 } };
  it.each<[string, Partial<YearStanding>, string]>([
    ['nobody has filed', { ...open, children: children(0, 0, 0, 10) }, 'o....... figures: missing 10'],
    ['some wait', { ...open, children: children(0, 3, 0, 7) }, 'L....... figures: review 3, missing 10'],
    [
      'one is accepted',
      { children: children(1, 2, 0, 7), texts: texts(14, 11), own: filled },
      'LLL..... figures: review 2, missing 9',
    ],
    [
      'the rest is awaited, texts are unread',
      { children: children(2, 0, 1, 7), texts: texts(14, 11), own: filled },
      'oLL..... texts: questions 11',
    ],
    [
      'a passage is of a text that stands no longer',
      { texts: texts(14, 0, 1) },
      'dLdddL.. texts: stale-passages 1',
    ],
    [
      'all are accepted, the own report is not begun',
      { own: filled },
      'ddL..... own: figures 25, passages 3, sections 8',
    ],
    [
      'a child was reopened after the fill',
      { children: children(9, 0, 1), own: { ...complete, toFill: { ...NOTHING, stale: 4 } } },
      'odL.d... own: stale-figures 4',
    ],
    ['a warning has no reason', { own: { ...complete, reasons: 2 } }, 'dddLd... check: reasons 2'],
    [
      'the check finds a mistake between sections',
      { own: { ...complete, mistakes: 1 } },
      'dddLd... check: mistakes 1',
    ],
    ['the document has no place', { isPlaceless: true }, 'ddddLL.. document: place 1'],
    [
      'the report has neither number nor signatory',
      { own: { ...complete, lacksNumber: true, lacksSignatory: true } },
      'ddddLL.. document: number 1, signatory 1',
    ],
    ['everything is ready', {}, 'dddddL.. submit: submit 1'],
    [
      'a unit is missing and everything is ready',
      { children: children(9, 0, 0, 1) },
      'oddddL.. submit: submit 1',
    ],
    ['a filer hands over', { own: { ...complete, needsSignatory: true } }, 'dddddL.. submit: hand-over 1'],
    [
      'the signatory has it',
      { own: { ...complete, needsSignatory: true, isReady: true } },
      'dddddL.. submit: sign 1',
    ],
    ['it is locked', { own: { ...complete, isLocked: true } }, 'ddo.d... own: locked 1'],
    ['it is filed', { own: submitted }, 'ddddddL. send: record 1'],
    ['it is public before it is sent', { own: submitted, published: who('x') }, 'ddddddLd send: record 1'],
    [
      'it is filed without some',
      { own: submitted, children: children(8, 1, 0, 1) },
      'ddddddL. send: record 1',
    ],
    ['it is filed and no place is set', { own: submitted, isPlaceless: true }, 'ddddLdL. document: place 1'],
    ['it is sent', { own: accepted, sent: who('sender') }, 'dddddddL publish: publish 1'],
    [
      'it was public before it was sent',
      { own: accepted, sent: who('sender', LATER), published: who('x') },
      'dddddddL publish: publish-again 1',
    ],
    ['it is published', { own: accepted, sent: who('sender'), published: who('x') }, 'dddddddd end: nothing'],
    [
      'a supplement is begun',
      { own: { ...complete, status: 'RETURNED', isUntouchedReturn: true }, published: who('x') },
      'ddL.d..d own: correct 1',
    ],
    ['nobody reports to it', { children: children(0), texts: texts(0) }, '--dddL.. submit: submit 1'],
    ['nobody wrote a word', { texts: texts(0) }, 'd-dddL.. submit: submit 1'],
    ['the unit is exempt', { own: { ...fresh, status: 'EXEMPT' } }, 'dd------ end: nothing'],
    ['the unit has no report', { own: null }, 'dd------ end: nothing'],
  ])('when %s', (_when, given, expected) => {
    expect(said(given)).toBe(expected);
  });
});

describe('The steps of a year of a unit below', () => {
  it.each<[string, Partial<YearStanding>, string]>([
    ['everything is ready', {}, 'dddddL. submit: submit 1'],
    ['it waits for its parent', { own: submitted }, 'ddddddo decision: parent 1'],
    ['its parent has accepted it', { own: accepted }, 'ddddddd end: nothing'],
    [
      'its parent has returned it',
      { own: { ...complete, status: 'RETURNED', sections: 2, isUntouchedReturn: true } },
      'ddL.d.. own: correct 1, sections 2',
    ],
    ['it is corrected', { own: { ...complete, status: 'RETURNED' } }, 'dddddL. submit: submit 1'],
  ])('end with the decision of the parent: when %s', (_when, given, expected) => {
    expect(said({ isRoot: false, ...given })).toBe(expected);
  });
});

describe('A step that is done', () => {
  it('says who did it: of figures that were filed, who filed them', () => {
    const [now] = stepsOf(year({}));
    const [filed, texts, own, , , submit, send, publish] = stepsOf(
      year({ own: accepted, sent: who('sender'), published: who('publisher') }),
    );
    expect(now?.done?.by).toBe('reviewer');
    const by = [filed, texts, own, submit, send, publish].map((step) => step?.done?.by);
    expect(by).toEqual(['filer', 'marker', 'filer', 'filer', 'sender', 'publisher']);
  });
});

describe('Before a year is opened', () => {
  it.each([
    [true, 8],
    [false, 7],
  ])('no step has its turn (root: %s)', (isRoot, count) => {
    const steps = stepsToCome(isRoot);
    expect(steps.map(({ state }) => state)).toEqual(Array.from({ length: count }, () => 'later'));
    expect(nextOf(steps)).toBeUndefined();
  });
});
