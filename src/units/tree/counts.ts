import { formatNumber } from '../../platform/text/format.js';

/** What there is at a unit and below it. */
export interface UnitCounts {
  /** Active units below, by their level, and those that have ended. */
  readonly upper: number;
  readonly grassroots: number;
  readonly ended: number;
  /** Accounts that are open, of the unit and all below; those of the unit itself. */
  readonly people: number;
  readonly ownPeople: number;
  /** Those of them whose person has not chosen a password yet. */
  readonly waiting: number;
  readonly ownWaiting: number;
}

export const noCounts: UnitCounts = {
  ...{ upper: 0, grassroots: 0, ended: 0 },
  ...{ people: 0, ownPeople: 0, waiting: 0, ownWaiting: 0 },
};

/** "7 công đoàn cấp trên cơ sở, 18 công đoàn cơ sở (chưa kể 1 đơn vị đã ngừng)"; '' where none below is active. */
export function belowWords({ upper, grassroots, ended }: UnitCounts): string {
  const words = [
    ...(upper > 0 ? [`${formatNumber(upper)} công đoàn cấp trên cơ sở`] : []),
    ...(grassroots > 0 ? [`${formatNumber(grassroots)} công đoàn cơ sở`] : []),
  ].join(', ');
  // Lists have those that have ended, too: whoever counts along finds out why there are more.
  return words !== '' && ended > 0 ? `${words} (chưa kể ${formatNumber(ended)} đơn vị đã ngừng)` : words;
}
