/** The operations of the node, in the order of the menu. */
export const OPERATIONS = ['generateAndWait', 'submit', 'query', 'getBalance'] as const;

/** The name of an operation, as workflows save it. */
export type OperationName = (typeof OPERATIONS)[number];

interface OptionBase {
	displayName: string;
	description: string;
	operations: readonly OperationName[];
}

/** A number with its limits; `scale` says whether fractions are allowed. */
export interface NumberOption extends OptionBase {
	type: 'number';
	default: number;
	minValue: number;
	maxValue: number;
	scale: 'whole' | 'fractions';
}

/** Free text, filled by an expression per row. */
export interface TextOption extends OptionBase {
	type: 'string';
	default: string;
	placeholder: string;
}

/** One of a few values, each with the name that the menu shows. */
export interface ChoiceOption extends OptionBase {
	type: 'options';
	default: string;
	choices: ReadonlyArray<{ value: string; name: string; description: string }>;
}

/** The operations that are paid. */
export const PAYING: readonly OperationName[] = ['generateAndWait', 'submit'];
/** The operations that put out pictures. */
export const FETCHING: readonly OperationName[] = ['generateAndWait', 'query'];

/**
 * Every entry of the collection `options`, in the alphabetical order of the display names: what the
 * form shows and what the node reads come from this one table.
 */
export const OPTIONS = {
	fileName: {
		displayName: 'File Name',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.product }}',
		description:
			"Name of the picture's file, without extension. Leave empty to make it from the row and its text; with several images -1, -2 … follow.",
		operations: FETCHING,
	},
	longText: {
		displayName: 'If Text Is Too Long',
		type: 'options',
		default: 'error',
		choices: [
			{
				value: 'error',
				name: 'Refuse the Row',
				description: 'The row fails before anything is sent or paid',
			},
			{
				value: 'truncate',
				name: 'Cut It at 100 Characters',
				description: 'Only the first 100 characters are drawn',
			},
		],
		description: 'What to do with a text of more than 100 characters',
		operations: PAYING,
	},
	maxConcurrency: {
		displayName: 'Max Concurrency',
		type: 'number',
		default: 5,
		minValue: 1,
		maxValue: 1000,
		scale: 'whole',
		description:
			'How many rows are worked on at once. With Generate and Wait these are tasks submitted and not yet finished, so each is money at risk.',
		operations: ['generateAndWait', 'submit', 'query'],
	},
	maxImages: {
		displayName: 'Max Images',
		type: 'number',
		default: 0,
		minValue: 0,
		maxValue: 1_000_000_000,
		scale: 'whole',
		description:
			"Most images that this node may buy in one execution, loop turns and an agent's calls included. A run that would go beyond is refused before anything is sent. 0 means no limit.",
		operations: PAYING,
	},
	maxWaitTime: {
		displayName: 'Max Wait Time',
		type: 'number',
		default: 600,
		minValue: 1,
		maxValue: 86_400,
		scale: 'fractions',
		description:
			'Seconds that one row may take from its first request, downloads not counted. A task goes on drawing when this is over: its ID is in the output.',
		operations: OPERATIONS,
	},
	minBalance: {
		displayName: 'Min Balance',
		type: 'number',
		default: 0,
		minValue: 0,
		maxValue: 1_000_000_000,
		scale: 'fractions',
		description:
			"Refuse the run, before anything is bought, if the account's balance is lower than this or cannot be read. 0 means that it is not looked at.",
		operations: PAYING,
	},
	onTimeout: {
		displayName: 'On Timeout',
		type: 'options',
		default: 'error',
		choices: [
			{
				value: 'error',
				name: 'Fail the Row',
				description: 'The error has the task ID, so that Query can fetch the pictures later',
			},
			{
				value: 'returnPending',
				name: 'Return the Task as Not Done',
				description: 'An item with the task ID and done: false',
			},
		],
		description: 'What to do when a task is still drawing after Max Wait Time',
		operations: FETCHING,
	},
	outputMode: {
		displayName: 'Output Mode',
		type: 'options',
		default: 'image',
		choices: [
			{ value: 'image', name: 'One Item per Image', description: 'Each picture is an item' },
			{
				value: 'task',
				name: 'One Item per Row',
				description: 'All pictures of a row are in one item: data, data_2, data_3 …',
			},
		],
		description: 'How the pictures of a row with several images are put out',
		operations: FETCHING,
	},
	pollInterval: {
		displayName: 'Poll Interval',
		type: 'number',
		default: 0,
		minValue: 0,
		maxValue: 3600,
		scale: 'fractions',
		description:
			'Seconds between two looks at a task, fractions allowed. 0 lets the node choose, which is best in most cases; looking is free.',
		operations: FETCHING,
	},
	binaryPropertyName: {
		displayName: 'Put Output File in Field',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description: 'The name of the output binary field to put the picture in',
		operations: FETCHING,
	},
	requestTimeout: {
		displayName: 'Request Timeout',
		type: 'number',
		default: 30,
		minValue: 0.1,
		maxValue: 600,
		scale: 'fractions',
		description:
			'Seconds that one request to Jumdata may take; for the download of a picture, seconds without a byte',
		operations: OPERATIONS,
	},
} as const satisfies Record<string, NumberOption | TextOption | ChoiceOption>;

/** The name of an option, as workflows save it. */
export type OptionName = keyof typeof OPTIONS;
