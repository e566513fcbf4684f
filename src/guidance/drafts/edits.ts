import type { GuidanceContent, GuidanceSection } from '../content.js';

// Changes of a working copy, as pure functions. A section, part or document is named by its anchor.

/** A section or part without what stands in it but its bullets. */
export type GuidancePart = Omit<GuidanceSection, 'parts'>;
type BasisDocument = GuidanceContent['basisDocuments'][number];

/** A section, or a part with the section it stands in; undefined where no such anchor is. */
export function findPart(
  { sections }: GuidanceContent,
  anchor: string,
): { part: GuidancePart; section: GuidanceSection; isSection: boolean } | undefined {
  for (const section of sections) {
    if (section.anchor === anchor) return { part: section, section, isSection: true };
    const part = section.parts.find((one) => one.anchor === anchor);
    if (part) return { part, section, isSection: false };
  }
  return undefined;
}

/** `part` in the place of the section or part `anchor`; a section keeps its parts. */
export function replacePart(content: GuidanceContent, anchor: string, part: GuidancePart): GuidanceContent {
  return withSections(content, (sections) =>
    sections.map((section) => {
      if (section.anchor === anchor) return { ...part, parts: section.parts };
      return { ...section, parts: replaced(section.parts, anchor, { ...part, parts: [] }) };
    }),
  );
}

/** `part` at the end of the section `within`; as a section of its own where that is ''. */
export function addPart(content: GuidanceContent, within: string, part: GuidancePart): GuidanceContent {
  return withSections(content, (sections) =>
    within === ''
      ? [...sections, { ...part, parts: [] }]
      : sections.map((section) =>
          section.anchor === within
            ? { ...section, parts: [...section.parts, { ...part, parts: [] }] }
            : section,
        ),
  );
}

/** `document` in the place of `anchor`; at the end where that is ''. */
export function keepDocument(
  content: GuidanceContent,
  anchor: string,
  document: BasisDocument,
): GuidanceContent {
  const { basisDocuments } = content;
  if (anchor === '') return { ...content, basisDocuments: [...basisDocuments, document] };
  return { ...content, basisDocuments: replaced(basisDocuments, anchor, document) };
}

/** What a button of the overview does to the section, part or document of an anchor. */
export type Way = 'up' | 'down' | 'remove';

/** The content after a button; undefined where it has nothing of that anchor. The first stays first, the last last. */
export function pressed(content: GuidanceContent, way: Way, anchor: string): GuidanceContent | undefined {
  const change = <T extends Anchored>(all: readonly T[]) => changed(all, way, anchor);
  const sections = change(content.sections);
  if (sections) return { ...content, sections };
  const basisDocuments = change(content.basisDocuments);
  if (basisDocuments) return { ...content, basisDocuments };
  const home = findPart(content, anchor)?.section;
  const parts = home && change(home.parts);
  return parts && { ...content, sections: replaced(content.sections, home.anchor, { ...home, parts }) };
}

interface Anchored {
  readonly anchor: string;
}

function changed<T extends Anchored>(all: readonly T[], way: Way, anchor: string): T[] | undefined {
  const at = all.findIndex((one) => one.anchor === anchor);
  const one = all[at];
  if (!one) return undefined;
  const others = all.toSpliced(at, 1);
  return way === 'remove' ? others : others.toSpliced(Math.max(0, at + (way === 'up' ? -1 : 1)), 0, one);
}

function replaced<T extends Anchored>(all: readonly T[], anchor: string, by: T): T[] {
  return all.map((one) => (one.anchor === anchor ? by : one));
}

function withSections(
  content: GuidanceContent,
  change: (sections: GuidanceContent['sections']) => GuidanceContent['sections'],
): GuidanceContent {
  return { ...content, sections: change(content.sections) };
}
