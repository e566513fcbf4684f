export type ReportStatus = 'NOT_STARTED' | 'IN_PROGRESS' | 'SUBMITTED' | 'RETURNED' | 'ACCEPTED' | 'EXEMPT';

interface Transition {
  readonly from: readonly ReportStatus[];
  /** null: the state stays. BEFORE: back to the state before the last decision. */
  readonly to: ReportStatus | 'BEFORE' | null;
  /** States that stay as they are although `to` says otherwise. */
  readonly keeps?: readonly ReportStatus[];
  /** SUBMITTER: a filer, or the signatory where the unit asks for two steps (filing/steps.ts). */
  readonly by: 'FILER' | 'SIGNATORY' | 'SUBMITTER' | 'REVIEWER';
  /**
   * `takeBack` can undo the last decision only while `Report.statusBefore` remembers it. `made`: this action is such a
   * decision. `kept`: it leaves the memory alone. `needed`: it uses the memory. All but `made` and `kept` clear it, since
   * a decision that the unit has acted on can no longer be undone.
   */
  readonly decision?: 'made' | 'kept' | 'needed';
}

/**
 * The states of a report (PRODUCT.md, "States of a report"). The buttons that show and the answers of the
 * server both come from this table. An extension leaves the state alone; it makes no sense once accepted. Whoever has
 * gone, somebody can still move a report: tests/integration/no-dead-ends.test.ts walks the table.
 */
export const transitions = {
  save: {
    from: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'],
    to: 'IN_PROGRESS',
    keeps: ['RETURNED'],
    by: 'FILER',
  },
  submit: { from: ['IN_PROGRESS', 'RETURNED'], to: 'SUBMITTED', by: 'SUBMITTER' },
  markReady: { from: ['IN_PROGRESS', 'RETURNED'], to: null, by: 'FILER' },
  sendBack: { from: ['IN_PROGRESS', 'RETURNED'], to: null, by: 'SIGNATORY' },
  recall: { from: ['SUBMITTED'], to: 'IN_PROGRESS', by: 'FILER' },
  return: { from: ['SUBMITTED'], to: 'RETURNED', by: 'REVIEWER', decision: 'made' },
  accept: { from: ['SUBMITTED'], to: 'ACCEPTED', by: 'REVIEWER', decision: 'made' },
  reopen: { from: ['ACCEPTED'], to: 'RETURNED', by: 'REVIEWER', decision: 'made' },
  exempt: {
    from: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'],
    to: 'EXEMPT',
    by: 'REVIEWER',
    decision: 'made',
  },
  unexempt: { from: ['EXEMPT'], to: 'BEFORE', by: 'REVIEWER' },
  takeBack: { from: ['RETURNED', 'ACCEPTED', 'EXEMPT'], to: 'BEFORE', by: 'REVIEWER', decision: 'needed' },
  extend: { from: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'], to: null, by: 'REVIEWER', decision: 'kept' },
} as const satisfies Record<string, Transition>;

export type ReportAction = keyof typeof transitions;
export const reportActions = Object.keys(transitions) as ReportAction[];

/** `before`: what the last decision found, while the unit has not gone on with it (Report.statusBefore). */
export function allows(
  action: ReportAction,
  status: ReportStatus,
  before: ReportStatus | null = null,
): boolean {
  const { from, decision } = transition(action);
  return from.includes(status) && (decision !== 'needed' || before !== null);
}

/** The status after `action` from `status`; ask `allows` first. */
export function statusAfter(
  action: ReportAction,
  status: ReportStatus,
  before: ReportStatus | null = null,
): ReportStatus {
  const { to, keeps = [] } = transition(action);
  if (to === 'BEFORE') return before ?? 'NOT_STARTED';
  return to === null || keeps.includes(status) ? status : to;
}

/** Whether the action records a decision to undo, keeps the one recorded, or clears it. */
export function memoryAfter(action: ReportAction): 'made' | 'kept' | 'ended' {
  const { decision } = transition(action);
  return decision === 'made' || decision === 'kept' ? decision : 'ended';
}

export type Decision = 'return' | 'accept' | 'reopen' | 'exempt';

/** The decision that can be taken back; null if there is none. It is derived from the states before and after it. */
export function lastDecision({ status, statusBefore: before }: Decided): Decision | null {
  const made = reportActions.filter((action) => memoryAfter(action) === 'made') as Decision[];
  return (
    made.find((action) => before && allows(action, before) && statusAfter(action, before) === status) ?? null
  );
}
interface Decided {
  readonly status: ReportStatus;
  readonly statusBefore: ReportStatus | null;
}

/** Whether a unit's reviewers decide on a report: they received it, or stand in for a unit that has ended (finders.ts). */
export function isReviewedBy(
  report: { readonly parentId: number | null; readonly standInId: number | null },
  unitId: number,
): boolean {
  return report.parentId === unitId || report.standInId === unitId;
}

/** Actions of the history that are the unit's own affair until it submits. */
export const draftActions = [
  'section-saved',
  'signed-paper-attached',
  'signed-paper-removed',
  'nil-said',
  'nil-withdrawn',
  'report-ready',
  'report-sent-back',
  'workbook-imported',
  'draft-carried-over',
  'report-filled',
];

/** Whether the unit may write into its draft. */
export function isEditable(status: ReportStatus): boolean {
  return allows('save', status);
}

/** Whether the latest submission stands, so that the draft is what it says. */
export function isFiled(status: ReportStatus): boolean {
  return status === 'SUBMITTED' || status === 'ACCEPTED';
}

/**
 * The submissions that reviewers have received: all but those the unit recalled, which it took back unopened.
 * `submissions` newest first; `returned`: the numbers of those that were sent back.
 */
export function receivedOnes<S extends { readonly number: number }>(
  submissions: readonly S[],
  returned: readonly number[],
  status: ReportStatus,
): S[] {
  const latestStands = ['SUBMITTED', 'RETURNED', 'ACCEPTED'].includes(status);
  return submissions.filter(
    (submission, at) => (at === 0 && latestStands) || returned.includes(submission.number),
  );
}

/**
 * What has become of a submission since, for whoever holds its receipt; '' while it is the latest, and was not recalled.
 * `latest`: the number of the report's latest submission.
 */
export function sinceWords(number: number, latest: number, status: ReportStatus): string {
  if (number < latest) return `Sau lần này, đơn vị đã nộp lại: lần gần nhất là lần nộp ${latest}.`;
  return isRecalled(number, latest, status) ? 'Đơn vị đã thu hồi lần nộp này và chưa nộp lại.' : '';
}

/** The unit took it back into its draft, and has filed nothing since. */
export function isRecalled(number: number, latest: number, status: ReportStatus): boolean {
  return number === latest && status === 'IN_PROGRESS';
}

const transition = (action: ReportAction): Transition => transitions[action];

export const statusWords: Record<ReportStatus, string> = {
  NOT_STARTED: 'Chưa bắt đầu',
  IN_PROGRESS: 'Đang lập',
  SUBMITTED: 'Đã nộp, chờ xét duyệt',
  RETURNED: 'Bị trả lại, chờ sửa',
  ACCEPTED: 'Đã chấp nhận',
  EXEMPT: 'Được miễn',
};

/** What becomes of the root's report happens outside the portal, which knows what was recorded of it. */
const rootWords: Partial<Record<ReportStatus, string>> = {
  SUBMITTED: 'Đã nộp trên cổng, chưa gửi',
  RETURNED: 'Đang lập báo cáo bổ sung',
  ACCEPTED: 'Đã gửi',
};

/** The state of a unit's own report: nobody on the portal reviews the root's. */
export function ownStatusWords({
  status,
  parentId,
}: {
  status: ReportStatus;
  parentId: number | null;
}): string {
  return (parentId === null ? rootWords[status] : undefined) ?? statusWords[status];
}
