import type { Frame } from '../../platform/page/render.js';
import type { SectionDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import type { OpenedForm } from '../../periods/form-editor/finders.js';
import { obligationOf, sectionHeading } from '../../form/sheet.js';
import { fieldControl, isExpected } from '../drafts/field-pages.js';
import { formEditorAddress, formPreviewAddress } from '../../periods/addresses.js';

export interface FormPreviewPage extends Frame {
  sections: readonly { text: string; href: string; isShown: boolean }[];
  heading: string;
  help: string;
  statement: string;
  fields: readonly { code: string; control: string; obligation: string }[];
  back: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/form-preview': FormPreviewPage;
  }
}

/** One section of the working copy with the controls that a filer gets. */
export function formPreviewPage(
  { period, working }: OpenedForm,
  section: SectionDefinition | undefined,
  obligations: ReadonlyMap<string, string>,
): FormPreviewPage {
  const back = formEditorAddress(period.year);
  return {
    title: 'Xem trước biểu mẫu',
    crumbs: periodCrumbs(period.year, { text: 'Biểu mẫu', href: back }, { text: 'Xem trước' }),
    nav: 'administration',
    sections: working.sections.map((one) => ({
      text: sectionHeading(one),
      href: `${formPreviewAddress(period.year)}?phan=${one.code}`,
      isShown: one === section,
    })),
    heading: section ? sectionHeading(section) : '',
    help: section?.help ?? '',
    statement: section?.notApplicable?.statement ?? '',
    fields: (section?.fields ?? []).map((field) => ({
      code: field.code,
      control: fieldControl(field, {
        typed: {},
        files: [],
        pictured: new Set(),
        computed: unionsCounted(field) ? 'Cổng tự tính' : '',
        attributes: {},
        isExpected: isExpected(field, working.checks),
        signingHref: '',
        fileHref: () => '',
      }),
      obligation: obligationOf(field, obligations),
    })),
    back,
  };
}
