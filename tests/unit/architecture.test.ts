import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findCycle, sourceFiles, type Import, type SourceFile } from '../support/source.js';

// docs/architecture.md says why. A file that fits no word of the vocabulary is listed in OTHERS, with the kind whose
// rules it follows.

type Kind = 'rules' | 'finders' | 'commands' | 'forms' | 'pages' | 'routes' | 'job';

const VOCABULARY: Record<string, Kind> = {
  rules: 'rules',
  lifecycle: 'rules',
  deadlines: 'rules',
  finders: 'finders',
  commands: 'commands',
  forms: 'forms',
  pages: 'pages',
  routes: 'routes',
  job: 'job',
};

const OTHERS: Record<string, Kind> = {
  'guidance/content.ts': 'rules',
  'guidance/official-text.ts': 'rules',
  'guidance/comparison.ts': 'rules',
  'guidance/places.ts': 'rules',
  'guidance/drafts/boxes.ts': 'rules',
  'guidance/drafts/edits.ts': 'rules',
  'guidance/drafts/parts.ts': 'rules',
  'guidance/drafts/section-part.ts': 'rules',
  'guidance/drafts/desk-page.ts': 'pages',
  'guidance/drafts/part-routes.ts': 'routes',
  'history/actions.ts': 'rules',
  'mail/letter.ts': 'rules',
  'accounts/passwords.ts': 'rules',
  'accounts/activation/activated-message.ts': 'rules',
  'accounts/activation/tokens.ts': 'rules',
  'accounts/chosen-password.ts': 'forms',
  'accounts/email-control.ts': 'pages',
  'accounts/sign-in/carried.ts': 'forms',
  'accounts/sign-in/again.ts': 'routes',
  'accounts/authentication.ts': 'routes',
  'periods/form-definition.ts': 'rules',
  'periods/default-form.ts': 'rules',
  'periods/meanings.ts': 'rules',
  'periods/form-editor/boxes.ts': 'rules',
  'periods/form-editor/breaks.ts': 'rules',
  'periods/form-editor/changes.ts': 'rules',
  'periods/form-editor/json.ts': 'rules',
  'periods/form-editor/problems.ts': 'rules',
  'periods/form-editor/words.ts': 'rules',
  'periods/form-editor/field-page.ts': 'pages',
  'periods/form-editor/part-pages.ts': 'pages',
  'periods/form-editor/parts.ts': 'routes',
  'periods/form-editor/part-routes.ts': 'routes',
  'reports/answers.ts': 'rules',
  'reports/answer-sheet.ts': 'rules',
  'reports/canonical.ts': 'rules',
  'reports/words.ts': 'rules',
  'reports/document/report-document.ts': 'rules',
  'reports/document/receipt.ts': 'pages',
  'consolidation/frame.ts': 'pages',
  'consolidation/exports/batches.ts': 'rules',
  'consolidation/exports/csv.ts': 'rules',
  'consolidation/exports/json.ts': 'rules',
  'consolidation/exports/schema.ts': 'rules',
  'consolidation/exports/totals.ts': 'rules',
  'consolidation/exports/workbook.ts': 'rules',
  'consolidation/document/annexes.ts': 'rules',
  'consolidation/document/parts.ts': 'rules',
  'consolidation/document/standings.ts': 'rules',
  'consolidation/document/settings-routes.ts': 'routes',
  'consolidation/document/settings-page.ts': 'pages',
  'consolidation/comparison.ts': 'rules',
  'consolidation/coverage.ts': 'rules',
  'consolidation/audiences.ts': 'rules',
  'consolidation/address.ts': 'forms',
  'consolidation/switches.ts': 'pages',
  'consolidation/totals/audience-page.ts': 'pages',
  'consolidation/totals/file.ts': 'pages',
  'consolidation/fill/sources-page.ts': 'pages',
  'consolidation/fill/unions-page.ts': 'pages',
  'reports/transition.ts': 'commands',
  'reports/unit-messages.ts': 'commands',
  'reports/decisions/letters.ts': 'rules',
  'reports/dates/letters.ts': 'rules',
  'acknowledgements/request-message.ts': 'rules',
  'acknowledgements/words.ts': 'pages',
  'acknowledgements/followed-page.ts': 'pages',
  'acknowledgements/request-page.ts': 'pages',
  'reports/changes.ts': 'rules',
  'reports/last-year.ts': 'rules',
  'reports/drafts/merge.ts': 'rules',
  'reports/drafts/field-view.ts': 'pages',
  'reports/drafts/section-field.ts': 'pages',
  'reports/filing/receipt-message.ts': 'rules',
  'reports/filing/receipt-mail.ts': 'rules',
  'reports/filing/receipt-page.ts': 'pages',
  'reports/workbook/answer-cells.ts': 'rules',
  'reports/workbook/file/cell-content.ts': 'rules',
  'reports/workbook/cells.ts': 'rules',
  'reports/workbook/formulas.ts': 'rules',
  'reports/workbook/layout.ts': 'rules',
  'reports/workbook/file/package.ts': 'rules',
  'reports/workbook/preview-page.ts': 'pages',
  'reports/workbook/printing.ts': 'rules',
  'reports/workbook/read.ts': 'rules',
  'reports/workbook/read-sheet.ts': 'rules',
  'reports/workbook/section-sheet.ts': 'rules',
  'reports/workbook/write.ts': 'rules',
  'reports/workbook/file/zip.ts': 'rules',
  'reports/workbook/file/xml.ts': 'rules',
  'reports/workbook/file/relationships.ts': 'rules',
  'reports/workbook/file/strings.ts': 'rules',
  'reports/workbook/file/number-formats.ts': 'rules',
  'reports/workbook/file/sheet-reader.ts': 'rules',
  'reports/workbook/file/open-workbook.ts': 'rules',
  'reports/workbook/find-sheet.ts': 'rules',
  'reports/workbook/strays.ts': 'rules',
  'review/reviewing/actions.ts': 'pages',
  'review/worklist/accept-page.ts': 'pages',
  'review/reviewing/comparison.ts': 'rules',
  'review/reviewing/marks.ts': 'rules',
  'review/reviewing/sheet-page.ts': 'pages',
  'reading/documents/guidance-document.ts': 'rules',
  'reading/documents/obligations-document.ts': 'rules',
  'reading/sheets/sheet-document.ts': 'rules',
  'reminders/ladder.ts': 'rules',
  'reminders/schedule/receipts.ts': 'commands',
  'reminders/wording.ts': 'rules',
  'reminders/letter/letter-document.ts': 'rules',
  'inspections/letters.ts': 'rules',
  'inspections/document/inspection-document.ts': 'rules',
  'inspections/messages.ts': 'commands',
  'inspections/transition.ts': 'commands',
  'inspections/follow-up/own-routes.ts': 'routes',
  'announcements/desk-page.ts': 'pages',
  'announcements/desk-routes.ts': 'routes',
  'documents/desk-page.ts': 'pages',
  'documents/desk-routes.ts': 'routes',
  'search/entries.ts': 'rules',
  'search/library.ts': 'rules',
  'search/words.ts': 'rules',
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

/** Feature → the features it may import from. `home`, `admin` and `unit-page` only gather what others offer. */
const BELOW: Record<string, readonly string[]> = {
  history: [],
  guidance: ['units', 'history'],
  documents: ['guidance', 'units', 'history'],
  'document-settings': ['guidance', 'units', 'history'],
  units: ['history'],
  mail: ['units', 'history'],
  holidays: ['units', 'history'],
  accounts: ['mail', 'units', 'history'],
  periods: ['accounts', 'units', 'guidance', 'history'],
  inspections: ['document-settings', 'mail', 'holidays', 'accounts', 'units', 'guidance', 'history'],
  reports: [
    'document-settings',
    'announcements',
    'acknowledgements',
    'inspections',
    'mail',
    'periods',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  review: [
    'document-settings',
    'mail',
    'holidays',
    'reports',
    'periods',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  reminders: [
    'document-settings',
    'acknowledgements',
    'mail',
    'holidays',
    'reports',
    'periods',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  acknowledgements: ['mail', 'holidays', 'periods', 'accounts', 'units', 'guidance', 'history'],
  consolidation: ['document-settings', 'reports', 'periods', 'accounts', 'units', 'guidance', 'history'],
  announcements: ['acknowledgements', 'mail', 'accounts', 'units', 'guidance', 'history'],
  reading: ['consolidation', 'reports', 'periods', 'guidance', 'units', 'history'],
  search: [
    'announcements',
    'documents',
    'acknowledgements',
    'inspections',
    'reports',
    'periods',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  home: [
    'announcements',
    'acknowledgements',
    'reports',
    'periods',
    'accounts',
    'units',
    'guidance',
    'history',
  ],
  'unit-page': [
    'reminders',
    'inspections',
    'acknowledgements',
    'review',
    'reports',
    'periods',
    'accounts',
    'units',
    'history',
  ],
  admin: ['reports', 'holidays', 'periods', 'accounts', 'units', 'guidance', 'history'],
};

const REPORT_TABLES = '(?:report|sectionDraft|submission|return|extension|attachment)';
const WRITES = new RegExp(`\\.${REPORT_TABLES}\\.(?:create|update|upsert|delete)|\\$executeRaw`);

const files = sourceFiles();
const features = files.filter(({ feature }) => feature in BELOW);
const kindOf = (path: string) => OTHERS[path] ?? VOCABULARY[path.split('/').at(-1)?.replace('.ts', '') ?? ''];

test('every folder of src/ is known here', () => {
  const known = [...Object.keys(BELOW), 'platform', 'cli', ''];
  expect(violations(files, ({ feature }) => !known.includes(feature))).toEqual([]);
});

test('files of features have a name of the vocabulary', () => {
  expect(violations(features, ({ path }) => kindOf(path) === undefined)).toEqual([]);
  expect(Object.keys(OTHERS).filter((path) => !files.some((file) => file.path === path))).toEqual([]);
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
    /^platform\/db\.ts$|^pg$|^@prisma\//.test(target) ||
    (target === 'platform/prisma/client.ts' && !isTypeOnly);
  expect(imports(others, isDatabase)).toEqual([]);
});

test('rules, finders, commands and pages know nothing of HTTP', () => {
  const others = features.filter(({ path }) => !['routes', 'forms'].includes(kindOf(path) ?? ''));
  const isHttp = ({ target }: Import) => target === 'express' || target === 'platform/routing.ts';
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
  expect(writers.filter((path) => !path.startsWith('reports/') || kindOf(path) !== 'commands')).toEqual([]);
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
const DEVELOPERS = /^cli\/(?:bench|migration)/;
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
  const worker = readFileSync('workers/first-page.mjs', 'utf8');
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
