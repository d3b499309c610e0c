// What is written in the drawings and beside formulas can be read on a telephone: nothing is cut off, nothing lies on top of another.
import { embedPage, expect, figures, languages, readingPages, test } from './site.ts';

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 800 } });

/** Of two boxes of letters, which have some room above and below, so much may lie on top of each other. */
const SLACK = { across: 1, down: 4.5 };

for (const language of languages)
	test(`words of every drawing in ${language} are on the page and apart`, async ({ page }) => {
		let looked = 0;
		for (const figure of figures) {
			await page.goto(embedPage(figure, language));
			const found = await page.evaluate((slack) => {
				const boxesOf = (text: SVGTextElement) => {
					const rows = [...text.querySelectorAll('tspan')].filter((row) => row.hasAttribute('x'));
					return (rows.length > 0 ? rows : [text]).map((row) => ({
						...{ text, said: row.textContent, box: row.getBoundingClientRect() },
					}));
				};
				return [...document.querySelectorAll('[data-drawing] svg')].flatMap((svg) => {
					const all = [...svg.querySelectorAll('text')].flatMap(boxesOf).filter(({ box }) => box.width > 0);
					const outside = all.filter(({ box }) => box.left < 0 || box.right > innerWidth);
					const pairs = all.flatMap((a, index) => all.slice(index + 1).map((b) => [a, b] as const));
					const hit = pairs.filter(([a, b]) => {
						const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
						const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
						return a.text !== b.text && across > slack.across && down > slack.down;
					});
					return [...outside.map(({ said }) => `cut off: ${said}`), ...hit.map(([a, b]) => `${a.said} on ${b.said}`)];
				});
			}, SLACK);
			expect(found, figure).toEqual([]);
			looked += await page.locator('[data-drawing] text').count();
		}
		expect(looked).toBeGreaterThan(100);
	});

test('no line of text begins with the stop that ends a formula', async ({ page }) => {
	let looked = 0;
	for (const path of readingPages) {
		await page.goto(path);
		const found = await page.evaluate(() => {
			const stops = [...document.querySelectorAll('.katex')].flatMap((formula) => {
				const next = formula.nextSibling;
				if (!(next instanceof Text) || !/^[,.;:?!)，。；：、？！）]/.test(next.data)) return [];
				const range = document.createRange();
				range.setStart(next, 0);
				range.setEnd(next, 1);
				const [stop, end] = [
					range.getBoundingClientRect(),
					formula.querySelector('.katex-html > :last-child')!.getBoundingClientRect(),
				];
				return stop.width > 0
					? [{ said: `${formula.textContent} ${next.data.slice(0, 9)}`, apart: stop.left < end.left }]
					: [];
			});
			return { count: stops.length, apart: stops.filter(({ apart }) => apart).map(({ said }) => said) };
		});
		looked += found.count;
		expect(found.apart, path).toEqual([]);
	}
	expect(looked).toBeGreaterThan(100);
});
