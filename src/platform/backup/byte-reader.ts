/** Reads a stream of bytes piece by piece. `cutOff` is thrown where it ends in the middle of a piece. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Buffer, undefined>;
  readonly #cutOff: () => Error;
  #held: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>, cutOff: () => Error) {
    this.#chunks = bytes[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
    this.#cutOff = cutOff;
  }

  async take(length: number): Promise<Buffer> {
    const chunks = [this.#held];
    for (let held = this.#held.length; held < length;) {
      const chunk = await this.#next();
      if (!chunk) throw this.#cutOff();
      chunks.push(chunk);
      held += chunk.length;
    }
    const bytes = chunks.length === 1 ? this.#held : Buffer.concat(chunks);
    this.#held = bytes.subarray(length);
    return bytes.subarray(0, length);
  }

  /** Up to the next line feed, without it; `cutOff` also where none comes within `limit` bytes. */
  async line(limit: number): Promise<Buffer> {
    for (let searched = 0; ;) {
      const end = this.#held.indexOf(LINE_FEED, searched);
      if (end >= 0) {
        const line = this.#held.subarray(0, end);
        this.#held = this.#held.subarray(end + 1);
        return line;
      }
      searched = this.#held.length;
      const chunk = searched > limit ? undefined : await this.#next();
      if (!chunk) throw this.#cutOff();
      this.#held = Buffer.concat([this.#held, chunk]);
    }
  }

  async isAtEnd(): Promise<boolean> {
    if (this.#held.length > 0) return false;
    const chunk = await this.#next();
    if (chunk) this.#held = chunk;
    return !chunk;
  }

  /** The next bytes that are not empty; undefined at the end. */
  async #next(): Promise<Buffer | undefined> {
    for (;;) {
      const next = await this.#chunks.next();
      if (next.done) return undefined;
      if (next.value.length > 0) return next.value;
    }
  }
}

const LINE_FEED = 10;
