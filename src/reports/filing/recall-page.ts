import type { Filer } from '../../platform/actor.js';
import { confirmPage, type ConfirmPage } from '../../platform/page/confirm-page.js';
import { formatDueBefore } from '../../platform/text/format.js';
import { ownReport, ownTakeBack } from '../addresses.js';
import { reportCrumbs } from '../crumbs.js';
import type { Opened } from '../finders.js';

/** Asks whether the filed report is to be recalled. */
export function recallPage({ report }: Opened<Filer>): ConfirmPage {
  const { year } = report.period;
  const before = report.parentId === null ? report.lockOn : (report.correctBefore ?? report.dueBefore);
  return confirmPage({
    title: `Thu hồi báo cáo năm ${year}?`,
    crumbs: reportCrumbs(year, { text: 'Thu hồi' }),
    nav: 'reports',
    follows: [
      'Báo cáo trở về “Đang lập”: nội dung giữ nguyên và lại sửa được.',
      `Thu hồi rồi thì coi như chưa nộp: sửa xong, đơn vị phải nộp lại ${formatDueBefore(before)}.`,
      'Biên nhận của lần nộp này vẫn xem lại được.',
    ],
    action: ownTakeBack(year),
    version: String(report.version),
    submit: 'Thu hồi báo cáo',
    back: { text: 'Không thu hồi', href: ownReport(year) },
  });
}
