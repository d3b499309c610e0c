// Marks Chinese words in other languages' chapters with their language, so that they are pronounced and set right and never broken.
const han = /(\p{Script=Han}+)/u;

interface Node {
	readonly type: string;
	readonly value?: string;
	readonly tagName?: string;
	readonly properties?: Readonly<Record<string, unknown>>;
	children?: Node[];
}

const marked = (text: string): Node => ({
	type: 'element',
	tagName: 'span',
	properties: { lang: 'zh-CN', className: ['word'] },
	children: [{ type: 'text', value: text }],
});

const split = (text: string): Node[] =>
	text
		.split(han)
		.filter(Boolean)
		.map((part) => (han.test(part) ? marked(part) : { type: 'text', value: part }));

function mark(node: Node): void {
	node.children?.filter((child) => child.type !== 'text').forEach(mark);
	node.children = node.children?.flatMap((child) => (child.type === 'text' ? split(child.value ?? '') : child));
}

export const foreignWords = () => (tree: Node, file: { path: string }) => {
	if (!/\/content\/zh[^/]*\//.test(file.path)) mark(tree);
};
