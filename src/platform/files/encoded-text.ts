const CHUNK = 65_536;
/** The most bytes of UTF-8 that a character of a string takes. */
const WIDEST = 3;

/**
 * Texts as UTF-8, in chunks that are worth handing on. Each text is encoded as it comes: Node takes six times as long for
 * one long string that was put together from them.
 */
export class EncodedText {
  #chunk = Buffer.allocUnsafe(CHUNK);
  #length = 0;

  /** Takes the text; gives what was gathered before it, once there is no room for more. */
  add(text: string): Buffer | undefined {
    const room = text.length * WIDEST;
    const full = this.#length + room > this.#chunk.length ? this.rest(room) : undefined;
    this.#length += this.#chunk.write(text, this.#length);
    return full;
  }

  /** What is left; undefined for nothing. Afterwards there is place for `room` bytes. */
  rest(room = 0): Buffer | undefined {
    const gathered = this.#chunk.subarray(0, this.#length);
    this.#chunk = Buffer.allocUnsafe(Math.max(CHUNK, room));
    this.#length = 0;
    return gathered.length > 0 ? gathered : undefined;
  }
}
