// Gives a reader a file, or a text on the clipboard.

/** Saves content under a name, as the browser saves what it downloads. */
export function download(content: Blob, name: string): void {
	const address = URL.createObjectURL(content);
	Object.assign(document.createElement('a'), { href: address, download: name }).click();
	// The browser reads the address after this task.
	setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Whether the text is now on the clipboard; where there is none, as over plain http, the field is there to select. */
export async function copied(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return false;
	}
}
