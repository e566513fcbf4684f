import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** What a transform makes of a source, no faster than it is taken; a failure of either is thrown to the taker. */
export async function* through(source: AsyncIterable<unknown>, transform: Transform): AsyncGenerator<Buffer> {
  const flow = pipeline(Readable.from(source), transform);
  // Told by the loop below.
  flow.catch(() => undefined);
  for await (const chunk of transform) yield chunk as Buffer;
  await flow;
}
