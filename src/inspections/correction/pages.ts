import { ui } from '../../platform/page/components.js';
import { differing, formPage, type FormPage } from '../../platform/page/form-page.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import type { Shown } from '../finders.js';
import { paperNumber, visitCrumbs } from '../plan/pages.js';
import { inspectionAddress } from '../addresses.js';
import { adviceName, correctionValues } from './forms.js';

/** `isStale`: somebody else acted meanwhile; `inspection` is then what stands. */
export function correctionPage(inspection: Shown, form: Form, isStale = false): FormPage {
  const version = String(inspection.version);
  return formPage(
    {
      title: 'Đính chính kết luận',
      nav: 'inspections',
      crumbs: visitCrumbs(inspection, 'Đính chính'),
      lead: `${inspection.unit.name}. Kết luận đã gửi giữ nguyên; cổng lập bản mới ghi rõ thay bản nào, vì sao; đơn vị thấy bản mới trên cổng.`,
      action: `${inspectionAddress(inspection.id)}/dinh-chinh`,
      version: isStale ? version : (form.values['version'] ?? version),
      submit: 'Ban hành bản đính chính',
    },
    form,
    {
      reason: ui.field({ name: 'reason', label: 'Lý do đính chính', kind: 'textarea', rows: 2, form }),
      number: paperNumber('number', 'Số của bản mới', 'ket-luan', form),
      conclusion: ui.field({ name: 'conclusion', label: 'Kết luận', kind: 'textarea', rows: 8, form }),
      ...adviceControls(inspection, form),
    },
    isStale ? differing(correctionValues(inspection), form.values) : {},
  );
}

function adviceControls({ recommendations }: Shown, form: Form): Record<string, SafeHtml> {
  const rows = recommendations.map(({ number }) => {
    const name = adviceName(number);
    return [name, ui.field({ name, label: `Kiến nghị ${number}`, kind: 'textarea', rows: 2, form })] as const;
  });
  return Object.fromEntries(rows);
}
