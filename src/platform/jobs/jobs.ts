/** Work that a process repeats in the background while it serves requests. */
export interface Job {
  /** Begins no more rounds, and resolves when the running one has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` at once, and again `every` ms after each round has ended, until it is stopped. A long round may ask
 * whether it has been told to stop. `work` must not reject.
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
