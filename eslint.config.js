import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NODE_GLOBALS = [
  'process',
  'console',
  'performance',
  'URL',
  'AbortController',
  'setTimeout',
  'clearTimeout',
  'setInterval',
];

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'public/', 'src/platform/prisma/', 'coverage/']),
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      complexity: ['error', 12],
      'max-lines-per-function': ['error', { max: 40, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // `return next()` says that there is nothing to do with the answer.
      '@typescript-eslint/no-confusing-void-expression': 'off',
      // What the type system cannot know is said with `!` rather than with a check that never fails.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Express takes promises from handlers.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { arguments: false } }],
    },
  },
  {
    files: ['tests/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // What a test waits for comes later on a busy machine than on the one that it was written on.
    files: ['tests/**/*.ts'],
    ignores: ['tests/support/patience.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          ['expect', 'poll'],
          ['vi', 'waitFor'],
          ['vi', 'waitUntil'],
        ].map(([object, property]) => ({ object, property, message: 'Wait with eventually().' })),
        { object: 'performance', property: 'now', message: 'Measure with computingTime().' },
        { object: 'Date', property: 'now', message: 'Measure with computingTime().' },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.name='expect'] > AwaitExpression > CallExpression[callee.property.name=/^(isVisible|textContent|allTextContents|inputValue|getAttribute|title)$/]",
          message: 'A page that has just been asked for may not be there yet: wait with eventually().',
        },
        { selector: 'TemplateElement[value.raw=/pg_locks/]', message: 'Wait with waitUntilLocked().' },
      ],
    },
  },
  {
    files: ['**/*.mjs', '*.js'],
    languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
  },
);
