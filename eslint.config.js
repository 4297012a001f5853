import js from '@eslint/js';
import tseslint from 'typescript-eslint';

/** Imports stand in three blocks: Node's own, packages, ours; an empty line between two blocks and none within. */
const importBlocks = {
  meta: {
    type: 'layout',
    fixable: 'whitespace',
    schema: [],
    messages: {
      order: 'Imports stand in three blocks: node, packages, ours.',
      gap: 'One empty line between blocks of imports, none within.',
    },
  },
  create: (context) => ({
    Program(program) {
      const imports = program.body.filter((node) => node.type === 'ImportDeclaration');
      for (const [index, node] of imports.entries()) {
        const before = imports[index - 1];
        if (!before) continue;
        const difference = blockOf(node) - blockOf(before);
        const gap = node.loc.start.line - before.loc.end.line - 1;
        const comments = context.sourceCode.getCommentsBefore(node).length > 0;
        if (difference < 0) context.report({ node, messageId: 'order' });
        else if (!comments && gap > 0 !== difference > 0) {
          const between = [before.range[1], node.range[0]];
          const fix = (fixer) => fixer.replaceTextRange(between, difference > 0 ? '\n\n' : '\n');
          context.report({ node, messageId: 'gap', fix });
        }
      }
    },
  }),
};

function blockOf({ source }) {
  if (source.value.startsWith('node:')) return 0;
  return source.value.startsWith('.') ? 2 : 1;
}

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' };
const noEnum = { selector: 'TSEnumDeclaration', message: 'A union of literals instead of an enum.' };
const noCodeFromText = [
  { selector: "CallExpression[callee.name='eval']", message: 'A model is data, never code.' },
  {
    selector: ":matches(NewExpression, CallExpression)[callee.name='Function']",
    message: 'A model is data, never code.',
  },
];
const NO_CLOCK = 'The engine has no clock: time comes with the command.';
const noClock = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: NO_CLOCK },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: NO_CLOCK },
  { selector: "CallExpression[callee.name='Date']", message: NO_CLOCK },
  { selector: "MemberExpression[object.name='DateTime'][property.name=/^(now|local|utc)$/]", message: NO_CLOCK },
];
const noRandomness = {
  selector: "MemberExpression[object.name='Math'][property.name='random']",
  message: 'The engine is deterministic.',
};
const NOT_IN_THE_ENGINE = [
  ...['process', 'Buffer', 'require', 'global', '__dirname', 'window', 'document', 'navigator', 'fetch', 'console'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'performance', 'crypto', 'structuredClone'],
];

export default tseslint.config(
  { ignores: ['dist/', 'coverage/', '.prepare/', '.data/', 'node_modules/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house: { rules: { 'import-blocks': importBlocks } } },
    rules: {
      'house/import-blocks': 'error',
      'no-restricted-syntax': ['error', noDefaultExport, noEnum, ...noCodeFromText],
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/use-unknown-in-catch-callback-variable': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        {
          argsIgnorePattern: '^_',
          varsIgnorePattern: '^_',
          destructuredArrayIgnorePattern: '^_',
          ignoreRestSiblings: true,
        },
      ],
      'no-console': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'prefer-const': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['engine/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noEnum, ...noCodeFromText, ...noClock, noRandomness],
      'no-restricted-globals': ['error', ...NOT_IN_THE_ENGINE],
    },
  },
  {
    files: ['server/cli/**', 'test/conformance/**', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // chai states an expectation as a property: expect(x).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': 'off',
    },
  },
  {
    // an answer over HTTP is read as it comes: a field that is not there fails the test
    files: ['test/server/http/**/*.ts', 'test/server/worker-client/**/*.ts', 'test/server/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
  {
    files: ['**/*.mjs', 'eslint.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        URL: 'readonly',
      },
    },
  },
  {
    files: ['**/*.d.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
