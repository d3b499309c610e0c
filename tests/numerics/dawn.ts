// WebGPU in Node: Dawn on the software Vulkan driver that every Chromium brings along.
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';

const driver = 'vk_swiftshader_icd.json';
/** Chromium's own folders by distribution; the system's `chromium` command is a script that lies elsewhere. */
const usual = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/usr/lib64/chromium-browser', '/opt/google/chrome'];

function folders(): string[] {
	const named = [process.env.CHROMIUM_PATH, chromium.executablePath()].filter((path) => path && existsSync(path));
	return [...named.map((path) => dirname(realpathSync(String(path)))), ...usual];
}

/** What has to stand in a process's environment before it starts, so that Dawn finds the driver; {} where there is none. */
export function dawnEnvironment(): Record<string, string> {
	if (process.env.VK_DRIVER_FILES) return {};
	const folder = folders().find((candidate) => existsSync(join(candidate, driver)));
	return folder ? { VK_DRIVER_FILES: join(folder, driver), LD_LIBRARY_PATH: libraries(folder) } : {};
}
const libraries = (folder: string): string => [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');

/** False only where the machine's owner says that it has no adapter, so that tests are skipped by name and not by accident. */
export const gpuExpected = process.env.ALLOW_NO_GPU !== '1';

/**
 * A GPU object of its own, with WebGPU's classes made global as in a browser.
 * @throws Error where there is no adapter, saying what was looked for
 */
export async function dawn(): Promise<GPU> {
	const { create, globals } = await import('webgpu');
	Object.assign(globalThis, globals);
	const gpu = create([]);
	Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
	if (await gpu.requestAdapter()) return gpu;
	throw new Error(
		`no WebGPU adapter: looked for ${driver} in ${folders().join(', ')}; ALLOW_NO_GPU=1 skips these tests`,
	);
}
