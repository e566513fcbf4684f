import { z } from 'zod';
import { choiceField, optionalLine, optionalText } from '../../platform/page/forms.js';
import { selectionFields } from '../../platform/page/selection.js';
import { readId } from '../../platform/text/numbers.js';
import { cleanLine, clip } from '../../platform/text/text.js';
import { lowerLevels } from '../../units/rules.js';
import { deliveryOutcomes, owingKinds, type OwingFilter, type Reach } from './rules.js';
import type { LogQuery } from './finders.js';

/** The units that were ticked. */
export const reportIds = optionalText('Đơn vị', 20_000).transform((text) =>
  text
    .split('\n')
    .map(readId)
    .filter((id) => id !== undefined),
);

/** The choice of units: the filter as it was shown, and whether all of it or those that are ticked. */
export const choiceForm = z.object({
  loai: optionalLine('Loại', 40),
  cap: optionalLine('Cấp', 40),
  ten: optionalLine('Tên đơn vị', 200),
  'khong-nhac': optionalLine('Số ngày', 4),
  'lien-he': optionalLine('Liên hệ', 40),
  whom: choiceField('Gửi cho cả danh sách hay các đơn vị đã đánh dấu', ['ticked', 'all']).default('ticked'),
  reports: reportIds,
  ...selectionFields,
});

/** How an address says whom it is hard to reach. */
const REACHES = {
  khong: 'no-address',
  'chua-den': 'unmailed',
  'chua-ai': 'unreached',
} as const satisfies Record<string, Reach>;
export const reachParams = Object.keys(REACHES) as (keyof typeof REACHES)[];
export const reachOf = (param: keyof typeof REACHES): Reach => REACHES[param];

/** Reads a filter from an address or a form; what means nothing there is left out, and named in `unknown`. */
export function readFilter(given: Record<string, unknown>): {
  filter: OwingFilter;
  unknown: string[];
  /** Whether the group of units was named at all. */
  isKindAsked: boolean;
} {
  const unknown: string[] = [];
  const choice = <T extends string>(name: string, label: string, known: readonly T[]): T | undefined => {
    const value = textOf(given[name]);
    const found = known.find((item) => item === value);
    if (value !== '' && !found) unknown.push(label);
    return found;
  };
  const kind = choice('loai', 'Đơn vị', owingKinds) ?? owingKinds[0];
  const level = choice('cap', 'Cấp', lowerLevels);
  const contact = choice('lien-he', 'Liên hệ', reachParams);
  const days = textOf(given['khong-nhac']);
  const isDays = /^[1-9]\d{0,2}$/.test(days);
  if (days !== '' && !isDays) unknown.push('Chưa nhắc trong');
  const quiet = isDays ? { quietDays: Number(days) } : {};
  const name = clip(cleanLine(textOf(given['ten'])), 200);
  const reach = contact ? { reach: REACHES[contact] } : {};
  const filter = { kind, name, ...(level ? { level } : {}), ...quiet, ...reach };
  return { filter, unknown, isKindAsked: textOf(given['loai']) !== '' };
}

/** The filter as the fields that ask for it. */
export function filterValues({ kind, level, name, quietDays, reach }: OwingFilter): Record<string, string> {
  return {
    loai: kind,
    cap: level ?? '',
    ten: name,
    'khong-nhac': quietDays === undefined ? '' : String(quietDays),
    'lien-he': reachParams.find((param) => REACHES[param] === reach) ?? '',
  };
}

export function readLogQuery(given: Record<string, unknown>): LogQuery {
  const fate = deliveryOutcomes.find((known) => known === given['ket-qua']);
  const after = readId(given['sau']);
  return {
    name: clip(cleanLine(textOf(given['ten'])), 200),
    ...(fate ? { fate } : {}),
    ...(after === undefined ? {} : { after }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
