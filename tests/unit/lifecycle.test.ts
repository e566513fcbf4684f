import { describe, expect, it } from 'vitest';
import {
  allows,
  lastDecision,
  memoryAfter,
  reportActions,
  statusAfter,
  type ReportStatus,
} from '../../src/reports/lifecycle.js';

// PRODUCT: "States of a report", written out whole: action × state → state after, '-' where it is refused.
const states: ReportStatus[] = ['NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'EXEMPT'];
const table: Record<string, (ReportStatus | '-')[]> = {
  save: ['IN_PROGRESS', 'IN_PROGRESS', '-', 'RETURNED', '-', '-'],
  submit: ['-', 'SUBMITTED', '-', 'SUBMITTED', '-', '-'],
  markReady: ['-', 'IN_PROGRESS', '-', 'RETURNED', '-', '-'],
  sendBack: ['-', 'IN_PROGRESS', '-', 'RETURNED', '-', '-'],
  recall: ['-', '-', 'IN_PROGRESS', '-', '-', '-'],
  return: ['-', '-', 'RETURNED', '-', '-', '-'],
  accept: ['-', '-', 'ACCEPTED', '-', '-', '-'],
  reopen: ['-', '-', '-', '-', 'RETURNED', '-'],
  exempt: ['EXEMPT', 'EXEMPT', '-', 'EXEMPT', '-', '-'],
  unexempt: ['-', '-', '-', '-', '-', 'NOT_STARTED'],
  takeBack: ['-', '-', '-', '-', '-', '-'],
  extend: ['NOT_STARTED', 'IN_PROGRESS', '-', 'RETURNED', '-', '-'],
};

describe('A report moves only along the table of states', () => {
  it('the table tells of every action', () => {
    expect(Object.keys(table).sort()).toEqual([...reportActions].sort());
  });
  it.each(reportActions)('%s', (action) => {
    expect(states.map((state) => (allows(action, state) ? statusAfter(action, state) : '-'))).toEqual(
      table[action],
    );
  });
});

describe('The last decision is remembered until the unit goes on with it', () => {
  it.each([
    ['return', 'SUBMITTED', 'RETURNED'],
    ['accept', 'SUBMITTED', 'ACCEPTED'],
    ['reopen', 'ACCEPTED', 'RETURNED'],
    ['exempt', 'NOT_STARTED', 'EXEMPT'],
    ['exempt', 'IN_PROGRESS', 'EXEMPT'],
    ['exempt', 'RETURNED', 'EXEMPT'],
  ] as const)('%s from %s can be taken back', (decision, statusBefore, status) => {
    expect(statusAfter(decision, statusBefore)).toBe(status);
    expect(lastDecision({ status, statusBefore })).toBe(decision);
    expect(allows('takeBack', status, statusBefore)).toBe(true);
    expect(statusAfter('takeBack', status, statusBefore)).toBe(statusBefore);
  });

  it('an exemption is ended to the state it found, by either way', () => {
    for (const before of ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'] as const)
      expect(statusAfter('unexempt', 'EXEMPT', before)).toBe(before);
  });

  it('what the unit does ends it, an extension leaves it', () => {
    const kept = reportActions.filter((action) => memoryAfter(action) === 'kept');
    const made = reportActions.filter((action) => memoryAfter(action) === 'made');
    expect([kept, made]).toEqual([['extend'], ['return', 'accept', 'reopen', 'exempt']]);
    expect(states.filter((state) => lastDecision({ status: state, statusBefore: null }))).toEqual([]);
  });
});
