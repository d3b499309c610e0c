// Lines of a running text, for pictures, which do not break text by themselves.
import { textWidth } from './place.ts';

/** A word with its stops and the space after it, or one Chinese character with its stops. */
const pieces = /(?:[\u2E80-\u9FFF\uFF00-\uFFEF]|[^\s\u2E80-\uFFEF]+)[，。、；：！？）》”]*\s*/gu;

/** Lines of at most `width`, roughly; a longer word stands alone. @param size height of a letter's em */
export function wrapped(text: string, width: number, size: number): string[] {
	const lines: string[] = [];
	for (const piece of text.match(pieces) ?? []) {
		const last = lines.at(-1);
		if (last !== undefined && textWidth((last + piece).trimEnd(), size) <= width)
			lines[lines.length - 1] = last + piece;
		else lines.push(piece);
	}
	return lines.map((line) => line.trimEnd());
}
