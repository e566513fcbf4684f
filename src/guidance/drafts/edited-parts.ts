import type { FieldError, Values } from '../../platform/page/forms.js';
import type { GuidanceContent } from '../content.js';
import { placesOf } from '../places.js';
import {
  documentBoxes,
  headBoxes,
  recipientBoxes,
  signatureBoxes,
  type Around,
  type EditedPart,
  type Query,
} from './boxes.js';
import { keepDocument } from './edits.js';
import { usedTwice } from './rules.js';
import { sectionPart } from './section-part.js';

/** The part under an address; undefined where the working copy has none there. */
export function editedPart(
  content: GuidanceContent,
  name: string,
  query: Query,
  around: Around,
): EditedPart | undefined {
  switch (name) {
    case 'mo-dau':
      return headPart(content);
    case 'noi-nhan':
      return recipientsPart(content);
    case 'chu-ky':
      return signaturePart(content);
    case 'can-cu':
      return documentPart(content, query);
    case 'muc':
      return sectionPart(content, query, around);
    default:
      return undefined;
  }
}

/** Anchors typed here that stand elsewhere, or twice here: each at its box. */
export function repeatedAnchors(content: GuidanceContent, part: EditedPart, typed: Values): FieldError[] {
  const elsewhere = placesOf(content).filter(({ owner }) => part.anchor === '' || owner !== part.anchor);
  const standing = new Map(elsewhere.map(({ anchor, name }) => [anchor, name]));
  return part.boxes.flatMap(({ name, kind }) => {
    const anchor = typed[name] ?? '';
    if (kind !== 'anchor' || anchor === '' || isBlank(name, typed)) return [];
    const place = standing.get(anchor);
    if (place === undefined)
      standing.set(anchor, name === 'anchor' ? 'Tên mục này' : `Ý ${name.slice(6)} của mục này`);
    return place === undefined ? [] : [{ field: name, message: usedTwice(anchor, place) }];
  });
}

/** Whether it is the anchor of a bullet without a text. */
const isBlank = (name: string, typed: Values) => typed[name.replace('anchor', 'text')] === '';

function headPart(content: GuidanceContent): EditedPart {
  const { kind, subject, preamble } = content;
  return {
    title: 'Sửa phần đầu',
    anchor: '',
    boxes: headBoxes,
    values: { kind, subject, preamble },
    apply: (typed) => ({
      ...content,
      kind: of(typed, 'kind'),
      subject: of(typed, 'subject'),
      preamble: of(typed, 'preamble'),
    }),
  };
}

function recipientsPart(content: GuidanceContent): EditedPart {
  const { heading, lines } = content.recipients;
  return {
    title: 'Sửa nơi nhận',
    anchor: '',
    boxes: recipientBoxes,
    values: { heading, lines: lines.join('\n') },
    apply: (typed) => ({
      ...content,
      recipients: { heading: of(typed, 'heading'), lines: of(typed, 'lines').split('\n') },
    }),
  };
}

function signaturePart(content: GuidanceContent): EditedPart {
  return {
    title: 'Sửa chữ ký',
    anchor: '',
    boxes: signatureBoxes,
    values: content.signature,
    apply: (typed) => ({
      ...content,
      signature: {
        authority: of(typed, 'authority'),
        position: of(typed, 'position'),
        mark: of(typed, 'mark'),
        name: of(typed, 'name'),
      },
    }),
  };
}

function documentPart(content: GuidanceContent, { ma }: Query): EditedPart | undefined {
  const document = content.basisDocuments.find(({ anchor }) => anchor === ma);
  if (ma && !document) return undefined;
  return {
    title: document ? `Sửa căn cứ: ${document.kind} ${document.number}` : 'Thêm căn cứ',
    anchor: ma,
    boxes: documentBoxes,
    values: document ?? {},
    apply: (typed) =>
      keepDocument(content, ma, {
        anchor: of(typed, 'anchor'),
        kind: of(typed, 'kind'),
        number: of(typed, 'number'),
        date: of(typed, 'date'),
        issuer: of(typed, 'issuer'),
        about: of(typed, 'about'),
      }),
  };
}

const of = (typed: Values, name: string) => typed[name] ?? '';
