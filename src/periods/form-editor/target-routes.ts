import type { FormPage } from '../../platform/page/form-page.js';
import type { Form, Values } from '../../platform/page/forms.js';
import type { CheckDefinition, FieldDefinition } from '../../form/definition.js';
import { checkValues, fieldValues, sectionValues, settingsValues, type CheckKind } from './boxes.js';
import { checkSentence } from './check-sentences.js';
import { fieldPage } from './field-page.js';
import type { OpenedForm } from './finders.js';
import { freeCheckCode, freeFieldCode, freeLetter, freeSectionCode } from './free-codes.js';
import { readCheck, readField, readSection, readSettings, type Read } from './forms.js';
import { checksCrumb, sectionCrumb } from './pages.js';
import { checkPage, sectionPage, settingsPage } from './part-pages.js';
import type { FormOperation, FormSettings, SectionHead } from './rules.js';
import { kinds, type FieldKind } from '../../form/kinds.js';

/** One part of the form under an address: as it stands, its page, and what posting it does. */
export interface Target<T> {
  readonly values: Values;
  readonly page: (open: OpenedForm, form: Form, saved?: Values) => FormPage;
  readonly read: (body: unknown) => Read<T>;
  readonly operation: (part: T, typed: Values) => FormOperation;
}
export type Find<T> = (open: OpenedForm, query: Query) => Target<T> | undefined;
/** ?ma= names a part that is there; without it one is added, ?phan= in that section, ?kieu= of that kind. */
export type Query = Readonly<Record<'ma' | 'phan' | 'kieu', string>>;

const CHECK_KINDS: readonly CheckKind[] = ['compare', 'present'];
const isKind = (text: string): text is FieldKind => Object.hasOwn(kinds, text);

export const sectionTarget: Find<SectionHead> = ({ working }, { ma }) => {
  const section = working.sections.find(({ code }) => code === ma);
  if (ma && !section) return undefined;
  const title = section ? `Sửa phần ${section.letter}. ${section.title}` : 'Thêm phần';
  return {
    values: section ? sectionValues(section) : { code: '', letter: freeLetter(working) },
    page: (open, form, saved) =>
      sectionPage(
        open,
        {
          ...{ title, path: ma ? `phan?ma=${ma}` : 'phan', form, saved },
          above: section && sectionCrumb(open, section),
        },
        !section,
      ),
    read: (body) => readSection(body, section?.code, (name) => freeSectionCode(working, name)),
    operation: (head) =>
      section
        ? { do: 'edit-section', code: section.code, section: head }
        : { do: 'add-section', section: head },
  };
};

export const fieldTarget: Find<FieldDefinition> = ({ working }, { ma, phan, kieu }) => {
  const home = working.sections.find(({ code, fields }) =>
    ma ? fields.some((field) => field.code === ma) : code === phan,
  );
  const field = home?.fields.find(({ code }) => code === ma);
  // Its kind may be changed: ?kieu= stands beside ?ma=.
  const kind = isKind(kieu) ? kieu : field?.kind;
  if (!home || !kind) return undefined;
  const query = new URLSearchParams(field ? { ma } : { phan });
  if (kieu) query.set('kieu', kieu);
  const title = field ? `Sửa ô “${field.label}”` : `Thêm ô vào phần ${home.letter}`;
  return {
    values: field ? fieldValues(home.code, field) : { code: '', section: home.code, options: 'required' },
    page: (open, form, saved) => {
      const path = `o?${query.toString()}`;
      const part = { ...{ title, path, form, saved }, above: sectionCrumb(open, home) };
      return fieldPage(open, part, kind, field ? ma : '');
    },
    read: (body) => readField(kind, body, (label) => field?.code ?? freeFieldCode(working, label)),
    operation: (part, { section = '' }) =>
      field
        ? { do: 'edit-field', code: field.code, section, field: part }
        : { do: 'add-field', section, field: part },
  };
};

export const checkTarget: Find<CheckDefinition> = ({ working }, { ma, kieu }) => {
  const check = working.checks.find(({ code }) => code === ma);
  const kind = check?.kind ?? CHECK_KINDS.find((one) => one === kieu);
  if ((ma && !check) || !kind) return undefined;
  return {
    values: check ? checkValues(check) : { code: '', severity: 'error', relation: '≤' },
    page: (open, form, saved) => {
      const title = check ? 'Sửa kiểm tra' : 'Thêm kiểm tra';
      const path = `kiem-tra?${check ? 'ma' : 'kieu'}=${check?.code ?? kind}`;
      const lead = check ? `Đang là: ${checkSentence(working, check)}` : '';
      return checkPage(open, { ...{ title, path, form, saved, lead }, above: checksCrumb(open) }, kind);
    },
    read: (body) => readCheck(kind, body, check?.code ?? freeCheckCode(working)),
    operation: (part) =>
      check ? { do: 'edit-check', code: check.code, check: part } : { do: 'add-check', check: part },
  };
};

export const settingsTarget: Find<FormSettings> = ({ working }) => ({
  values: settingsValues(working),
  page: (open, form, saved) =>
    settingsPage(open, { title: 'Cài đặt của biểu mẫu', path: 'cai-dat', form, saved }),
  read: readSettings,
  operation: (settings) => ({ do: 'settings', settings }),
});
