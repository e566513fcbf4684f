import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';

/** A file of src/, as the architecture test sees it; paths are relative to src/. */
export interface SourceFile {
  readonly path: string;
  /** Without comments. */
  readonly code: string;
  /** The first folder, or '' for src/ itself. */
  readonly feature: string;
  /** "commands" of reports/filing/commands.ts. */
  readonly name: string;
  readonly imports: readonly Import[];
}
export interface Import {
  /** Relative to src/, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
  readonly isTypeOnly: boolean;
}

const ROOT = 'src';
const GENERATED = /^platform\/prisma\//;
const IMPORT = /^(?:import|export)\s+(?:([^'";]*?)\s*from\s+)?'([^']+)'|\bimport\('([^']+)'\)/gm;

export function sourceFiles(): SourceFile[] {
  const paths = readdirSync(ROOT, { recursive: true, encoding: 'utf8' });
  return paths.filter((path) => path.endsWith('.ts') && !GENERATED.test(path)).map(sourceFile);
}

function sourceFile(path: string): SourceFile {
  const code = readFileSync(join(ROOT, path), 'utf8').replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');
  return {
    path,
    code,
    feature: path.includes('/') ? (path.split('/')[0] ?? '') : '',
    name: basename(path, '.ts'),
    imports: [...code.matchAll(IMPORT)].map((match) => readImport(path, match)),
  };
}

function readImport(path: string, [, names = '', from = '', dynamic = '']: RegExpExecArray): Import {
  const specifier = from || dynamic;
  const isPackage = !specifier.startsWith('.');
  const target = isPackage ? specifier : normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts');
  return { target, isPackage, isTypeOnly: isTypes(names) };
}

function isTypes(names: string): boolean {
  if (/^type\b/.test(names)) return true;
  const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1]?.split(',') ?? [''];
  return (
    listed.filter((name) => name.trim() !== '').every((name) => name.trim().startsWith('type ')) &&
    listed[0] !== ''
  );
}

/** The first cycle among the files, as a list of paths; [] for none. */
export function findCycle(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return [];
    for (const { target } of byPath.get(path)?.imports ?? []) {
      const cycle = byPath.has(target) ? visit(target, [...trail, path]) : [];
      if (cycle.length > 0) return cycle;
    }
    done.add(path);
    return [];
  };
  for (const { path } of files) {
    const cycle = visit(path, []);
    if (cycle.length > 0) return cycle;
  }
  return [];
}
