import { constants, setPriority } from 'node:os';
import { platform } from 'node:process';

/**
 * Lets the thread that calls it give way to those that answer visitors. On Linux a priority is a thread's own; elsewhere it
 * would be the whole process's, and is left alone.
 */
export function giveWay(): void {
  if (platform === 'linux') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
}
