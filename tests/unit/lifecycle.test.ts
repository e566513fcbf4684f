import { describe, expect, it } from 'vitest';
import { allows, reportActions, statusAfter, type ReportStatus } from '../../src/reports/lifecycle.js';

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
  exempt: ['EXEMPT', 'EXEMPT', '-', '-', '-', '-'],
  unexempt: ['-', '-', '-', '-', '-', 'NOT_STARTED'],
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
