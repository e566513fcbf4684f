import type { Assignment, Assignee } from '../../../reports/assignment/commands.js';
import { evenly } from '../../../reports/assignment/rules.js';
import type { SelectedReport } from '../../../reports/selection/finders.js';
import type { AssignmentRequest } from './forms.js';

/** Branches that can be given one by one on a page; the others stay as they are. */
export const BRANCHES_ASKED = 100;

/** A branch as the reviewers see it: an upper-level union with all below it, or the grassroots unions right below the unit. */
export interface Branch {
  readonly key: string;
  readonly name: string;
  readonly reports: readonly SelectedReport[];
}

/** The branches of the chosen reports, in their order; the grassroots unions right below the unit last. */
export function branchesOf(rows: readonly SelectedReport[]): Branch[] {
  const isUpper = ({ unitLevel }: SelectedReport) => unitLevel === 'UPPER_LEVEL';
  const uppers = rows
    .filter(isUpper)
    .map((row) => ({ key: String(row.id), name: row.unitName, reports: [row] }));
  const direct = rows.filter((row) => !isUpper(row));
  const own = { key: 'direct', name: 'Công đoàn cơ sở trực thuộc', reports: direct };
  return direct.length > 0 ? [...uppers, own] : uppers;
}

type Given = ReadonlyMap<number, number | null>;

/** Who is to get which of the reports, as it was asked for; a problem with the field that it is in. */
export function assignmentsFor(
  rows: readonly SelectedReport[],
  request: AssignmentRequest,
  possible: readonly Assignee[],
): { assignments: Assignment[] } | { problem: { field: string; message: string } } {
  const problem = problemOf(request, possible);
  if (problem) return { problem };
  const given = givenTo(rows, request);
  const seen = new Map(request.reports.map((report) => [report.id, report]));
  const byPerson = Map.groupBy(
    [...given].flatMap(([id, to]) => {
      const report = seen.get(id);
      return report ? [{ report, to }] : [];
    }),
    ({ to }) => to,
  );
  const assignments = [...byPerson].map(([to, of]) => ({
    reports: of.map(({ report }) => report),
    to: possible.find(({ id }) => id === to) ?? null,
  }));
  if (assignments.length > 0) return { assignments };
  const message = 'Không có báo cáo nào để giao: báo cáo đã chọn đều có người nhận, hoặc chưa chọn người.';
  return { problem: { field: 'how', message } };
}

function problemOf({ how, to, among, branches }: AssignmentRequest, possible: readonly Assignee[]) {
  const isKnown = (id: number) => possible.some((one) => one.id === id);
  const gone = 'Người được chọn không còn xét duyệt ở đơn vị. Hãy chọn lại.';
  switch (how) {
    case 'one':
      if (to === undefined) return { field: 'to', message: 'Hãy chọn người nhận.' };
      return isKnown(to) ? undefined : { field: 'to', message: gone };
    case 'even':
      if (among.length === 0) return { field: 'among', message: 'Hãy chọn những người cùng nhận.' };
      return among.every(isKnown) ? undefined : { field: 'among', message: gone };
    case 'branch':
      if (branches.size === 0) return { field: 'how', message: 'Hãy chọn người nhận của ít nhất một nhánh.' };
      return [...branches.values()].every(isKnown) ? undefined : { field: 'how', message: gone };
    case 'nobody':
      return undefined;
  }
}

function givenTo(rows: readonly SelectedReport[], request: AssignmentRequest): Given {
  const { how, to, among, branches, isAnew } = request;
  const free = rows.filter(({ assigneeId }) => isAnew || assigneeId === null);
  switch (how) {
    case 'one':
      return new Map(free.map(({ id }) => [id, to ?? null]));
    case 'even':
      return evenly(rows, among, isAnew);
    case 'branch':
      return new Map(
        branchesOf(free).flatMap(({ key, reports }) => {
          const person = branches.get(key);
          return person === undefined ? [] : reports.map(({ id }) => [id, person] as const);
        }),
      );
    case 'nobody':
      return new Map(rows.filter(({ assigneeId }) => assigneeId !== null).map(({ id }) => [id, null]));
  }
}
