import { z } from 'zod';
import {
  choiceField,
  optionalLine,
  optionalText,
  parseForm,
  postedValues,
  tickField,
  type Parsed,
} from '../../../platform/page/forms.js';
import { readId } from '../../../platform/text/numbers.js';
import type { Seen } from '../../../reports/bulk/rules.js';
import { selectionFields } from '../../../platform/page/selection.js';
import { chosenReports } from '../forms.js';

export const waysToAssign = ['one', 'even', 'branch', 'nobody'] as const;
export type WayToAssign = (typeof waysToAssign)[number];

export interface AssignmentRequest {
  readonly reports: readonly Seen[];
  readonly how: WayToAssign;
  /** The account of one reviewer for all. */
  readonly to: number | undefined;
  /** Those among whom the reports are shared out. */
  readonly among: readonly number[];
  /** By branch (`branchKey`): the account that gets it; a branch that stays as it is stands not in it. */
  readonly branches: ReadonlyMap<string, number>;
  /** Those that somebody has already are given anew, too. */
  readonly isAnew: boolean;
}

/** The name of the box of a branch: the id of its upper-level union's report, or 'direct' for the grassroots unions right below. */
export const branchBox = (key: string) => `branch_${key}`;

export function parseAssignment(body: unknown): Parsed<AssignmentRequest> {
  const boxes = Object.keys(postedValues(body)).filter((name) => /^branch_(?:direct|\d{1,9})$/.test(name));
  const schema = z.object({
    reports: chosenReports,
    codes: selectionFields.codes,
    how: choiceField('Cách phân công', waysToAssign),
    to: optionalLine('Người nhận', 9),
    among: optionalText('Những người cùng nhận', 4000),
    anew: tickField('Ô giao lại chỉ có đánh dấu hoặc không.'),
    ...Object.fromEntries(boxes.map((name) => [name, optionalLine('Người nhận của nhánh', 9)])),
  });
  const parsed = parseForm(schema, body);
  if (!parsed.ok) return parsed;
  const { reports, how, to, among, anew } = parsed.data;
  const chosen = parsed.data as unknown as Record<string, string>;
  const branches = boxes.flatMap((name) => {
    const id = readId(chosen[name]);
    return id === undefined ? [] : [[name.slice('branch_'.length), id] as const];
  });
  const ids = among.split('\n').map(readId);
  return {
    ok: true,
    data: {
      ...{ reports, how, to: readId(to), isAnew: anew, branches: new Map(branches) },
      among: ids.filter((id) => id !== undefined),
    },
  };
}
