import { z } from 'zod';
import { officialLayout, type OfficialLayout } from '../platform/documents/layout.js';

// How a unit words and measures its official documents (table document_settings).

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

/** The longest that each wording may be. */
export const wordingLengths = {
  parentBody: 200,
  issuingBody: 200,
  numberSuffix: 40,
  place: 60,
  board: 100,
  to: 200,
  authority: 100,
  position: 100,
  name: 100,
} as const;
export type WordingName = keyof typeof wordingLengths;
export const MOST_RECIPIENTS = 15;
export const LONGEST_RECIPIENT = 150;

export const documentSettings = z.strictObject({
  wording: z.strictObject({
    ...(Object.fromEntries(
      Object.entries(wordingLengths).map(([name, most]) => [name, z.string().max(most).default('')]),
    ) as Record<WordingName, z.ZodDefault<z.ZodString>>),
    recipients: z.array(z.string().max(LONGEST_RECIPIENT)).max(MOST_RECIPIENTS).default([]),
  }),
  measures: z.strictObject(
    Object.fromEntries(
      Object.entries(measures).map(([name, { min, max, standard }]) => [
        name,
        z.number().min(min).max(max).default(standard),
      ]),
    ) as Record<MeasureName, z.ZodDefault<z.ZodNumber>>,
  ),
});
/** Wordings left empty are as the report itself says, but for `place` and `authority`: those are left out. */
export type DocumentSettings = z.infer<typeof documentSettings>;

export const standardSettings: DocumentSettings = documentSettings.parse({
  wording: { place: officialLayout.place, authority: officialLayout.authority },
  measures: {},
});

export function layoutOf({ measures: given, wording }: DocumentSettings): OfficialLayout {
  const { marginTop, marginBottom, marginLeft, marginRight, firstLine, lineSpacing, paragraphGap, ...type } =
    given;
  return {
    ...officialLayout,
    margins: { top: marginTop, bottom: marginBottom, left: marginLeft, right: marginRight },
    sizes: { ...officialLayout.sizes, ...type },
    firstLine: firstLine * 10,
    lineSpacing,
    paragraphGap,
    place: wording.place,
    authority: wording.authority,
  };
}
