import type { ReportStatus } from '../../reports/lifecycle.js';
import { transitions } from '../../reports/lifecycle.js';

/** What is done for many units at once. */
export const bulkActions = {
  extend: {
    slug: 'gia-han',
    title: 'Gia hạn cho nhiều đơn vị',
    lead: 'Mỗi đơn vị được chọn có hạn nộp riêng (đơn vị đang sửa thì hạn sửa). Trạng thái báo cáo giữ nguyên.',
    button: 'Gia hạn',
    done: 'Đã gia hạn cho',
  },
  exempt: {
    slug: 'mien',
    title: 'Miễn báo cáo cho nhiều đơn vị',
    lead: 'Đơn vị được miễn không phải báo cáo trong kỳ này, và không tính vào các tỷ lệ.',
    button: 'Miễn',
    done: 'Đã miễn báo cáo cho',
  },
  unexempt: {
    slug: 'bo-mien',
    title: 'Bỏ miễn cho nhiều đơn vị',
    lead: 'Đơn vị lại phải báo cáo trong kỳ này.',
    button: 'Bỏ miễn',
    done: 'Đã bỏ miễn cho',
  },
} as const;
export type BulkAction = keyof typeof bulkActions;

/** The states in which the action makes sense. */
export function statesFor(action: BulkAction): ReportStatus[] {
  return [...transitions[action].from];
}

/** Units that a list shows to be ticked. */
export const SHOWN = 50;
