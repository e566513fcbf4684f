import type { SectionRail } from '../../platform/page/filing-blocks.js';
import type { Frame } from '../../platform/page/render.js';
import type { SectionDefinition } from '../../form/definition.js';
import { unionsCounted } from '../../form/meanings.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import type { OpenedForm } from '../../periods/form-editor/finders.js';
import { obligationOf, sectionHeading } from '../../form/sheet.js';
import { fieldControl, isExpected } from '../drafts/field-pages.js';
import { formEditorAddress, formPreviewAddress, formSectionAddress } from '../../periods/addresses.js';

export interface FormPreviewPage extends Frame {
  rail: SectionRail;
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
  const form = { text: 'Biểu mẫu', href: formEditorAddress(period.year) };
  const above = section && {
    text: sectionHeading(section),
    href: formSectionAddress(period.year, section.code),
  };
  return {
    title: 'Xem trước biểu mẫu',
    crumbs: periodCrumbs(period.year, form, ...(above ? [above] : []), { text: 'Xem trước' }),
    nav: 'administration',
    rail: previewRail(period.year, working.sections, section),
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
    back: (above ?? form).href,
  };
}

/** The sections of the form, each to be looked at. */
function previewRail(
  year: number,
  sections: readonly SectionDefinition[],
  shown: SectionDefinition | undefined,
): SectionRail {
  const at = shown ? sections.indexOf(shown) : -1;
  const links = sections.map((section) => ({
    section,
    href: `${formPreviewAddress(year)}?phan=${section.code}`,
  }));
  const neighbour = (to: number) => {
    const link = links[to];
    return link ? { text: sectionHeading(link.section), href: link.href } : null;
  };
  return {
    ...{ label: 'Các phần của biểu mẫu', title: `Biểu mẫu năm ${year}`, due: 'Xem như đơn vị thấy' },
    place: `Phần ${at + 1}/${sections.length}`,
    ...{ previous: neighbour(at - 1), next: neighbour(at + 1) },
    items: links.map(({ section, href }) => ({
      ...{ letter: section.letter, text: section.title, href, isCurrent: section === shown },
      ...{ look: 'not-started' as const, icon: '', state: '' },
    })),
  };
}
