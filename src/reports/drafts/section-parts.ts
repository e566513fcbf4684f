import { isComputed, takesFiles, type SectionDefinition } from '../../form/definition.js';
import { joined } from '../../form/section-groups.js';
import type { Values } from '../../platform/page/forms.js';

// A page may hold several sections (form/section-groups.ts), and each is a draft of its own. Where it does, its form says
// of each what a page of one section says plainly: "vien-chuc:3 cong-nhan-lao-dong:0" in the place of "3".

type Page = readonly SectionDefinition[];

/** What the names end with of those controls that every section has: '' on a page of one section. */
export function endingOn(page: Page, { code }: SectionDefinition): string {
  return page.length > 1 ? `-${code}` : '';
}

/** The names of the statement that a section has nothing to tell, and of the reason. Codes have no capitals. */
export function statementNames(ending: string): { checked: string; reason: string } {
  return { checked: `notApplicable${ending}`, reason: `notApplicableReason${ending}` };
}

/** The name on the page of a part of a section's content (merge.ts), where it is no field's code. */
export function nameOnPage(name: string, ending: string): string {
  return name === 'notApplicable' || name === 'notApplicableReason' ? name + ending : name;
}

export function joinedVersions(page: Page, versionOf: (code: string) => number): string {
  const versions = page.map(({ code }) => ({ code, version: versionOf(code) }));
  const [only] = versions;
  if (versions.length === 1) return String(only?.version ?? 0);
  return versions.map(({ code, version }) => `${code}:${version}`).join(' ');
}

export function joinedPrints(page: Page, printsOf: (section: SectionDefinition) => string): string {
  if (page.length === 1) return page.map(printsOf).join('');
  return page.map((section) => `${section.code} ${printsOf(section)}`).join(' | ');
}

/** What one section of a page is posted with, as if it stood on a page of its own. */
export interface PostedPart {
  readonly section: SectionDefinition;
  readonly ending: string;
  readonly version: number;
  readonly seen: string;
}
export interface PostedParts {
  readonly parts: readonly PostedPart[];
  /** The names that the form may have. */
  readonly names: ReadonlySet<string>;
  /** Whether it says for each section what it saw; otherwise the page must be opened anew. */
  readonly isWhole: boolean;
}

/**
 * The sections that a form has answers for. `page`: those that may stand on the page at that address; `section`: whose
 * address it is, which is always saved. A form that says one version is of that section alone.
 */
export function postedParts(page: Page, section: SectionDefinition, posted: Values): PostedParts {
  const version = posted['version'] ?? '';
  const alone = { section, ending: '', version: Number(version), seen: posted['seen'] ?? '' };
  if (!version.includes(':'))
    return { parts: [alone], names: new Set(namesOf(section, '')), isWhole: VERSION.test(version) };
  const pairs = version.split(' ').map((pair) => {
    const [code = '', one = ''] = pair.split(':');
    return [code, one] as const;
  });
  const versions = new Map(pairs);
  const known = page.filter(({ code }) => versions.has(code));
  const parts = known.map((one) => ({
    section: one,
    ending: `-${one.code}`,
    version: Number(versions.get(one.code)),
    seen: printsIn(posted['seen'] ?? '', one.code),
  }));
  const isPosted = (part: PostedPart) =>
    part.section.code === section.code || namesOf(part.section, part.ending).some((name) => name in posted);
  const postedOnes = parts.filter(isPosted);
  return {
    parts: postedOnes.length > 0 ? postedOnes : [alone],
    names: new Set(parts.flatMap((part) => namesOf(part.section, part.ending))),
    isWhole:
      postedOnes.length > 0 && known.length === pairs.length && pairs.every(([, one]) => VERSION.test(one)),
  };
}

/** All that the form asks of these, as one section. */
export function joinedParts(parts: readonly PostedPart[]): SectionDefinition {
  return joined(parts.map(({ section }) => section));
}

const VERSION = /^\d{1,9}$/;

function printsIn(seen: string, code: string): string {
  const found = seen.split(' | ').find((prints) => prints.startsWith(`${code} `));
  return found?.slice(code.length + 1) ?? '';
}

function namesOf(section: SectionDefinition, ending: string): string[] {
  const { checked, reason } = statementNames(ending);
  const fields = section.fields.filter((field) => !isComputed(field));
  return [
    ...(section.notApplicable ? [checked, reason] : []),
    ...fields.map((field) => (takesFiles(field) ? `remove_${field.code}` : field.code)),
  ];
}
