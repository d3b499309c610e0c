// Gives a chapter's headings the anchors that the source language's front matter lists, so that links hold in every language.
import { parseFrontmatter } from '@astrojs/markdown-remark';
import { readFileSync } from 'node:fs';
import { source } from '../src/lib/text/languages.ts';

interface Node {
	readonly type: string;
	readonly tagName?: string;
	properties?: Record<string, unknown>;
	readonly children?: readonly Node[];
}

const headingsOf = (node: Node): Node[] =>
	node.type === 'element' && /^h[2-6]$/.test(node.tagName ?? '') ? [node] : (node.children ?? []).flatMap(headingsOf);

/** The anchors of a chapter file in any language. */
export function anchorsOf(path: string): readonly string[] {
	const original = path.replace(/\/content\/[^/]+\/chapters\//, `/content/${source}/chapters/`);
	const { anchors } = parseFrontmatter(readFileSync(original, 'utf8')).frontmatter as { anchors?: string[] };
	return anchors ?? [];
}

/** @throws Error where headings and anchors do not match one to one. */
export function anchors() {
	return (tree: Node, file: { path: string }) => {
		if (!file.path.includes('/chapters/')) return;
		const headings = headingsOf(tree);
		const ids = anchorsOf(file.path);
		if (headings.length !== ids.length)
			throw new Error(`${file.path}: ${ids.length} anchors in the source's front matter, ${headings.length} headings`);
		headings.forEach((heading, index) => (heading.properties = { ...heading.properties, id: ids[index] }));
	};
}
