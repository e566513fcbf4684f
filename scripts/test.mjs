// npm test: build, types, lint, format, unused code, then all tests. Ends with a line "N passed, N failed", where each
// check that failed counts as one.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.mjs';
import { findOffice } from './office.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const BIN = join(ROOT, 'node_modules/.bin');

const CHROMIUM_PATH = findChromium();
const SOFFICE_PATH = findOffice();
const checks = [
  ['build', process.execPath, ['scripts/build.mjs']],
  ['types', join(BIN, 'tsc'), ['--noEmit']],
  ['client types', join(BIN, 'tsc'), ['--noEmit', '-p', 'client']],
  ['lint', join(BIN, 'eslint'), ['.']],
  ['format', join(BIN, 'prettier'), ['--check', '--log-level', 'warn', '.']],
  ['unused code', join(BIN, 'knip'), ['--no-progress']],
];
const failedChecks = checks.filter((check) => !passes(check)).map(([name]) => name);
const tests = runTests(process.argv.slice(2));

for (const name of failedChecks) console.log(`FAILED: ${name}`);
for (const name of tests.failedNames) console.log(`FAILED: ${name}`);
const failed = failedChecks.length + tests.failed;
console.log(`${checks.length - failedChecks.length + tests.passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function passes([name, command, args]) {
  console.log(`\n== ${name}`);
  return spawnSync(command, args, { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

/** Counts by vitest's own report, so that a crash in the middle, or no test at all, is no success. */
function runTests(args) {
  console.log('\n== tests');
  const directory = mkdtempSync(join(tmpdir(), 'portal-report-'));
  const outputFile = join(directory, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${outputFile}`];
  const env = { ...process.env, CHROMIUM_PATH, SOFFICE_PATH };
  const { status } = spawnSync(join(BIN, 'vitest'), ['run', ...reporters, ...args], {
    cwd: ROOT,
    env,
    stdio: 'inherit',
  });
  const counts = countsOf(outputFile);
  rmSync(directory, { recursive: true });
  const isTrue = status === 0 || counts.failed > 0;
  return isTrue ? counts : { ...counts, failed: 1, failedNames: ['the test run itself'] };
}

function countsOf(file) {
  const { testResults = [], numPassedTests = 0 } = parse(file);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const brokenFiles = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
  });
  const failedNames = [
    ...tests.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    ...brokenFiles.map(({ name }) => name),
  ];
  return { passed: numPassedTests, failed: failedNames.length, failedNames };
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
