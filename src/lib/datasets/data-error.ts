// What can be wrong with data that came over a network, in a form that the page can tell in the reader's language.

export type DataFault = 'offline' | 'wrong-sum' | 'wrong-length' | 'not-data' | 'missing';

export class DataError extends Error {
	readonly what: DataFault;
	/** File name of the shard or manifest. */
	readonly file: string;
	readonly expected: string;
	readonly got: string;

	constructor(what: DataFault, file: string, expected: string, got: string) {
		super(`${file}: ${what}: expected ${expected}, got ${got}`);
		this.name = 'DataError';
		this.what = what;
		this.file = file;
		this.expected = expected;
		this.got = got;
	}
}
