import type { EventDetail } from './actions.js';

export type { EventDetail };

/**
 * Who may know of an act beside the administrators above the unit that it is of. `draft`: nobody but that unit, whose own
 * affair its draft is. `unit`: all its people. `administrators`: its administrators. `above`: nobody of the unit itself.
 */
export type Audience = 'draft' | 'unit' | 'administrators' | 'above';

interface Group {
  readonly name: string;
  readonly actions: Readonly<Partial<Record<Audience, readonly string[]>>>;
}

/** Under what an action is looked for, and who may know of it. A test holds that each action stands here once. */
const GROUPS = {
  'dang-nhap': {
    name: 'Đăng nhập, mật khẩu',
    actions: {
      unit: ['signed-in', 'sign-in-failed', 'account-activated', 'password-changed', 'password-reset'],
      administrators: [
        ...['account-unlocked', 'activation-link-made', 'password-link-mailed', 'account-signed-out'],
        ...['session-ended', 'sessions-ended', 'account-factor-reset', 'second-factor-added'],
        ...['second-factor-removed', 'recovery-codes-made', 'recovery-code-used', 'one-time-code-made'],
        'one-time-code-used',
      ],
    },
  },
  'tai-khoan': {
    name: 'Tài khoản, vai trò',
    actions: {
      unit: [
        ...['account-created', 'account-edited', 'account-deactivated', 'account-reactivated'],
        ...['account-handed-over', 'account-handover-planned', 'account-handover-cancelled'],
        'contacts-confirmed',
      ],
      administrators: [
        ...['email-changed', 'phone-changed', 'calendar-made', 'calendar-revoked', 'device-added'],
        ...['device-removed', 'messages-chosen', 'email-confirmed', 'account-anonymised'],
      ],
    },
  },
  'don-vi': {
    name: 'Đơn vị, thiết lập',
    actions: {
      unit: [
        ...['portal-set-up', 'unit-created', 'unit-edited', 'help-contact-saved', 'document-settings-saved'],
        ...['correction-days-saved', 'phrase-added', 'phrase-edited', 'phrase-removed', 'phrase-moved'],
        ...['holiday-added', 'holidays-confirmed', 'holiday-removed', 'second-factor-required'],
      ],
    },
  },
  'ky-bao-cao': {
    name: 'Kỳ báo cáo, biểu mẫu, thời hạn',
    actions: {
      unit: [
        ...['period-created', 'period-edited', 'period-opened', 'period-dates-moved', 'report-dates-moved'],
        ...['late-units-added', 'form-applied'],
      ],
    },
  },
  'ban-nhap': {
    name: 'Lập báo cáo',
    actions: {
      draft: [
        ...['section-saved', 'signed-paper-attached', 'signed-paper-removed', 'nil-said', 'nil-withdrawn'],
        ...['report-ready', 'report-sent-back', 'workbook-imported', 'draft-carried-over', 'report-filled'],
      ],
    },
  },
  'nop-bao-cao': {
    name: 'Nộp và gửi báo cáo',
    actions: { unit: ['report-submitted', 'report-recalled', 'report-sent', 'supplement-begun'] },
  },
  'xet-duyet': {
    name: 'Xét duyệt, gia hạn, miễn',
    actions: {
      unit: [
        ...['report-opened', 'report-returned', 'report-accepted', 'report-reopened', 'decision-taken-back'],
        ...['comment-written', 'report-exempted', 'report-unexempted', 'report-extended'],
      ],
      above: ['report-assigned', 'report-released'],
    },
  },
  'don-doc': {
    name: 'Đôn đốc, thư, xác nhận đã nhận',
    actions: {
      unit: [
        ...['ladder-saved', 'reminder-sent', 'reminded-again', 'receipt-asked', 'receipt-opened'],
        ...['receipt-confirmed', 'mail-released', 'contacts-asked'],
      ],
      above: ['unit-called', 'message-sent-again'],
    },
  },
  'kiem-tra': {
    name: 'Kiểm tra, giám sát',
    actions: {
      // Of one that its unit is not to know of yet, they are of the unit that inspects (docs/decisions/0015).
      unit: [
        ...['inspection-planned', 'inspection-announced', 'inspection-moved', 'inspection-cancelled'],
        ...['inspection-concluded', 'inspection-corrected', 'inspection-answered'],
        ...['inspection-answer-accepted', 'inspection-asked-again', 'inspection-closed'],
      ],
      // What is in the record comes to be known with its conclusion.
      above: [
        ...['inspection-edited', 'inspection-recorded', 'inspection-file-added', 'inspection-file-removed'],
        'inspection-minutes-signed',
      ],
    },
  },
  'tong-hop': {
    name: 'Tổng hợp, công bố kết quả',
    actions: {
      unit: [
        ...['passages-marked', 'passage-edited', 'passage-moved', 'passages-merged', 'passages-separated'],
        ...['passage-removed', 'example-added', 'example-edited', 'example-removed', 'results-published'],
        ...['results-withdrawn', 'example-consent-recorded', 'example-consent-withdrawn'],
      ],
    },
  },
  'van-ban': {
    name: 'Hướng dẫn, văn bản, thông báo',
    actions: {
      unit: [
        ...['guidance-published', 'guidance-draft-started', 'guidance-draft-discarded', 'guidance-scheduled'],
        ...['guidance-taken-back', 'document-published', 'document-edited', 'document-withdrawn'],
        ...['document-put-back', 'announced', 'announcement-edited', 'announcement-withdrawn'],
      ],
    },
  },
  tep: {
    name: 'Xuất và tải tệp',
    actions: {
      unit: ['export-asked', 'file-downloaded'],
      administrators: ['infected-file-refused', 'own-data-copied', 'person-data-copied'],
    },
  },
} as const satisfies Record<string, Group>;

export type HistoryGroup = keyof typeof GROUPS;
export const historyGroups = Object.entries<Group>(GROUPS).map(([key, { name, actions }]) => ({
  key: key as HistoryGroup,
  name,
  actions,
}));

/** The actions of a group, or of all, of which one of these may know. */
export function actionsFor(audiences: readonly Audience[], group: HistoryGroup | undefined): string[] {
  return historyGroups
    .filter(({ key }) => group === undefined || key === group)
    .flatMap(({ actions }) => audiences.flatMap((audience) => actions[audience] ?? []));
}

/** "Tài khoản, vai trò" */
export function groupOf(action: string): string {
  const holds = ({ actions }: Group) => Object.values(actions).some((some) => some.includes(action));
  return historyGroups.find(holds)?.name ?? '';
}

/** What of an account all its unit may know: whoever works together knows it anyway. */
const OPEN_CHANGE = /^(?:họ và tên|chức vụ|vai trò|đơn vị):/;
const OF_ACCOUNTS = new Set<string>(GROUPS['tai-khoan'].actions.unit);

/**
 * What of an event's facts its reader is told: of a colleague's account only an administrator knows more than name, post, roles
 * and unit, and why something was done with it.
 */
export function toldOf(action: string, detail: EventDetail, isAdmin: boolean): EventDetail {
  if (isAdmin || !OF_ACCOUNTS.has(action)) return detail;
  const { reason: _, changes, ...rest } = detail;
  if (changes === undefined) return rest;
  if (action !== 'account-edited') return { ...rest, changes };
  const all = [changes].flat().map(String);
  const open = all.filter((change) => OPEN_CHANGE.test(change));
  return { ...rest, changes: open.length < all.length ? [...open, 'thông tin liên hệ'] : open };
}
