import type { FieldError } from '../../platform/page/forms.js';
import { changedNumber, type Selection } from '../../platform/page/selection.js';
import type { LeftOut } from '../bulk/rules.js';

/** Codes that are named in one message; the rest are counted. */
const CODES_NAMED = 20;

/** Why nothing is asked about what was chosen; undefined where there is something to ask about. */
export function selectionProblem(
  found: {
    readonly rows: readonly unknown[];
    readonly strangers: readonly LeftOut[];
    readonly matchesNow: number | undefined;
  },
  { matched }: Pick<Selection, 'matched'>,
): FieldError | undefined {
  const { rows, strangers, matchesNow } = found;
  if (matchesNow !== undefined) return { field: 'whom', message: changedNumber(matched ?? 0, matchesNow) };
  if (rows.length > 0) return undefined;
  if (strangers.length > 0)
    return { field: 'codes', message: `Không chọn được đơn vị nào: ${namedStrangers(strangers)}.` };
  return {
    field: '',
    message: 'Chưa chọn đơn vị nào. Hãy đánh dấu đơn vị, chọn tất cả, hoặc dán mã đơn vị.',
  };
}

/** "GD99: không có …; và 3 mã khác" */
export function namedStrangers(strangers: readonly LeftOut[]): string {
  const named = strangers.slice(0, CODES_NAMED).map(({ name, why }) => `${name} ${why}`);
  const others = strangers.length - named.length;
  return [...named, ...(others > 0 ? [`và ${others} mã khác`] : [])].join('; ');
}
