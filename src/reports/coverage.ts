import { formatNumber } from '../platform/text/format.js';
import type { OwnChildSums } from './child-sums-finders.js';

/** "Số liệu tổng hợp từ báo cáo đã chấp nhận của 4/10 đơn vị trực tiếp phải báo cáo". */
export function coverageWords({ sums, withSubmitted }: OwnChildSums): string {
  const which = withSubmitted ? 'đã chấp nhận hoặc chờ xét duyệt' : 'đã chấp nhận';
  const of = `${formatNumber(sums.reports)}/${formatNumber(sums.expected)}`;
  return `Số liệu tổng hợp từ báo cáo ${which} của ${of} đơn vị trực tiếp phải báo cáo`;
}
