// Finds the Chromium that tests and recordings run in, and installs it where that can be done.
import { chromium } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const flags = [
	'--no-sandbox',
	'--enable-unsafe-webgpu',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-quic',
];
/** WebGPU on the software adapter, and no request of the browser's own. */
export const launchFlags = [...flags, '--use-webgpu-adapter=swiftshader'];
/** WebGPU on the machine's GPU: on Linux a browser without a screen has to be told that it may. */
const vulkan = ['--use-angle=vulkan', '--enable-features=Vulkan', '--disable-vulkan-surface'];
export const hardwareFlags = [...flags, '--ignore-gpu-blocklist', ...(process.platform === 'linux' ? vulkan : [])];

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function onPath(command: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, command)).find(isProgram);
}

export interface Browser {
	readonly path: string;
	/** Where it comes from, for the log. */
	readonly origin: string;
}

/** The browser that is there, or null. @throws Error where CHROMIUM_PATH names no program */
export function findChromium(): Browser | null {
	const named = process.env.CHROMIUM_PATH;
	if (named && !isProgram(named)) throw new Error(`CHROMIUM_PATH: expected a program, got "${named}"`);
	if (named) return { path: named, origin: 'CHROMIUM_PATH' };
	const system = commands.map(onPath).find((path) => path !== undefined);
	if (system) return { path: system, origin: 'the system' };
	const own = chromium.executablePath();
	return existsSync(own) ? { path: own, origin: "Playwright's download" } : null;
}

const isRootOnDebian = (): boolean => process.getuid?.() === 0 && existsSync('/etc/debian_version');

function install(...packages: string[]): void {
	console.log(`installing Debian's ${packages.join(', ')}`);
	const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
	execFileSync('apt-get', ['update'], options);
	execFileSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
}

/** Without a Chinese font, characters are boxes of another width and layout tests mean nothing. */
function hasChineseFont(): boolean {
	if (!onPath('fc-list')) return false;
	return execFileSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).trim() !== '';
}

/** Debian packages that the tests need and this machine lacks. */
function missingPackages(): string[] {
	const missing = findChromium() ? [] : ['chromium'];
	if (!hasChineseFont()) missing.push('fontconfig', 'fonts-noto-cjk');
	if (!onPath('python3')) missing.push('python3');
	return missing;
}

/** The browser, after installing what is missing. @throws Error where none can be had */
export function ensureChromium(): Browser {
	const before = findChromium();
	const missing = isRootOnDebian() ? missingPackages() : [];
	if (missing.length > 0) {
		try {
			install(...missing);
		} catch (error) {
			console.warn(`Debian's packages could not be installed: ${String(error)}`);
		}
	}
	if (!findChromium()) execFileSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit' });
	const found = findChromium();
	if (!found) throw new Error('no Chromium: set CHROMIUM_PATH to one');
	return !before && found.origin === 'the system' ? { ...found, origin: "Debian's packages" } : found;
}
