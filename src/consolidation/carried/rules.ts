import { formatNumber } from '../../platform/text/format.js';
import type { ChildSums } from '../../form/consolidated.js';
import {
  isNarrative,
  type FieldDefinition,
  type FormDefinition,
  type SectionDefinition,
} from '../../form/definition.js';

/** Of accepted reports with a text: how many there are, of how many a passage is carried, of how many none in two years. */
export interface Carried {
  readonly written: number;
  readonly carried: number;
  readonly never: number;
}

/** "Đã trích lời của 3 trong 8 đơn vị có viết trong báo cáo đã chấp nhận." */
export function carriedWords({ written, carried }: Carried): string {
  if (written === 0) return 'Chưa có báo cáo đã chấp nhận nào có lời văn.';
  return `Đã trích lời của ${formatNumber(carried)} trong ${formatNumber(written)} đơn vị có viết trong báo cáo đã chấp nhận.`;
}

/** "2 đơn vị chưa được trích trong cả hai năm 2025 và 2026"; '' where there is none. */
export function neverWords({ never }: Carried, year: number): string {
  return never > 0
    ? `${formatNumber(never)} đơn vị chưa được trích trong cả hai năm ${year - 1} và ${year}`
    : '';
}

/** Whose words are carried of one question. */
export interface Question {
  readonly section: SectionDefinition;
  readonly field: FieldDefinition;
  /** Accepted reports that say something to it, and those of them of which a passage is carried. */
  readonly written: number;
  readonly carried: number;
  /** The passages that are gathered under it, whichever question they answer. */
  readonly passages: number;
  /** Units wrote, nothing is gathered, and the own draft says nothing either. */
  readonly isOpen: boolean;
}

interface Given {
  readonly form: FormDefinition;
  /** What the accepted reports say. */
  readonly sums: Pick<ChildSums, 'totals'>;
  /** By question: of how many reports a passage is carried, and how many passages are gathered. */
  readonly carried: ReadonlyMap<string, number>;
  readonly passages: ReadonlyMap<string, number>;
  /** The questions that the own draft answers. */
  readonly answered: ReadonlySet<string>;
}

/** The narrative questions in the form's order. */
export function questionsOf({ form, sums, carried, passages, answered }: Given): Question[] {
  return form.sections.flatMap((section) =>
    section.fields.filter(isNarrative).map((field) => {
      const { code } = field;
      const written = sums.totals.get(`${code}=true`)?.counted ?? 0;
      const gathered = passages.get(code) ?? 0;
      const isOpen = written > 0 && gathered === 0 && !answered.has(code);
      return { section, field, written, carried: carried.get(code) ?? 0, passages: gathered, isOpen };
    }),
  );
}

/** The codes of the questions that are answered in prose. */
export function narrativeCodes(form: FormDefinition): string[] {
  return form.sections.flatMap(({ fields }) => fields.filter(isNarrative).map(({ code }) => code));
}
