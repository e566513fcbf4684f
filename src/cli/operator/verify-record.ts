import { verifyRecord, type Fault } from '../../history/chain/verification-finders.js';
import { latestRoot, SOURCES } from '../../history/chain/finders.js';
import { hashInWords } from '../../history/chain/rules.js';
import { inZone } from '../../platform/text/calendar.js';
import type { Command } from './command.js';
import { besideThePortal } from './surroundings.js';

export const verifyRecordCommand: Command = {
  usage: '[ROOT]',
  summary:
    'goes through history and submissions, and names the first row that was changed, removed or put in',
  takes: [0, 1],
  run: (config, [typed]) =>
    besideThePortal(config, async ({ db }) => {
      const asked = typed?.toLowerCase().replace(/[^0-9a-f]/g, '');
      const { fault, sealed, waiting, rootDay } = await verifyRecord(db, asked);
      const root = await latestRoot(db);
      const lines = [
        fault
          ? `NOT as it was sealed: ${inWords(fault)}. The ${sealed} rows before it are.`
          : `All ${sealed} rows are as they were sealed.`,
        ...(waiting > 0 ? [`${waiting} more were written moments ago and are not sealed yet.`] : []),
        ...(root ? [`The latest root, of ${dayOf(root.day)}: ${hashInWords(root.hash)}`] : []),
        ...(asked === undefined ? [] : [rootWords(rootDay)]),
      ];
      return { text: lines.join('\n'), isWell: !fault && (asked === undefined || rootDay !== undefined) };
    }),
};

function inWords(fault: Fault): string {
  if (fault.kind === 'link-missing') return `link ${fault.seq} of the chain is missing`;
  if (fault.kind === 'root-changed')
    return `the root of ${dayOf(fault.day)} is not what the chain had come to`;
  const row = `${SOURCES.find(({ name }) => name === fault.source)?.words} ${fault.rowId}`;
  if (fault.kind !== 'put-in') return `${row} was ${fault.kind}`;
  return fault.afterRoot
    ? `${row} was put in: it says that it is of a day not later than ${dayOf(fault.afterRoot)}, and came after the root of that day`
    : `${row} was put in`;
}

function rootWords(day: Date | undefined): string {
  return day
    ? `The root is that of ${dayOf(day)}: nothing up to then was written anew.`
    : 'The root is none of this record: it was written anew, or an older backup was restored.';
}

const dayOf = (day: Date) => inZone(day).format('YYYY-MM-DD');
