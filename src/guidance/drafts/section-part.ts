import type { Values } from '../../platform/page/forms.js';
import { type GuidanceContent, type GuidanceSection } from '../content.js';
import { partName, placesOf } from '../places.js';
import { MOST_BULLETS, partBoxes, type Around, type EditedPart, type Query } from './boxes.js';
import { addPart, findPart, replacePart, type GuidancePart } from './edits.js';
import { audiences } from '../../form/audiences.js';

/** A section, or a part of one, with its own bullets; undefined where the address names neither. */
export function sectionPart(
  content: GuidanceContent,
  { ma, trong }: Query,
  around: Around,
): EditedPart | undefined {
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

const titleOfNew = (home: GuidancePart | undefined) =>
  home ? `Thêm mục nhỏ vào ${partName(home).toLowerCase()}` : 'Thêm mục';

function partValues({ number, heading, anchor, audience, bullets }: GuidancePart): Values {
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

function typedPart(typed: Values, places: number, taken: ReadonlySet<string>): GuidancePart {
  const anchor = of(typed, 'anchor');
  const audience = audiences.find((one) => one === typed['audience']);
  const bullets = Array.from({ length: places }, (_, at) => {
    const [text, own, order] = ['text', 'anchor', 'order'].map((name) => of(typed, `${name}${at + 1}`));
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
    while (used.has(`${part}-${number}`)) number += 1;
    used.add(`${part}-${number}`);
    return { anchor: `${part}-${number}`, text };
  });
}

const of = (typed: Values, name: string) => typed[name] ?? '';
