import { posix } from 'node:path';
import type { XmlReader } from './xml.js';

/** How one part of a package leads to another. */
export interface Relationship {
  readonly id: string;
  /** The last word of its address: "worksheet", "sharedStrings", "vbaProject". Whose address it is makes no difference. */
  readonly kind: string;
  /** The name of the part it leads to, in small letters; '' where it leads out of the package. */
  readonly target: string;
}

/** Where the relationships of a part stand; of the package itself, whose name is ''. */
export function relationshipsName(part: string): string {
  const { dir, base } = posix.parse(part);
  return posix.join(dir, '_rels', `${base}.rels`);
}

/** Fills `found` with the relationships of the part `source`. */
export function relationshipsReader(source: string, found: Relationship[]): XmlReader {
  return {
    open: (name, { Id = '', Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship') return;
      const target = TargetMode === 'External' ? '' : partName(source, Target);
      found.push({ id: Id, kind: Type.split('/').at(-1) ?? '', target });
    },
  };
}

/** A target counts from the part that names it, or from the package where it begins with a slash. */
function partName(source: string, target: string): string {
  const { pathname } = new URL(target.replaceAll('\\', '/'), `package:///${source}`);
  return decodeURIComponent(pathname).slice(1).toLowerCase();
}
