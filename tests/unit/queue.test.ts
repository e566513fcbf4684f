import { describe, expect, it } from 'vitest';
import { AskerLeft, Busy, TooManyRequests } from '../../src/platform/errors.js';
import { Queue, TookTooLong, type QueueLimits } from '../../src/platform/jobs/queue.js';
import { gate, PATIENCE } from '../support/patience.js';

const LIMITS: QueueLimits = { atOnce: 1, waiting: 4, perAsker: 3, time: PATIENCE };
const fails = (run: Promise<unknown>) =>
  run.then(
    () => undefined,
    (error: unknown) => error,
  );

/** A queue whose pieces, each called by its asker, begin in `begun` and end when `door` is opened. */
function held(limits: Partial<QueueLimits> = {}) {
  const queue = new Queue({ ...LIMITS, ...limits });
  const door = gate();
  const begun: string[] = [];
  const ask = (key: string, gone?: AbortSignal) =>
    queue.run({ key, ...(gone && { gone }) }, async () => {
      begun.push(key);
      await door.opened;
      return key;
    });
  return { queue, door, begun, ask };
}

describe('Slow work', () => {
  it('runs as many pieces at once as it may, and the others after them', async () => {
    const { door, begun, ask } = held({ atOnce: 2 });
    const all = ['a', 'b', 'c', 'd'].map((key) => ask(key));
    expect(begun).toEqual(['a', 'b']);
    door.open();
    expect(await Promise.all(all)).toEqual(['a', 'b', 'c', 'd']);
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes askers in turn: who asks for much does not stand before who asks for little', async () => {
    const { door, begun, ask } = held();
    const all = ['a', 'a', 'a', 'b', 'c'].map((key) => ask(key));
    door.open();
    await Promise.all(all);
    expect(begun).toEqual(['a', 'a', 'b', 'c', 'a']);
  });

  it('refuses an asker who has enough in it, and lets others in', async () => {
    const { door, ask } = held();
    const all = ['a', 'a', 'a'].map((key) => ask(key));
    await expect(ask('a')).rejects.toThrow(TooManyRequests);
    const other = ask('b');
    door.open();
    await Promise.all([...all, other]);
    expect(await ask('a')).toBe('a');
  });

  it('refuses everybody when it is full, until there is room', async () => {
    const { door, ask } = held();
    const all = ['a', 'b', 'c', 'd', 'e'].map((key) => ask(key));
    expect(await fails(ask('f'))).toMatchObject({ constructor: Busy, status: 503, retryAfter: 10 });
    door.open();
    await Promise.all(all);
    expect(await ask('f')).toBe('f');
  });

  it('goes on after a piece that fails, also one that fails before it awaits anything', async () => {
    const { queue, ask, door } = held();
    const failing = [
      queue.run({ key: 'a' }, () => Promise.reject(new Error('first'))),
      queue.run({ key: 'b' }, () => {
        throw new Error('second');
      }),
    ];
    door.open();
    expect(await Promise.allSettled(failing)).toMatchObject([
      { reason: { message: 'first' } },
      { reason: { message: 'second' } },
    ]);
    expect(await ask('a')).toBe('a');
  });

  it('never begins for who has left meanwhile, and tells what runs for whom', async () => {
    const { queue, door, begun, ask } = held();
    const leaving = new AbortController();
    const running = queue.run({ key: 'a', gone: leaving.signal }, untilEnded);
    const waiting = [ask('b', leaving.signal), ask('c')];
    leaving.abort();
    expect(await fails(running)).toBeInstanceOf(AskerLeft);
    expect(await fails(waiting[0]!)).toBeInstanceOf(AskerLeft);
    expect(await fails(ask('d', leaving.signal))).toBeInstanceOf(AskerLeft);
    door.open();
    await waiting[1];
    expect(begun).toEqual(['c']);
  });

  it('is given up when it takes too long, and keeps its place until it has ended', async () => {
    const { queue, door, begun, ask } = held({ time: 1 });
    const slow = gate();
    const tooLong = queue.run({ key: 'a' }, () => slow.opened);
    expect(await fails(tooLong)).toBeInstanceOf(TookTooLong);
    const next = ask('b');
    expect(begun).toEqual([]);
    door.open();
    slow.open();
    expect(await next).toBe('b');
  });

  it('stops when what runs has ended; what waits and what comes is refused', async () => {
    const { queue, begun, ask } = held();
    const slow = gate();
    const running = queue.run({ key: 'a' }, async (ended) => {
      await untilEnded(ended).catch(() => undefined);
      await slow.opened;
    });
    const waiting = ask('b');
    let isStopped = false;
    const stopped = queue.stop().then(() => (isStopped = true));
    for (const refused of [running, waiting, ask('c')]) expect(await fails(refused)).toBeInstanceOf(Busy);
    expect([isStopped, begun]).toEqual([false, []]);
    slow.open();
    await stopped;
    expect(begun).toEqual([]);
  });
});

/** Work that hears that it is no longer wanted. */
function untilEnded(ended: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    ended.addEventListener('abort', () => reject(new Error('given up')));
  });
}
