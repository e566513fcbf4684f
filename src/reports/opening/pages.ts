import { formatNumber } from '../../platform/text/format.js';
import type { Frame } from '../../platform/page/render.js';
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
