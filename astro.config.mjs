import { unified } from '@astrojs/markdown-remark';
import mdx from '@astrojs/mdx';
import sitemap from '@astrojs/sitemap';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import rehypeKatex from 'rehype-katex';
import remarkCjkFriendly from 'remark-cjk-friendly';
import remarkMath from 'remark-math';
import { anchors } from './scripts/anchors.ts';
import { relative } from './scripts/relative.ts';

const site = process.env.SITE_URL;

export default defineConfig({
	...(site ? { site } : {}),
	output: 'static',
	compressHTML: true,
	trailingSlash: 'ignore',
	integrations: [mdx(), svelte(), ...(site ? [sitemap()] : []), relative()],
	markdown: {
		processor: unified({
			remarkPlugins: [remarkMath, remarkCjkFriendly],
			rehypePlugins: [anchors, rehypeKatex],
			smartypants: false,
		}),
	},
	vite: {
		build: { assetsInlineLimit: 0 },
		worker: { format: 'es' },
		// Scripts find each other relative to themselves, under any base path; HTML and CSS are rewritten after the build.
		experimental: { renderBuiltUrl: (_, { ssr, hostType }) => (ssr || hostType !== 'js' ? undefined : { relative: true }) },
	},
});
