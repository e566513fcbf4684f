import { officialLayout } from '../platform/documents/layout.js';

/** A measure that PRODUCT.md gives a range for; first lines are typed in cm and laid out in mm. */
export interface Measure {
  readonly label: string;
  readonly unit: 'mm' | 'pt' | 'cm' | 'dòng';
  readonly min: number;
  readonly max: number;
  /** What values are multiples of: a DOCX knows half points only. */
  readonly step: number;
  readonly standard: number;
}

const { margins, sizes } = officialLayout;
const mm = (label: string, min: number, max: number, standard: number): Measure => ({
  ...{ label, min, max, standard },
  unit: 'mm',
  step: 0.5,
});
const pt = (label: string, min: number, max: number, standard: number): Measure => ({
  ...{ label, min, max, standard },
  unit: 'pt',
  step: 0.5,
});

export const measures = {
  marginTop: mm('Lề trên', 20, 25, margins.top),
  marginBottom: mm('Lề dưới', 20, 25, margins.bottom),
  marginLeft: mm('Lề trái', 30, 35, margins.left),
  marginRight: mm('Lề phải', 15, 20, margins.right),
  pageNumber: pt('Cỡ chữ số trang', 13, 14, sizes.pageNumber),
  parentBody: pt('Cỡ chữ tên cơ quan chủ quản', 12, 13, sizes.parentBody),
  issuingBody: pt('Cỡ chữ tên cơ quan ban hành', 12, 13, sizes.issuingBody),
  nation: pt('Cỡ chữ Quốc hiệu', 12, 13, sizes.nation),
  motto: pt('Cỡ chữ Tiêu ngữ', 13, 14, sizes.motto),
  date: pt('Cỡ chữ địa danh và ngày', 13, 14, sizes.date),
  documentType: pt('Cỡ chữ tên loại văn bản', 13, 14, sizes.documentType),
  subject: pt('Cỡ chữ trích yếu', 13, 14, sizes.subject),
  to: pt('Cỡ chữ Kính gửi', 13, 14, sizes.to),
  body: pt('Cỡ chữ nội dung', 13, 14, sizes.body),
  signature: pt('Cỡ chữ phần chữ ký', 13, 14, sizes.signature),
  lineSpacing: { label: 'Giãn dòng', unit: 'dòng', min: 1, max: 1.5, step: 0.05, standard: 1.15 },
  firstLine: { label: 'Lùi đầu dòng', unit: 'cm', min: 1, max: 1.27, step: 0.01, standard: 1.27 },
  paragraphGap: pt('Cách giữa hai đoạn', 6, 12, officialLayout.paragraphGap),
} as const satisfies Record<string, Measure>;
export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as MeasureName[];
