import { afterAll, describe, expect, it } from 'vitest';
import { Threads } from '../../src/platform/jobs/threads.js';

// Adds one to a number; ends itself at "exit", fails at "fail", and is busy for ever at "hang".
const PROGRAM = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort, threadId } from 'node:worker_threads';
    parentPort.on('message', (given) => {
      if (given === 'exit') process.exit(1);
      if (given === 'fail') throw new Error('it fails');
      while (given === 'hang');
      parentPort.postMessage(threadId);
    });`)}`,
);
const threads = new Threads<string, number>(PROGRAM, 64);
afterAll(() => threads.stop());
const wanted = new AbortController().signal;

describe('A thread', () => {
  it('stays for the next piece of work', async () => {
    const first = await threads.run('', wanted);
    expect(await threads.run('', wanted)).toBe(first);
  });

  it.each([
    ['fails', 'fail', 'it fails'],
    ['ends', 'exit', 'a thread ended in the middle of its work'],
  ])('that %s takes only its own piece with it', async (_how, given, message) => {
    const [wrong, beside] = await Promise.allSettled([threads.run(given, wanted), threads.run('', wanted)]);
    expect(wrong).toMatchObject({ status: 'rejected', reason: { message } });
    expect(beside.status).toBe('fulfilled');
    expect(await threads.run('', wanted)).toBeGreaterThan(0);
  });

  it('that is busy for ever is ended when its work is no longer wanted', async () => {
    const ending = new AbortController();
    const run = threads.run('hang', ending.signal);
    ending.abort(new Error('too long'));
    await expect(run).rejects.toThrow('too long');
    await expect(threads.run('', ending.signal)).rejects.toThrow('too long');
    expect(await threads.run('', wanted)).toBeGreaterThan(0);
  });
});
