/** How the answer to a query is written. */
export interface AnswerOptions {
	/** Task ids as JSON strings, or as bare JSON numbers. */
	taskIdForm: 'string' | 'number';
	/** `imgUrls` as the vendor's page has it, as a list of addresses, or as JSON in a string. */
	imageListForm: 'objects' | 'strings' | 'json';
	/** A withheld image's address is an empty string, null, or not there; or it costs the whole list. */
	withheldAs: 'empty' | 'null' | 'noKey' | 'emptyList';
	/** Whether answers have the keys of the engine behind: `waiting`, the review's conclusions, and others. */
	engineKeys: boolean;
}

/** Answers as the vendor's page shows them. */
export const answerDefaults: AnswerOptions = {
	taskIdForm: 'string',
	imageListForm: 'objects',
	withheldAs: 'empty',
	engineKeys: false,
};
