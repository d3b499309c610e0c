// Keeps a short formula and the punctuation after it on one line: browsers may break lines after every formula.
export interface Node {
	readonly type: string;
	value?: string;
	readonly tagName?: string;
	readonly properties?: Readonly<Record<string, unknown>>;
	children?: Node[];
}

/** Letters of TeX: longer formulas have to be broken on a narrow page. */
const SHORT = 16;
const marks = /^[,.;:!?)’”，。；：！？、）]+/;

const isFormula = ({ properties }: Node): boolean =>
	Array.isArray(properties?.className) && properties.className.includes('katex');
const texOf = (node: Node): string =>
	node.tagName === 'annotation' ? (node.children?.[0]?.value ?? '') : (node.children ?? []).map(texOf).join('');

const kept = (formula: Node, mark: string): Node => ({
	type: 'element',
	tagName: 'span',
	properties: { className: ['kept'] },
	children: [formula, { type: 'text', value: mark }],
});

function keep(node: Node): void {
	const children = node.children ?? [];
	children.forEach((child, index) => {
		const next = children[index + 1];
		const [mark] = (next?.type === 'text' && marks.exec(next.value ?? '')) || [];
		if (!isFormula(child)) return keep(child);
		if (!mark || texOf(child).length > SHORT) return;
		next.value = next.value!.slice(mark.length);
		children[index] = kept(child, mark);
	});
}

/** Goes after the plugin that sets formulas. */
export const formulaMarks = () => keep;
