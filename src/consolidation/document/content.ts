import { formatNumber } from '../../platform/text/format.js';
import type { FormDefinition } from '../../form/definition.js';
import type { ChildSums } from '../../form/consolidated.js';
import type { ReportContent } from '../../reports/document/report-document.js';
import type { Filed, Shown } from '../finders.js';
import type { YearBefore } from '../totals/rules.js';
import type { Standings } from './standings.js';

// What the consolidated document is made of.

/** The most units that an annex names; the workbook (/tep) has them all. */
export const MOST_UNITS = 200;

export interface OwnContent {
  readonly form: FormDefinition;
  /** Something of it is written. */
  readonly isBegun: boolean;
  readonly content: ReportContent;
  /** What of a draft the children's reports no longer say; nothing of what was filed. */
  readonly old: { readonly figures: number; readonly passages: number };
}
export interface UnitFigures {
  readonly unitName: string;
  readonly figures: Readonly<Record<string, number | string | boolean>>;
}
export interface Example {
  readonly unitName: string;
  readonly kind: 'COLLECTIVE' | 'INDIVIDUAL';
  readonly name: string;
  readonly position: string;
  readonly audience: string;
  readonly deed: string;
}
/** What of a draft is older than the children's reports beside it; '' where nothing is. */
export function oldWords({ own, shown }: Pick<ConsolidatedParts, 'own' | 'shown'>): string {
  const { figures = 0, passages = 0 } = shown.filed ? {} : (own?.old ?? {});
  const parts = [
    ...(figures > 0 ? [`${formatNumber(figures)} số liệu đã cũ, khác số cộng hiện nay của các đơn vị`] : []),
    ...(passages > 0
      ? [`${formatNumber(passages)} đoạn trích từ báo cáo không còn được chấp nhận hoặc đã nộp lại`]
      : []),
  ];
  return parts.length > 0 ? `Bản nháp báo cáo của đơn vị còn ${parts.join('; ')}.` : '';
}

/** What was filed, where the figures of now are shown beside it: then the document is one to look at. */
export function filedAside({ filed, shown }: Pick<ConsolidatedParts, 'filed' | 'shown'>): Filed | null {
  return shown.filed ? null : filed;
}

export interface ConsolidatedParts {
  readonly year: number;
  readonly unit: string;
  readonly form: FormDefinition;
  readonly parent: { readonly name: string } | null;
  readonly own: OwnContent | null;
  /** Whose moment it is, and which reports count. */
  readonly shown: Shown;
  /** What was filed of it, while that stands: the own report's words and figures are of that moment. */
  readonly filed: Filed | null;
  readonly sums: ChildSums;
  readonly before: YearBefore | null;
  /** By name, no more than MOST_UNITS. */
  readonly units: readonly UnitFigures[];
  readonly standings: Standings;
  readonly examples: readonly Example[];
}
