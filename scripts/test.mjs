// npm test: build, then types, lint, format and unused code one after the other, beside all tests: these wait now and
// then, and leave a core idle. Ends with a line "N passed, N failed", where each check that failed counts as one.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { findOffice } from './office.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules/.bin');
const CACHE = join(ROOT, 'node_modules/.cache');

const CHROMIUM_PATH = findChromium();
const SOFFICE_PATH = findOffice();
const cached = (name) => ['--incremental', '--tsBuildInfoFile', join(CACHE, `${name}.tsbuildinfo`)];
// Typed rules of ESLint look across files: what it remembers of one file could be wrong after a change of another.
const checks = [
  ['lint', join(BIN, 'eslint'), ['.']],
  ['types', join(BIN, 'tsc'), ['--noEmit', ...cached('types')]],
  ['client types', join(BIN, 'tsc'), ['--noEmit', '-p', 'client', ...cached('client')]],
  ['format', join(BIN, 'prettier'), ['--check', '--log-level', 'warn', '--cache', '.']],
  ['unused code', join(BIN, 'knip'), ['--no-progress']],
];

console.log(`Node.js ${process.version}`);
const isBuilt = await passes(['build', process.execPath, ['scripts/build.mjs']]);
const [failedChecks, tests] = await Promise.all([failuresOf(checks), runTests(process.argv.slice(2))]);
if (!isBuilt) failedChecks.unshift('build');

for (const name of [...failedChecks, ...tests.failedNames]) console.log(`FAILED: ${name}`);
const failed = failedChecks.length + tests.failed;
console.log(`${checks.length + 1 - failedChecks.length + tests.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

async function failuresOf(all) {
  const names = [];
  for (const check of all) if (!(await passes(check))) names.push(check[0]);
  return names;
}

/** What a check says is shown when it has ended, in one piece. */
async function passes([name, command, args]) {
  const child = spawn(command, args, { cwd: ROOT });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  console.log(`\n== ${name}: ${code === 0 ? 'passed' : 'FAILED'}\n${output}`);
  return code === 0;
}

/** Counts by vitest's own report, so that a crash in the middle, or no test at all, is no success. */
async function runTests(args) {
  const directory = mkdtempSync(join(tmpdir(), 'portal-report-'));
  const outputFile = join(directory, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const env = { ...process.env, CHROMIUM_PATH, SOFFICE_PATH };
  const child = spawn(join(BIN, 'vitest'), ['run', ...reporters, ...args], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  const [code] = await once(child, 'close');
  const counts = countsOf(outputFile);
  rmSync(directory, { recursive: true });
  const isTrue = code === 0 || counts.failed > 0;
  return isTrue ? counts : { ...counts, failed: 1, failedNames: ['the test run itself'] };
}

function countsOf(file) {
  const { testResults = [], numPassedTests = 0 } = parse(file);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const brokenFiles = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  });
  const failedNames = [
    ...tests.filter(({ status }) => status === 'failed').map(nameAndCause),
    ...brokenFiles.map(({ name }) => name),
  ];
  return { passed: numPassedTests, failed: failedNames.length, failedNames };
}

/** With what it says first: of a long run, often only the end is kept. */
function nameAndCause({ fullName, failureMessages = [] }) {
  const causes = failureMessages.map((message) => message.split('\n    at ')[0].trim());
  return [fullName, ...causes].join('\n  ');
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
