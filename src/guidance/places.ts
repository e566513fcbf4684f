import type { GuidanceContent, GuidanceSection } from './content.js';

/** One thing of the guidance that has an anchor. */
export interface Place {
  readonly anchor: string;
  /** "Mục II.1, ý 2", as people find it. */
  readonly name: string;
  /** The anchor of the section, part or document whose form holds it. */
  readonly owner: string;
}

/** Everything that has an anchor, in the order of the text. */
export function placesOf({ sections, basisDocuments }: GuidanceContent): Place[] {
  return [
    ...sections.flatMap((section) => [
      ...partPlaces(section),
      ...section.parts.flatMap((part) => partPlaces(part, `${section.number}.`)),
    ]),
    ...basisDocuments.map(({ anchor, kind, number }) => {
      return { anchor, name: `Căn cứ “${kind} ${number}”`, owner: anchor };
    }),
  ];
}

/** "Mục II.1" */
export function partName({ number }: Pick<GuidanceSection, 'number'>, within = ''): string {
  return `Mục ${within}${number}`;
}

function partPlaces(part: Omit<GuidanceSection, 'parts'>, within = ''): Place[] {
  const name = partName(part, within);
  const owner = part.anchor;
  return [
    { anchor: owner, name, owner },
    ...part.bullets.map(({ anchor }, at) => ({ anchor, name: `${name}, ý ${at + 1}`, owner })),
  ];
}
