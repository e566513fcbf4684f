import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import { formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Filer } from '../../platform/actor.js';
import { ownNil } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import type { Opened } from '../finders.js';

/** The form on which a unit says that it has nothing to report at all. */
export function nilPage({ report }: Opened<Filer>, form: Form): FormPage {
  const year = String(report.period.year);
  const asked = report.form.sections.filter((section) => section.evenIfNil).map((section) => section.letter);
  return formPage(
    {
      title: 'Báo cáo không phát sinh',
      crumbs: reportCrumbs(year, { text: 'Không phát sinh' }),
      nav: 'reports',
      lead: `${report.form.nil?.statement ?? 'Không phát sinh'}. Khi khai như vậy, đơn vị chỉ còn lập phần ${asked.join(', ')}; nội dung đã ghi ở các phần khác được giữ nguyên nhưng không nộp.`,
      action: ownNil(year),
      version: form.values['version'] ?? String(report.version),
      submit: 'Lưu',
    },
    form,
    {
      reason: ui.field({
        name: 'reason',
        label: 'Lý do không phát sinh',
        hint: 'Để trống rồi lưu thì đơn vị lại báo cáo đủ các phần.',
        kind: 'textarea',
        form,
      }),
    },
  );
}
