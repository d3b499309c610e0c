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
			// Published coefficients stand as they were printed.
			'no-loss-of-precision': 'off',
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
			// A switch over a closed union counts once: it is as plain with ten cases as with two.
			complexity: ['error', { max: 20, variant: 'modified' }],
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
			// Browsers leave out what the types promise: `=== true` asks for no less.
			'@typescript-eslint/no-unnecessary-boolean-literal-compare': 'off',
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
		// State is replaced as a whole, so a set or map inside it need not be watched.
		rules: { 'no-undef': 'off', 'svelte/prefer-svelte-reactivity': 'off' },
	},
	{ files: ['**/*.ts', '**/*.astro'], rules: { 'no-undef': 'off' } },
	// Playwright's fixtures take an empty pattern where they need nothing.
	{ files: ['tests/**'], rules: { 'no-empty-pattern': 'off' } },
);
