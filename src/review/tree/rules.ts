import { formatExact, formatNumber } from '../../platform/text/format.js';
import type { FormDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import type { Answer } from '../../form/answers.js';
import type { SubmissionContent } from '../../reports/submission-content.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { Mark } from '../outliers/rules.js';

/**
 * Figures of a submission that the tree below its unit contradicts: how many unions there are, where the unit wrote that
 * itself; and fewer members than its accepted children have together. `below`: what these add up to.
 */
export function contradictions(
  { form, content }: { form: FormDefinition; content: SubmissionContent },
  figure: (code: string) => Answer | undefined,
  below: ChildSums,
): Mark[] {
  return form.sections.flatMap((section) =>
    section.fields.flatMap((field): Mark[] => {
      const said = figure(field.code);
      const { sum, counted } = below.totals.get(field.code) ?? { sum: '0', counted: 0 };
      if (typeof said !== 'number') return [];
      const at = { section: section.code, field: field.code };
      const isOwnWord = content.ownChildren === undefined;
      if (unionsCounted(field) && isOwnWord && said !== Number(sum))
        return [
          { ...at, message: `${field.label} là ${formatNumber(said)}, theo cổng là ${formatExact(sum)}.` },
        ];
      if (field.meaning === 'members' && counted > 0 && said < Number(sum))
        return [
          {
            ...at,
            message: `${field.label} là ${formatNumber(said)}, ít hơn ${formatExact(sum)} là số ${formatNumber(counted)} đơn vị trực tiếp đã được chấp nhận báo cáo cộng lại.`,
          },
        ];
      return [];
    }),
  );
}
