import { officialText } from '../guidance/official-text.js';
import type { Closing, Letterhead, OfficialDocument, Signature } from '../platform/documents/content.js';
import type { DocumentSettings } from './rules.js';

// Who issues an official document, who keeps it and who signs it, as the settings of a unit word it.

/** Whose document it is: a unit under its own parent, null of the federation. */
export interface Issuer {
  readonly unit: string;
  readonly parent: { readonly name: string } | null;
  readonly settings: DocumentSettings;
}

type IssuerHead = Pick<Letterhead, 'parentBody' | 'issuingBody' | 'place'>;
type Signatory = Pick<Signature, 'position' | 'name'>;
type Wording = DocumentSettings['wording'];

/** What of its letterhead is the issuer's. */
export function issuerHead({ unit, parent, settings }: Issuer): IssuerHead {
  return wordedIssuer({ parentBody: parentBody(parent), issuingBody: unit }, settings.wording);
}

/** Those who receive it, where its copy is kept, and who signs: `signatory`, where the settings name nobody. */
export function issuerClosing(
  { parent, settings: { wording } }: Issuer,
  recipients: readonly string[],
  signatory: Signatory = { position: '', name: '' },
): Closing {
  const kept = filedWith(wording.board, { isFederation: parent === null });
  return { recipients: [...recipients, kept], ...wordedSignatory(signatory, wording) };
}

/** Whose body a unit is: its parent, or of the one that reports to nobody here the confederation. */
export function parentBody(parent: { readonly name: string } | null): string {
  return parent?.name ?? 'Tổng Liên đoàn Lao động Việt Nam';
}

/** The document as the unit words it. What a submission says of its signatory is not replaced: `keepsSignatory`. */
export function withOwnWording(
  document: OfficialDocument,
  settings: DocumentSettings,
  keepsSignatory: boolean,
): OfficialDocument {
  const { wording } = settings;
  const { letterhead, closing, to } = document;
  const receiver = wording.to || to;
  return {
    ...document,
    ...(letterhead && { letterhead: wordedHead(letterhead, wording) }),
    ...(receiver && { to: receiver }),
    ...(closing && { closing: wordedClosing(closing, settings, keepsSignatory) }),
  };
}

function wordedHead(head: Letterhead, wording: Wording): Letterhead {
  const { number: given = '' } = head;
  const { numberSuffix } = wording;
  const number = numberSuffix && !given.includes('/') ? `${given || '……'}/${numberSuffix}` : given;
  return { ...head, ...wordedIssuer(head, wording), number };
}

function wordedIssuer(
  own: Omit<IssuerHead, 'place'>,
  { parentBody, issuingBody, place }: Wording,
): IssuerHead {
  return {
    parentBody: parentBody || own.parentBody,
    issuingBody: issuingBody || own.issuingBody,
    place,
  };
}

function wordedClosing(closing: Closing, settings: DocumentSettings, keepsSignatory: boolean): Closing {
  const { wording, isAuthorityChosen } = settings;
  const recipients = wordedRecipients(closing.recipients, wording);
  if (keepsSignatory && closing.position) {
    // A body stands over whoever signs for it; "KT. CHỦ TỊCH" only over whom the settings name.
    const isOfAll = isAuthorityChosen && !signsForOthers(closing.position) && isOfBody(wording.authority);
    return { ...closing, ...(isOfAll && { authority: wording.authority }), recipients };
  }
  return { recipients, ...wordedSignatory(closing, wording) };
}

/** The authority goes with the position: "KT. CHỦ TỊCH" stands over a vice-chairman only. */
function wordedSignatory(own: Signatory, wording: Wording): Signature {
  const position = wording.position || own.position;
  const authority = signsForOthers(position) ? '' : wording.authority;
  return { authority, position, name: wording.name || own.name };
}

/** "KT. CHỦ TỊCH" and the like: the position says already whom the signatory signs for. */
function signsForOthers(position: string): boolean {
  return /^(TM|KT|TL|TUQ|Q)\./i.test(position.trim());
}

function isOfBody(authority: string): boolean {
  return authority === '' || /^TM\./i.test(authority.trim());
}

/** Those of the settings; else the document's own, kept with the board of the settings. */
function wordedRecipients(own: readonly string[], { recipients, board }: Wording): readonly string[] {
  if (recipients.length > 0) return recipients;
  if (board === '') return own;
  return own.map((one) => (KEPT.test(one) ? filedWith(board, { isFederation: false }) : one));
}

/**
 * "Lưu: VT, Ban TG-NC": the last of the recipients, where a copy is kept. A federation that has not said its board keeps
 * it where the guidance itself is kept.
 */
function filedWith(board: string, { isFederation }: { readonly isFederation: boolean }): string {
  const guided = isFederation ? officialText.recipients.lines.find((line) => KEPT.test(line)) : undefined;
  const where = board || guided?.replace(KEPT, '').replace(/^VT, |\.$/g, '') || '';
  return where ? `Lưu: VT, ${where}` : 'Lưu: VT';
}
const KEPT = /^Lưu: /;
