/**
 * Every measure of an official document: lengths in mm, sizes of type and distances between lines in pt. The defaults
 * follow Decree 30/2020/NĐ-CP, Annex I; each is a setting, since unions have a rule of their own as well.
 */
export interface OfficialLayout {
  readonly page: { readonly width: number; readonly height: number };
  readonly margins: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
  /** Named in a DOCX, which the reader's own fonts show. A PDF embeds Tinos, of the same widths. */
  readonly face: string;
  readonly sizes: {
    readonly pageNumber: number;
    readonly parentBody: number;
    readonly issuingBody: number;
    readonly nation: number;
    readonly motto: number;
    readonly number: number;
    readonly letterSubject: number;
    readonly date: number;
    readonly documentType: number;
    readonly subject: number;
    readonly to: number;
    readonly body: number;
    readonly table: number;
    readonly recipientsTitle: number;
    readonly recipients: number;
    readonly signature: number;
    readonly watermark: number;
    readonly foot: number;
  };
  /** From the top of the page to the top of its number. */
  readonly pageNumberTop: number;
  /**
   * The width of the left column of the header and of the closing, as far as Quốc hiệu leaves it; the right one has the
   * rest.
   */
  readonly leftColumn: number;
  /** The rule under the issuing body and the one under the subject, as a share of the longest line they stand under. */
  readonly shortRule: number;
  readonly firstLine: number;
  /** Between paragraphs. */
  readonly paragraphGap: number;
  /** 1 is single. */
  readonly lineSpacing: number;
  /** Room for the hand and the stamp, above the name. */
  readonly signatureRoom: number;
  /** Around the text of a table's cell. */
  readonly cellPadding: number;
  /** Before the date: "Hà Nội"; '' leaves it out. */
  readonly place: string;
  /** Who the signatory signs for, where the position does not say so: as the guidance itself is signed. */
  readonly authority: string;
}

export const officialLayout: OfficialLayout = {
  page: { width: 210, height: 297 },
  margins: { top: 20, bottom: 20, left: 30, right: 15 },
  face: 'Times New Roman',
  sizes: {
    pageNumber: 13,
    parentBody: 12,
    issuingBody: 12,
    nation: 12,
    motto: 13,
    number: 13,
    letterSubject: 12,
    date: 13,
    documentType: 14,
    subject: 14,
    to: 14,
    body: 14,
    table: 13,
    recipientsTitle: 12,
    recipients: 11,
    signature: 14,
    watermark: 110,
    foot: 9,
  },
  pageNumberTop: 10,
  leftColumn: 70,
  shortRule: 0.4,
  firstLine: 12.7,
  paragraphGap: 6,
  lineSpacing: 1.15,
  signatureRoom: 25,
  cellPadding: 1.5,
  place: '',
  authority: 'TM. BAN THƯỜNG VỤ',
};

/** Millimetres in points. */
export function points(mm: number): number {
  return (mm * 72) / 25.4;
}

/** Points in millimetres. */
export function millimetres(pt: number): number {
  return (pt * 25.4) / 72;
}

/** Millimetres in twips, the twentieths of a point that Word counts in. */
export function twips(mm: number): number {
  return Math.round((mm * 1440) / 25.4);
}

/** The width of the text in mm. */
export function textWidth({ page, margins }: OfficialLayout): number {
  return page.width - margins.left - margins.right;
}
