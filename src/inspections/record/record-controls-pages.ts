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
    ui.field({ name, label, width, hint, form });
  const lines = (name: string, label: string, rows: number, hint = '') =>
    ui.field({ name, label, kind: 'textarea', rows, hint, form });
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

/** What is written about an obligation, or wrong, shows; the others are folded by audience. */
export function findingControls(words: ReadonlyMap<string, string>, form: Form): Controls {
  const isShown = (name: string) =>
    Boolean(form.values[name]) || form.errors.some(({ field }) => field === name);
  const asked = [...words].map(([code, label]) => ({ code, name: `finding_${code}`, label }));
  const shown = asked.filter(({ name }) => isShown(name));
  const hint = '<p class="hint">Theo từng nội dung nêu gương: chỉ ghi nội dung đã kiểm tra.</p>';
  return {
    ...Object.fromEntries(shown.map((one) => [one.name, findingControl(one, form)])),
    'finding-folds':
      hint +
      ui.folds(
        findingFolds(
          asked.filter(({ name }) => !isShown(name)),
          form,
        ),
      ),
  };
}

interface Asked {
  readonly code: string;
  readonly name: string;
  readonly label: string;
}

function findingControl({ name, label }: Asked, form: Form): SafeHtml {
  return ui.field({ name, label, kind: 'textarea', rows: 2, form });
}

function findingFolds(asked: readonly Asked[], form: Form) {
  const byAudience = Map.groupBy(asked, ({ code }) => code.replace(/-\d+$/, ''));
  return [...byAudience].map(([audience, ones]) => ({
    heading: Object.hasOwn(audienceNames, audience) ? audienceNames[audience as Audience] : 'Nội dung khác',
    facts: `${ones.length} nội dung chưa ghi`,
    isOpen: false,
    html: ones.map((one) => findingControl(one, form)).join(''),
  }));
}

export function conclusionControls(form: Form): Controls {
  const signer = (name: string, label: string) =>
    ui.field({ name, label, hint: 'Họ tên người ký.', width: 20, form });
  return {
    'heading-end': '<h2>Ý kiến của đơn vị, người ký</h2>',
    opinions: ui.field({
      name: 'opinions',
      label: 'Ý kiến của đơn vị',
      kind: 'textarea',
      rows: 3,
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
    minutesNumber: paperNumber('minutesNumber', 'Số của biên bản mới', 'bien-ban', form),
  };
}
