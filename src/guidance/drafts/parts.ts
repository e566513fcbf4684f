import type { FieldError, Values } from '../../platform/forms.js';
import { audiences, type GuidanceContent, type GuidanceSection } from '../content.js';
import { partName, placesOf } from '../places.js';
import {
  documentBoxes,
  headBoxes,
  MOST_BULLETS,
  partBoxes,
  recipientBoxes,
  signatureBoxes,
  type Box,
} from './boxes.js';
import { addPart, findPart, keepDocument, replacePart } from './edits.js';
import { usedTwice } from './rules.js';

/** One part of the working copy under its address: as it stands, its boxes, and what keeping them does. */
export interface EditedPart {
  readonly title: string;
  /** Its anchor before the change; '' where it has none, or is new. */
  readonly anchor: string;
  readonly boxes: readonly Box[];
  readonly values: Values;
  readonly apply: (typed: Values) => GuidanceContent;
}
/** `ma` names what is there; without it something is added, `trong` that section. */
export interface Query {
  readonly ma: string;
  readonly trong: string;
}
/** `inForce`: the version in force, whose anchors are not given to anything else. `places`: for bullets, as posted. */
interface Around {
  readonly inForce: GuidanceContent;
  readonly places: number;
}

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

function sectionPart(content: GuidanceContent, { ma, trong }: Query, around: Around): EditedPart | undefined {
  const found = findPart(content, ma);
  const home = findPart(content, trong);
  if ((ma && !found) || (trong && !home?.isSection)) return undefined;
  const isSection = found ? found.isSection : trong === '';
  const standing = found?.part.bullets.length ?? 0;
  const places = Math.min(MOST_BULLETS, Math.max(standing + 2, around.places));
  return {
    title: found ? `Sửa mục ${found.part.number}. ${found.part.heading}` : titleOfNew(home?.part),
    anchor: ma,
    boxes: partBoxes(isSection, places, standing),
    values: found ? partValues(found.part) : {},
    apply: (typed) => {
      const taken = [content, around.inForce].flatMap((version) =>
        placesOf(version).map(({ anchor }) => anchor),
      );
      const part = typedPart(typed, places, new Set(taken));
      return found ? replacePart(content, ma, part) : addPart(content, trong, part);
    },
  };
}

const titleOfNew = (home: Omit<GuidanceSection, 'parts'> | undefined) =>
  home ? `Thêm mục nhỏ vào ${partName(home).toLowerCase()}` : 'Thêm mục';

function partValues({ number, heading, anchor, audience, bullets }: Omit<GuidanceSection, 'parts'>): Values {
  const rows = bullets.flatMap((bullet, at) => {
    const n = String(at + 1);
    return [
      [`text${n}`, bullet.text],
      [`anchor${n}`, bullet.anchor],
      [`order${n}`, n],
    ];
  });
  return { number, heading, anchor, audience: audience ?? '', ...(Object.fromEntries(rows) as Values) };
}

function typedPart(
  typed: Values,
  places: number,
  taken: ReadonlySet<string>,
): Omit<GuidanceSection, 'parts'> {
  const anchor = of(typed, 'anchor');
  const audience = audiences.find((one) => one === typed['audience']);
  const bullets = Array.from({ length: places }, (_, at) => {
    const [text, own, order] = ['text', 'anchor', 'order'].map((name) =>
      of(typed, `${name}${String(at + 1)}`),
    );
    return { text: text ?? '', anchor: own ?? '', order: order ? Number(order) : LAST };
  })
    .filter(({ text }) => text !== '')
    .sort((one, other) => one.order - other.order);
  return {
    anchor,
    number: of(typed, 'number'),
    heading: of(typed, 'heading'),
    ...(audience ? { audience } : {}),
    bullets: withAnchors(bullets, anchor, taken),
  };
}

const LAST = 1000;
type Bullets = GuidanceSection['bullets'];

/** Bullets without an anchor get the first "ii-1-4" that neither this copy nor the version in force gives to another. */
function withAnchors(bullets: Bullets, part: string, taken: ReadonlySet<string>): Bullets {
  const used = new Set([...taken, ...bullets.map(({ anchor }) => anchor)]);
  return bullets.map(({ anchor, text }) => {
    if (anchor !== '') return { anchor, text };
    let number = 1;
    while (used.has(`${part}-${String(number)}`)) number += 1;
    used.add(`${part}-${String(number)}`);
    return { anchor: `${part}-${String(number)}`, text };
  });
}

const of = (typed: Values, name: string) => typed[name] ?? '';
