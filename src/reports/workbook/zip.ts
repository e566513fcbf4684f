import { inflateRawSync } from 'node:zlib';

// Reads a zip by its central directory, and by nothing else.

const MAX_ENTRIES = 500;

/** `size` and `inflated` in bytes, as the directory says; `at`: where the part's own header stands. */
export interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly size: number;
  readonly inflated: number;
  readonly at: number;
}

/** Why a file is not taken, as a Vietnamese sentence. */
export class Refused extends Error {}
export const BROKEN =
  'Tệp bị hỏng hoặc không phải là tệp Excel (.xlsx). Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.';

export const TOO_LARGE =
  'Tệp giải nén ra quá lớn so với một biểu mẫu báo cáo. Hãy tải biểu mẫu Excel mới và chỉ ghi vào các ô trả lời.';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

/** Throws Refused, or RangeError where an offset leads out of the file. */
export function directory(file: Buffer): Entry[] {
  if (file.readUInt32BE(0) === 0xd0cf11e0)
    throw new Refused('Tệp có mật khẩu, hoặc là Excel đời cũ (.xls). Hãy bỏ mật khẩu và lưu thành .xlsx.');
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || file.readUInt32LE(end) !== END) throw new Refused(BROKEN);
  const count = file.readUInt16LE(end + 10);
  if (count > MAX_ENTRIES) throw new Refused(TOO_LARGE);
  const entries: Entry[] = [];
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < count; i++) {
    if (file.readUInt32LE(at) !== CENTRAL) throw new Refused(BROKEN);
    const nameLength = file.readUInt16LE(at + 28);
    entries.push({
      name: file.toString('utf8', at + 46, at + 46 + nameLength),
      flags: file.readUInt16LE(at + 8),
      method: file.readUInt16LE(at + 10),
      size: file.readUInt32LE(at + 20),
      inflated: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return entries;
}

/** Never past what the directory says, however much the data would give. */
export function inflate(file: Buffer, { at, method, size, inflated }: Entry): string {
  if (file.readUInt32LE(at) !== LOCAL) throw new Refused(BROKEN);
  const start = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const data = file.subarray(start, start + size);
  const content = method === 8 ? inflateRawSync(data, { maxOutputLength: Math.max(1, inflated) }) : data;
  if (content.length !== inflated || (method !== 8 && method !== 0)) throw new Refused(BROKEN);
  return content.toString('utf8');
}
