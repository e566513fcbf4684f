import { createHash, randomInt } from 'node:crypto';
import type { UnionsFact } from '../form/meanings.js';
import type { Answers } from '../form/answers.js';

/** What a submission keeps: everything the unit said, in the words of its form's codes. */
export interface SubmissionContent {
  readonly year: number;
  readonly unit: { readonly code: string; readonly name: string };
  readonly number: number;
  readonly submittedAt: string;
  readonly sections: Readonly<Record<string, { notApplicable: boolean; reason?: string; answers: Answers }>>;
  /** Why the unit had nothing to report at all; absent or '' where it had. */
  readonly nilReason?: string;
  /**
   * The unit's own direct children at that moment, in the figures that count unions below; absent where the unit itself
   * wrote these figures.
   */
  readonly ownChildren?: Readonly<Record<UnionsFact, number>>;
  readonly explanations: Readonly<Record<string, string>>;
  readonly changeNote: string;
  readonly attachments: readonly SubmittedAttachment[];
}
export interface SubmittedAttachment {
  readonly id: number;
  readonly field: string;
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** SHA-256, in hex, of the content's canonical JSON: keys sorted at every depth, no white space, UTF-8. */
export function contentHash(content: SubmissionContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
  return `{${members.join(',')}}`;
}

// Crockford's base 32: no I, L, O or U, so that a code read aloud or typed from paper is not mistaken.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Twelve characters of 60 random bits, "7K2M-Q9XA-04TZ". */
export function newVerificationCode(): string {
  const letters = Array.from({ length: 12 }, () => ALPHABET.charAt(randomInt(ALPHABET.length)));
  return [0, 4, 8].map((at) => letters.slice(at, at + 4).join('')).join('-');
}

/** Reads a code as people type it: any case, with or without hyphens, O for 0, I and L for 1. Undefined where it is none. */
export function readVerificationCode(typed: string): string | undefined {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(letters)) return undefined;
  return `${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}
