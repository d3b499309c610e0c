// Copies of the project in which faults may be planted: the working tree itself is never touched.
import { cpSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './check.ts';

/** What no test of units or numbers reads. */
const left = ['node_modules', '.git', '.astro', 'dist', 'test-results', 'playwright-report'];

/** A copy of all sources and data, beside a link to the installed packages; whoever asks for it removes it. */
export function copyOfProject(): string {
	const folder = mkdtempSync(join(tmpdir(), 'verify-copy-'));
	for (const entry of readdirSync(root)) {
		if (!left.includes(entry)) cpSync(join(root, entry), join(folder, entry), { recursive: true });
	}
	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
	return folder;
}
