// One build for any base path and for file://: after the build every root-relative address in HTML and CSS becomes relative, and
// scripts name only files that are there.
import type { AstroIntegration } from 'astro';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const attribute =
	/(\s(?:href|src|component-url|renderer-url|before-hydration-url|data-root)=)(["'])\/(?!\/)([^"']*)\2/g;
const sources = /(\ssrcset=)(["'])([^"']*)\2/g;
const cssUrl = /url\((["']?)\/(?!\/)([^"')]*)\1\)/g;

/** Relative path from a file to the site's root: "./" for "index.html", "../../" for "en/speed-noise/index.html". */
export const rootFrom = (file: string): string => '../'.repeat(file.split('/').length - 1) || './';

export function relativeCss(css: string, root: string): string {
	return css.replace(cssUrl, (_, quote: string, path: string) => `url(${quote}${root}${path}${quote})`);
}

export function relativeHtml(html: string, root: string): string {
	const links = html.replace(
		attribute,
		(_, name: string, quote: string, path: string) => `${name}${quote}${root}${path}${quote}`,
	);
	const sets = links.replace(
		sources,
		(_, name: string, quote: string, set: string) =>
			`${name}${quote}${set.replace(/(^|,\s*)\/(?!\/)/g, `$1${root}`)}${quote}`,
	);
	return relativeCss(sets, root);
}

/**
 * What scripts load ahead of others, without the styles that pages have already: those lose their files in the build. Places in
 * such a list are counted, so each is taken by the list's first script, which is loaded once.
 */
export function withFiles(script: string, has: (file: string) => boolean): string {
	return script.replace(/\["\.\/[^\]]*\]/g, (list) => {
		const first = /"\.\/[^"]*\.js"/.exec(list)?.[0];
		return list.replace(/"\.\/([^"]*\.css)"/g, (entry, file: string) => (has(file) || !first ? entry : first));
	});
}

function rewrite(folder: string, pattern: string, change: (text: string, root: string) => string): void {
	for (const name of globSync(pattern, { cwd: folder })) {
		const file = join(folder, name);
		const text = readFileSync(file, 'utf8');
		const changed = change(text, rootFrom(name.replaceAll('\\', '/')));
		if (changed !== text) writeFileSync(file, changed);
	}
}

export const relative = (): AstroIntegration => ({
	name: 'relative',
	hooks: {
		'astro:build:done': ({ dir }) => {
			const folder = fileURLToPath(dir);
			rewrite(folder, '**/*.html', relativeHtml);
			rewrite(folder, '**/*.css', relativeCss);
			const scripts = join(folder, '_astro');
			rewrite(scripts, '*.js', (text) => withFiles(text, (file) => existsSync(join(scripts, file))));
		},
	},
});
