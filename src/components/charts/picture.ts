// A figure as a picture of its own: all panels in one SVG, light theme, styles written out, nothing from elsewhere.
import { wrapped } from '../../lib/chart/wrap.ts';
import { tableParts } from './picture-text.ts';

export interface PictureWords {
	readonly title: string;
	readonly claim: string;
	/** What is drawn, for those who cannot see it. */
	readonly alt: string;
	/** Where it comes from, and under which licence: small, below. */
	readonly notes: readonly string[];
}

const namespace = 'http://www.w3.org/2000/svg';
const [width, margin] = [960, 24];
const inked = [
	...[
		'fill',
		'stroke',
		'stroke-width',
		'stroke-dasharray',
		'stroke-linecap',
		'stroke-linejoin',
		'paint-order',
		'opacity',
	],
	...['font-family', 'font-size', 'font-weight', 'letter-spacing', 'image-rendering'],
];

function element(name: string, attributes: Record<string, string | number>, text = ''): SVGElement {
	const made = document.createElementNS(namespace, name);
	for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
	made.textContent = text;
	return made;
}

/** Writes the styles that the page gives an element into the element; takes out what the page hides. */
function inkIn(original: Element, copy: Element): void {
	const style = getComputedStyle(original);
	if (style.display === 'none') return copy.remove();
	for (const property of inked) copy.setAttribute(property, style.getPropertyValue(property));
	if (style.transform !== 'none' && !original.hasAttribute('transform'))
		copy.setAttribute('transform', style.transform);
	copy.removeAttribute('class');
	copy.removeAttribute('style');
	const copies = [...copy.children];
	for (const [index, child] of [...original.children].entries()) inkIn(child, copies[index]);
}

/** The drawing once more, unseen, in the light theme and at the picture's width, for as long as `use` reads it. */
function inLightTheme<T>(figure: Element, use: (drawing: Element) => T): T {
	const drawing = figure.querySelector('[data-drawing]');
	if (!drawing) throw new Error(`figure "${figure.id}": expected an element with data-drawing, got none`);
	const host = document.createElement('div');
	host.dataset.theme = 'light';
	host.inert = true;
	host.style.cssText = `position: fixed; left: 0; top: 0; width: ${width}px; visibility: hidden`;
	host.append(drawing.cloneNode(true));
	figure.append(host);
	try {
		return use(host);
	} finally {
		host.remove();
	}
}

/** The panels of a drawing at their places, from `top` downwards; what only keeps room is not seen. */
function panels(drawing: Element, top: number): { parts: Element[]; height: number } {
	const origin = drawing.getBoundingClientRect();
	const seen = [...drawing.querySelectorAll('svg')].filter((svg) => svg.closest('[data-reserve]') === null);
	const parts = seen.map((svg) => {
		const box = svg.getBoundingClientRect();
		const copy = svg.cloneNode(true) as SVGSVGElement;
		inkIn(svg, copy);
		copy.setAttribute('overflow', 'visible');
		const place = { x: margin + box.left - origin.left, y: top + box.top - origin.top };
		for (const [key, value] of Object.entries({ ...place, width: box.width, height: box.height }))
			copy.setAttribute(key, value.toFixed(1));
		return copy;
	});
	const table = element('g', { transform: `translate(${margin} ${top})` });
	table.append(...tableParts(drawing).map(({ name, attributes, text }) => element(name, attributes, text)));
	return { parts: [...(table.hasChildNodes() ? [table] : []), ...parts], height: origin.height };
}

interface Style {
	readonly size: number;
	readonly weight: number;
	readonly fill: string;
	readonly 'font-family': string;
}
/** A running text from `top` downwards. */
function paragraph(text: string, top: number, { size, weight, ...style }: Style): { parts: Element[]; height: number } {
	const row = size * 1.5;
	const parts = wrapped(text, width, size).map((line, index) =>
		element(
			'text',
			{ ...style, x: margin, y: top + size + index * row, 'font-size': size, 'font-weight': weight },
			line,
		),
	);
	return { parts, height: parts.length * row };
}

/**
 * A figure's drawing as the text of an SVG file.
 * @param figure holds an element with `data-drawing` @throws Error where it holds none
 */
export function toSvg(figure: Element, words: PictureWords): string {
	return inLightTheme(figure, (drawing) => {
		const style = getComputedStyle(drawing);
		const colour = (name: string) => toColour(drawing, `var(${name})`);
		const text = { 'font-family': style.getPropertyValue('--sans').trim(), fill: colour('--ink') };
		const parts: Element[] = [];
		let y = margin;
		const add = (made: { parts: Element[]; height: number }, gap: number) => {
			parts.push(...made.parts);
			y += made.height + gap;
		};
		add(paragraph(words.title, y, { ...text, size: 22, weight: 650 }), 4);
		add(paragraph(words.claim, y, { ...text, size: 15, weight: 400 }), 16);
		add(panels(drawing, y), 16);
		for (const note of words.notes)
			add(paragraph(note, y, { ...text, fill: colour('--ink-soft'), size: 12, weight: 400 }), 2);
		const size = { width: width + 2 * margin, height: Math.ceil(y + margin) };
		const picture = element('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}`, role: 'img' });
		const paper = element('rect', { ...size, fill: colour('--paper') });
		picture.append(element('title', {}, words.title), element('desc', {}, words.alt), paper, ...parts);
		return new XMLSerializer().serializeToString(picture);
	});
}

/** A colour as the theme of an element resolves it. */
function toColour(inside: Element, colour: string): string {
	const probe = document.createElement('span');
	probe.style.color = colour;
	inside.append(probe);
	const resolved = getComputedStyle(probe).color;
	probe.remove();
	return resolved;
}

/** An SVG file's text as a PNG of twice its size. @throws Error where the browser cannot draw it */
export async function toPng(svg: string): Promise<Blob> {
	const image = new Image();
	const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
	try {
		image.src = address;
		await image.decode();
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [2 * image.naturalWidth, 2 * image.naturalHeight];
		canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
		return await new Promise<Blob>((resolve, reject) =>
			canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('expected a PNG, got none'))), 'image/png'),
		);
	} finally {
		URL.revokeObjectURL(address);
	}
}
