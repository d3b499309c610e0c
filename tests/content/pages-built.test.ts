// The built pages: every address in them is relative and leads somewhere, and nothing comes from elsewhere.
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { relativeCss, relativeHtml, rootFrom, withFiles } from '../../scripts/relative.ts';
import { dist } from './content.ts';

test('a page knows the way to the root', () => {
	expect(['index.html', '404.html', 'en/speed-noise/index.html'].map(rootFrom)).toEqual(['./', './', '../../']);
});

test('formulas are set by the KaTeX whose style sheet the pages load', () => {
	const here = createRequire(import.meta.url);
	const plugin = createRequire(here.resolve('rehype-katex'));
	const version = (from: NodeJS.Require) => (from('katex/package.json') as { version: string }).version;
	expect(version(plugin)).toBe(version(here));
});

test('root-relative addresses become relative, all others stay', () => {
	expect(relativeHtml('<a href="/en/">', '../')).toBe('<a href="../en/">');
	expect(relativeHtml('<html data-root="/">', '../../')).toBe('<html data-root="../../">');
	expect(relativeHtml('<astro-island component-url="/a.js" renderer-url="/b.js">', './')).toBe(
		'<astro-island component-url="./a.js" renderer-url="./b.js">',
	);
	expect(relativeHtml('<img srcset="/a.png 1x, /b.png 2x">', '../')).toBe('<img srcset="../a.png 1x, ../b.png 2x">');
	expect(relativeCss('a{b:url(/c.woff2)}d{e:url("/f.svg")}', '../')).toBe('a{b:url(../c.woff2)}d{e:url("../f.svg")}');
	for (const other of [
		'<a href="#x">',
		'<a href="?y=1">',
		'<a href="//host/">',
		'<a href="https://host/">',
		'<a href="z/">',
	])
		expect(relativeHtml(other, '../')).toBe(other);
});

test('a script loads no style ahead that has no file', () => {
	const list = '(m.f=["./a.js","./b.css","./c.css","./d.js"])';
	expect(withFiles(list, (file) => file === 'c.css')).toBe('(m.f=["./a.js","./a.js","./c.css","./d.js"])');
	expect(withFiles('["./b.css"]', () => false)).toBe('["./b.css"]');
});

describe.runIf(existsSync(dist))('every built page', () => {
	const files = globSync('**/*.html', { cwd: dist }).map((file) => file.replaceAll('\\', '/'));
	const pages = new Map(files.map((file) => [file, readFileSync(join(dist, file), 'utf8')]));
	const attributes = /\s(?:href|src|component-url|renderer-url|before-hydration-url)="([^"]*)"/g;

	/** The file that a relative address leads to, from the site's root. */
	const target = (from: string, path: string): string => {
		const plain = join(dirname(from), decodeURI(path)).replaceAll('\\', '/');
		return existsSync(join(dist, plain)) && statSync(join(dist, plain)).isDirectory()
			? join(plain, 'index.html')
			: plain;
	};

	test('is found', () => expect(files.length).toBeGreaterThan(0));

	test.each(files)('%s has links that lead somewhere', (file) => {
		const html = pages.get(file)!;
		for (const [, raw] of html.matchAll(attributes)) {
			const address = raw.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
			if (/^(https?|mailto|data):/.test(address)) continue;
			expect(address, 'relative').not.toMatch(/^\//);
			const [, path, anchor] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(address)!;
			const found = path ? target(file, path) : file;
			expect(existsSync(join(dist, found)), address).toBe(true);
			if (anchor) expect(pages.get(found), address).toContain(` id="${anchor}"`);
		}
	});

	test.each(files)('%s loads nothing from elsewhere', (file) => {
		const loading =
			/<(?:script|img|iframe|source)[^>]*\ssrc="(?:https?:)?\/\/|<link(?![^>]*rel="(?:canonical|alternate)")[^>]*href="(?:https?:)?\/\//;
		expect(pages.get(file)).not.toMatch(loading);
	});

	test.each(files)('%s says so where its text is not in its language', (file) => {
		const html = pages.get(file)!;
		const language = /<html lang="([^"]+)"/.exec(html)?.[1];
		const written = /<article lang="([^"]+)"/.exec(html)?.[1] ?? language;
		expect(html.includes('data-untranslated')).toBe(written !== language);
	});

	test('every file that a script names is there', () => {
		const scripts = join(dist, '_astro');
		for (const script of globSync('*.js', { cwd: scripts }))
			for (const [, file] of readFileSync(join(scripts, script), 'utf8').matchAll(/"\.\/([\w.-]+\.(?:css|js))"/g))
				expect(existsSync(join(scripts, file)), `${script}: ${file}`).toBe(true);
	});

	test('every style sheet is relative', () => {
		for (const file of globSync('**/*.css', { cwd: dist }))
			expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/url\(["']?\//);
	});
});
