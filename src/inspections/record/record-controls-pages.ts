import { ui } from '../../platform/page/components.js';
import type { Form } from '../../platform/page/forms.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { audienceNames, type Audience } from '../../form/audiences.js';
import { hasSignedMinutes } from '../document/rules.js';
import type { Shown } from '../finders.js';
import { paperNumber } from '../plan/pages.js';

type Controls = Record<string, SafeHtml>;

/** What the minutes say of the meeting itself, in the order of the paper. */
export function minutesControls({ kind }: Shown, form: Form): Controls {
  const line = (name: string, label: string, width: 5 | 20 | 'full', hint = '') =>
    ui.field({ name, label, width, hint, optional: true, form });
  const lines = (name: string, label: string, rows: number, hint = '') =>
    ui.field({ name, label, kind: 'textarea', rows, hint, optional: true, form });
  const PEOPLE = 'Mỗi người một dòng: họ tên, chức vụ.';
  return {
    'heading-meeting': '<h2>Buổi làm việc</h2>',
    carriedOutOn: ui.field({
      name: 'carriedOutOn',
      label: 'Ngày tiến hành',
      kind: 'day',
      optional: true,
      form,
    }),
    from: line('from', 'Giờ bắt đầu', 5, 'Ví dụ: 08:00'),
    to: line('to', 'Giờ kết thúc', 5),
    place: line('place', 'Địa điểm', 'full'),
    ourPeople: lines('ourPeople', 'Người của đoàn có mặt', 3, PEOPLE),
    theirPeople: lines('theirPeople', 'Người của đơn vị có mặt', 3, PEOPLE),
    content: lines('content', 'Nội dung làm việc', 3),
    'heading-results': `<h2>Kết quả ${kind === 'INSPECTION' ? 'kiểm tra' : 'giám sát'}</h2>`,
    results: lines('results', 'Kết quả chung', 4),
  };
}

/** Folded by audience until something is written there or wrong. */
export function findingControls(words: ReadonlyMap<string, string>, form: Form): Controls {
  const byAudience = new Map<string, [code: string, text: string][]>();
  for (const [code, text] of words) {
    const audience = code.replace(/-\d+$/, '');
    byAudience.set(audience, [...(byAudience.get(audience) ?? []), [code, text]]);
  }
  const folds = [...byAudience].map(([audience, asked]) => findingsFold(audience, asked, form));
  const hint = '<p class="hint">Theo từng nội dung nêu gương: chỉ ghi nội dung đã kiểm tra.</p>';
  return { 'finding-folds': hint + ui.folds(folds) };
}

function findingsFold(audience: string, asked: readonly [code: string, text: string][], form: Form) {
  const names = asked.map(([code]) => `finding_${code}`);
  const written = names.filter((name) => form.values[name]).length;
  const isWrong = form.errors.some(({ field }) => names.includes(field));
  const controls = asked.map(([code, label]) =>
    ui.field({ name: `finding_${code}`, label, kind: 'textarea', rows: 2, form }),
  );
  return {
    heading: Object.hasOwn(audienceNames, audience) ? audienceNames[audience as Audience] : 'Nội dung khác',
    facts: written > 0 ? `đã ghi ${written} trong ${asked.length} nội dung` : `${asked.length} nội dung`,
    isOpen: written > 0 || isWrong,
    html: controls.join(''),
  };
}

export function conclusionControls(form: Form): Controls {
  const signer = (name: string, label: string) =>
    ui.field({ name, label, hint: 'Họ tên người ký.', width: 20, optional: true, form });
  return {
    'heading-end': '<h2>Ý kiến của đơn vị, người ký</h2>',
    opinions: ui.field({
      name: 'opinions',
      label: 'Ý kiến của đơn vị',
      kind: 'textarea',
      rows: 3,
      optional: true,
      form,
    }),
    ourSigner: signer('ourSigner', 'Đại diện đoàn'),
    theirSigner: signer('theirSigner', 'Đại diện đơn vị'),
    'heading-conclusion': '<h2>Kết luận</h2>',
    conclusion: ui.field({
      name: 'conclusion',
      label: 'Kết luận',
      hint: 'Không có trong biên bản; cần có khi ban hành kết luận.',
      kind: 'textarea',
      rows: 6,
      form,
    }),
  };
}

/** Asked once both sides have signed. */
export function signedControls(inspection: Shown, form: Form): Controls {
  if (!hasSignedMinutes(inspection)) return {};
  return {
    'heading-signed': '<h2>Nếu sửa biên bản đã ký</h2>',
    minutesReason: ui.field({
      name: 'minutesReason',
      label: 'Lý do sửa biên bản đã ký',
      hint: 'Cổng lập bản mới ghi rõ thay bản nào, vì sao; bản đã ký giữ nguyên. Sửa kiến nghị và kết luận thì không cần.',
      kind: 'textarea',
      rows: 2,
      optional: true,
      form,
    }),
    minutesNumber: paperNumber('minutesNumber', 'Số của biên bản mới', form),
  };
}
