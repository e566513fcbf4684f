import { publicContent, type PublicContent } from '../../consolidation/publication/public-content.js';
import {
  formDefinition,
  type FormDefinition,
  type SectionDefinition,
  audienceAsked,
} from '../../form/definition.js';
import type { Db } from '../../platform/postgres/db.js';
import type { Audience } from '../../form/audiences.js';

/** A year's form, in whose questions obligations are asked about. */
export interface AskingForm {
  readonly year: number;
  readonly form: FormDefinition;
}

/** The form of the latest period that has been opened; null before there is any. */
export async function askingForm(db: Db): Promise<AskingForm | null> {
  const period = await db.period.findFirst({
    where: { openedAt: { not: null } },
    orderBy: { year: 'desc' },
    select: { year: true, form: true },
  });
  return period && { year: period.year, form: formDefinition.parse(period.form) };
}

/** What is public of an audience's results in a year. */
export interface Achievement {
  readonly year: number;
  readonly figures: readonly { label: string; text: string }[];
  readonly examples: PublicContent['examples'];
}

/** Of the newest year whose results are public; null where nothing of the audience is public in it. */
export async function achievementOf(db: Db, audience: Audience): Promise<Achievement | null> {
  const row = await db.publicResults.findFirst({
    where: { withdrawnAt: null },
    orderBy: { period: { year: 'desc' } },
    include: { period: { select: { year: true, form: true } } },
  });
  if (!row) return null;
  const asked = formDefinition
    .parse(row.period.form)
    .sections.filter((section) => isAbout(section, audience));
  const codes = new Set(asked.flatMap(({ fields }) => fields.map(({ code }) => code)));
  const content = publicContent.parse(row.content);
  const figures = content.sections
    .flatMap((section) => section.figures)
    .filter(({ code }) => codes.has(code));
  const examples = content.examples.filter((example) => example.audience === audience);
  return figures.length + examples.length > 0 ? { year: row.period.year, figures, examples } : null;
}

function isAbout({ fields }: SectionDefinition, audience: Audience): boolean {
  return fields.some((field) => audienceAsked(field) === audience);
}
