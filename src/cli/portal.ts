import { CannotStart, readConfig } from '../config.js';
import { BackupProblem } from '../platform/backup/problem.js';
import { AppError } from '../platform/errors.js';
import { account } from './operator/account.js';
import { backup } from './operator/backup.js';
import { NotUnderstood, type Answer, type Command } from './operator/command.js';
import { doctor, status } from './operator/doctor.js';
import { mailTest } from './operator/mail-test.js';
import { restore } from './operator/restore.js';
import { verify } from './operator/verify.js';
import { verifyRecordCommand } from './operator/verify-record.js';

// npm run portal -- <command>: what an operator does beside the portal. Exit 0: done, and all is well; 1: not, and one sentence
// says why; 2: the command line is not understood.

const commands: Readonly<Record<string, Command>> = {
  ...{ backup, verify, restore, doctor, status, account },
  ...{ 'mail-test': mailTest, 'verify-record': verifyRecordCommand },
};

const usage = `Usage: npm run portal -- <command>   (or: node dist/cli/portal.js <command>)

${Object.entries(commands)
  .map(([name, { usage, summary }]) => `  ${`${name} ${usage}`.padEnd(26)}${summary}`)
  .join('\n')}

The settings are those of the portal (README.md).
`;

async function main(words: readonly string[]): Promise<number> {
  const [name = '--help', ...rest] = words;
  if (['--help', '-h', 'help'].includes(name) || rest.includes('--help')) return print(usage);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return complain(`There is no command "${name}".\n\n${usage}`, 2);
  const [least, most] = command.takes;
  if (rest.length < least || rest.length > most || rest.some((word) => word.startsWith('-')))
    return complain(usageOf(name, command), 2);
  try {
    return answer(await command.run(readConfig(), rest));
  } catch (error) {
    if (error instanceof NotUnderstood) return complain(`${error.message}\n${usageOf(name, command)}`, 2);
    if (isSaid.some((kind) => error instanceof kind))
      return complain(`${name}: ${(error as Error).message}\n`, 1);
    throw error;
  }
}

/** Errors whose message is a sentence for the operator, or for whoever uses the portal. */
const isSaid = [BackupProblem, CannotStart, AppError];

function usageOf(name: string, { usage, summary }: Command): string {
  return `Usage: npm run portal -- ${name} ${usage}\n  ${summary}\n`;
}

function answer({ text, isWell = true }: Answer): number {
  print(`${text}\n`);
  return isWell ? 0 : 1;
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

function complain(text: string, code: number): number {
  process.stderr.write(text);
  return code;
}

// Whoever ends a command ends what it has started: a server of its own stops when this process exits.
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => process.exit(1));
process.exitCode = await main(process.argv.slice(2));
