import { parentPort } from 'node:worker_threads';
import { giveWay } from '../platform/jobs/give-way.js';
import { library, type Library } from './library.js';
import type { Answered, Asked } from './searching.js';

// The program of the thread that searches. It knows the books that it was given last.

giveWay();

let shelved: { number: number; library: Library } | undefined;

parentPort?.on('message', (asked: Asked) => {
  parentPort?.postMessage(answer(asked));
});

function answer({ number, entries, query }: Asked): Answered {
  if (entries) shelved = { number, library: library(entries) };
  return shelved?.number === number ? shelved.library.find(query) : null;
}
