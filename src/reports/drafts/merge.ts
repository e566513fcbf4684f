import { createHash } from 'node:crypto';
import { isTyped, type SectionDefinition } from '../../form/definition.js';
import type { Answer, Answers } from '../../form/answers.js';

/** What a section says: typed just now, or stored. */
export interface SectionContent {
  readonly answers: Answers;
  readonly notApplicable: boolean;
  readonly reason: string;
}
export interface MergedContent {
  readonly said: SectionContent;
  /** Names of what the other one changed alone, and the merge took. */
  readonly taken: readonly string[];
  /** Names of what both changed, each to something else: `said` has mine. */
  readonly conflicts: readonly string[];
}

/** Beside the codes of fields: the statement that the section does not apply, and why. Codes have no capitals. */
const STATEMENT = 'notApplicable';
const REASON = 'notApplicableReason';

/**
 * Two people, or two tabs, changed a section from the same beginning; `seen` is what `fingerprints` said of it. What
 * only one of them changed stands; of what both changed alike, nothing is asked.
 */
export function mergeSection(
  section: SectionDefinition,
  seen: string,
  mine: SectionContent,
  theirs: SectionContent,
): MergedContent {
  const beginning = new Map(seen.split(' ').map((pair) => pair.split(':') as [string, string]));
  const [my, their] = [asParts(section, mine), asParts(section, theirs)];
  const differing = [...my.keys()].filter((name) => print(my.get(name)) !== print(their.get(name)));
  const taken = differing.filter((name) => print(my.get(name)) === beginning.get(name));
  const conflicts = differing.filter(
    (name) => !taken.includes(name) && print(their.get(name)) !== beginning.get(name),
  );
  const parts = new Map([...my].map(([name, part]) => [name, taken.includes(name) ? their.get(name) : part]));
  return { said: asSaid(parts), taken, conflicts };
}

/** A short fingerprint of every part, "members_women:0a1b2c3d4e notApplicable:…", for the form to carry. */
export function fingerprints(section: SectionDefinition, said: SectionContent): string {
  return [...asParts(section, said)].map(([name, part]) => `${name}:${print(part)}`).join(' ');
}

/** Whether the page that carried these fingerprints asked the field; a page that carried none asked all. */
export function wasAsked(seen: string, code: string): boolean {
  return seen === '' || seen.split(' ').some((pair) => pair.startsWith(`${code}:`));
}

/** What a section's draft says; nothing where there is none yet. */
export function draftContent(
  draft: { answers: unknown; notApplicable: boolean; notApplicableReason: string } | null | undefined,
): SectionContent {
  if (!draft) return { answers: {}, notApplicable: false, reason: '' };
  const { answers, notApplicable, notApplicableReason: reason } = draft;
  return { answers: answers as Answers, notApplicable, reason };
}

function asParts(section: SectionDefinition, said: SectionContent): Map<string, Answer | undefined> {
  const asked = section.fields.filter(isTyped);
  return new Map<string, Answer | undefined>([
    [STATEMENT, said.notApplicable],
    [REASON, said.reason],
    ...asked.map(({ code }) => [code, said.answers[code]] as const),
  ]);
}

function asSaid(parts: ReadonlyMap<string, Answer | undefined>): SectionContent {
  const fields = [...parts].filter(
    ([name, part]) => name !== STATEMENT && name !== REASON && part !== undefined,
  );
  return {
    notApplicable: parts.get(STATEMENT) === true,
    reason: String(parts.get(REASON) ?? ''),
    answers: Object.fromEntries(fields) as Answers,
  };
}

function print(part: Answer | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(part ?? null))
    .digest('hex')
    .slice(0, 10);
}
