import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { kinds } from '../../src/form/kinds.js';
import { findCycle, sourceFiles, type Import, type SourceFile } from '../support/source.js';

// docs/architecture.md says why. The last word of a file's name says its kind: receipt-page.ts is a page. A file whose last
// word is none of these is rules, which may import least. EXCEPTIONS names the few whose word would say too much.

type Kind = 'rules' | 'finders' | 'commands' | 'forms' | 'pages' | 'routes' | 'job';

const VOCABULARY: Record<string, Kind> = {
  finders: 'finders',
  commands: 'commands',
  transition: 'commands',
  forms: 'forms',
  page: 'pages',
  pages: 'pages',
  routes: 'routes',
  job: 'job',
};

const EXCEPTIONS: Record<string, Kind> = {
  'accounts/authentication.ts': 'routes',
};

/** What each kind may import at run time, of its own feature. Types may come from anywhere in it. */
const OWN: Record<Kind, readonly Kind[]> = {
  rules: ['rules'],
  finders: ['rules', 'finders'],
  commands: ['rules', 'finders', 'commands'],
  forms: ['rules', 'forms'],
  pages: ['rules', 'forms', 'pages'],
  routes: ['rules', 'finders', 'commands', 'forms', 'pages', 'routes'],
  job: ['rules', 'finders', 'commands'],
};

/** Feature → the features it may import from. `home`, `admin`, `unit-page` and `history-page` only gather what others offer. */
const BELOW: Record<string, readonly string[]> = {
  form: [],
  help: [],
  'first-visit': ['help', 'reports'],
  history: [],
  uploads: ['history'],
  guidance: ['form', 'units', 'history'],
  documents: ['guidance', 'units', 'history'],
  backups: [],
  pruning: ['anonymising', 'consolidation', 'mail', 'reports', 'accounts', 'units', 'history'],
  anonymising: ['consolidation', 'reminders', 'reports', 'accounts', 'push', 'mail', 'units', 'history'],
  'personal-data': ['anonymising', 'pruning', 'reports', 'accounts', 'mail', 'units', 'history'],
  health: ['backups', 'mail', 'units', 'history'],
  'document-settings': ['guidance', 'units', 'history'],
  units: ['history'],
  mail: ['units', 'history'],
  holidays: ['units', 'history'],
  push: ['mail', 'history'],
  accounts: ['push', 'mail', 'units', 'history'],
  periods: ['form', 'accounts', 'units', 'guidance', 'history'],
  contacts: ['mail', 'periods', 'accounts', 'units', 'history'],
  inspections: [
    'uploads',
    'form',
    'document-settings',
    'mail',
    'holidays',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  reports: [
    'contacts',
    'uploads',
    'document-settings',
    'announcements',
    'acknowledgements',
    'inspections',
    'mail',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  review: [
    'uploads',
    'document-settings',
    'mail',
    'holidays',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  reminders: [
    'document-settings',
    'acknowledgements',
    'mail',
    'push',
    'holidays',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  acknowledgements: ['mail', 'holidays', 'periods', 'form', 'accounts', 'units', 'guidance', 'history'],
  consolidation: [
    'document-settings',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  announcements: ['acknowledgements', 'mail', 'accounts', 'units', 'guidance', 'history'],
  reading: [
    'documents',
    'document-settings',
    'consolidation',
    'reports',
    'periods',
    'form',
    'guidance',
    'units',
    'history',
  ],
  search: [
    'help',
    'announcements',
    'documents',
    'acknowledgements',
    'inspections',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  home: [
    'help',
    'search',
    'announcements',
    'documents',
    'inspections',
    'acknowledgements',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  'unit-page': [
    'document-settings',
    'reminders',
    'inspections',
    'acknowledgements',
    'review',
    'reports',
    'periods',
    'form',
    'accounts',
    'units',
    'history',
  ],
  'history-page': ['reports', 'accounts', 'mail', 'units', 'history'],
  admin: [
    'contacts',
    'pruning',
    'health',
    'backups',
    'announcements',
    'documents',
    'acknowledgements',
    'mail',
    'reports',
    'holidays',
    'periods',
    'form',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
};

const REPORT_TABLES = '(?:report|sectionDraft|submission|return|extension|attachment)';
const WRITES = new RegExp(`\\.${REPORT_TABLES}\\.(?:create|update|upsert|delete)|\\$executeRaw`);

const files = sourceFiles();
const features = files.filter(({ feature }) => feature in BELOW);
const lastWord = (path: string) => /([a-z]+)\.ts$/.exec(path)?.[1] ?? '';
const kindOf = (path: string): Kind | undefined =>
  (path.split('/')[0] ?? '') in BELOW
    ? (EXCEPTIONS[path] ?? VOCABULARY[lastWord(path)] ?? 'rules')
    : undefined;

test('every folder of src/ is known here', () => {
  const known = [...Object.keys(BELOW), 'platform', 'cli', ''];
  expect(violations(files, ({ feature }) => !known.includes(feature))).toEqual([]);
});

test('the exceptions are files that there are, and few', () => {
  const paths = Object.keys(EXCEPTIONS);
  expect(paths.filter((path) => !files.some((file) => file.path === path))).toEqual([]);
  expect(paths.length).toBeLessThan(15);
});

test('a form is pure: it knows no feature, no database and no clock', () => {
  const form = files.filter(({ feature }) => feature === 'form');
  const isPure = ({ target }: Import) =>
    /^form\/|^zod$|^platform\/text\/|^platform\/page\/forms\.ts$/.test(target);
  expect(imports(form, (found) => !isPure(found))).toEqual([]);
});

/** The tag of a report's state is the same wherever it shows. */
const TAGS = 'reports/status-tags.ts';

test('what draws is a page', () => {
  const others = features.filter(
    ({ path }) => !['pages', 'routes'].includes(kindOf(path) ?? '') && path !== TAGS,
  );
  const draws = ({ target, isTypeOnly }: Import) =>
    !isTypeOnly && /^platform\/page\/(?:components|controls|blocks|bars|form-page|render)\.ts$/.test(target);
  expect(imports(others, draws)).toEqual([]);
});

/** The one folder that is no task: a list of things of one shape, a file each. */
const KINDS = 'form/kinds/';

test("the core of a feature imports no task's folder", () => {
  const isCore = ({ path }: SourceFile) => path.split('/').length === 2 && kindOf(path) !== 'routes';
  const isTask = ({ target }: Import, { feature }: SourceFile) =>
    target.startsWith(`${feature}/`) && target.split('/').length > 2 && !target.startsWith(KINDS);
  expect(imports(features.filter(isCore), isTask)).toEqual([]);
});

test('what a kind of field means is said by the kind alone: nobody compares its name', () => {
  // `percent` is a format of Excel's too.
  const names = Object.keys(kinds).filter((name) => name !== 'percent');
  const compares = new RegExp(
    String.raw`\bfield\??\.kind\s*[!=]==|switch \(field\.kind\)|\{ kind \}: FieldDefinition|(?<![.\w])kind\s*[!=]==\s*'(?:${names.join('|')})'`,
  );
  const others = features.filter(({ path }) => !path.startsWith(KINDS));
  expect(others.filter(({ code }) => compares.test(code))).toEqual([]);
});

test('platform imports no feature', () => {
  const platform = files.filter(({ feature }) => feature === 'platform');
  expect(imports(platform, ({ target }) => (target.split('/')[0] ?? '') in BELOW)).toEqual([]);
});

test('features import only from those below them', () => {
  const isAbove = ({ target }: Import, file: SourceFile) => {
    const other = target.split('/')[0] ?? '';
    return other in BELOW && other !== file.feature && !BELOW[file.feature]?.includes(other);
  };
  expect(imports(features, isAbove)).toEqual([]);
});

test("a feature uses another's rules, finders and commands, never its forms, pages or routes", () => {
  const isInner = ({ target }: Import, file: SourceFile) =>
    isOther(target, file) && ['forms', 'pages', 'routes', 'job'].includes(kindOf(target) ?? '');
  expect(imports(features, isInner)).toEqual([]);
});

test('each kind of file imports only what it may', () => {
  const isForbidden = ({ target, isTypeOnly }: Import, { path }: SourceFile) => {
    const kind = kindOf(target);
    return !isTypeOnly && kind !== undefined && target.includes('/') && !allowed(path).includes(kind);
  };
  const inFeatures = ({ target }: Import) => (target.split('/')[0] ?? '') in BELOW;
  expect(imports(features, (found, file) => inFeatures(found) && isForbidden(found, file))).toEqual([]);
});

test('only finders and commands know the database', () => {
  const others = features.filter(({ path }) => !['finders', 'commands'].includes(kindOf(path) ?? ''));
  // The types of rows are no more than types.
  const isDatabase = ({ target, isTypeOnly }: Import) =>
    /^platform\/postgres\/db\.ts$|^pg$|^@prisma\//.test(target) ||
    (target === 'platform/prisma/client.ts' && !isTypeOnly);
  expect(imports(others, isDatabase)).toEqual([]);
});

test('rules, finders, commands and pages know nothing of HTTP', () => {
  const others = features.filter(({ path }) => !['routes', 'forms'].includes(kindOf(path) ?? ''));
  const isHttp = ({ target }: Import) => target === 'express' || target === 'platform/http/routing.ts';
  expect(imports(others, isHttp)).toEqual([]);
});

test('the history is written by commands, and read as sentences by pages', () => {
  const users = features.filter(({ path }) => !['commands', 'pages'].includes(kindOf(path) ?? ''));
  const isHistory = ({ target }: Import, file: SourceFile) =>
    /^history\/(commands|actions)\.ts$/.test(target) && file.feature !== 'history';
  expect(imports(users, isHistory)).toEqual([]);
});

test("only the reports' own commands write their tables", () => {
  // The bench writes rows itself: to have thousands of them, and as the floor it measures against.
  const others = files.filter(({ path }) => !path.startsWith('cli/bench-'));
  const writers = violations(others, ({ code }) => WRITES.test(code));
  // What a file holds, and what was seen in it, moves no report.
  const isOfFiles = (path: string) =>
    ['uploads/look-commands.ts', 'platform/files/stored-content.ts'].includes(path);
  const isOwn = (path: string) => path.startsWith('reports/') && kindOf(path) === 'commands';
  expect(writers.filter((path) => !isOwn(path) && !isOfFiles(path))).toEqual([]);
  const movers = files.filter(({ path }) => !path.startsWith('reports/') || kindOf(path) !== 'commands');
  expect(imports(movers, ({ target }) => target === 'reports/transition.ts')).toEqual([]);
});

test('only config.ts reads the environment', () => {
  expect(violations(files, ({ code }) => code.includes('process.env'))).toEqual(['config.ts']);
});

test('only clock.ts knows the time', () => {
  expect(violations(files, ({ code }) => /Date\.now\(|new Date\(\)|\bDate\(\)/.test(code))).toEqual([
    'platform/clock.ts',
  ]);
});

/** Commands that are run where the portal is written, never where it serves. */
const DEVELOPERS = /^cli\/(?:bench|drill|migration)/;
const served = files.filter(({ path }) => !DEVELOPERS.test(path));
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  dependencies: Record<string, string>;
};
const packageOf = (target: string) => /^(?:@[^/]+\/)?[^/]+/.exec(target)?.[0] ?? '';

test('what serves imports nothing that npm ci --omit=dev leaves out', () => {
  const isLeftOut = ({ target, isPackage }: Import) =>
    isPackage ? !target.startsWith('node:') && !(packageOf(target) in dependencies) : DEVELOPERS.test(target);
  expect(imports(served, isLeftOut)).toEqual([]);
});

test('each dependency is named by something that serves; the others belong to devDependencies', () => {
  const worker = readFileSync('workers/pdf.mjs', 'utf8');
  const code = [...served.map((file) => file.code), worker].join('\n');
  const names = Object.keys(dependencies);
  expect(names.filter((name) => !code.includes(`'${name}'`) && !code.includes(`'${name}/`))).toEqual([]);
});

test('no default exports', () => {
  expect(violations(files, ({ code }) => /^export default|\bas default\b/m.test(code))).toEqual([]);
});

test('no import cycles', () => {
  expect(findCycle(files)).toEqual([]);
});

function allowed(path: string): readonly Kind[] {
  const kind = kindOf(path);
  return kind ? OWN[kind] : [];
}

function isOther(target: string, file: SourceFile): boolean {
  const other = target.split('/')[0] ?? '';
  return other in BELOW && other !== file.feature;
}

function violations(among: readonly SourceFile[], isWrong: (file: SourceFile) => boolean): string[] {
  return among.filter(isWrong).map(({ path }) => path);
}

function imports(
  among: readonly SourceFile[],
  isWrong: (found: Import, file: SourceFile) => boolean,
): string[] {
  return among.flatMap((file) =>
    file.imports
      .filter((found) => isWrong(found, file))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
}
