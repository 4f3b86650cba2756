import { DRAWING, FETCHING, OPERATIONS, type OperationName, PAYING } from './menu';

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

/** On or off. */
export interface SwitchOption extends OptionBase {
	type: 'boolean';
	default: boolean;
}

/** One of a few values, each with the name that the menu shows. */
export interface ChoiceOption extends OptionBase {
	type: 'options';
	default: string;
	choices: ReadonlyArray<{ value: string; name: string; description: string }>;
}

/** An entry of the collection `options`. */
export type Option = NumberOption | TextOption | SwitchOption | ChoiceOption;

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
			"Name of the image file, without extension. If empty, it is made from the row's number and text. With several images, -1, -2 … follow.",
		operations: FETCHING,
	},
	onTimeout: {
		displayName: 'If Not Finished in Time',
		type: 'options',
		default: 'error',
		choices: [
			{
				value: 'error',
				name: 'Fail the Row',
				description: 'The error has the task ID: fetch the images later with Query, which is free',
			},
			{
				value: 'returnPending',
				name: 'Return the Task as Not Done',
				description: 'The row gives an item with the task ID and done: false',
			},
		],
		description: 'What to do if Jumdata is still drawing a task after Max Wait Time',
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
	includeInputFields: {
		displayName: 'Include Input Fields',
		type: 'boolean',
		default: false,
		description:
			"Whether to copy the fields of the input row into each item, such as the row's ID in your spreadsheet. The node's own fields replace those with the same name.",
		operations: OPERATIONS,
	},
	maxImages: {
		displayName: 'Max Images',
		type: 'number',
		default: 0,
		minValue: 0,
		maxValue: 1_000_000_000,
		scale: 'whole',
		description:
			'Maximum number of images per execution, over all loop turns and agent calls. A run that would exceed it is refused before anything is sent. 0 = no limit.',
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
			"Seconds that one row may take from its first request, waiting for Jumdata's limits included. Jumdata goes on drawing after that: the task ID is in the result.",
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
			"Refuse the run, before anything is paid, if the account's balance is lower or cannot be read. 0 = no check.",
		operations: PAYING,
	},
	outputMode: {
		displayName: 'Output Mode',
		type: 'options',
		default: 'image',
		choices: [
			{ value: 'image', name: 'One Item per Image', description: 'Each image is an item' },
			{
				value: 'task',
				name: 'One Item per Row',
				description: 'All images of a row are in one item: data, data_2, data_3 …',
			},
		],
		description: 'How to return a row with several images',
		operations: FETCHING,
	},
	binaryPropertyName: {
		displayName: 'Put Output File in Field',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description: 'The name of the output binary field to put the image in',
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
			'Seconds that one request to Jumdata may take. For an image download: seconds without any data.',
		operations: OPERATIONS,
	},
	maxConcurrency: {
		displayName: 'Rows at Once',
		type: 'number',
		default: 5,
		minValue: 1,
		maxValue: 1000,
		scale: 'whole',
		description:
			'Rows processed at the same time. With Generate and Wait, each is a paid task that is not finished yet.',
		operations: DRAWING,
	},
	pollInterval: {
		displayName: 'Seconds Between Checks',
		type: 'number',
		default: 0,
		minValue: 0,
		maxValue: 3600,
		scale: 'fractions',
		description:
			'Seconds between two checks of a task. 0 = automatic (recommended). Checks are free.',
		operations: FETCHING,
	},
} as const satisfies Record<string, Option>;

/** The name of an option, as workflows save it. */
export type OptionName = keyof typeof OPTIONS;
