import type { SectionDefinition } from '../../form/definition.js';
import { ui, type Statement } from '../../platform/page/components.js';
import type { FieldError, Values } from '../../platform/page/forms.js';
import { draftContent } from './merge.js';
import type { SectionView } from './section-field-pages.js';
import { endingOn, statementNames } from './section-parts.js';

/** Null where the section has none. */
export function statementOf(
  section: SectionDefinition,
  view: SectionView,
  { typed, errors }: { typed: Values; errors: readonly FieldError[] },
): Statement | null {
  if (!section.notApplicable) return null;
  const { statement: words } = section.notApplicable;
  const names = statementNames(endingOn(view.page, section));
  const isChecked = isSetAside(section, view, typed);
  const error = errors.find(({ field }) => Object.values(names).includes(field))?.message ?? '';
  const others = theirs(section, Object.values(names), view);
  const hint = 'Đánh dấu và ghi lý do thì phần này không phải điền gì thêm.';
  return {
    words,
    isOpen: isChecked || error !== '' || others.theirs !== '',
    controls: [
      ui.checkboxes({
        ...{ name: names.checked, legend: 'Không phát sinh', values: isChecked ? ['yes'] : [] },
        items: [{ value: 'yes', text: words, hint }],
      }),
      ui.field({
        ...{ name: names.reason, label: 'Lý do (khi đánh dấu ô trên)', error },
        value: typed[names.reason] ?? '',
      }),
    ],
    ...others,
  };
}

/** Whether it says so, and is asked nothing more. */
export function isSetAside(section: SectionDefinition, { page }: SectionView, typed: Values): boolean {
  return typed[statementNames(endingOn(page, section)).checked] === 'yes';
}

/** What somebody else has saved of the statement, where both changed it. */
function theirs(section: SectionDefinition, names: readonly string[], { draft, refused }: SectionView) {
  const stored = draft.sections.get(section.code);
  if (!section.notApplicable || !names.some((name) => refused?.conflicts?.includes(name)))
    return { theirs: '', theirsBy: '' };
  const { notApplicable, reason } = draftContent(stored);
  return {
    theirs: notApplicable
      ? `Đã đánh dấu “${section.notApplicable.statement}”. Lý do: ${reason || '(để trống)'}`
      : 'Không đánh dấu',
    theirsBy: stored?.savedByName ?? '',
  };
}
