import type { FormDefinition, SectionDefinition } from './definition.js';
import { obligationCode } from './definition.js';

const MOST = 70;
const LEAST = 20;

/**
 * The first words of an obligation, to call it by: up to the last of its clauses that ends within 70 characters, else up to
 * a word and "…"; never in the middle of a quotation.
 */
export function obligationName(words: string): string {
  const whole = words.trim().replace(/[.;]$/, '');
  if (whole.length <= MOST) return whole;
  const clause = endsOf(whole, /[,;.](?=\s)/g);
  return clause ? whole.slice(0, clause) : `${whole.slice(0, endsOf(whole, /\s/g) ?? MOST)}…`;
}

/** Where the last part ends that is long enough to say something, and not too long. */
function endsOf(words: string, sign: RegExp): number | undefined {
  return [...words.matchAll(sign)]
    .map(({ index }) => index)
    .filter((index) => index >= LEAST && index <= MOST && isOutsideQuotes(words.slice(0, index)))
    .at(-1);
}

function isOutsideQuotes(start: string): boolean {
  return start.split('“').length === start.split('”').length;
}

/** How forms called narratives before they were called by their obligation's words. */
const NUMBERED = /^Kết quả thực hiện nội dung \d+$/;

/** The form with its narratives called by the words of their obligations, where they had no name but a number. */
export function namedByObligations<Form extends Pick<FormDefinition, 'sections'>>(
  form: Form,
  obligations: ReadonlyMap<string, string>,
): Form {
  return { ...form, sections: form.sections.map((section) => named(section, obligations)) };
}

function named(section: SectionDefinition, obligations: ReadonlyMap<string, string>): SectionDefinition {
  const fields = section.fields.map((field) => {
    const words = obligations.get(obligationCode(field) ?? '');
    return words && NUMBERED.test(field.label) ? { ...field, label: obligationName(words) } : field;
  });
  return { ...section, fields };
}
