// A short formula keeps the punctuation after it; a long one has to be broken.
import { expect, test } from 'vitest';
import { formulaMarks, type Node } from '../../scripts/formula-marks.ts';

const text = (value: string): Node => ({ type: 'text', value });
const element = (tagName: string, children: Node[], className: string[] = []): Node => ({
	...{ type: 'element', tagName, properties: { className }, children },
});
const formula = (tex: string) => element('span', [element('annotation', [text(tex)])], ['katex']);
const paragraph = (...children: Node[]) => element('p', children);

test.each([
	['，走完', '，', '走完'],
	[', and', ',', ' and'],
	['. ', '.', ' '],
	['）。', '）。', ''],
])('“%s”', (after, mark, rest) => {
	const tree = paragraph(text('at '), formula('B=1'), text(after));
	formulaMarks()(tree);
	expect(tree).toEqual(paragraph(text('at '), element('span', [formula('B=1'), text(mark)], ['kept']), text(rest)));
});

test.each([
	['words follow', paragraph(formula('B=1'), text(' is'))],
	['nothing follows', paragraph(formula('B=1'))],
	['it is long', paragraph(formula('T(B) = a + c B + d'), text('.'))],
])('left as it is where %s', (_, tree) => {
	const before = structuredClone(tree);
	formulaMarks()(tree);
	expect(tree).toEqual(before);
});
