import { ui } from '../platform/components.js';
import type { SafeHtml } from '../platform/render.js';
import { figureAddress, type FigureQuery } from './address.js';

/** Which reports are counted, as links to the same page. */
export function scopeSwitches(path: string, query: FigureQuery): SafeHtml {
  const to = (change: Partial<FigureQuery>) => figureAddress(path, { ...query, ...change });
  const { withSubmitted, level } = query;
  return (
    ui.tabs({
      label: 'Báo cáo được tính',
      items: [
        { text: 'Đã chấp nhận', href: to({ withSubmitted: false }), isCurrent: !withSubmitted },
        { text: 'Cả chờ xét duyệt', href: to({ withSubmitted: true }), isCurrent: withSubmitted },
      ],
    }) +
    ui.tabs({
      label: 'Loại đơn vị',
      items: [
        { text: 'Mọi đơn vị', href: to({ level: undefined }), isCurrent: level === undefined },
        {
          text: 'Công đoàn cấp trên cơ sở',
          href: to({ level: 'UPPER_LEVEL' }),
          isCurrent: level === 'UPPER_LEVEL',
        },
        { text: 'Công đoàn cơ sở', href: to({ level: 'GRASSROOTS' }), isCurrent: level === 'GRASSROOTS' },
      ],
    })
  );
}
