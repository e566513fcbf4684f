import type { Readable } from 'node:stream';
import { fromBufferPromise, type Entry } from 'yauzl';

const MAX_ENTRIES = 500;
const MAX_INFLATED = 20_000_000;

/** The parts of a package by their names, in small letters: they have no case. */
export interface OpenedZip {
  readonly names: ReadonlySet<string>;
  /** A part is inflated as it is read, and never past what is said of it. Refused where there is none. */
  readonly read: (name: string) => Promise<Readable>;
}

/** Why a file is not taken, as a Vietnamese sentence. */
export class Refused extends Error {}
export const BROKEN =
  'Tệp bị hỏng hoặc không phải là tệp Excel (.xlsx). Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.';

const TOO_LARGE =
  'Tệp giải nén ra quá lớn so với một biểu mẫu báo cáo. Hãy tải biểu mẫu Excel mới và chỉ ghi vào các ô trả lời.';

/** Reads the directory, and nothing else. Throws Refused, or any other error where the file is not what it says. */
export async function openZip(file: Buffer): Promise<OpenedZip> {
  if (file.readUInt32BE(0) === 0xd0cf11e0)
    throw new Refused('Tệp có mật khẩu, hoặc là Excel đời cũ (.xls). Hãy bỏ mật khẩu và lưu thành .xlsx.');
  const zip = await fromBufferPromise(withoutTail(file));
  if (zip.entryCount > MAX_ENTRIES) throw new Refused(TOO_LARGE);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  const byName = checked(entries);
  const read = async (name: string) => {
    const entry = byName.get(name);
    if (!entry) throw new Refused(BROKEN);
    return zip.openReadStreamPromise(entry);
  };
  return { names: new Set(byName.keys()), read };
}

function checked(entries: readonly Entry[]): Map<string, Entry> {
  if (entries.some((entry) => entry.isEncrypted()))
    throw new Refused('Tệp có mật khẩu. Hãy bỏ mật khẩu rồi gửi lại.');
  if (entries.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0) > MAX_INFLATED)
    throw new Refused(TOO_LARGE);
  const byName = new Map(entries.map((entry) => [entry.fileName.toLowerCase(), entry]));
  if (byName.size < entries.length) throw new Refused(BROKEN);
  return byName;
}

/** Some programs and mail gateways add bytes to a file's end: Excel reads it all the same, the library would not. */
function withoutTail(file: Buffer): Buffer {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return end < 0 ? file : file.subarray(0, end + 22 + file.readUInt16LE(end + 20));
}
