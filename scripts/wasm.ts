// Compiles the plain engine's SIMD kernels from AssemblyScript and writes them as text, so that they load wherever a module does.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from 'assemblyscript/asc';
import { format, resolveConfig } from 'prettier';

const folder = join(import.meta.dirname, '../src/lib/engine/plain/wasm');
const target = join(folder, 'binary.ts');
const entries = ['lists.ts', 'products.ts', 'steps.ts'];
const options = ['-O3', '--converge', '--noAssert', '--runtime', 'stub', '--enable', 'simd'];
const memory = ['--importMemory', '--noExportMemory', '--initialMemory', '1'];

/** The compiler asks for .ts only, which the project's other tools would take for TypeScript: on disk the sources end in .as. */
function source(name: string): string | null {
	const path = join(folder, name.replace(/\.ts$/, '.as'));
	return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

/** @throws Error with the compiler's messages */
async function compiled(): Promise<Uint8Array> {
	const written = new Map<string, Uint8Array | string>();
	const { error, stderr } = await main([...entries, '-o', 'kernels.wasm', ...options, ...memory], {
		readFile: source,
		writeFile: (name, contents) => void written.set(name, contents),
		listFiles: () => [],
	});
	const binary = written.get('kernels.wasm');
	if (error || !(binary instanceof Uint8Array))
		throw new Error(`${folder}: expected *.as to compile\n${stderr.toString()}`);
	return binary;
}

/** The text that binary.ts has to have. */
export async function binaryFile(): Promise<string> {
	const bytes = await compiled();
	const text = [
		'// The kernels of *.as, compiled and in base64. Written by `npm run wasm`; a test compiles again and compares.',
		`export const binary = '${Buffer.from(bytes).toString('base64')}';`,
	].join('\n');
	return format(text, { ...(await resolveConfig(target)), parser: 'typescript' });
}

if (import.meta.main) {
	writeFileSync(target, await binaryFile());
	console.log(`kernels: wrote ${target}`);
}
