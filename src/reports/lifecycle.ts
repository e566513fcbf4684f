export type ReportStatus = 'NOT_STARTED' | 'IN_PROGRESS' | 'SUBMITTED' | 'RETURNED' | 'ACCEPTED' | 'EXEMPT';

interface Transition {
  readonly from: readonly ReportStatus[];
  /** null: the state stays as it is. */
  readonly to: ReportStatus | null;
  /** States that stay as they are although `to` says otherwise. */
  readonly keeps?: readonly ReportStatus[];
  /** SUBMITTER: a filer, or the signatory where the unit asks for two steps (sign-off/rules.ts). */
  readonly by: 'FILER' | 'SIGNATORY' | 'SUBMITTER' | 'REVIEWER';
}

/**
 * The states of a report (PRODUCT.md, "States of a report"). The buttons that show and the answers of the
 * server both come from this table. An extension leaves the state alone; it makes no sense once accepted.
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
  return: { from: ['SUBMITTED'], to: 'RETURNED', by: 'REVIEWER' },
  accept: { from: ['SUBMITTED'], to: 'ACCEPTED', by: 'REVIEWER' },
  reopen: { from: ['ACCEPTED'], to: 'RETURNED', by: 'REVIEWER' },
  exempt: { from: ['NOT_STARTED', 'IN_PROGRESS'], to: 'EXEMPT', by: 'REVIEWER' },
  unexempt: { from: ['EXEMPT'], to: 'NOT_STARTED', by: 'REVIEWER' },
  extend: { from: ['NOT_STARTED', 'IN_PROGRESS', 'RETURNED'], to: null, by: 'REVIEWER' },
} as const satisfies Record<string, Transition>;

export type ReportAction = keyof typeof transitions;
export const reportActions = Object.keys(transitions) as ReportAction[];

export function allows(action: ReportAction, status: ReportStatus): boolean {
  return transition(action).from.includes(status);
}

/** The status after `action` from `status`; ask `allows` first. */
export function statusAfter(action: ReportAction, status: ReportStatus): ReportStatus {
  const { to, keeps = [] } = transition(action);
  return to === null || keeps.includes(status) ? status : to;
}

/** Actions of the history that are the unit's own affair until it submits. */
export const draftActions = [
  'section-saved',
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

const transition = (action: ReportAction): Transition => transitions[action];

export const statusWords: Record<ReportStatus, string> = {
  NOT_STARTED: 'Chưa bắt đầu',
  IN_PROGRESS: 'Đang lập',
  SUBMITTED: 'Đã nộp, chờ xét duyệt',
  RETURNED: 'Bị trả lại, chờ sửa',
  ACCEPTED: 'Đã chấp nhận',
  EXEMPT: 'Được miễn',
};
