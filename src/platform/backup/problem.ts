/** What keeps a backup from being made, read or restored; its message is one plain sentence for the operator. */
export class BackupProblem extends Error {}
