// The words of a figure, as src/content/<lang>/figures/<id>.json holds them. Templates name their values in braces: "{batch}".

export interface SettingWords {
	readonly label: string;
	readonly hint?: string;
	readonly options?: Readonly<Record<string, string>>;
}
/** Words of the step in which the reader says what they expect. */
export interface PredictWords {
	/** The question. */
	readonly ask: string;
	/** Where a value is guessed, {x}, and the guess with its unit, {value}. */
	readonly at: string;
	readonly value: string;
	readonly shapes: Readonly<Record<string, string>>;
	/** Sentence templates: a good guess, and where another one is furthest off. */
	readonly near: string;
	readonly off: string;
}
export interface FigureWords {
	readonly title: string;
	/** What the figure shows, in one sentence; stands below it. */
	readonly claim: string;
	/** What must be doubted about it; stands in the caption. */
	readonly caveat: string;
	/** What is drawn, for those who cannot see it. */
	readonly alt: string;
	readonly settings: Readonly<Record<string, SettingWords>>;
	/** Presets besides those by size. */
	readonly presets?: Readonly<Record<string, string>>;
	/** Axes, lines, panels. */
	readonly labels: Readonly<Record<string, string>>;
	/** Heads of the data table. */
	readonly columns: Readonly<Record<string, string>>;
	/** Sentence templates for the finding. */
	readonly summary: Readonly<Record<string, string>>;
	/** Why a run may disagree with the claim, by the kind of disagreement. */
	readonly disagreement: Readonly<Record<string, string>>;
	readonly predict?: PredictWords;
}
