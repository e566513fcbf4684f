export type InspectionStatus = 'PLANNED' | 'ANNOUNCED' | 'CONCLUDED' | 'CLOSED' | 'CANCELLED';
export type InspectionReason = 'PLANNED' | 'UNANNOUNCED';

interface Transition {
  /** By the inspection's reason: an unannounced one is never announced, a planned one always. */
  readonly from: Readonly<Record<InspectionReason, readonly InspectionStatus[]>>;
  /** null: the state stays as it is. */
  readonly to: InspectionStatus | null;
  readonly by: 'REVIEWER' | 'SUBMITTER';
}

const BEFORE: Transition['from'] = { PLANNED: ['PLANNED', 'ANNOUNCED'], UNANNOUNCED: ['PLANNED'] };
const VISIT: Transition['from'] = { PLANNED: ['ANNOUNCED'], UNANNOUNCED: ['PLANNED'] };
const AFTER: Transition['from'] = { PLANNED: ['CONCLUDED'], UNANNOUNCED: ['CONCLUDED'] };
const KNOWN: Transition['from'] = {
  PLANNED: ['CONCLUDED', 'CLOSED'],
  UNANNOUNCED: ['CONCLUDED', 'CLOSED'],
};

/** The states of an inspection. The buttons that show and the answers of the server both come from this table. */
export const transitions = {
  edit: { from: BEFORE, to: null, by: 'REVIEWER' },
  announce: { from: { PLANNED: ['PLANNED'], UNANNOUNCED: [] }, to: 'ANNOUNCED', by: 'REVIEWER' },
  cancel: { from: BEFORE, to: 'CANCELLED', by: 'REVIEWER' },
  record: { from: VISIT, to: null, by: 'REVIEWER' },
  sign: { from: VISIT, to: null, by: 'REVIEWER' },
  conclude: { from: VISIT, to: 'CONCLUDED', by: 'REVIEWER' },
  answer: { from: AFTER, to: null, by: 'SUBMITTER' },
  accept: { from: AFTER, to: null, by: 'REVIEWER' },
  askAgain: { from: AFTER, to: null, by: 'REVIEWER' },
  correct: { from: KNOWN, to: null, by: 'REVIEWER' },
  close: { from: AFTER, to: 'CLOSED', by: 'REVIEWER' },
} as const satisfies Record<string, Transition>;

export type InspectionAction = keyof typeof transitions;

export function allows(
  action: InspectionAction,
  { status, reason }: { readonly status: InspectionStatus; readonly reason: InspectionReason },
): boolean {
  const { from }: Transition = transitions[action];
  return from[reason].includes(status);
}

export const statusWords: Readonly<Record<InspectionStatus, string>> = {
  PLANNED: 'Đã lên kế hoạch',
  ANNOUNCED: 'Đã thông báo',
  CONCLUDED: 'Đã kết luận',
  CLOSED: 'Đã kết thúc',
  CANCELLED: 'Đã hủy',
};
