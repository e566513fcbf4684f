import { ui } from '../platform/page/components.js';
import type { SafeHtml } from '../platform/page/render.js';
import { figureAddress, type FigureQuery } from './figure-query.js';
import { levelNames, lowerLevels } from '../units/rules.js';
import { filedName } from './coverage.js';
import type { Consolidation, Shown } from './finders.js';

type Query = FigureQuery & Shown;

/** Which moment's figures show and which reports are counted, as links to the same page. */
export function figureSwitches(open: Filing, path: string, query: Query): SafeHtml {
  const isLive = query.filed === null;
  return (
    momentSwitch(open, path, query) + (isLive ? scopeSwitch(path, query) + levelSwitch(path, query) : '')
  );
}

/** The same for what is always of units of every kind. */
export function documentSwitches(open: Filing, path: string, query: Query): SafeHtml {
  return momentSwitch(open, path, query) + (query.filed ? '' : scopeSwitch(path, query));
}

type Filing = Pick<Consolidation<unknown>, 'filed'>;

function momentSwitch({ filed }: Filing, path: string, query: Query): SafeHtml {
  return filed
    ? ui.tabs({
        label: 'Thời điểm của số liệu',
        items: [
          {
            text: filedName(filed),
            href: figureAddress(path, { ...query, live: false }),
            isCurrent: query.filed !== null,
          },
          {
            text: 'Số liệu hiện nay',
            href: figureAddress(path, { ...query, withSubmitted: false, live: true }),
            isCurrent: query.filed === null,
          },
        ],
      })
    : '';
}

function scopeSwitch(path: string, query: Query): SafeHtml {
  const { withSubmitted } = query;
  const to = (counted: boolean) => figureAddress(path, { ...query, withSubmitted: counted });
  return ui.tabs({
    label: 'Báo cáo được tính',
    items: [
      { text: 'Đã chấp nhận', href: to(false), isCurrent: !withSubmitted },
      { text: 'Cả chờ xét duyệt', href: to(true), isCurrent: withSubmitted },
    ],
  });
}

function levelSwitch(path: string, query: Query): SafeHtml {
  const item = (text: string, level: FigureQuery['level']) => ({
    text,
    href: figureAddress(path, { ...query, level }),
    isCurrent: query.level === level,
  });
  return ui.tabs({
    label: 'Loại đơn vị',
    items: [item('Mọi đơn vị', undefined), ...lowerLevels.map((level) => item(levelNames[level], level))],
  });
}
