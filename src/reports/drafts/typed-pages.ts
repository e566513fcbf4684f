import { typedAnswers } from '../../form/answers.js';
import type { FieldDefinition, SectionDefinition } from '../../form/definition.js';
import type { Meaning } from '../../form/meanings.js';
import type { Values } from '../../platform/page/forms.js';
import { draftContent, wasAsked, type SectionContent } from './merge.js';
import type { SectionView } from './section-field-pages.js';
import { endingOn, statementNames } from './section-parts.js';

/** What stands in the controls: what was refused, what is stored, or what is known before anything is. */
export function typedNow(view: SectionView): Values {
  const { page, refused } = view;
  const shown = page.map((section) => shownBefore(section, view));
  const before = Object.assign({}, ...shown) as Record<string, string>;
  if (!refused) return before;
  const { typed, posted, taken = [] } = refused;
  const seen = typed['seen'] ?? '';
  // What was not posted, or was not asked by the page that was refused and is by this one.
  const left = page.flatMap((section, at) =>
    posted.includes(section.code)
      ? section.fields.filter(({ code }) => !wasAsked(seen, code)).map(({ code }) => code)
      : Object.keys(shown[at] ?? {}),
  );
  const kept = [...left, ...taken].map((name) => [name, before[name] ?? ''] as const);
  return { ...typed, ...Object.fromEntries(kept) };
}

function shownBefore(section: SectionDefinition, view: SectionView): Record<string, string> {
  const stored = view.draft.sections.get(section.code);
  if (stored) return typedContent(section, draftContent(stored), endingOn(view.page, section));
  return Object.fromEntries(section.fields.map((field) => [field.code, prefill(field, view)] as const));
}

/** What is said, as it is typed: the names of the form's controls → texts. `ending`: of those that every section has. */
export function typedContent(
  section: SectionDefinition,
  said: SectionContent,
  ending: string,
): Record<string, string> {
  const { checked, reason } = statementNames(ending);
  return {
    ...typedAnswers(section, said.answers),
    [checked]: said.notApplicable ? 'yes' : '',
    [reason]: said.reason,
  };
}

/** Where what stands in a section before it is saved comes from; '' where nothing does. */
export function prefillSource(view: SectionView): string {
  const { page, draft, refused } = view;
  const isUntouched = ({ code }: SectionDefinition) => !draft.sections.has(code);
  const fields = page.filter(isUntouched).flatMap((section) => section.fields);
  if (refused || !fields.some((field) => prefill(field, view))) return '';
  const year = draft.lastYear ? `báo cáo năm ${draft.lastYear.year}` : 'hồ sơ của đơn vị';
  return `Một số ô đã điền sẵn theo ${year} và chưa được lưu. Hãy xem lại và sửa cho đúng; khi bạn lưu phần này, các ô ấy được lưu theo.`;
}

const SIGNATORY: Readonly<Partial<Record<Meaning, 'fullName' | 'position'>>> = {
  signatory_name: 'fullName',
  signatory_position: 'position',
};

function prefill(field: FieldDefinition, { section, draft, signatory }: SectionView): string {
  if (!field.prefill) return '';
  const known = field.meaning && SIGNATORY[field.meaning];
  const ofUnit = known && signatory ? signatory[known] : '';
  return ofUnit || (typedAnswers(section, draft.lastYear?.answers ?? {})[field.code] ?? '');
}
