import { isDeepStrictEqual } from 'node:util';
import type { FormDefinition } from '../../form/definition.js';

/** "Thêm 2 ô, bỏ 1 ô, sửa 1 kiểm tra": how much `after` differs from `before`, without a full stop; '' where it does not. */
export function differenceWords(before: FormDefinition, after: FormDefinition): string {
  const [was, now] = [partsOf(before), partsOf(after)];
  const parts = (['phần', 'ô', 'kiểm tra'] as const).map((what) => differences(what, was[what], now[what]));
  const settings = (['yearChange', 'nil'] as const).every((one) =>
    isDeepStrictEqual(before[one], after[one]),
  );
  const words = [
    ...(['thêm', 'bỏ', 'chuyển', 'sửa'] as const).flatMap((did) =>
      parts.flatMap(({ what, counts }) => (counts[did] > 0 ? [`${did} ${counts[did]} ${what}`] : [])),
    ),
    ...(settings ? [] : ['đổi cài đặt']),
  ];
  if (words.length === 0) return isDeepStrictEqual(before, after) ? '' : 'Đổi thứ tự';
  const sentence = words.join(', ');
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** Where a part stands ('' where that does not matter), and what it says. */
type Parts = ReadonlyMap<string, { readonly home: string; readonly says: unknown }>;

function partsOf(form: FormDefinition): Record<'phần' | 'ô' | 'kiểm tra', Parts> {
  const fields = form.sections.flatMap(({ code: home, fields: own }) =>
    own.map((says) => [says.code, { home, says }] as const),
  );
  return {
    phần: new Map(form.sections.map(({ fields: _own, ...says }) => [says.code, { home: '', says }])),
    ô: new Map(fields),
    'kiểm tra': new Map(form.checks.map((says) => [says.code, { home: '', says }])),
  };
}

function differences(what: string, was: Parts, now: Parts) {
  const counts = { thêm: 0, bỏ: 0, chuyển: 0, sửa: 0 };
  for (const code of was.keys()) if (!now.has(code)) counts.bỏ += 1;
  for (const [code, part] of now) {
    const old = was.get(code);
    if (!old) counts.thêm += 1;
    else if (old.home !== part.home) counts.chuyển += 1;
    else if (!isDeepStrictEqual(old.says, part.says)) counts.sửa += 1;
  }
  return { what, counts };
}
