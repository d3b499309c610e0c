import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import { anchors } from './scripts/anchors.ts';
import { codeSplitting } from './scripts/chunks.ts';
import { codeHashes } from './scripts/code-hash.ts';
import { foreignWords } from './scripts/foreign-words.ts';
import { formulaMarks } from './scripts/formula-marks.ts';
import { relative } from './scripts/relative.ts';

const site = process.env.SITE_URL;

/** Every browser that can read this site reads woff2: KaTeX's older fonts stay out of the build. */
const onlyWoff2 = {
	name: 'only-woff2',
	enforce: 'pre',
	transform: (code, id) =>
		id.includes('katex.min.css') ? code.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, '') : undefined,
};

export default defineConfig({
	...(site ? { site } : {}),
	output: 'static',
	compressHTML: true,
	trailingSlash: 'ignore',
	integrations: [mdx(), svelte(), ...(site ? [sitemap()] : []), relative()],
	markdown: {
		// Its colours know nothing of the page's light and dark.
		syntaxHighlight: false,
		processor: unified({
			remarkPlugins: [remarkMath, remarkCjkFriendly],
			rehypePlugins: [anchors, foreignWords, rehypeKatex, formulaMarks],
			smartypants: false,
		}),
	},
	vite: {
		plugins: [onlyWoff2],
		build: { assetsInlineLimit: 0 },
		environments: { client: { build: { rolldownOptions: { output: { codeSplitting: codeSplitting() } } } } },
		define: { __CODE_HASHES__: JSON.stringify(codeHashes()) },
		worker: { format: 'es' },
		// Scripts find each other relative to themselves, under any base path; HTML and CSS are rewritten after the build.
		experimental: {
			renderBuiltUrl: (_, { ssr, hostType }) => (ssr || hostType !== 'js' ? undefined : { relative: true }),
		},
	},
});
