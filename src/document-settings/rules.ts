import { z } from 'zod';
import { officialText } from '../guidance/official-text.js';
import type { Closing, Letterhead, OfficialDocument } from '../platform/documents/content.js';
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

/** Whose body a unit is: its parent, or of the one that reports to nobody here the confederation. */
export function parentBody(parent: { readonly name: string } | null): string {
  return parent?.name ?? 'Tổng Liên đoàn Lao động Việt Nam';
}

/**
 * "Lưu: VT, Ban TG-NC": the last of the recipients, where a copy is kept. A federation that has not said its board keeps
 * it where the guidance itself is kept.
 */
export function filedWith(board: string, { isFederation }: { readonly isFederation: boolean }): string {
  const guided = isFederation ? officialText.recipients.lines.find((line) => KEPT.test(line)) : undefined;
  const where = board || guided?.replace(KEPT, '').replace(/^VT, |\.$/g, '') || '';
  return where ? `Lưu: VT, ${where}` : 'Lưu: VT';
}
const KEPT = /^Lưu: /;

/** "KT. CHỦ TỊCH" and the like: the position says already whom the signatory signs for. */
export function signsForOthers(position: string): boolean {
  return /^(TM|KT|TL|TUQ|Q)\./i.test(position.trim());
}

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

/** The document as the unit words it. What a submission says of its signatory is not replaced: `keepsSignatory`. */
export function withOwnWording(
  document: OfficialDocument,
  { wording }: DocumentSettings,
  keepsSignatory: boolean,
): OfficialDocument {
  const { letterhead, closing, to } = document;
  const receiver = wording.to || to;
  return {
    ...document,
    ...(letterhead && { letterhead: wordedHead(letterhead, wording) }),
    ...(receiver && { to: receiver }),
    ...(closing && { closing: wordedClosing(closing, wording, keepsSignatory) }),
  };
}

type Wording = DocumentSettings['wording'];

function wordedHead(head: Letterhead, { parentBody, issuingBody, numberSuffix, place }: Wording): Letterhead {
  const { number: given = '' } = head;
  const number = numberSuffix && !given.includes('/') ? `${given || '……'}/${numberSuffix}` : given;
  return {
    ...head,
    parentBody: parentBody || head.parentBody,
    issuingBody: issuingBody || head.issuingBody,
    number,
    place,
  };
}

function wordedClosing(closing: Closing, wording: Wording, keepsSignatory: boolean): Closing {
  const recipients = wordedRecipients(closing.recipients, wording);
  // The authority goes with the position: "KT. CHỦ TỊCH" stands over a vice-chairman only.
  if (keepsSignatory && closing.position) return { ...closing, recipients };
  const position = wording.position || closing.position;
  const authority = signsForOthers(position) ? '' : wording.authority;
  return { recipients, authority, position, name: wording.name || closing.name };
}

/** Those of the settings; else the document's own, kept with the board of the settings. */
function wordedRecipients(own: readonly string[], { recipients, board }: Wording): readonly string[] {
  if (recipients.length > 0) return recipients;
  if (board === '') return own;
  return own.map((one) => (KEPT.test(one) ? filedWith(board, { isFederation: false }) : one));
}
