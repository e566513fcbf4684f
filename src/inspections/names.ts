import type { InspectionReason } from './lifecycle.js';

export const kinds = ['INSPECTION', 'SUPERVISION'] as const;
export type InspectionKind = (typeof kinds)[number];
export const kindWords: Readonly<Record<InspectionKind, string>> = {
  INSPECTION: 'Kiểm tra',
  SUPERVISION: 'Giám sát',
};

export const reasons = ['PLANNED', 'UNANNOUNCED'] as const;
export const reasonWords: Readonly<Record<InspectionReason, string>> = {
  PLANNED: 'Theo kế hoạch',
  UNANNOUNCED: 'Đột xuất',
};
