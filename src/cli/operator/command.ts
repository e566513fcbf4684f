import type { Config } from '../../config.js';

/** What an operator may have done, by a word on the command line. */
export interface Command {
  /** After its name: "FILE" */
  readonly usage: string;
  readonly summary: string;
  /** How many words may follow its name. */
  readonly takes: readonly [least: number, most: number];
  /** Answers with what to print, and whether all is well: the exit code is 0 then, and 1 otherwise. */
  readonly run: (config: Config, words: readonly string[]) => Promise<Answer>;
}

export interface Answer {
  readonly text: string;
  readonly isWell?: boolean;
}

/** The words after a command's name make no sense; its message says which. */
export class NotUnderstood extends Error {}
