import { formatDueBefore } from '../platform/text/format.js';
import { letter } from '../mail/letter.js';
import { acknowledgementAddress } from './addresses.js';

/** What a unit is asked to confirm, as a message to its people. */
export interface AskedOf {
  /** Of the unit's own row. */
  readonly id: number;
  readonly unitName: string;
}

interface Asked {
  readonly title: string;
  readonly text: string;
  readonly confirmBefore: Date;
  readonly by: string;
  readonly byUnit: string;
}

export function requestMessage(asked: Asked, { id, unitName }: AskedOf) {
  return letter({
    subject: `Đề nghị xác nhận đã nhận: ${asked.title}`,
    before: [`${asked.byUnit} đề nghị đơn vị xác nhận đã nhận “${asked.title}”.`, asked.text],
    facts: [
      ['Đơn vị', unitName],
      ['Người đề nghị', `${asked.by}, ${asked.byUnit}`],
      ['Xác nhận', formatDueBefore(asked.confirmBefore)],
    ],
    links: [{ text: 'Xem và xác nhận trên cổng (cần đăng nhập)', path: acknowledgementAddress(id) }],
  });
}
