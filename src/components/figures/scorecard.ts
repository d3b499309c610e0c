// Where the figures are that the scorecard's rows come from.
/** Of a figure: the page that shows it, and its title. */
export interface Home {
	readonly page: string;
	readonly title: string;
}
