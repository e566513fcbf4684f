import { ui } from '../../platform/page/components.js';
import { formatDay } from '../../platform/text/format.js';
import type { SafeHtml } from '../../platform/page/render.js';
import { hasSignedMinutes, type Paper } from '../document/rules.js';
import { type Shown } from '../finders.js';
import type { InspectionAction } from '../lifecycle.js';
import { kindInText } from '../letters.js';
import { issuingPaths } from '../issuing/rules.js';
import { conclusionProblems, isOverdue, minutesProblems, recordOf } from '../rules.js';

/** Of its links at most one is the page's primary action. */
export interface NextStep {
  title: string;
  about: string;
  links: readonly SafeHtml[];
}

export type May = (action: InspectionAction) => boolean;

/** What a reviewer does now, by the state of the inspection; null where nothing is left to do. */
export function nextStep(inspection: Shown, base: string, may: May, now: Date): NextStep | null {
  if (may('announce')) return toAnnounce(inspection, base);
  if (may('record')) return toRecord(inspection, base, now);
  if (may('close')) return toFollow(inspection, base, now);
  if (may('correct'))
    return { title: 'Đã xong', about: 'Mọi kiến nghị đã khép lại.', links: [correct(base)] };
  return null;
}

const correct = (base: string) => link('Đính chính kết luận', `${base}/dinh-chinh`);
const link = (text: string, href: string, kind: 'primary' | 'secondary' | 'quiet' = 'quiet') =>
  ui.button({ text, href, kind });
const changing = (base: string, { kind }: Pick<Shown, 'kind'>) => [
  link('Sửa hoặc dời ngày', `${base}/sua`, 'secondary'),
  ui.button({ text: `Hủy cuộc ${kindInText({ kind })}…`, href: `${base}/huy`, kind: 'warning' }),
];

function toAnnounce(inspection: Shown, base: string): NextStep {
  return {
    title: 'Thông báo cho đơn vị',
    about: 'Đơn vị chưa biết cuộc này. Cổng hỏi số của thông báo và nói rõ ai nhận được trước khi ban hành.',
    links: [issuing(base, 'thong-bao', 'Thông báo cho đơn vị…', 'primary'), ...changing(base, inspection)],
  };
}

/** Concluding comes first once nothing is missing; minutes can be signed at any time before. */
function toRecord(inspection: Shown, base: string, now: Date): NextStep {
  const record = recordOf(inspection);
  const missing = conclusionProblems(record, now).map(({ message }) => message);
  const isComplete = missing.length === 0;
  const isSignable = !hasSignedMinutes(inspection) && minutesProblems(record).length === 0;
  const writing = isComplete || record.carriedOutOn ? 'Sửa biên bản và kết luận' : 'Ghi biên bản và kết luận';
  return {
    title: isComplete ? 'Ban hành kết luận' : 'Ghi biên bản và kết luận',
    about: isComplete
      ? 'Đơn vị sẽ thấy biên bản, kết luận và kiến nghị trên cổng. Sau đó chỉ đính chính được bằng một bản mới.'
      : record.carriedOutOn
        ? `Để ban hành kết luận: ${missing.join(' ')}`
        : `Dự kiến ngày ${formatDay(inspection.plannedOn)}. Có thể in mẫu biên bản để ghi tay, rồi nhập lại ở đây.`,
    links: [
      ...(isComplete ? [issuing(base, 'ket-luan', 'Ban hành kết luận…', 'primary')] : []),
      ...(isSignable ? [issuing(base, 'bien-ban', 'Hai bên đã ký biên bản…', 'secondary')] : []),
      link(writing, `${base}/bien-ban`, isComplete ? 'secondary' : 'primary'),
      ...changing(base, inspection),
    ],
  };
}

function toFollow(inspection: Shown, base: string, now: Date): NextStep {
  const { recommendations } = inspection;
  const count = (isCounted: (one: Shown['recommendations'][number]) => boolean) =>
    recommendations.filter(isCounted).length;
  const [answered, overdue] = [
    count(({ status }) => status === 'ANSWERED'),
    count((one) => isOverdue(one, now)),
  ];
  const done = count(({ status }) => status === 'DONE');
  return {
    title: answered > 0 ? 'Xem xét trả lời của đơn vị' : 'Chờ đơn vị trả lời kiến nghị',
    about: `${recommendations.length} kiến nghị: ${done} đã xong, ${answered} chờ xem xét, ${overdue} quá hạn. Cổng tự nhắc đơn vị trước hạn 3 ngày và khi quá hạn.`,
    links: [link(`Kết thúc cuộc ${kindInText(inspection)}`, `${base}/dong`, 'secondary'), correct(base)],
  };
}

function issuing(base: string, paper: Paper, text: string, kind: 'primary' | 'secondary'): SafeHtml {
  return link(text, `${base}/${issuingPaths[paper]}`, kind);
}
