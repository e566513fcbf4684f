import { z } from 'zod';
import { withQuery } from '../../platform/http/query.js';
import { choiceField, optionalLine, optionalText } from '../../platform/page/forms.js';
import { readId } from '../../platform/text/numbers.js';
import { callResults } from '../deliveries/rules.js';
import { filterValues, readFilter } from '../overview/forms.js';
import type { OwingFilter } from '../overview/rules.js';
import type { CallQuery } from './rules.js';

export const callForm = z.object({
  who: optionalLine('Số đã gọi', 40),
  result: choiceField('Kết quả cuộc gọi', callResults),
  note: optionalText('Ghi chú', 500),
});
export type NotedCall = z.infer<typeof callForm>;

const EVERYBODY = 'tat-ca';

/**
 * Reads the list's address. What it does not say: everybody whom mail did not reach, or where the portal sends none,
 * everybody who owes something. What means nothing is named in `unknown`.
 */
export function readCallQuery(
  given: Record<string, unknown>,
  isMailSet: boolean,
): CallQuery & { readonly unknown: string[] } {
  const asked = { loai: 'all', 'lien-he': isMailSet ? 'chua-den' : EVERYBODY, ...given };
  const reach = asked['lien-he'] === EVERYBODY ? '' : asked['lien-he'];
  const after = readId(given['sau']);
  return { ...readFilter({ ...asked, 'lien-he': reach }), ...(after === undefined ? {} : { after }) };
}

/** The address that asks for this. */
export function callAddress(path: string, filter: OwingFilter, after?: number): string {
  const values = filterValues(filter);
  const reach = values['lien-he'] || EVERYBODY;
  return withQuery(path, { ...values, 'lien-he': reach, sau: after?.toString() });
}
