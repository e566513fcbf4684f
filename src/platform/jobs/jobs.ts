/** Work that a process does over and over beside its requests. */
export interface Job {
  /** Begins no more rounds, and ends with the one that runs. */
  stop(): Promise<void>;
}

/**
 * Works at once, and again `every` so many ms after each round has ended, until it is stopped; a round may ask whether
 * that was said. `work` must not reject.
 */
export function repeat(work: (isStopping: () => boolean) => Promise<void>, every: number): Job {
  let isStopping = false;
  let timer: NodeJS.Timeout | undefined;
  let round = Promise.resolve();
  const go = () => {
    round = work(() => isStopping).finally(() => {
      if (!isStopping) timer = setTimeout(go, every);
    });
  };
  go();
  return {
    stop: () => {
      isStopping = true;
      clearTimeout(timer);
      return round;
    },
  };
}
