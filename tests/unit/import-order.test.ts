// Imports go downwards only: numbers lie lowest, pages highest.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faults, type Sources } from './imports.ts';

const root = join(import.meta.dirname, '../..');
const files = globSync('src/**/*.{ts,svelte,astro}', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
const sources: Sources = new Map(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]));

test('no file of the site imports upwards or sideways, in a circle, or through a barrel', () => {
	expect(files.length).toBeGreaterThan(30);
	expect(faults(sources)).toEqual([]);
});

describe('a planted fault is found:', () => {
	const found = (path: string, text: string): string[] => faults(new Map([[path, text]]));
	test.each([
		['upwards', 'src/lib/numbers/x.ts', "import { a } from '../engine/engine.ts';", 'upwards'],
		['upwards as a type', 'src/lib/series/x.ts', "import type { A } from '../worker/protocol.ts';", 'upwards'],
		['upwards inside a type', 'src/lib/text/x.ts', "type A = import('../run/a.ts').A;", 'upwards'],
		['upwards by handing on', 'src/lib/text/x.ts', "export { a } from '../run/a.ts'; const b = 1;", 'upwards'],
		['upwards when needed', 'src/lib/engine/x.ts', "const a = await import('../run/a.ts');", 'upwards'],
		['sideways', 'src/lib/series/x.ts', "import { a } from '../chart/a.ts';", 'sideways'],
		[
			'from a component up to a page',
			'src/components/X.astro',
			"---\nimport A from '../pages/a.ts';\n---\n",
			'upwards',
		],
		[
			'in a Svelte file',
			'src/components/X.svelte',
			'<script lang="ts">import a from "../pages/a.ts";</script>',
			'upwards',
		],
		['the engine at run time', 'src/lib/experiments/x.ts', "import { a } from '../engine/engine.ts';", 'types only'],
		['TensorFlow.js elsewhere', 'src/lib/worker/x.ts', "import * as tf from '@tensorflow/tfjs-core';", 'TensorFlow'],
		['a barrel', 'src/lib/text/x.ts', "export * from './a.ts';\nexport { b } from './b.ts';", 'barrel'],
		['a folder nobody ordered', 'src/lib/other/x.ts', '', 'no place'],
	])('%s', (_, path, text, message) => expect(found(path, text).join('\n')).toContain(message));

	test('a circle', () => {
		const circle = new Map([
			['src/lib/text/a.ts', "import './b.ts';"],
			['src/lib/text/b.ts', "import './c.ts';"],
			['src/lib/text/c.ts', "import './a.ts';"],
		]);
		expect(faults(circle)).toEqual([
			'cycle: src/lib/text/a.ts → src/lib/text/b.ts → src/lib/text/c.ts → src/lib/text/a.ts',
		]);
	});
});

describe('allowed are', () => {
	test.each([
		['downwards', 'src/lib/engine/x.ts', "import { a } from '../numbers/a.ts';"],
		['in the same folder', 'src/lib/text/x.ts', "import { a } from './a.ts';"],
		[
			"the engine's types in an experiment",
			'src/lib/experiments/x.ts',
			"import type { A } from '../engine/engine.ts';",
		],
		['TensorFlow.js in its folder', 'src/lib/engine/tensorflow/x.ts', "import '@tensorflow/tfjs-core';"],
	])('%s', (_, path, text) => expect(faults(new Map([[path, text]]))).toEqual([]));
});
