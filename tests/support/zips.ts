import { strFromU8, strToU8, unzipSync, zipSync, type Zippable } from 'fflate';

/** The parts of a package, changed as `change` says: a text to write, or undefined to take a part away. */
export function repackaged(
  file: Uint8Array,
  change: Record<string, string | ((text: string) => string) | Uint8Array | undefined>,
): Buffer {
  const parts: Zippable = { ...unzipSync(file) };
  for (const [name, by] of Object.entries(change)) {
    if (by === undefined) {
      Reflect.deleteProperty(parts, name);
      continue;
    }
    const before = parts[name] instanceof Uint8Array ? strFromU8(parts[name]) : '';
    parts[name] = by instanceof Uint8Array ? by : strToU8(typeof by === 'string' ? by : by(before));
  }
  return Buffer.from(zipSync(parts));
}

/** The package with what its directory says of a part's inflated size replaced: a lie. */
export function withDeclaredSize(file: Buffer, part: string, size: number): Buffer {
  const lying = Buffer.from(file);
  const name = Buffer.from(part);
  for (let at = 0; (at = lying.indexOf(name, at)) >= 0; at += name.length) {
    if (at >= 46 && lying.readUInt32LE(at - 46) === 0x02014b50) lying.writeUInt32LE(size, at - 22);
    if (at >= 30 && lying.readUInt32LE(at - 30) === 0x04034b50) lying.writeUInt32LE(size, at - 8);
  }
  return lying;
}
