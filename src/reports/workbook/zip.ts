import { buffer, text } from 'node:stream/consumers';
import { fromBufferPromise, type Entry } from 'yauzl';
import { ZipFile } from 'yazl';

const MAX_ENTRIES = 500;

/** What a zip says that it holds; a part is inflated when it is read, and never past what is said of it. */
export interface OpenedZip {
  readonly entries: readonly Entry[];
  readonly read: (entry: Entry) => Promise<string>;
}

/** Why a file is not taken, as a Vietnamese sentence. */
export class Refused extends Error {}
export const BROKEN =
  'Tệp bị hỏng hoặc không phải là tệp Excel (.xlsx). Hãy mở tệp bằng Excel, lưu lại rồi gửi lại.';

export const TOO_LARGE =
  'Tệp giải nén ra quá lớn so với một biểu mẫu báo cáo. Hãy tải biểu mẫu Excel mới và chỉ ghi vào các ô trả lời.';

/** Reads the directory, and nothing else. Throws Refused, or any other error where the file is not what it says. */
export async function openZip(file: Buffer): Promise<OpenedZip> {
  if (file.readUInt32BE(0) === 0xd0cf11e0)
    throw new Refused('Tệp có mật khẩu, hoặc là Excel đời cũ (.xls). Hãy bỏ mật khẩu và lưu thành .xlsx.');
  const zip = await fromBufferPromise(withoutTail(file));
  if (zip.entryCount > MAX_ENTRIES) throw new Refused(TOO_LARGE);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) entries.push(entry);
  return { entries, read: async (entry) => text(await zip.openReadStreamPromise(entry)) };
}

/** A zip of the texts as they are. */
export function zipped(parts: ReadonlyMap<string, string>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of parts) zip.addBuffer(Buffer.from(content), name, { compress: false });
  zip.end();
  return buffer(zip.outputStream);
}

/** Some programs and mail gateways add bytes to a file's end: Excel reads it all the same, the library would not. */
function withoutTail(file: Buffer): Buffer {
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  return end < 0 ? file : file.subarray(0, end + 22 + file.readUInt16LE(end + 20));
}
