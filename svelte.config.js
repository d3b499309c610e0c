import { vitePreprocess } from '@astrojs/svelte';

export default {
	preprocess: vitePreprocess(),
	// Names of scoped styles stand in every template: short ones make lighter scripts.
	compilerOptions: { cssHash: ({ hash, css }) => `s-${hash(css).slice(0, 5)}` },
};
