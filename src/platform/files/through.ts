import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Pipes a source through a transform with backpressure; an error of either is thrown to the consumer. */
export async function* through(source: AsyncIterable<unknown>, transform: Transform): AsyncGenerator<Buffer> {
  const flow = pipeline(Readable.from(source), transform);
  // Told by the loop below.
  flow.catch(() => undefined);
  for await (const chunk of transform) yield chunk as Buffer;
  await flow;
}
