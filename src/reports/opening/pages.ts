import { formatNumber } from '../../platform/text/format.js';
import type { Question } from '../../platform/page/confirm-page.js';
import type { Frame } from '../../platform/page/render.js';
import { askingWords } from '../../acknowledgements/rules.js';
import { periodCrumbs } from '../../periods/crumbs.js';
import type { LateUnits } from './finders.js';
import { lateUnitsAddress } from '../../periods/addresses.js';

export interface LateUnitsPage extends Frame {
  action: string;
  button: string;
  units: readonly string[];
  more: string;
}

declare module '../../platform/page/render.js' {
  interface Pages {
    'reports/late-units': LateUnitsPage;
  }
}

/** Asks before a period is opened, by the federation of that name, with so many `units` below it. */
export function openingQuestion(
  year: number,
  { name, units }: { name: string; units: number },
  { receipt, isMailSet }: { receipt: boolean; isMailSet: boolean },
): Question {
  return {
    title: `Mở kỳ báo cáo năm ${year}?`,
    nav: 'administration',
    crumbs: periodCrumbs(year, { text: 'Mở kỳ' }),
    follows: [
      `${name} và ${formatNumber(units)} đơn vị đang hoạt động ở các cấp dưới, mỗi đơn vị có một báo cáo năm ${year} phải nộp.`,
      'Kỳ đã mở thì không đóng lại được. Năm và thời gian lấy số liệu không sửa được nữa; thời hạn đổi được, có lý do và được báo cho các đơn vị.',
      ...(receipt ? askingWords(units, null, isMailSet) : []),
    ],
    submit: 'Mở kỳ báo cáo',
  };
}

/** Units that came after the period was opened, and have no report in it. */
export function lateUnitsPage(year: number, { count, units }: LateUnits): LateUnitsPage {
  const title = 'Đơn vị chưa có báo cáo';
  return {
    title,
    nav: 'administration',
    crumbs: periodCrumbs(year, { text: title }),
    action: lateUnitsAddress(year),
    button: `Giao báo cáo cho ${formatNumber(count)} đơn vị`,
    units: units.map(({ name, code }) => `${name} (mã ${code})`),
    more: count > units.length ? `và ${formatNumber(count - units.length)} đơn vị khác` : '',
  };
}
