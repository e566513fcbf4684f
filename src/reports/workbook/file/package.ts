import { relationshipsName, relationshipsReader, type Relationship } from './relationships.js';
import { elementBudget, readXml, type XmlReader } from './xml.js';
import { BROKEN, openZip, Refused, type OpenedZip } from './zip.js';

// An .xlsx is a zip of XML, made by anyone (ECMA-376, part 2). It is judged by its directory before anything is
// inflated. Parts are known by the relationships that lead to them and by their content types, as Excel knows them: any
// writer may give them other names, and a word in one of them says nothing.

export interface OpenedPackage {
  /** The part that names the sheets. */
  readonly main: string;
  readonly relationships: (part: string) => Promise<readonly Relationship[]>;
  readonly read: (part: string, reader: XmlReader) => Promise<void>;
}

/** Throws Refused with a Vietnamese sentence, or any other error where a part is not what it says. */
export async function openPackage(file: Buffer): Promise<OpenedPackage> {
  const zip = await openZip(file);
  const spend = elementBudget();
  const read = async (part: string, reader: XmlReader) => readXml(await zip.read(part), reader, spend);
  const relationships = async (part: string) => {
    const found: Relationship[] = [];
    const name = relationshipsName(part);
    if (zip.names.has(name)) await read(name, relationshipsReader(part, found));
    return found;
  };
  const main = (await relationships('')).find(({ kind }) => kind === 'officeDocument')?.target;
  if (main === undefined) throw new Refused(BROKEN);
  refuseKind(await contentType(main, read));
  await refuseDangers(zip, relationships);
  return { main, relationships, read };
}

const MACROS = 'Tệp có macro. Hãy lưu thành “Sổ làm việc Excel (.xlsx)”, không có macro.';
const LINKS =
  'Tệp có liên kết đến tệp hoặc dữ liệu khác. Hãy bỏ liên kết (Dữ liệu, Sửa liên kết) rồi gửi lại.';
const EMBEDDED = 'Tệp có đối tượng nhúng. Hãy xóa các đối tượng ấy rồi gửi lại.';

/** By the kind of relationship; Microsoft's own begin with xl. */
const DANGERS: Readonly<Record<string, string>> = {
  vbaProject: MACROS,
  xlMacrosheet: MACROS,
  xlIntlMacrosheet: MACROS,
  dialogsheet: MACROS,
  externalLink: LINKS,
  connections: LINKS,
  queryTable: LINKS,
  oleObject: EMBEDDED,
  package: EMBEDDED,
  control: EMBEDDED,
  ctrlProp: EMBEDDED,
  activeXControlBinary: EMBEDDED,
};

/** Looks at every relationship of the package, whatever part it belongs to. */
async function refuseDangers(
  { names }: OpenedZip,
  relationships: OpenedPackage['relationships'],
): Promise<void> {
  for (const name of names) {
    const [, folder = '', part] = /^(.*\/|)_rels\/([^/]*)\.rels$/.exec(name) ?? [];
    if (part === undefined) continue;
    for (const { kind } of await relationships(folder + part)) {
      const problem = Object.hasOwn(DANGERS, kind) ? DANGERS[kind] : undefined;
      if (problem !== undefined) throw new Refused(problem);
    }
  }
}

const WORKBOOK =
  /^application\/vnd\.openxmlformats-officedocument\.spreadsheetml\.(?:sheet|template)\.main\+xml$/;

function refuseKind(type: string): void {
  if (/macroEnabled/i.test(type)) throw new Refused(MACROS);
  if (!WORKBOOK.test(type)) throw new Refused(BROKEN);
}

/** What the package says that a part is: by its name, or by its ending. */
async function contentType(part: string, read: OpenedPackage['read']): Promise<string> {
  let own = '';
  let byEnding = '';
  await read('[content_types].xml', {
    open: (name, { PartName = '', Extension = '', ContentType = '' }) => {
      if (name === 'Override' && PartName.toLowerCase() === `/${part}`) own = ContentType;
      if (name === 'Default' && part.endsWith(`.${Extension.toLowerCase()}`)) byEnding = ContentType;
    },
  });
  return own || byEnding;
}
