// A table of the page as text and lines of a picture, where the page has them.

export interface Placed {
	readonly name: 'text' | 'line';
	readonly attributes: Readonly<Record<string, string | number>>;
	readonly text: string;
}

/** What keeps room, unseen, and what only a screen reader or a narrow page has. */
const isUnseen = (element: Element): boolean =>
	element.closest('[data-reserve], .unseen') !== null || element.getClientRects().length === 0;

interface Line {
	text: string;
	readonly box: DOMRect;
}
/** A text node's lines as the page breaks them. */
function linesOf(node: Text): Line[] {
	const lines: Line[] = [];
	const range = document.createRange();
	for (const { index, 0: letter } of node.data.matchAll(/[^]/gu)) {
		range.setStart(node, index);
		range.setEnd(node, index + letter.length);
		const [box] = range.getClientRects();
		if (!box || box.width === 0) continue;
		const line = lines.at(-1);
		if (line && Math.abs(line.box.top - box.top) < 1) line.text += letter;
		else lines.push({ text: letter, box });
	}
	return lines.filter(({ text }) => text.trim() !== '');
}

/** From the middle of a line of letters to their foot, in ems. */
const FOOT = 0.36;

function textsOf(node: Text, { left, top }: DOMRect): Placed[] {
	const { fontSize, fontFamily, fontWeight, color } = getComputedStyle(node.parentElement!);
	const shared = { 'font-size': fontSize, 'font-family': fontFamily, 'font-weight': fontWeight, fill: color };
	return linesOf(node).map(({ text, box }) => {
		const y = box.top - top + box.height / 2 + FOOT * parseFloat(fontSize);
		return { name: 'text', attributes: { ...shared, x: box.left - left, y }, text: text.trim() };
	});
}

function ruleOf(row: Element, origin: DOMRect): Placed {
	const { left, right, bottom } = row.getBoundingClientRect();
	const y = bottom - origin.top;
	const stroke = getComputedStyle(row.lastElementChild ?? row).borderBlockEndColor;
	return {
		name: 'line',
		attributes: { x1: left - origin.left, x2: right - origin.left, y1: y, y2: y, stroke },
		text: '',
	};
}

/** The text and the rules of all tables in a drawing, in pixels from its upper left corner. */
export function tableParts(drawing: Element): Placed[] {
	const origin = drawing.getBoundingClientRect();
	return [...drawing.querySelectorAll('table')].flatMap((table) => {
		const walker = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
		const nodes: Text[] = [];
		while (walker.nextNode()) nodes.push(walker.currentNode as Text);
		const texts = nodes.filter(({ parentElement }) => parentElement && !isUnseen(parentElement));
		const rules = [...table.rows].map((row) => ruleOf(row, origin));
		return [...rules, ...texts.flatMap((node) => textsOf(node, origin))];
	});
}
