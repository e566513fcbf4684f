import { wholeRuns, wordRuns, type Run } from '../platform/text/word-changes.js';
import type { GuidanceContent, GuidanceSection } from './content.js';
import { partName } from './places.js';

/** One text that two versions have otherwise: where it stands, and what changed in it. */
export interface TextChange {
  readonly section: string;
  readonly label: string;
  readonly runs: readonly Run[];
}

/** Of more texts that changed, the rest are shown whole, the old and the new: a comparison has its bounds. */
const MOST_COMPARED = 100;

/** What `after` says otherwise than `before`, text by text in the order of `after`, then what it does not have any more. */
export function guidanceChanges(before: GuidanceContent, after: GuidanceContent): TextChange[] {
  return changedTexts(before, after).map(({ section, label, old, now }, at) => {
    return { section, label, runs: (at < MOST_COMPARED ? wordRuns : wholeRuns)(old, now) };
  });
}

/** "Mục II.1: Ý 2", of every text that changed. */
export function changedPlaces(before: GuidanceContent, after: GuidanceContent): string[] {
  return changedTexts(before, after).map(({ section, label }) => `${section}: ${label}`);
}

function changedTexts(before: GuidanceContent, after: GuidanceContent) {
  const [old, now] = [textsOf(before, after), textsOf(after, before)];
  return [...new Map([...now, ...[...old].filter(([key]) => !now.has(key))])]
    .map(([key, { section, label }]) => {
      return { section, label, old: old.get(key)?.text ?? '', now: now.get(key)?.text ?? '' };
    })
    .filter((text) => text.old !== text.now);
}

interface Text {
  readonly section: string;
  readonly label: string;
  readonly text: string;
}

/** Every text by what it is the text of: an anchor stays the same when its bullet is moved. */
function textsOf(content: GuidanceContent, other: GuidanceContent): Map<string, Text> {
  const { kind, subject, preamble, sections, basisDocuments, recipients, signature } = content;
  const head = (key: string, label: string, text: string) =>
    [`head ${key}`, { section: 'Phần đầu', label, text }] as const;
  const end = (key: string, label: string, text: string) =>
    [`end ${key}`, { section: 'Phần cuối', label, text }] as const;
  const shared = sharedAnchors(content, other);
  return new Map<string, Text>([
    head('kind', 'Loại văn bản', kind),
    head('subject', 'Trích yếu', subject),
    head('preamble', 'Mở đầu', preamble),
    ...sections.flatMap((section) => [
      ...partTexts(section, shared),
      ...section.parts.flatMap((part) => partTexts({ ...part, parts: [] }, shared, `${section.number}.`)),
    ]),
    order('', 'Toàn văn', 'Thứ tự các mục', sections, shared),
    ...basisDocuments.map(({ anchor, kind: type, number, date, issuer, about }) => {
      const text = [`${type} số ${number}`, date && `ngày ${date}`, issuer && `của ${issuer}`, about];
      const label = `${type} số ${number}`;
      return [anchor, { section: 'Căn cứ', label, text: text.filter(Boolean).join(' ') }] as const;
    }),
    end('recipients', 'Nơi nhận', [recipients.heading, ...recipients.lines].join('\n')),
    end('signature', 'Chữ ký', Object.values(signature).filter(Boolean).join('\n')),
  ]);
}

function partTexts(part: GuidanceSection, shared: ReadonlySet<string>, within = '') {
  const section = partName(part, within);
  return [
    [part.anchor, { section, label: 'Tên mục', text: `${part.number}. ${part.heading}` }] as const,
    ...part.bullets.map(({ anchor, text }, at) => {
      return [anchor, { section, label: `Ý ${at + 1}`, text }] as const;
    }),
    order(part.anchor, section, 'Thứ tự các ý', part.bullets, shared),
    ...(part.parts.length > 0
      ? [order(`${part.anchor} `, section, 'Thứ tự các mục nhỏ', part.parts, shared)]
      : []),
  ];
}

/** The order of what both versions have, so that what is only new or gone does not count as moved. */
function order(
  of: string,
  section: string,
  label: string,
  all: readonly { readonly anchor: string }[],
  shared: ReadonlySet<string>,
) {
  const anchors = all.map(({ anchor }) => anchor).filter((anchor) => shared.has(anchor));
  return [`order ${of}`, { section, label, text: anchors.join(', ') }] as const;
}

function sharedAnchors(one: GuidanceContent, other: GuidanceContent): Set<string> {
  const [here, there] = [one, other].map(
    ({ sections }) =>
      new Set(
        sections
          .flatMap((section) => [section, ...section.parts])
          .flatMap((part) => [part.anchor, ...part.bullets.map(({ anchor }) => anchor)]),
      ),
  );
  return new Set([...(here ?? [])].filter((anchor) => there?.has(anchor)));
}
