// Rules that a reader of the code may rely on. Formatting is Prettier's.
import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

const randomness = {
	object: 'Math',
	property: 'random',
	message: 'Randomness is an argument: take a stream of src/lib/numbers/random.ts.',
};

export default defineConfig(
	globalIgnores(['dist', '.astro', 'public/data', 'node_modules', 'test-results', 'playwright-report']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	js.configs.recommended,
	ts.configs.strict,
	svelte.configs.recommended,
	astro.configs.recommended,
	{
		languageOptions: { globals: { ...globals.browser, ...globals.node } },
		rules: {
			eqeqeq: 'error',
			'no-restricted-properties': ['error', randomness],
			'object-shorthand': 'error',
			'prefer-const': 'error',
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/no-invalid-void-type': ['error', { allowInGenericTypeArguments: true }],
		},
	},
	{
		files: ['src/**', 'scripts/**'],
		rules: {
			'max-lines': ['error', { max: 300 }],
			complexity: ['error', 16],
			'max-depth': ['error', 4],
			'max-params': ['error', 6],
		},
	},
	{
		files: ['**/*.ts'],
		ignores: ['**/*.svelte.ts'],
		extends: [ts.configs.strictTypeCheckedOnly],
		languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			// `return void act()` ends a branch in one line.
			'@typescript-eslint/no-confusing-void-expression': 'off',
			// Async functions keep a contract, and turn what they throw into a rejection.
			'@typescript-eslint/require-await': 'off',
			// Contracts are written as methods and kept by functions that know no `this`.
			'@typescript-eslint/unbound-method': 'off',
			// An error shows what came, whatever it is.
			'@typescript-eslint/no-base-to-string': 'off',
			// It takes every element of an array for present, so it would forbid asking whether one is.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			// Strings are spread into characters on purpose.
			'@typescript-eslint/no-misused-spread': 'off',
		},
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			parserOptions: { parser: ts.parser, extraFileExtensions: ['.svelte'], svelteConfig },
		},
		// TypeScript itself knows what is defined.
		rules: { 'no-undef': 'off' },
	},
	{ files: ['**/*.ts', '**/*.astro'], rules: { 'no-undef': 'off' } },
	// Published coefficients stand as they were printed.
	{ files: ['src/lib/numbers/**'], rules: { 'no-loss-of-precision': 'off' } },
	// Playwright's fixtures take an empty pattern where they need nothing.
	{ files: ['tests/**'], rules: { 'no-empty-pattern': 'off' } },
);
